"""Queries wait for their turn, but not without end."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest

from coalition_graph.errors import Busy
from coalition_graph.server.asking import Asking
from coalition_graph.store import MemoryStore


@pytest.fixture
def asking() -> Iterator[Asking]:
    made = Asking(MemoryStore(), workers=1, waiting=1, patience=0.2)
    yield made
    made.close()


def test_work_is_done_in_a_thread_beside(asking: Asking) -> None:
    name = asyncio.run(asking.run(lambda: threading.current_thread().name))
    assert name.startswith("query")


def test_what_goes_wrong_in_the_thread_goes_wrong_here(asking: Asking) -> None:
    with pytest.raises(ZeroDivisionError):
        asyncio.run(asking.run(lambda: 1 / 0))
    assert asyncio.run(asking.run(lambda: 1)) == 1


def test_one_more_than_may_wait_is_sent_away_at_once(asking: Asking) -> None:
    go = threading.Event()

    async def three() -> list[object]:
        first, second = (asyncio.create_task(asking.run(lambda: go.wait(5))) for _ in range(2))
        await asyncio.sleep(0)
        with pytest.raises(Busy, match="ask again in a moment"):
            await asking.run(lambda: True)
        go.set()
        return list(await asyncio.gather(first, second))

    assert asyncio.run(three()) == [True, True]


def test_who_waits_too_long_is_sent_away_and_the_next_is_answered(asking: Asking) -> None:
    slow = threading.Event()

    async def late() -> object:
        first = asyncio.create_task(asking.run(lambda: slow.wait(0.5)))
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await asking.run(lambda: "too late")
        await first
        return await asking.run(lambda: "in time")

    assert asyncio.run(late()) == "in time"

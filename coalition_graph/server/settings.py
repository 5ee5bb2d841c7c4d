"""How a server is run: where, for whom, and within which limits."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

__all__ = ["Settings"]


def _workers() -> int:
    return max(4, os.cpu_count() or 1)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a server is told when it starts.

    Args:
        host: the address that it listens on; others than this machine reach it only where that is asked for.
        port: 0 takes any free one.
        hosts: further names that requests may call it by, such as that of a proxy before it.
        origins: pages of other servers that may read its answers, such as `https://yasgui.org`.
        seconds: the most that a query may take.
        rows: the most rows or triples of an answer.
        answer: the most bytes of an answer before it is written in the form that was asked for.
        shown: the most rows of an answer in the workbench; its CSV has them all.
        body: the most bytes of a request, and of an address.
        workers: how many queries run at once.
        waiting: how many more may wait for their turn.

    >>> Settings().host
    '127.0.0.1'
    """

    host: str = "127.0.0.1"
    port: int = 8642
    hosts: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    seconds: float = 5.0
    rows: int = 100_000
    answer: int = 1 << 26
    shown: int = 10_000
    body: int = 65_536
    workers: int = field(default_factory=_workers)
    waiting: int = 256

    @property
    def is_private(self) -> bool:
        """Whether only this machine reaches the server.

        >>> Settings("::1").is_private, Settings("0.0.0.0").is_private
        (True, False)
        """
        return self.host in ("localhost", "::1") or self.host.startswith("127.")

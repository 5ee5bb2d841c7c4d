"""Lines in order, however many there are: sorted in runs that lie on disk, then merged.

Source: external merge sort, D. E. Knuth, The Art of Computer Programming 3, 5.4.
"""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import IO, Final

__all__ = ["RUN", "in_order"]

# So much of the lines is in memory at once.
RUN: Final = 1 << 26


def in_order(lines: Iterable[bytes], run: int | None = None) -> Iterator[bytes]:
    r"""Yield lines, each with its end, sorted by their bytes, which for UTF-8 is by their characters.

    Args:
        lines: in any order.
        run: how many bytes are sorted at once, `RUN` if not given; what is more lies in temporary files.

    Raises:
        OSError: there is no room for them.

    >>> list(in_order([b"b\n", b"c\n", b"a\n"], run=4))
    [b'a\n', b'b\n', b'c\n']
    """
    most = run or RUN
    with ExitStack() as held:
        runs: list[IO[bytes]] = []
        kept: list[bytes] = []
        size = 0
        for line in lines:
            kept.append(line)
            size += len(line)
            if size >= most:
                runs.append(held.enter_context(tempfile.TemporaryFile(buffering=1 << 20)))
                kept.sort()
                _fill(runs[-1], kept)
                kept, size = [], 0
        kept.sort()
        yield from heapq.merge(*runs, kept) if runs else kept


def _fill(file: IO[bytes], lines: list[bytes]) -> None:
    file.writelines(lines)
    file.seek(0)

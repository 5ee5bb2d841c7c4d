"""How far a long load is: a bar on the screen, with its rate and the time left."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from rich.console import Console
from rich.filesize import decimal
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from coalition_graph.graph.loading import Progress as Told

__all__ = ["shown"]

_STAGES: Final = {
    "reading": "Reading",
    "writing": "Writing graphs",
    "following": "Finding what follows",
}
# As often as the eye can follow; a load tells thousands of times.
_PAUSE: Final = 0.1


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        """Return how much is done a second, once that is known."""
        if not task.speed or not task.total:
            return Text("")
        per_second = decimal(int(task.speed)) if task.fields["bytes"] else f"{task.speed:,.0f}"
        return Text(f"{per_second}/s")


class _Bar:
    """One bar per stage, the next below the one that has come to its end."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._stage = ""
        self._last = 0.0

    def __call__(self, stage: str, done: int, whole: int) -> None:
        if stage != self._stage:
            self._begin(stage, whole)
        elif time.monotonic() - self._last < _PAUSE and done < whole:
            return
        self._last = time.monotonic()
        self._progress.update(self._task, completed=done)

    def _begin(self, stage: str, whole: int) -> None:
        self.finish()
        self._stage = stage
        total = whole or None
        self._task = self._progress.add_task(_STAGES[stage], total=total, bytes=stage == "reading")

    def finish(self) -> None:
        """Fill the bar of a stage that has come to its end."""
        if self._stage:
            total = self._progress.tasks[self._task].total or 1
            self._progress.update(self._task, total=total, completed=total)


@contextmanager
def shown() -> Iterator[Told | None]:
    """Give what shows how far a load is on the terminal's stderr; None where nobody looks at one."""
    if not sys.stderr.isatty():
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), _Rate(), TimeRemainingColumn(compact=True))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = _Bar(progress)
        yield bar
        bar.finish()

"""A store on disk: right for a graph that is loaded once and asked often, or too large for memory.

The folder holds the marker and one folder of the engine per generation. An edit works on a copy that shares
the unchanged files (hard links), and becomes the present state in one step, when the marker is replaced.
"""

from __future__ import annotations

import dataclasses
import weakref
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pyoxigraph

from coalition_graph.errors import ForeignFolder, UnreadableGraph, UsageError
from coalition_graph.store import locks, marker, seals, states, versions
from coalition_graph.store.base import Derive, Texts
from coalition_graph.store.engine import Engine
from coalition_graph.store.generation import built
from coalition_graph.store.marker import Marker

__all__ = ["DiskStore", "open_folder"]


class DiskStore(Engine):
    """A store in a folder; what is loaded lasts, and readers keep working during a load.

    Args:
        path: a folder that this package made, an empty one, or one that does not exist yet.
        anew: begin with nothing: what the folder holds, be it damaged, is not read, and stays until the
            first `replace` has come to its end.
        sealed: whether its files must be those that were written;
            without it, `differing` tells which are not.

    Raises:
        ForeignFolder: a file, or a folder with something else in it; it stays untouched.
        DamagedStore: it is not what was written.
        UsageError: the folder cannot be written.
    """

    def __init__(self, path: Path | str, *, anew: bool = False, sealed: bool = True) -> None:
        self.path = Path(path)
        self._anew = anew
        self._sealed = sealed
        _claim(self.path)
        super().__init__(self._present())

    @property
    def marker(self) -> Marker:
        """The stamp of the state that is read."""
        return self._marker

    @property
    def outdated(self) -> bool:
        """Whether another version of this package, or of the engine, wrote it."""
        return versions.outdated(self._marker)

    @property
    def notes(self) -> tuple[str, ...]:
        """What to know before it is answered from: that it is empty, or of other versions."""
        return versions.notes(self.path, self._marker)

    def text(self, graph: str) -> str:
        """Return one graph as sorted N-Quads text.

        Raises:
            DamagedStore: it cannot be read.
        """
        with self._reading():
            return super().text(graph)

    def lines(self, *, ontology: bool = False) -> Iterator[bytes]:
        """Yield the lines of the whole content as sorted N-Quads, with or without the ontology.

        Raises:
            DamagedStore: it cannot be read.
        """
        with self._reading():
            yield from super().lines(ontology=ontology)

    def graphs(self) -> tuple[str, ...]:
        """Return the names of all graphs but the ontology's, sorted.

        Raises:
            DamagedStore: they cannot be read.
        """
        with self._reading():
            return super().graphs()

    def count(self) -> int:
        """Return how many quads it holds, the ontology's included.

        Raises:
            DamagedStore: they cannot be read.
        """
        with self._reading():
            return len(self._inner)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except (OSError, RuntimeError) as error:
            raise self._unanswered(error) from None

    def _unanswered(self, error: Exception) -> UsageError:
        if isinstance(error, OSError) or states.is_damage(error):
            return states.unread(self.path, self._marker, error)
        return super()._unanswered(error)

    def replace(self, texts: Texts, drop: Iterable[str], derive: Derive) -> None:
        """Put and drop graphs, all or nothing; see `Store`.

        Whatever happens before the marker is replaced, a crash included, leaves the old state; what is left
        over of the new one is swept up by the next load. A `dataset` handed out before keeps the old state.

        Raises:
            UsageError: another load is writing this store, or it cannot be written.
            DamagedStore: what it holds cannot be read.
        """
        with self._writing(), locks.writing(marker.lock_file(self.path)):
            self._reopen()
            states.sweep(self.path, self._marker)
            new = self._staged(texts, drop, derive)
            marker.write(self.path, new)
            self._anew = False
            self._reopen()
            states.sweep(self.path, new)

    def tidy(self) -> None:
        """Remove what a load that was killed left over, unless another one is under way."""
        with suppress(UsageError, OSError), locks.writing(marker.lock_file(self.path)):
            states.sweep(self.path, marker.read(self.path))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise UsageError(
                f"{self.path} cannot be written and stays as it was: {states.reason(error)}; "
                "make room or mend the folder's rights, and run again"
            ) from None
        except RuntimeError as error:
            if not states.is_damage(error):
                raise
            raise self._unanswered(error) from None

    def _reopen(self) -> None:
        """Turn to the present state."""
        self._release()
        self._inner = self._present()

    def _present(self) -> pyoxigraph.Store:
        """Open the present state, and keep it from being removed while this store reads it."""
        found = states.disregarded(self.path) if self._anew else states.opened(self.path, sealed=self._sealed)
        self._marker, inner, held = found
        self._release = weakref.finalize(self, locks.release, held)
        return inner

    def _staged(self, texts: Texts, drop: Iterable[str], derive: Derive) -> Marker:
        """Build the next generation beside the present one."""
        number = 1 + max((self._marker.generation, *map(marker.number_of, marker.generations(self.path))))
        folder = self.path / f"quads-{number}"
        with ExitStack() as undo:
            undo.callback(states.remove, folder)
            if self._marker.generation and not self._anew:
                self._inner.backup(folder)
            made = built(folder, texts, drop, derive)
            marker.sync(folder)
            # The engine has closed it only now, and moves files until then.
            sealed = seals.seals(folder, {} if self._anew else self._marker.files)
            undo.pop_all()
        return dataclasses.replace(made, files=sealed)


def _claim(path: Path) -> None:
    """Make the folder ours, if it is new or empty."""
    if marker.is_store(path):
        return
    try:
        path.mkdir(parents=True, exist_ok=True)
        strangers = {found.name for found in path.iterdir()} - marker.HALF_MADE
    except (FileExistsError, NotADirectoryError):
        raise ForeignFolder(path, "it is a file, not a folder") from None
    except OSError as error:
        raise ForeignFolder(path, f"it cannot be opened ({error.strerror})") from None
    # Where another load is making it a store just now, it is one when looked at again.
    if strangers and not marker.is_store(path):
        raise ForeignFolder(path)
    try:
        with locks.writing(marker.lock_file(path)):
            # Somebody else may have claimed it, and loaded into it, meanwhile.
            if not marker.is_store(path):
                marker.write(path, Marker())
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {states.reason(error)}; name another folder") from None


def open_folder(path: Path | str, *, sealed: bool = True) -> DiskStore:
    """Return the store in a folder that holds one.

    Args:
        path: the folder.
        sealed: whether its files must be those that were written;
            without it, `differing` tells which are not.

    Raises:
        ForeignFolder: the folder holds no store of ours.
        UnreadableGraph: there is no such folder.
        DamagedStore: it is not what was written.
    """
    if not Path(path).exists():
        raise UnreadableGraph(str(path), "there is no such folder")
    if not marker.is_store(path):
        raise marker.absent(Path(path))
    return DiskStore(path, sealed=sealed)

"""A store on disk: right for a graph that is loaded once and asked often, or too large for memory.

The folder holds the marker and one folder of the engine per generation. An edit works on a copy that shares
the unchanged files (hard links), and becomes the present state in one step, when the marker is replaced.
"""

from __future__ import annotations

import shutil
import time
import weakref
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import pyoxigraph

from coalition_graph import quads
from coalition_graph.errors import ForeignFolder, UnreadableGraph
from coalition_graph.store import locks, marker
from coalition_graph.store.base import Derive, Texts
from coalition_graph.store.engine import Engine, put_ontology, write
from coalition_graph.store.marker import Marker, folder_of
from coalition_graph.vocabulary import CURRENT, REGISTRY, local

__all__ = ["DiskStore", "open_folder"]

Opened = tuple[Marker, pyoxigraph.Store, int | None]

_TRIES: Final = 5
_PAUSE: Final = 0.02
_DOSSIERS: Final = "SELECT ?dossier { ?dossier a cg:Dossier } ORDER BY ?dossier"


class DiskStore(Engine):
    """A store in a folder; what is loaded lasts, and readers keep working during a load.

    Args:
        path: a folder that this package made, an empty one, or one that does not exist yet.

    Raises:
        ForeignFolder: a file, or a folder with something else in it; it stays untouched.
        UnreadableGraph: the store is damaged.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        _claim(self.path)
        super().__init__(self._present())

    @property
    def marker(self) -> Marker:
        """The stamp of the state that is read."""
        return self._marker

    @property
    def outdated(self) -> bool:
        """Whether another version of this package wrote it."""
        return self._marker.package not in ("", marker.version())

    def replace(self, texts: Texts, drop: Iterable[str], derive: Derive) -> None:
        """Put and drop graphs, all or nothing; see `Store`.

        Whatever happens before the marker is replaced, a crash included, leaves the old state; what is left
        over of the new one is swept up by the next load. A `dataset` handed out before keeps the old state.

        Raises:
            UsageError: another load is writing this store.
        """
        with locks.writing(marker.lock_file(self.path)):
            self._reopen()
            _sweep(self.path, self._marker)
            new = self._staged(texts, drop, derive)
            marker.write(self.path, new)
            self._reopen()
            _sweep(self.path, new)

    def _reopen(self) -> None:
        """Turn to the present state."""
        self._release()
        self._inner = self._present()

    def _present(self) -> pyoxigraph.Store:
        """Open the present state, and keep it from being removed while this store reads it."""
        self._marker, inner, held = _opened(self.path)
        self._release = weakref.finalize(self, locks.release, held)
        return inner

    def _staged(self, texts: Texts, drop: Iterable[str], derive: Derive) -> Marker:
        """Build the next generation beside the present one."""
        number = 1 + max((self._marker.generation, *map(_generation, self.path.glob("quads-*"))))
        folder = self.path / f"quads-{number}"
        with ExitStack() as undo:
            undo.callback(_remove, folder)
            if self._marker.generation:
                self._inner.backup(folder)
            made = _written(folder, texts, drop, derive)
            marker.sync(folder)
            undo.pop_all()
        return made


def _written(folder: Path, texts: Texts, drop: Iterable[str], derive: Derive) -> Marker:
    inner = pyoxigraph.Store(folder)
    put_ontology(inner)
    write(inner, texts, drop, derive)
    inner.flush()
    told = Engine(inner)
    dossiers = tuple(local(str(name)) for name in told.select(_DOSSIERS).column("dossier"))
    digests = {graph: quads.digest(told.text(graph)) for graph in (REGISTRY, CURRENT)}
    return Marker(_generation(folder), len(inner), marker.version(), dossiers, digests)


def _generation(folder: Path) -> int:
    number = folder.name.removeprefix("quads-")
    return int(number) if number.isdecimal() else 0


def _claim(path: Path) -> None:
    """Make the folder ours, if it is new or empty."""
    if marker.is_store(path):
        return
    try:
        path.mkdir(parents=True, exist_ok=True)
        strangers = {found.name for found in path.iterdir()} - {f"{marker.MARKER}.tmp"}
    except (FileExistsError, NotADirectoryError):
        raise ForeignFolder(path, "it is a file, not a folder") from None
    except OSError as error:
        raise ForeignFolder(path, f"it cannot be opened ({error.strerror})") from None
    if strangers:
        raise ForeignFolder(path)
    marker.write(path, Marker())


def _opened(path: Path) -> Opened:
    """Open the present state for reading; a load that ends meanwhile may remove it, so look again then."""
    for _ in range(_TRIES):
        found = marker.read(path)
        try:
            return _state(path, found)
        except (OSError, RuntimeError) as error:
            if marker.read(path) == found:
                raise marker.damaged(path, f"its quads cannot be read ({error})") from None
    raise UnreadableGraph(str(path), "it is being written again and again; try later")


def _state(path: Path, found: Marker) -> Opened:
    if not found.generation:
        inner = pyoxigraph.Store()
        put_ontology(inner)
        return found, inner, None
    held = locks.reading(folder_of(path, found))
    try:
        inner = pyoxigraph.Store.read_only(str(folder_of(path, found)))
        # The engine opens a damaged log without a word, and with fewer quads.
        if len(inner) != found.quads:
            raise OSError(f"{len(inner):,} quads where {found.quads:,} were written")
    except (OSError, RuntimeError):
        locks.release(held)
        raise
    return found, inner, held


def _sweep(path: Path, present: Marker) -> None:
    """Remove the states of the engine that are neither present nor being read."""
    for folder in path.glob("quads-*"):
        if folder != folder_of(path, present) and not locks.in_use(folder):
            _remove(folder)


def _remove(folder: Path) -> None:
    """Remove a folder of the engine; where the engine still writes into it, that takes several goes."""
    for _ in range(_TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(_PAUSE)


def open_folder(path: Path | str) -> DiskStore:
    """Return the store in a folder that holds one.

    Raises:
        ForeignFolder: the folder holds no store of ours.
        UnreadableGraph: there is no such folder, or the store is damaged.
    """
    if not Path(path).exists():
        raise UnreadableGraph(str(path), "there is no such folder")
    if not marker.is_store(path):
        raise marker.absent(Path(path))
    return DiskStore(path)

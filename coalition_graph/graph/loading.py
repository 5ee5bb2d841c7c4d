"""How files become a graph: files → model → quads → store → current graph, one way and in one write."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coalition_graph import files, garbage, quads, resources, store
from coalition_graph.analysis import current
from coalition_graph.analysis.heard import Heard
from coalition_graph.errors import DossierHasProblems, OtherDossier, Problem, UnreadableGraph, UsageError
from coalition_graph.graph.again import Again
from coalition_graph.model import Dossier

__all__ = ["Progress", "load", "located"]

Target = store.Store | str | Path
Done = tuple[store.Loaded, tuple[Problem, ...]]
Progress = Callable[[str, int, int], None]
"""Is told of one of `STAGES`, how much of it is done, and of how much; a whole of 0 is not known."""

READING, WRITING, DERIVING = STAGES = ("reading", "writing", "following")


def located(graph: str | Path) -> Path:
    """Return where GRAPH lies; `example` is the shipped dossier.

    Raises:
        UnreadableGraph: it is the address of an endpoint, which lies in no folder.
    """
    if store.is_address(graph):
        shown = str(graph).partition("?")[0]
        raise UnreadableGraph(shown, "an endpoint is no folder; name a folder or a file")
    return resources.example() if graph == "example" else Path(graph)


def load(
    paths: Sequence[str | Path],
    target: Target,
    *,
    add: bool = False,
    keep_going: bool = False,
    rebuild: bool = False,
    progress: Progress | None = None,
) -> tuple[store.Loaded, tuple[Problem, ...]]:
    """Bring a store in line with coding files: all in one go or not at all, an endpoint graph by graph.

    Args:
        paths: folders and files of one dossier.
        target: the store, the address of an endpoint, or a folder, made only once the files are known to be
            sound; it then equals them.
        add: keep the sources that are not given.
        keep_going: leave entries with errors out instead of refusing.
        rebuild: build a store on disk from the files alone, and read nothing of what it holds: the mend of
            a damaged one, which stays until the new one is whole.
        progress: is told again and again what is being done, how much of it, and of how much in all.

    Returns:
        what was done, by source, and the warnings that reading met.

    Raises:
        DossierHasProblems: the files have errors; nothing is written.
        OtherDossier: the store holds another dossier, and `add` was not given.
        DamagedStore: what the store holds is not what was written; `rebuild` mends it.
        UsageError: the folder cannot be written now, or `rebuild` is given with `add` or for no folder.
        ForeignFolder: the folder is not a store of ours, and not empty.
        ForeignGraph: a graph on the endpoint is not ours and in the way; nothing is written.
        BrokenOff: the endpoint stopped taking it; doing it again finishes the rest.
    """
    _refuse_part_of_a_rebuild(target, add, rebuild)
    given = [Path(path) for path in paths]
    folder = None if add or keep_going or rebuild else _folder(target)
    with garbage.left_alone():
        again = Again(folder, given) if folder else None
        known = again.nothing_new() if again else None
        return known or _Load(target, add, keep_going, rebuild, progress or _silent, again).of(given)


def _silent(stage: str, done: int, whole: int) -> None:
    """Make nothing of progress."""


@dataclass(frozen=True, slots=True)
class _Load:
    target: Target
    add: bool
    keep_going: bool
    rebuild: bool
    progress: Progress
    again: Again | None

    def of(self, paths: Sequence[Path]) -> Done:
        """Read, write, and keep what was read."""
        reading = files.read(paths, keep_going=self.keep_going, progress=self._reading(paths))
        if reading.dossier is None:
            raise DossierHasProblems(reading.problems)
        name, texts, heard = self._told(reading.dossier)
        # What is written is let go, so that what follows has its room.
        reading = replace(reading, dossier=None)
        target = self.target
        kept = _target(target, name, self.rebuild) if isinstance(target, str | Path) else target
        done = store.load(kept, name, texts, self._following(heard), add=self.add)
        if self.again:
            self.again.remember(kept, reading)
        return done, reading.problems

    def _reading(self, paths: Sequence[Path]) -> Callable[[int], None]:
        whole, read = 0 if self.progress is _silent else files.size(paths), 0

        def more(size: int) -> None:
            nonlocal read
            read += size
            self.progress(READING, read, whole)

        return more

    def _told(self, dossier: Dossier) -> tuple[str, Iterator[tuple[str, str]], Heard | None]:
        """Return the dossier's id, its graphs, and who hears its statements.

        With `add`, what was there before is heard of from the store alone.
        """
        heard = None if self.add else Heard()
        number = len({account.name for account in dossier.accounts if account.source}) + 1
        return dossier.id, self._writing(quads.graphs(dossier, heard), number), heard

    def _writing(self, texts: Iterator[tuple[str, str]], number: int) -> Iterator[tuple[str, str]]:
        for done, text in enumerate(texts, 1):
            yield text
            self.progress(WRITING, done, number)

    def _following(self, heard: Heard | None) -> Callable[[store.Store], dict[str, str]]:
        def derive(staged: store.Store) -> dict[str, str]:
            self.progress(DERIVING, 0, 0)
            return current.derive(staged, heard)

        return derive


def _folder(target: Target) -> store.DiskStore | Path | None:
    """Return the folder that is loaded into, or the store in it; None where it is neither."""
    if isinstance(target, str | Path):
        return None if store.is_address(target) else located(target)
    return target if isinstance(target, store.DiskStore) else None


def _refuse_part_of_a_rebuild(target: Target, add: bool, rebuild: bool) -> None:
    if not rebuild:
        return
    if add or not isinstance(target, str | Path) or store.is_address(target):
        raise UsageError(
            "a rebuild is for a folder, and for all that it holds: leave out --add, or name a folder"
        )


def _target(target: str | Path, dossier: str, rebuild: bool) -> store.Store:
    if store.is_address(target):
        return store.EndpointStore(str(target))
    kept = store.DiskStore(located(target), anew=rebuild)
    if rebuild and (others := [held for held in kept.marker.dossiers if held != dossier]):
        raise OtherDossier(dossier, others[0])
    kept.tidy()
    return kept

"""A load of files that are as the last load found them: they are not read, and nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from coalition_graph import files, store
from coalition_graph.errors import Problem

__all__ = ["Again"]

_HASH: Final = 64


class Again:
    """What is to be loaded into a store folder, as its files are before they are read.

    Args:
        target: the folder, or the store in it.
        paths: files and folders of one dossier.

    Raises:
        UnreadableGraph: a path leads nowhere, or to a file of another kind.
    """

    def __init__(self, target: store.DiskStore | Path, paths: Sequence[Path]) -> None:
        self._target = target
        self._inputs = files.of_files(paths)

    def nothing_new(self) -> tuple[store.Loaded, tuple[Problem, ...]] | None:
        """Return what a load would come to where all is as it was, warnings included; else None."""
        last = self._last()
        if last is None or last.inputs != self._inputs or last.texts != files.of_texts(last.texts):
            return None
        kept = self._target if isinstance(self._target, store.DiskStore) else store.DiskStore(self._target)
        kept.tidy()
        return None if kept.outdated else (store.Loaded((), (), store.sources(kept)), last.problems)

    def _last(self) -> store.Remembered | None:
        if isinstance(self._target, store.DiskStore):
            return store.recall(self._target.path, self._target.marker)
        return store.recall(self._target)

    def remember(self, kept: store.Store, reading: files.Reading) -> None:
        """Keep what was read, unless a file was changed meanwhile."""
        read = {path: digest for path, digest in reading.inputs.items() if path in self._inputs}
        marks = ((path, mark.partition(" ")[0]) for path, mark in self._inputs.items())
        if isinstance(kept, store.DiskStore) and read == {
            path: digest for path, digest in marks if len(digest) == _HASH
        }:
            texts = {path: digest for path, digest in reading.inputs.items() if path not in read}
            store.remember(kept, store.Remembered(self._inputs, texts, reading.problems))

"""Which versions wrote a store, and what to say where they are not those that run."""

from __future__ import annotations

import importlib.metadata
import re
from pathlib import Path
from typing import Final

import pyoxigraph

from coalition_graph.errors import rebuilding
from coalition_graph.store.marker import Marker

__all__ = ["engine", "notes", "outdated", "version"]


_FOLDER: Final = ", FOLDER being its coding files"


def version() -> str:
    """Return the version of this package, or `0` where it runs without being installed.

    >>> version()[0].isdigit()
    True
    """
    try:
        return importlib.metadata.version("coalition-graph")
    except importlib.metadata.PackageNotFoundError:
        return "0"


def engine() -> str:
    """Return the version of the engine.

    >>> engine()[0].isdigit()
    True
    """
    return pyoxigraph.__version__


def outdated(marker: Marker) -> bool:
    """Return whether other versions wrote a store; an empty one is never outdated."""
    return bool(marker.generation) and (marker.package, marker.engine) != (version(), engine())


def notes(path: Path, marker: Marker) -> tuple[str, ...]:
    """Return what to know before a store is answered from: that it is empty, or of other versions.

    >>> notes(Path("my-store"), Marker(1, package=version(), engine=engine()))
    ()
    """
    command = rebuilding(path, anew=False)
    if not marker.generation:
        return (
            f"the store {path} is empty: no load into it has come to its end; {command} fills it{_FOLDER}",
        )
    found = [
        f"{name} {written or 'of an unknown version'} (this is {here})"
        for name, written, here in (
            ("coalition-graph", marker.package, version()),
            ("pyoxigraph", marker.engine, engine()),
        )
        if written != here
    ]
    if not found:
        return ()
    newer = "update the package, or " if _parts(marker.package) > _parts(version()) else ""
    told = f"the store {path} was written by {' and '.join(found)}, so answers may differ"
    return (f"{told}; {newer}{command} brings it up to date{_FOLDER}",)


def _parts(of: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", of)]

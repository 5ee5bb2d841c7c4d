"""`check`: read and validate coding files, or look whether a store is what was written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coalition_graph.cli.failures import FINE, HAS_PROBLEMS, tell
from coalition_graph.text import counted, visible

if TYPE_CHECKING:
    from coalition_graph.store import DiskStore

__all__ = ["check"]


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.pass_obj
def check(graph: str | None, paths: tuple[Path, ...]) -> int:
    """Read coding files and list every problem as path:line:col: code: message.

    Of the folder of a store, every graph is compared with the hash that stands in the store.

    \b
    Examples:
      coalition-graph check
      coalition-graph check my-dossier/
      coalition-graph check my-store
    """
    from coalition_graph import store

    given = list(paths) or [_default(graph)]
    stores = [path for path in given if store.is_store(path)]
    for path in stores:
        _look_into(store.open_folder(path, sealed=False))
    return FINE if stores == given else _read([path for path in given if path not in stores])


def _read(paths: list[Path]) -> int:
    from coalition_graph import files

    problems = files.read(paths).problems
    for problem in problems:
        click.echo(visible(str(problem)))
    errors = sum(problem.is_error for problem in problems)
    tell(f"{counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}")
    return HAS_PROBLEMS if errors else FINE


def _look_into(held: DiskStore) -> None:
    from coalition_graph import store
    from coalition_graph.errors import DamagedStore

    for note in held.notes:
        tell(note)
    if found := store.differing(held):
        for line in found if len(found) > 1 else ():
            tell(f"{held.path}: {line}")
        told = found[0] if len(found) == 1 else f"{len(found)} faults, listed above"
        raise DamagedStore(held.path, told, held.marker.dossiers)
    tell(f"{held.path}: {counted(held.marker.quads, 'quad')} as they were written")


def _default(graph: str | None) -> Path:
    """Return what is checked where no path is named: coding files around one go before the example."""
    from coalition_graph.cli.options import default_graph
    from coalition_graph.graph import located

    if graph is None and any(path.suffix in (".yaml", ".yml") for path in Path().iterdir()):
        return Path()
    return located(graph or default_graph())

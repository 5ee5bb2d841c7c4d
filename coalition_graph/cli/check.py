"""`check`: read and validate coding files."""

from __future__ import annotations

from pathlib import Path

import click

from coalition_graph.cli.failures import FINE, HAS_PROBLEMS, tell
from coalition_graph.text import clean, counted

__all__ = ["check"]


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.pass_obj
def check(graph: str | None, paths: tuple[Path, ...]) -> int:
    """Read coding files and list every problem as path:line:col: code: message.

    \b
    Examples:
      coalition-graph check
      coalition-graph check my-dossier/
    """
    from coalition_graph import files

    problems = files.read(list(paths) or [_default(graph)]).problems
    for problem in problems:
        click.echo(clean(str(problem)))
    errors = sum(problem.is_error for problem in problems)
    tell(f"{counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}")
    return HAS_PROBLEMS if errors else FINE


def _default(graph: str | None) -> Path:
    """Return what is checked where no path is named: coding files around one go before the example."""
    from coalition_graph.cli.options import default_graph
    from coalition_graph.graph import located

    if graph is None and any(path.suffix in (".yaml", ".yml") for path in Path().iterdir()):
        return Path()
    return located(graph or default_graph())

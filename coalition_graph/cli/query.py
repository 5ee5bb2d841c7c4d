"""Commands for SPARQL: ready questions and one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coalition_graph.cli.options import Output, output_options, with_graph

if TYPE_CHECKING:
    from coalition_graph.graph import Graph

__all__ = ["queries", "query"]


@click.command()
@click.argument("question", metavar="NAME|FILE|-")
@click.option(
    "-p", "--param", "given", multiple=True, metavar="NAME=VALUE", help="Value of a parameter; repeats."
)
@output_options
@with_graph
def query(graph: Graph, question: str, given: tuple[str, ...], output: Output) -> None:
    """Ask a ready question, or SPARQL from a file or stdin; known prefixes need not be typed.

    \b
    Examples:
      coalition-graph query who-attended -p meeting=london-2025-03-02
      echo 'SELECT ?m WHERE { country:SE cg:attended ?m }' | coalition-graph query -
    """
    output.show(graph.query(_text(question), **dict(map(_pair, given))))


@click.command()
@output_options
def queries(output: Output) -> None:
    """List the ready questions with their parameters.

    \b
    Example:
      coalition-graph queries
    """
    from coalition_graph import queries as ready

    output.show(ready.table())


def _text(question: str) -> str:
    """Return SPARQL from stdin or a file, or the name of a ready question as it is."""
    path = Path(question)
    if question != "-" and path.suffix not in (".rq", ".sparql") and not path.is_file():
        return question
    with click.open_file(question, encoding="utf-8-sig") as file:
        return str(file.read())


def _pair(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not equals or not name:
        raise click.BadParameter(f"{given!r}: write NAME=VALUE, such as country=Sweden", param_hint="-p")
    return name, value

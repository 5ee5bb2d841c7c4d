"""Commands that judge: what holds whom back, what moved, where sources differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coalition_graph.cli.options import Output, as_of_option, table_options, with_graph

if TYPE_CHECKING:
    from coalition_graph.graph import Graph

__all__ = ["changes", "conditions", "conflicts"]


@click.command()
@click.option("--proposal", metavar="P", help="What positions on it, and on all within it, depend on.")
@as_of_option
@table_options
@with_graph
def conditions(graph: Graph, output: Output, proposal: str | None, as_of: str | None) -> None:
    """List the conditions: their status and since when, who depends on them, what waits for them.

    \b
    Examples:
      coalition-graph conditions
      coalition-graph conditions --proposal land-force --as-of 2025-03-31
    """
    output.show(graph.conditions(proposal=proposal, as_of=as_of))


@click.command()
@click.option("--since", required=True, metavar="DAY", help="The first day.")
@click.option("--until", metavar="DAY", help="The last day; default: the end of the data.")
@table_options
@with_graph
def changes(graph: Graph, output: Output, since: str, until: str | None) -> None:
    """Show whose position changed, from what to what, when, and by which statements.

    \b
    Example:
      coalition-graph changes --since 2025-03-20 --until 2025-04-11
    """
    output.show(graph.changes(since=since, until=until))


@click.command()
@table_options
@with_graph
def conflicts(graph: Graph, output: Output) -> None:
    """Show where sources differ, who says what, and how reliable each is.

    \b
    Example:
      coalition-graph conflicts --format csv
    """
    output.show(graph.conflicts())

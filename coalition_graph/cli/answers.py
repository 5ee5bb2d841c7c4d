"""Commands that answer with one table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from coalition_graph.cli.options import Output, slice_options, table_options, with_graph

if TYPE_CHECKING:
    from coalition_graph.graph import Graph

__all__ = ["attendance", "commitments", "meetings", "positions", "statements"]


@click.command()
@table_options
@with_graph
def meetings(graph: Graph, output: Output) -> None:
    """List the meetings: when, where, at which level, how many named and reported.

    \b
    Example:
      coalition-graph meetings --format markdown
    """
    output.show(graph.meetings())


@click.command()
@click.option("--country", metavar="C", help="Of this country.")
@click.option("--actor", metavar="A", help="Of this country, organisation, group or person.")
@click.option("--meeting", metavar="M", help="At this meeting.")
@click.option("--as", "layout", type=click.Choice(["list", "matrix"]), default="list", show_default=True)
@table_options
@with_graph
def attendance(
    graph: Graph, country: str | None, actor: str | None, meeting: str | None, layout: Any, output: Output
) -> None:
    """Show who attended what, who was represented and by whom, and who was only planned.

    \b
    Examples:
      coalition-graph attendance --country Sweden
      coalition-graph attendance --as matrix --format csv -o matrix.csv
    """
    output.show(graph.attendance(country=country, actor=actor, meeting=meeting, layout=layout))


@click.command()
@slice_options
@table_options
@with_graph
def positions(graph: Graph, output: Output, **chosen: Any) -> None:
    """Show who stands where, on which conditions, as of a day.

    \b
    Examples:
      coalition-graph positions --proposal land-force --as-of 2025-03-31
      coalition-graph positions --on-record
    """
    output.show(graph.positions(**chosen))


@click.command()
@slice_options
@table_options
@with_graph
def commitments(graph: Graph, output: Output, **chosen: Any) -> None:
    """Show what is offered, and whether it is conditional, firm, delivered or withdrawn.

    \b
    Example:
      coalition-graph commitments --actor France
    """
    output.show(graph.commitments(**chosen))


@click.command()
@slice_options
@table_options
@with_graph
def statements(graph: Graph, output: Output, **chosen: Any) -> None:
    """Show the statements as flat rows, which can be read again as a table.

    \b
    Example:
      coalition-graph statements --format csv -o statements.csv
    """
    output.show(graph.statements(**chosen))

"""Commands that ask "what if": a scenario, and what would bring a force to a target."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coalition_graph.cli.options import Output, as_of_option, expand_groups_option, table_options, with_graph

if TYPE_CHECKING:
    from coalition_graph.graph import Graph

__all__ = ["unlock", "whatif"]


@click.command()
@click.option("--meet", multiple=True, metavar="C", help="Assume a condition met; repeats.")
@click.option("--fail", multiple=True, metavar="C", help="Assume a condition failed; repeats.")
@click.option("--stance", multiple=True, metavar="ACTOR=STANCE@PROPOSAL", help="Assume a stance; repeats.")
@as_of_option
@click.option("--jointly", is_flag=True, help="All move together, in place of nobody first.")
@expand_groups_option
@click.option("--proposal", metavar="P", help="Show only this proposal and all that lie within it.")
@click.option("--actor", metavar="A", help="Show only this country, organisation, group or person.")
@table_options
@with_graph
def whatif(
    graph: Graph,
    output: Output,
    *,
    meet: tuple[str, ...],
    fail: tuple[str, ...],
    stance: tuple[str, ...],
    as_of: str | None,
    jointly: bool,
    expand_groups: bool,
    proposal: str | None,
    actor: str | None,
) -> None:
    """Show who would be firm if, and because of what; how large the force is then stands on stderr.

    \b
    Examples:
      coalition-graph whatif --meet us-protection
      coalition-graph whatif --stance US=pledges@us-backstop --jointly
    """
    output.show(
        graph.whatif(
            meet=meet,
            fail=fail,
            stance=stance,
            as_of=as_of,
            jointly=jointly,
            expand_groups=expand_groups,
            proposal=proposal,
            actor=actor,
        )
    )


@click.command()
@click.option("--proposal", required=True, metavar="P", help="On which the force is counted.")
@click.option("--actors", type=click.IntRange(1), metavar="N", help="So many firm ones.")
@click.option("--personnel", type=click.IntRange(1), metavar="N", help="So many at least.")
@as_of_option
@expand_groups_option
@table_options
@with_graph
def unlock(
    graph: Graph,
    output: Output,
    *,
    proposal: str,
    actors: int | None,
    personnel: int | None,
    as_of: str | None,
    expand_groups: bool,
) -> None:
    """Show the smallest sets of open conditions that, if met, bring the force to a target.

    \b
    Example:
      coalition-graph unlock --proposal land-force --personnel 10000
    """
    output.show(
        graph.unlock(
            proposal=proposal, actors=actors, personnel=personnel, as_of=as_of, expand_groups=expand_groups
        )
    )

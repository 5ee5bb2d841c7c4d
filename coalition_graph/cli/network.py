"""Commands on networks: who agrees with whom, who meets whom, and what is measured on that."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from coalition_graph.analysis.networks.options import (
    DUPLICATES,
    LEVELS,
    MODES,
    NORMALISATIONS,
    QUALIFIERS,
)
from coalition_graph.cli.failures import tell
from coalition_graph.cli.options import Output, table_options, with_graph

if TYPE_CHECKING:
    from coalition_graph.analysis.networks.projecting import Projection
    from coalition_graph.graph import Graph

__all__ = ["measures", "network"]

R = TypeVar("R")


def _which(command: Callable[..., R]) -> Callable[..., R]:
    """Give a command the options that say which ties count; it receives them by keyword."""
    for option in reversed(_WHICH):
        command = option(command)
    return command


_WHICH = (
    click.option("--proposal", metavar="P", help="On this proposal and all that lie within it."),
    click.option(
        "--agreement",
        multiple=True,
        metavar="STANCE=WORD",
        help="What a stance counts as, such as declines=disagree; also agree, neither. Repeats.",
    ),
    click.option("--scale", is_flag=True, help="Use the five points of the stances in place of agreement."),
    click.option(
        "--normalise",
        type=click.Choice(NORMALISATIONS),
        default="none",
        show_default=True,
        help="Divide weights; activity and prominence are for actor-proposal.",
    ),
    click.option(
        "--duplicates",
        type=click.Choice(DUPLICATES),
        default="include",
        show_default=True,
        help="Count what an actor repeats once per document, week …",
    ),
    click.option("--from", "since", metavar="DAY", help="First day."),
    click.option("--until", metavar="DAY", help="Last day."),
    click.option(
        "--min-statements",
        type=click.IntRange(0),
        default=0,
        metavar="N",
        help="Leave out actors with fewer statements.",
    ),
    click.option(
        "--exclude",
        multiple=True,
        metavar="NAME",
        help="Leave out an actor, person, proposal, source, meeting or stance. Repeats.",
    ),
    click.option("--invert", is_flag=True, help="Keep only what --exclude names."),
    click.option("--level", type=click.Choice(LEVELS), help="Count for these.  [default: actors as coded]"),
)


@click.command()
@click.option("--mode", type=click.Choice(MODES), required=True, help="Which network.")
@click.option(
    "--qualifier",
    type=click.Choice(QUALIFIERS),
    default="ignore",
    show_default=True,
    help="How stances count in actor-proposal.",
)
@_which
@click.option("--no-isolates", is_flag=True, help="Leave out nodes without a tie.")
@click.option("--window", metavar="DAYS", help="One network per window, such as 30d or 2w: a file each.")
@click.option("--step", metavar="DAYS", help="How far each begins after the one before.  [default: --window]")
@click.option("--as", "layout", type=click.Choice(["edges", "matrix"]), default="edges", show_default=True)
@click.option(
    "-o",
    "--output",
    "path",
    required=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write: .gexf, .graphml, .csv or .json.",
)
@with_graph
def network(graph: Graph, path: Path, layout: str, no_isolates: bool, **asked: Any) -> None:
    """Write who agrees with whom, who meets whom or who depends on whom, in numbers that match DNA.

    \b
    Examples:
      coalition-graph network --mode congruence -o agreement.gexf
      coalition-graph network --mode actor-proposal --qualifier subtract --as matrix -o stances.csv
      coalition-graph network --mode subtract --from 2025-03 --window 30d -o months.graphml
    """
    from coalition_graph import exports

    found = graph.projection(isolates=not no_isolates, **asked)
    series = found if isinstance(found, list) else [found]
    for note in _notes(series):
        tell(note)
    for made in series:
        target = _target(path, made)
        for note in exports.network(made, target, layout=layout, store=graph.store):
            tell(note)
        tell(f"Wrote {target}: {made.number_of_nodes()} nodes, {made.number_of_edges()} ties")


def _target(path: Path, made: Projection) -> Path:
    begins = made.graph.get("from")
    return path if begins is None else path.with_name(f"{path.stem}-{begins}{path.suffix}")


def _notes(series: list[Projection]) -> list[str]:
    if not series:
        return ["No dated statements in these days, so no file was written."]
    return [note for note in series[0].graph["notes"].split("\n") if note]


@click.command()
@click.option(
    "--of",
    type=click.Choice(["communities", "contested", "cohesion", "polarisation"]),
    required=True,
    help="What to measure.",
)
@click.option(
    "--mode",
    type=click.Choice(["congruence", "conflict", "subtract", "ignore"]),
    default="subtract",
    show_default=True,
    help="The network whose communities are meant.",
)
@_which
@table_options
@with_graph
def measures(graph: Graph, output: Output, of: Any, **asked: Any) -> None:
    """Show who stands together, what is contested, what holds a community together, how far sides differ.

    \b
    Examples:
      coalition-graph measures --of communities
      coalition-graph measures --of contested --from 2025-03 --until 2025-04
    """
    output.show(graph.measures(of, **asked))

"""The command `coalition-graph`; each command parses, calls one method and prints."""

from __future__ import annotations

import sys

import click

from coalition_graph.cli.failures import reported
from coalition_graph.cli.lazy import LazyGroup

__all__ = ["cli", "main"]


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Results on stdout, all else on stderr. Exit codes: 0 fine, 1 the data has problems, 2 wrong use.",
)
@click.option(
    "-g",
    "--graph",
    envvar="COALITION_GRAPH",
    metavar="GRAPH",
    help="Dossier folder, RDF file, store folder, SPARQL endpoint, or 'example'. Default: this folder "
    "if it is a dossier, else the shipped example.",
)
@click.version_option(package_name="coalition-graph")
@click.pass_context
def cli(context: click.Context, graph: str | None) -> None:
    """Who takes which position, on which condition, and who attended which meeting.

    \b
    Example:
      coalition-graph positions --proposal land-force --as-of 2025-03-31
    """
    context.obj = graph


def main() -> None:
    """Run the command and exit: 0 fine, 1 the data has problems, 2 wrong use or a failed run."""
    sys.exit(reported(cli))

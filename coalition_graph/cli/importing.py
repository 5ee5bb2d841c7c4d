"""`import`: other people's data → a dossier."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from coalition_graph.cli.failures import tell
from coalition_graph.text import counted

if TYPE_CHECKING:
    from coalition_graph.files.importing import Done

__all__ = ["import_"]

R = TypeVar("R")


def _places(command: Callable[..., R]) -> Callable[..., R]:
    """Give a command FILE and `-o DIR`, which are the same for all that is imported."""
    argument = click.argument(
        "path", metavar="[FILE]", required=False, type=click.Path(dir_okay=False, path_type=Path)
    )
    output = click.option(
        "-o",
        "--output",
        "folder",
        metavar="DIR",
        required=True,
        type=click.Path(file_okay=False, path_type=Path),
        help="Folder of the dossier; made if missing.",
    )
    return argument(output(command))


@click.group(name="import")
def import_() -> None:
    """Turn other people's data into a dossier of readable files.

    Importing into the same folder again brings it up to date; files that were edited there stay.

    \b
    Examples:
      coalition-graph import dna debate.dna -o debate
      coalition-graph import csv votes.csv -o votes --map actor=Country \\
          --map stance=Vote:yes=supports,no=opposes --set proposal=resolution-1
    """


@import_.command()
@_places
@click.option("--actor", default="", metavar="VARIABLE", help="Who takes a stance. Default: organization.")
@click.option("--speaker", default="", metavar="VARIABLE", help="Who spoke. Default: person.")
@click.option("--proposal", default="", metavar="VARIABLE", help="What about. Default: concept.")
@click.option(
    "--stance",
    default="",
    metavar="VARIABLE|STANCE",
    help="Which stance. Default: agreement; or one for all.",
)
@click.option(
    "--stance-values",
    "values",
    multiple=True,
    metavar="VALUE=STANCE,…",
    help="Stance by value, or skip. Default: 1 supports, 0 opposes; of integers -2 opposes to 2 pledges.",
)
@click.option("--type", "type_", default="", metavar="LABEL", help="Read this statement type only.")
def dna(
    *,
    path: Path | None,
    folder: Path,
    actor: str,
    speaker: str,
    proposal: str,
    stance: str,
    values: tuple[str, ...],
    type_: str,
) -> None:
    """Import a database of Discourse Network Analyzer (versions 2 and 3).

    Every document becomes a source with its text, every statement keeps its number and its words; other
    variables and attributes stand in notes. Without FILE the one imported last is read again, and
    without options about variables what was said of them last.

    \b
    Examples:
      coalition-graph import dna debate.dna -o debate
      coalition-graph import dna debate.dna -o debate --actor party \\
          --stance position --stance-values 1=supports,0=opposes
    """
    from coalition_graph.files.dna_import import import_dna
    from coalition_graph.files.dna_mapping import DnaMapping

    given = DnaMapping(actor, speaker, proposal, stance, _pairs(values), type_)
    _told(import_dna(path, folder, given if given != DnaMapping() else None), folder)


def _pairs(given: tuple[str, ...]) -> dict[str, str]:
    made: dict[str, str] = {}
    for part in (part for one in given for part in one.split(",")):
        value, sign, stance = part.rpartition("=")
        if not sign:
            raise click.UsageError(f"--stance-values takes VALUE=STANCE, such as 1=supports, not {part!r}")
        made[value.strip()] = stance.strip()
    return made


@import_.command()
@_places
@click.option(
    "--map", "maps", multiple=True, metavar="KEY=COLUMN[:FROM=TO,…]", help="Which column fills which key."
)
@click.option("--set", "sets", multiple=True, metavar="KEY=VALUE", help="The same value for all rows.")
@click.option(
    "--declare", default="", metavar="KIND", help="Declare actors that are not known, of this kind."
)
@click.option("--keep-going", is_flag=True, help="Leave rows that cannot be read out, with a warning each.")
def csv(
    *,
    path: Path | None,
    folder: Path,
    maps: tuple[str, ...],
    sets: tuple[str, ...],
    declare: str,
    keep_going: bool,
) -> None:
    """Import a table of others as statements: CSV, or the first sheet of a workbook.

    Keys are those of statements (actor, stance, proposal, said, quote, …), `proposal.title`, and those of
    a source, such as `source` (its name) and `source.published`. Several columns are joined with |.
    FROM=TO says what is written for a value: `skip` leaves the row out, `nothing` the cell empty. For a
    date, the order of its parts follows the colon. The mapping is kept in DIR/import.yaml, and used
    again where no --map and no --set is given.

    \b
    Examples:
      coalition-graph import csv votes.csv -o votes --map actor=Country \\
          --map stance=Vote:yes=supports,no=opposes,absent=skip --map said=Date:d.m.y \\
          --map proposal=Resolution
      coalition-graph import csv -o votes
    """
    from coalition_graph.files.importing_csv import import_csv

    done = import_csv(path, folder, maps=maps, sets=sets, declare=declare, keep_going=keep_going)
    for problem in done.problems:
        tell(problem)
    _told(done, folder)


def _told(done: Done, folder: Path) -> None:
    """Say what was written, and what was not and why."""
    for note in done.notes:
        tell(f"Note: {note}")
    for name in done.edited:
        beside = (
            f"; what the import makes of it now is in {name}.new" if f"{name}.new" in done.written else ""
        )
        tell(f"{folder / name} was edited and stays as it is{beside}")
    for name in done.removed:
        tell(f"{folder / name} is no longer made, and was removed")
    tell(f"{folder}: {counted(len(done.written), 'file')} written, {done.unchanged} unchanged")

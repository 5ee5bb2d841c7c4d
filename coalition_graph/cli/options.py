"""Options that several commands share, passed on as one object each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from coalition_graph.cli.failures import tell
from coalition_graph.cli.output import FORMS, print_answer, print_table

if TYPE_CHECKING:
    from coalition_graph.graph import Graph
    from coalition_graph.store import Answer
    from coalition_graph.table import Table

__all__ = [
    "Output",
    "as_of_option",
    "default_graph",
    "expand_groups_option",
    "limit_options",
    "opened",
    "output_options",
    "slice_options",
    "table_options",
    "with_graph",
]

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Output:
    """Where a table goes, and in which form."""

    form: str
    path: Path | None

    def show(self, table: Table) -> None:
        """Print or write the table; its notes go to stderr."""
        print_table(table, self.form, self.path)

    def show_answer(self, answer: Answer) -> None:
        """Print or write what a query came to, as a table or in a standard form."""
        if self.form in FORMS:
            self.show(answer.table())
        else:
            print_answer(answer, self.form, self.path)


def output_options(*forms: str) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """Give a command `--format`, one of `forms`, and `-o`; it receives them as `output`."""

    def decorate(command: Callable[..., R]) -> Callable[..., R]:
        @click.option("--format", "form", type=click.Choice(forms), default="table", show_default=True)
        @click.option(
            "-o", "--output", "path", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file."
        )
        @wraps(command)
        def with_output(*args: Any, form: str, path: Path | None, **kwargs: Any) -> R:
            return command(*args, output=Output(form, path), **kwargs)

        return with_output

    return decorate


table_options = output_options(*FORMS)


def limit_options(command: Callable[..., R]) -> Callable[..., R]:
    """Give a command `--timeout`, `--max-memory` and `--max-rows`; it receives them as `limits`."""

    @click.option(
        "--timeout",
        "seconds",
        type=click.FloatRange(0.1, 86_400),
        default=30.0,
        show_default=True,
        metavar="SECONDS",
        help="Stop a query after so long.",
    )
    @click.option(
        "--max-memory",
        "megabytes",
        type=click.IntRange(16, 1 << 20),
        default=350,
        show_default=True,
        metavar="MB",
        help="Stop a query that needs more, beside what the graph itself takes.",
    )
    @click.option(
        "--max-rows",
        "rows",
        type=click.IntRange(1),
        default=100_000,
        show_default=True,
        metavar="N",
        help="Cut the answer after so many rows.",
    )
    @wraps(command)
    def with_limits(*args: Any, seconds: float, megabytes: int, rows: int, **kwargs: Any) -> R:
        from coalition_graph.guard import Limits

        limits = Limits(seconds=seconds, memory=megabytes << 20, rows=rows)
        return command(*args, limits=limits, **kwargs)

    return with_limits


def with_graph(command: Callable[..., R]) -> Callable[..., R]:
    """Give a command the opened GRAPH as its first argument, and `--keep-going`."""

    @click.option("--keep-going", is_flag=True, help="Leave entries with errors out, with a warning each.")
    @click.pass_obj
    @wraps(command)
    def with_opened(given: str | None, /, *args: Any, keep_going: bool, **kwargs: Any) -> R:
        return command(opened(given, keep_going), *args, **kwargs)

    return with_opened


def opened(given: str | None, keep_going: bool = False) -> Graph:
    """Open GRAPH; without one the current folder if it is a dossier, else the shipped example."""
    import coalition_graph

    graph = coalition_graph.open(given or default_graph(), keep_going=keep_going)
    for line in (*graph.problems, *graph.notes):
        tell(line)
    return graph


def default_graph() -> str:
    """Return the graph that is meant where none is named, and say which on stderr if it is the example."""
    from coalition_graph import files

    if files.is_dossier(Path()):
        return "."
    tell("No dossier in this folder: answering from the shipped example (-g GRAPH names another).")
    return "example"


as_of_option = click.option(
    "--as-of", metavar="DAY", help="What held on this day; nothing said later counts."
)
expand_groups_option = click.option(
    "--expand-groups", is_flag=True, help="Count a group's statement for members that have none of their own."
)


def slice_options(command: Callable[..., R]) -> Callable[..., R]:
    """Give a command the options that choose statements; it receives them by keyword."""
    for option in reversed(_SLICE):
        command = option(command)
    return command


_SLICE = (
    click.option("--proposal", metavar="P", help="On this proposal and all that lie within it."),
    click.option("--actor", metavar="A", help="Of this country, organisation, group or person."),
    as_of_option,
    click.option("--on-record", is_flag=True, help="Only what was said on record."),
    expand_groups_option,
)

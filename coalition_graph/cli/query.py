"""Commands for SPARQL: ready questions and one's own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from coalition_graph.cli.failures import print_text, tell
from coalition_graph.cli.options import Output, limit_options, output_options, table_options, with_graph
from coalition_graph.cli.output import FORMS

if TYPE_CHECKING:
    from coalition_graph.graph import Graph
    from coalition_graph.guard import Limits

__all__ = ["queries", "query"]

# Beside the forms of every table, those of the W3C: results in JSON and XML, and triples.
STANDARD: Final = ("srj", "srx", "ttl", "nt", "nq", "trig", "jsonld")
# A guard refuses far shorter ones; this keeps a wrong file from filling the memory.
LARGEST: Final = 1 << 20


@click.command()
@click.argument("question", metavar="NAME|FILE|-")
@click.option(
    "-p", "--param", "given", multiple=True, metavar="NAME=VALUE", help="Value of a parameter; repeats."
)
@click.option("--show", is_flag=True, help="Print the SPARQL with its values, and do not ask it.")
@limit_options
@click.option(
    "--graph",
    "picture",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.html",
    help="Picture what the question and its result name.",
)
@output_options(*FORMS, *STANDARD)
@with_graph
def query(
    graph: Graph,
    question: str,
    *,
    given: tuple[str, ...],
    show: bool,
    limits: Limits,
    picture: Path | None,
    output: Output,
) -> None:
    """Ask a ready question, or SPARQL from a file or stdin; known prefixes need not be typed.

    \b
    Examples:
      coalition-graph query who-attended -p meeting=london-2025-03-02
      coalition-graph query who-attended -p meeting=london-2025-03-02 --show
      echo 'SELECT ?m WHERE { country:SE cg:attended ?m }' | coalition-graph query - --format srj
    """
    asked = graph.asked(_text(question), dict(map(_pair, given)))
    if show:
        print_text(f"{asked.text()}\n")
        return
    with graph.guard(limits) as guard:
        answer = guard.answer(asked.sparql, asked.values)
    output.show_answer(answer)
    if picture is not None:
        graph.picture(picture, only=asked.named(answer.table()))
        tell(f"Wrote {picture}")


@click.command()
@click.argument("search", nargs=-1, metavar="[WORD]...")
@table_options
def queries(search: tuple[str, ...], output: Output) -> None:
    """List the ready questions with their parameters; with words, those that are about all of them.

    \b
    Examples:
      coalition-graph queries
      coalition-graph queries meeting represented
    """
    from coalition_graph import queries as ready

    output.show(ready.table(search))


def _text(question: str) -> str:
    """Return SPARQL from stdin or a file, or the name of a ready question as it is."""
    from coalition_graph.errors import BadQuery

    path = Path(question)
    if question != "-" and path.suffix not in (".rq", ".sparql") and not path.is_file():
        return question
    content = _content(question)
    if len(content) > LARGEST:
        raise BadQuery(f"the query in {question} is larger than {LARGEST >> 20} MB; write it shorter")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadQuery(f"the query in {question} is not UTF-8; save the file as UTF-8") from None


def _content(question: str) -> bytes:
    from coalition_graph.files import plain_bytes

    if question == "-":
        return sys.stdin.buffer.read(LARGEST + 1)
    return plain_bytes(Path(question), LARGEST)


def _pair(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not equals or not name:
        raise click.BadParameter(f"{given!r}: write NAME=VALUE, such as country=Sweden", param_hint="-p")
    return name, value

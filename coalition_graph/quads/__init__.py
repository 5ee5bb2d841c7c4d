"""From the model to N-Quads text: one graph per source, and the registry.

Every triple stands in exactly one graph; there are no blank nodes; a text is `xsd:string`, a day `xsd:date`,
a number `xsd:integer`. The text is sorted and the same on every machine.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from coalition_graph.model import Account, Dossier
from coalition_graph.quads.occasions import Days, Occasions
from coalition_graph.quads.registry import write_registry
from coalition_graph.quads.reports import Reports, Spoken
from coalition_graph.quads.writer import Term, Writer, day, digest, link, node, plain, truth, whole
from coalition_graph.vocabulary import REGISTRY

__all__ = [
    "Days",
    "Spoken",
    "Term",
    "Writer",
    "day",
    "digest",
    "graphs",
    "link",
    "node",
    "plain",
    "truth",
    "whole",
]


def graphs(dossier: Dossier, spoken: Spoken | None = None) -> Iterator[tuple[str, str]]:
    """Yield each graph's name and its N-Quads text: the sources in the order of their ids, the registry last.

    The registry tells which graphs belong to the dossier, and the SHA-256 of each source's text.

    Args:
        dossier: read and linked.
        spoken: is told of every statement that is written.

    >>> [name for name, _ in graphs(Dossier("example", "An example"))]
    ['graph:registry']
    """
    occasions = Occasions(dossier.accounts)
    digests: dict[str, str] = {}
    left, own = _sources(dossier), [account for account in dossier.accounts if account.source is None]
    # Of a million statements, those that are written shall not be held any longer.
    dossier = replace(dossier, accounts=tuple(Account(account.source) for account in dossier.accounts))
    while left:
        name, accounts = left.pop()
        graph = f"source:{name}"
        text = _reported(Writer(graph), accounts, occasions, spoken)
        digests[graph] = digest(text)
        yield graph, text
    registry = Writer(REGISTRY)
    write_registry(registry, dossier, occasions, digests)
    text = _reported(registry, own, occasions, spoken)
    # Whoever takes the last and largest text needs the room of what it was made from.
    del dossier, occasions, digests, registry, own
    yield REGISTRY, text


def _sources(dossier: Dossier) -> list[tuple[str, list[Account]]]:
    """Return what each source reports, the first one last."""
    found: dict[str, list[Account]] = defaultdict(list)
    for account in dossier.accounts:
        if account.source is not None:
            found[account.name].append(account)
    return sorted(found.items(), reverse=True)


def _reported(writer: Writer, accounts: list[Account], occasions: Occasions, spoken: Spoken | None) -> str:
    for account in accounts:
        Reports(writer, occasions, account, spoken).write()
    return writer.text()

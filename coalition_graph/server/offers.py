"""What the workbench offers while one writes: the ready questions, the names of things, and the terms."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from coalition_graph import queries, vocabulary

if TYPE_CHECKING:
    from coalition_graph.graph import Graph

__all__ = ["Json", "about", "names", "questions", "terms"]

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None

_LABELS: Final = "SELECT DISTINCT ?label { ?node a ?type ; rdfs:label ?label } ORDER BY ?label"
_TERMS: Final = """
SELECT ?term (MIN(?l) AS ?label) (MIN(?c) AS ?comment) {
  GRAPH graph:ontology { ?term rdfs:label ?l OPTIONAL { ?term rdfs:comment ?c } }
} GROUP BY ?term ORDER BY ?term"""
_TITLE: Final = "SELECT ?title { ?dossier a cg:Dossier ; dcterms:title ?title } ORDER BY ?title"
_COUNTS: Final = """
SELECT ?type (COUNT(DISTINCT ?node) AS ?count) {
  VALUES ?type { cg:Source cg:Statement cg:Meeting cg:Proposal cg:Condition cg:Country cg:Person }
  ?node a ?type
} GROUP BY ?type ORDER BY ?type"""


def questions() -> Json:
    """Return the ready questions with their parameters.

    >>> "who-attended" in str(questions())
    True
    """
    return [
        {
            "name": asked.name,
            "group": asked.group,
            "title": asked.title,
            "description": asked.description,
            "parameters": [asdict(parameter) for parameter in asked.parameters],
            "sparql": asked.sparql,
        }
        for asked in queries.ready()
    ]


def names(graph: Graph) -> Json:
    """Return what a parameter of each type may be given, by type."""
    found: dict[str, Json] = {kind: [*known] for kind, known in graph.references.known().items()}
    for kind, type_ in (("country", "cg:Country"), ("person", "cg:Person")):
        found[kind] = [str(label) for (label,) in graph.store.select(_LABELS.replace("?type", type_)).rows]
    return found


def terms(graph: Graph) -> Json:
    """Return the prefixes that need not be typed, and every term with what it means."""
    rows = graph.store.select(_TERMS).rows
    told: list[Json] = [
        {"name": str(name), "label": str(label), "comment": str(comment or "")}
        for name, label, comment in rows
    ]
    return {"prefixes": {**vocabulary.PREFIXES}, "terms": told}


def about(graph: Graph) -> Json:
    """Return what the graph is about and how much it holds."""
    from importlib.metadata import version

    titles = [str(title) for (title,) in graph.store.select(_TITLE).rows]
    counts: dict[str, Json] = {
        vocabulary.local(str(type_)).lower(): count for type_, count in graph.store.select(_COUNTS).rows
    }
    return {
        "title": " · ".join(titles) or "coalition_graph",
        "version": version("coalition-graph"),
        "counts": counts,
    }

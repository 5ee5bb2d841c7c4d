"""Two registries made one: what is given last stands, what only the first says stays."""

from __future__ import annotations

from coalition_graph import quads
from coalition_graph.quads import Writer, plain
from coalition_graph.store.union import united


def registry(*facts: tuple[str, str, str]) -> str:
    writer = Writer("graph:registry")
    for subject, predicate, text in facts:
        writer.add(subject, predicate, plain(text))
    return writer.text()


def told(text: str) -> list[tuple[str, str]]:
    return [(line.split("> ")[0].rsplit("/", 1)[1], line.split('"')[1]) for line in text.splitlines()]


def test_a_label_is_told_once_and_aliases_are_gathered() -> None:
    held = registry(("country:SE", "rdfs:label", "Schweden"), ("country:SE", "skos:altLabel", "Suède"))
    given = registry(("country:SE", "rdfs:label", "Sweden"), ("country:SE", "skos:altLabel", "Sverige"))
    assert told(united(held, given)) == [("SE", "Sweden"), ("SE", "Suède"), ("SE", "Sverige")]


def test_what_only_one_knows_stays() -> None:
    held = registry(("meeting:a", "cg:place", "Paris"), ("meeting:b", "cg:place", "Bonn"))
    given = registry(("meeting:a", "cg:level", "leaders"))
    assert told(united(held, given)) == [("a", "leaders"), ("a", "Paris"), ("b", "Bonn")]


def test_a_source_is_what_its_own_registry_says() -> None:
    held = registry(
        ("source:a", "cg:note", "old"), ("source:a", "cg:digest", "1"), ("source:b", "cg:note", "kept")
    )
    given = registry(("source:a", "cg:digest", "2"))
    assert told(united(held, given)) == [("a", "2"), ("b", "kept")]


def test_the_result_is_sorted_and_the_same_again() -> None:
    held = registry(("country:SE", "rdfs:label", "Sweden"), ("country:NO", "rdfs:label", "Norway"))
    both = united(held, held)
    assert both == held == united(both, held)
    assert quads.digest(both) == quads.digest(held)

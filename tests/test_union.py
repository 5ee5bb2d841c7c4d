"""Two registries made one: what is given last stands, what only the first says stays."""

from __future__ import annotations

from coalition_graph import quads
from coalition_graph.quads import Writer, node, plain
from coalition_graph.store.union import reported, settled, united


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


def report(source: str, **told: str) -> list[str]:
    """What a source reports of meeting `a`, as triples."""
    writer = Writer(f"source:{source}")
    about = writer.about(f"report:{source}.meeting-a")
    about.nodes("rdf:type", "cg:MeetingReport")
    about.nodes("cg:meeting", "meeting:a")
    for name, text in told.items():
        about.text("dcterms:title" if name == "title" else f"cg:{name}", text)
    return reported(writer.text())


def test_a_report_is_told_without_the_name_of_its_graph() -> None:
    told = f"{node('report:bbc.meeting-a')} {node('cg:place')} {plain('London .')}"
    assert told in report("bbc", place="London .")


def test_on_a_meeting_stands_what_all_who_tell_it_tell_alike() -> None:
    held = registry(("meeting:a", "rdfs:label", "Bonn"), ("meeting:a", "cg:place", "Bonn"))
    bbc = report("bbc", title="The summit", place="London", level="leaders")
    blog = report("blog", place="Paris", level="leaders")
    assert told(settled(held, bbc)) == [("a", "The summit"), ("a", "leaders"), ("a", "London")]
    assert told(settled(held, bbc + blog)) == [("a", "The summit"), ("a", "leaders")]
    assert told(settled(held, [])) == [("a", "a")]


def test_a_count_of_which_one_part_differs_is_disputed_as_a_whole() -> None:
    held = registry(("meeting:a", "rdfs:label", "a"))
    bbc, blog = report("bbc", reportedCount="18", reportedOf="countries"), report("blog", reportedCount="18")
    assert {text for _, text in told(settled(held, bbc))} == {"a", "18", "countries"}
    assert told(settled(held, bbc + blog)) == [("a", "a")]


def test_what_is_no_meeting_stays_as_it_is() -> None:
    held = registry(("country:SE", "rdfs:label", "Sweden"), ("proposal:a", "cg:place", "Bonn"))
    assert settled(held, report("bbc", place="London")) == held

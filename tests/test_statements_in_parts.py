"""The table of statements is made part by part: the same rows as all at once, and never all of them held."""

from __future__ import annotations

import datetime as dt
import gc
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest

import coalition_graph
from coalition_graph import exports
from coalition_graph.analysis import statements as table
from coalition_graph.analysis.fetching import Words, fetch, words
from coalition_graph.analysis.nodes import called, names
from coalition_graph.analysis.positions import ids
from coalition_graph.analysis.recorded import Recorded, recorded
from coalition_graph.analysis.said import spelled
from coalition_graph.errors import UnreadableValue
from coalition_graph.exports import flat
from coalition_graph.exports.evidence import evidence
from coalition_graph.store import NONE, Answer, MemoryStore, Store, Value
from coalition_graph.table import Cell, Table, left_out, render
from coalition_graph.vocabulary import AT_ONCE, local
from tests.benchmarks.dossiers import written
from tests.conftest import MakeDoc
from tests.everything import EVERYTHING

THEIRS = """@prefix cg: <https://w3id.org/coalition-graph/ontology#> .
@prefix stance: <https://w3id.org/coalition-graph/stance/> .
@prefix country: <https://w3id.org/coalition-graph/country/> .
@prefix proposal: <https://w3id.org/coalition-graph/proposal/> .
@prefix condition: <https://w3id.org/coalition-graph/condition/> .
@prefix source: <https://w3id.org/coalition-graph/source/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
[] a cg:Statement ; cg:actor country:SE, country:FI ; cg:proposal proposal:force ; cg:stance stance:open ;
  cg:source [ a cg:Source ; rdfs:label "A source without a name" ] ; cg:speaker [ rdfs:label "Somebody" ] ;
  cg:condition condition:a, condition:b ; cg:expression [ cg:anyOf condition:a, condition:b ] ;
  cg:contribution [ cg:contributionKind "land" ; cg:min 5 ], [ cg:contributionKind "air" ] .
[] cg:actor country:NO ; cg:proposal proposal:force ; cg:stance stance:opposes ; cg:quote "No|never" .
<https://example.org/statement/1.a> a cg:Statement ; cg:actor country:DK ; cg:proposal proposal:force ;
  cg:stance stance:supports ; cg:source <https://example.org/source/1> ; cg:speaker "a text, no person" ;
  cg:contribution [ cg:contributionKind "naval" ] .
<urn:x> cg:actor country:PL ; cg:proposal proposal:force ; cg:stance stance:declines .
<urn:no-actor> cg:proposal proposal:force ; cg:stance stance:declines .
"""


def at_once(store: Store) -> list[dict[str, Cell]]:
    """The flat table made of all that was said, of all its words and of all sources."""
    said = {one.node: one for one in fetch(store)}
    actors: dict[str, list[str]] = defaultdict(list)
    for one in fetch(store):
        actors[one.node].append(one.actor)
    spoken, calls, known = words(store, said), names(store), evidence(store)
    labels = [[called(calls, each).label for each in actors[node]] for node in said]
    return [
        {
            "actor": "|".join(label.replace("|", "\\|") for label in named),
            "stance": one.stance,
            "proposal": local(one.proposal),
            "to": ids(one.to),
            "said": told.said,
            **{key: getattr(told, key) for key in ("speaker", "reason", "at", "quote", "start", "summary")},
            **{key: getattr(told, key) for key in ("locator", "attribution", "via", "note")},
            **offered(
                [{key: getattr(offer, key) for key in ("kind", "min", "joint")} for offer in one.offers]
            ),
            **{key: str(facts[key]) if key in facts else None for key in flat.ADDED},
        }
        for (node, one), named in zip(said.items(), labels, strict=True)
        for told in [spoken.get(node, Words())]
        for name in [local(node).partition(".")]
        for facts in [
            known.facts({"statement": f"statement:{name[0] if one.source else 'registry'}.{name[2]}"})
        ]
    ]


def offered(offers: list[dict[str, Cell]]) -> Mapping[str, Cell]:
    several = {key: [offer[key] for offer in offers] for key in ("kind", "min", "joint")}
    return {f"contribution.{key}": side_by_side(values) for key, values in several.items()}


def side_by_side(values: list[Cell]) -> Cell:
    if all(value is None for value in values):
        return None
    return values[0] if len(values) == 1 else "|".join("" if one is None else str(one) for one in values)


def in_parts(store: Store) -> Table:
    return Table(flat.FLAT, [row for part in flat.flat(store) for row in part])


def same(store: Store) -> None:
    before, after = at_once(store), in_parts(store)
    assert len(before) > 1
    assert [{key: row[key] for key in before[0]} for row in after] == before
    assert [row[: len(table.COLUMNS)] for row in after.rows] == table.statements(store).rows
    conditions = [spelled(one.expression) for one in {one.node: one for one in fetch(store)}.values()]
    assert [one.said for part in recorded(store) for one in part] == [
        *{one.node: one for one in fetch(store)}.values()
    ]
    assert [spelled(one.said.expression) for part in recorded(store) for one in part] == conditions


def test_the_shipped_dossier_has_the_same_rows() -> None:
    same(coalition_graph.open("example").store)


def test_every_key_has_the_same_rows(tmp_path: Path) -> None:
    for name, content in EVERYTHING.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    same(coalition_graph.open(tmp_path).store)


def test_a_large_dossier_has_the_same_rows_over_several_parts(tmp_path: Path) -> None:
    store = coalition_graph.open(written(tmp_path, 1_000)).store
    assert [len(part) <= AT_ONCE for part in flat.flat(store)].count(True) >= 3
    same(store)


def test_a_graph_of_others_has_the_same_rows(tmp_path: Path) -> None:
    """Statements, sources, speakers and contributions may have no name, or not one of ours."""
    (tmp_path / "theirs.ttl").write_text(THEIRS, encoding="utf-8")
    store = coalition_graph.open(tmp_path / "theirs.ttl").store
    same(store)
    kinds = [row["contribution.kind"] for row in in_parts(store)]
    assert {"naval", None} < set(kinds) and len(set(kinds)) == 3
    titles = [row["source_title"] for row in in_parts(store)]
    assert titles == [None] * 4, "what goes by no id of ours has no row of a source to be found by"


def test_what_is_no_stance_is_told_and_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "theirs.ttl").write_text(THEIRS.replace("stance:supports", "stance:shrugs"), encoding="utf-8")
    graph = coalition_graph.open(tmp_path / "theirs.ttl")
    (tmp_path / "old.csv").write_text("old", encoding="utf-8")
    with pytest.raises(UnreadableValue, match="stance:shrugs"):
        graph.export("csv", tmp_path / "old.csv")
    assert (tmp_path / "old.csv").read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["old.csv", "theirs.ttl"]


def test_the_file_is_what_one_table_of_all_rows_is(tmp_path: Path) -> None:
    graph = coalition_graph.open(written(tmp_path / "made", 1_000))
    assert graph.export("csv", tmp_path / "all.csv") == ()
    assert (tmp_path / "all.csv").read_text(encoding="utf-8") == render(in_parts(graph.store), "csv")


def test_an_empty_graph_gives_the_header(make_doc: MakeDoc, tmp_path: Path) -> None:
    graph = coalition_graph.open(make_doc("dossier: {id: nothing}").folder)
    graph.export("csv", tmp_path / "empty.csv")
    assert (tmp_path / "empty.csv").read_text(encoding="utf-8") == ",".join(flat.FLAT) + "\n"


def test_control_characters_are_told_by_their_rows_in_the_whole_file(tmp_path: Path) -> None:
    """What coding files never hold may stand in the RDF of others: here in the last of several parts."""
    graph = coalition_graph.open(written(tmp_path / "made", 1_000))
    quads = graph.store.quads()
    last = in_parts(graph.store).rows[-1]
    summary = str(last[flat.FLAT.index("summary")])
    (tmp_path / "theirs.nq").write_text(quads.replace(f'"{summary}"', '"x\\u0007y"'), encoding="utf-8")
    theirs = coalition_graph.open(tmp_path / "theirs.nq")
    notes = theirs.export("csv", tmp_path / "out.csv")
    assert notes == left_out(in_parts(theirs.store))
    assert notes[0].endswith("summary in row 1000")


class Watched(MemoryStore):
    """Counts the rows of its longest answer, and the statements that are held while it is asked."""

    longest = 0
    held = 0

    def answer(self, sparql: str, values: Mapping[str, Value] = NONE, rows: int | None = None) -> Answer:
        found = super().answer(sparql, values, rows)
        # What takes a stance is listed at once, by its node alone; actors are few.
        if sparql.count("?statement") > 2:
            self.longest = max(self.longest, found.text.count(b"\n"))
        self.held = max(self.held, sum(type(one) is Recorded for one in gc.get_objects()))
        return found


def test_however_many_only_a_part_is_asked_for_and_held_at_once(tmp_path: Path) -> None:
    made = coalition_graph.open(written(tmp_path / "made", 2_000)).store
    store = Watched()
    store.replace({graph: made.text(graph) for graph in made.graphs()}, (), lambda _: {})
    exports.write(store, "csv", tmp_path / "all.csv")
    assert len((tmp_path / "all.csv").read_text(encoding="utf-8").splitlines()) == 2_001
    # All that they say of themselves is a dozen rows each.
    assert 0 < store.longest < 20 * AT_ONCE
    assert 0 < store.held <= 2 * AT_ONCE


def test_as_of_a_day_what_nobody_can_date_is_told_over_all_parts(make_doc: MakeDoc) -> None:
    entries = "".join(f"s{n:03},SE,open,force,2025-03\n" for n in range(900))
    registry = "proposals: [{id: force, title: The force}]"
    doc = make_doc(f"{registry}\n--- file: statements.csv\nid,actor,stance,proposal,said\n{entries}")
    found = table.statements(coalition_graph.open(doc.folder).store, as_of=dt.date(2025, 3, 15))
    assert (len(found), len(found.notes)) == (0, 1)
    assert found.notes[0].startswith("900 statements are left out")
    assert found.notes[0].endswith("(such as registry.s000)")

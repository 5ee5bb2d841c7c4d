"""What reading hands to linking, and the sections as the model types them."""

from __future__ import annotations

from pathlib import Path

from coalition_graph import model
from coalition_graph.files.coding import Coding, Origin, canonical, declared


def coding() -> Coding:
    places = {(): (1, 1), ("statements",): (4, 3), ("statements", 0): (4, 5), ("statements", 0, "to"): (5, 9)}
    return Coding("d/a.yaml", Path("d"), model.File(), "a", places)


def test_the_nearest_known_place_stands_for_a_value() -> None:
    made = coding()
    assert made.place("statements", 0, "to") == (5, 9)
    assert made.place("statements", 0, "to", 0) == (5, 9)
    assert made.place("statements", 0, "actor", 3) == (4, 5)
    assert made.place("source", "id") == (1, 1)


def test_a_problem_names_the_file_as_the_user_did() -> None:
    assert str(coding().problem("E301", "unknown", "statements", 0)) == "d/a.yaml:4:5: E301: unknown"


def test_the_hash_of_an_entry_does_not_depend_on_the_order_of_its_keys() -> None:
    assert canonical({"b": ["1"], "a": "ö"}) == canonical({"a": "ö", "b": ["1"]}) == '{"a":"ö","b":["1"]}'
    assert canonical('say "ö"') == canonical(['say "ö"'])[1:-1] == '"say \\"ö\\""'


def test_a_source_is_named_by_its_file() -> None:
    assert Origin("d/Le Monde, 28 mars.yaml", Path("d")).stem == "le-monde-28-mars"


def test_the_names_that_an_entry_declares() -> None:
    assert list(declared({"name": "Ann", "aliases": ["A", "B"]})) == ["Ann", "A", "B"]
    assert list(declared({"id": "x", "aliases": "y"})) == ["x", "y"]
    assert list(declared("word")) == []


def test_a_short_form_is_a_list_of_one() -> None:
    made = model.validate(model.Statement, {"actor": "SE", "stance": "open", "proposal": "p", "to": "UA"})
    assert isinstance(made, model.Statement)
    assert (made.actor, made.to) == (("SE",), ("UA",))

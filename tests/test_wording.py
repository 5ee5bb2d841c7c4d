"""One slip is one line, in the analyst's words."""

from __future__ import annotations

import pytest

from coalition_graph.files.wording import keys, once, required, reworded, section_of, tell
from coalition_graph.model import Fault


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (
            Fault(("statements", 0, "stanse"), "unknown", ""),
            ("E201", "unknown key 'stanse' in statements; did you mean 'stance'?"),
        ),
        (Fault(("actor",), "unknown", ""), ("E201", "unknown section 'actor'; did you mean 'actors'?")),
        (
            Fault(("meetings", 0, "attendance", 1, "actor"), "missing", ""),
            ("E202", "'actor' is missing in this entry of attendance; give it"),
        ),
        (
            Fault(("status", 0, "is"), "choice", "'done'", ("open", "met")),
            ("E203", "is takes open or met, not 'done'"),
        ),
        (
            Fault(("source", "published"), "value", "'x' is not a date"),
            ("E203", "published: 'x' is not a date"),
        ),
    ],
)
def test_each_kind_of_fault_has_its_sentence(fault: Fault, told: tuple[str, str]) -> None:
    assert tell(fault) == told


def test_a_misspelled_required_key_is_not_also_missing() -> None:
    slip = Fault(("statements", 0, "stanse"), "unknown", "")
    missing = Fault(("statements", 0, "stance"), "missing", "")
    other = Fault(("statements", 1, "stance"), "missing", "")
    assert once([missing, slip, other]) == [slip, other]


def test_keys_are_as_written_and_the_end_of_a_quote_is_none() -> None:
    assert {"as", "meeting"} <= set(keys("attendance")) and "as_" not in keys("attendance")
    assert "end" not in keys("statements")


def test_what_a_row_must_fill() -> None:
    assert (required("status"), required("sources")) == (("condition", "is"), ("id",))


def test_an_unknown_name_offers_the_nearest_or_all() -> None:
    assert reworded("isd", ("id", "title")) == "; did you mean 'id'?"
    assert reworded("zzz", ("id", "title")) == "; known are id, title"


def test_the_innermost_section_counts() -> None:
    assert section_of(("conditions", 0, "requires", "any", 0, "actor")) == "requires"
    assert section_of(("nowhere",)) == ""

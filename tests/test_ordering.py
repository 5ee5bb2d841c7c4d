"""Lines in order, however many."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coalition_graph.ordering import in_order


@given(st.lists(st.text(alphabet="ab\u00e9\U0001f600 ", max_size=5)), st.integers(1, 40))
def test_runs_on_disk_come_out_as_one_sort_in_memory(texts: list[str], run: int) -> None:
    lines = [f"{text}\n".encode() for text in texts]
    assert list(in_order(lines, run)) == sorted(lines)
    assert [line.decode()[:-1] for line in in_order(lines, run)] == sorted(texts)

"""Faults in data are values; faults in use are exceptions with a sentence of their own."""

from __future__ import annotations

import inspect

from coalition_graph import errors
from coalition_graph.errors import DossierHasProblems, Problem


def test_problems_sort_by_file_line_and_column() -> None:
    later, first = Problem("b", 1, 1, "E1", "x"), Problem("a", 10, 2, "E1", "x")
    assert sorted([later, Problem("a", 10, 10, "E1", "x"), first])[0] is first


def test_warnings_are_no_errors() -> None:
    assert not Problem("a", 1, 1, "W101", "x").is_error
    assert Problem("a", 1, 1, "E101", "x").is_error


def test_a_refused_dossier_counts_errors_not_warnings() -> None:
    refused = DossierHasProblems([Problem("a", 1, 1, "W1", "x"), Problem("a", 1, 1, "E1", "x")])
    assert str(refused) == "the dossier has 1 error; mend it and run again"
    assert [problem.code for problem in refused.problems] == ["E1", "W1"]


def test_the_tree_is_drawn_in_the_docstring_whole() -> None:
    raised = [
        name for name, each in inspect.getmembers(errors, inspect.isclass) if issubclass(each, Exception)
    ]
    for name in raised:
        assert name in (errors.__doc__ or ""), name
        assert issubclass(getattr(errors, name), errors.CoalitionGraphError)

"""Prefixed names and their IRIs."""

from __future__ import annotations

from typing import get_args

import pytest

from coalition_graph import vocabulary


@pytest.mark.parametrize("prefix", vocabulary.PREFIXES)
def test_every_prefix_comes_back(prefix: str) -> None:
    assert vocabulary.curie(vocabulary.iri(f"{prefix}:x")) == f"{prefix}:x"


def test_a_foreign_iri_stays_whole() -> None:
    assert vocabulary.curie("https://example.org/x") == "https://example.org/x"


def test_an_unknown_prefix_is_an_error() -> None:
    with pytest.raises(KeyError):
        vocabulary.iri("nobody:x")


def test_every_stance_has_a_score() -> None:
    assert set(vocabulary.SCORES) == set(get_args(vocabulary.Stance))
    assert vocabulary.COMMITTING < vocabulary.WILLING
    assert all(vocabulary.SCORES[stance] > 0 for stance in vocabulary.WILLING)

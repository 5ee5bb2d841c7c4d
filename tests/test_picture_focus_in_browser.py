"""Narrowed pictures in headless Chromium: whatever is left out, every view opens and keeps quiet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from coalition_graph.graph import Graph
from tests.chromium import IN_BROWSER
from tests.conftest import MakeDoc
from tests.loaded import loaded
from tests.pictured import DOSSIER
from tests.test_page_in_browser import VIEWS, Reader

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = IN_BROWSER


@pytest.fixture
def graph(make_doc: MakeDoc) -> Graph:
    return Graph(loaded(make_doc(DOSSIER)))


@pytest.mark.parametrize(
    "only",
    [
        ["Sweden"],
        ["Ulf Kristersson"],
        ["Mette Frederiksen"],
        ["land-force"],
        ["us-protection"],
        ["paris"],
        ["later"],
        ["Many in Europe"],
        ["US", "us-backstop"],
        ["Germany", "reassurance-force"],
    ],
    ids=" and ".join,
)
def test_every_view_of_a_narrowed_picture_opens(
    browser: Browser, graph: Graph, tmp_path: Path, only: list[str]
) -> None:
    graph.picture(tmp_path / "graph.html", only=only)
    reader = Reader(browser, tmp_path / "graph.html")
    for view in VIEWS:
        for asof in ("", "&asof=2025-02-17", "&asof=2025-03-25"):
            reader.open(f"#view={view}{asof}")
    reader.page.close()
    assert reader.noises == []


def test_only_what_the_result_names_is_there_to_be_read(
    browser: Browser, graph: Graph, tmp_path: Path
) -> None:
    graph.picture(
        tmp_path / "graph.html", only=graph.query("SELECT ?who { ?who stance:declines proposal:land-force }")
    )
    reader = Reader(browser, tmp_path / "graph.html")
    reader.open("#view=table")
    assert "Poland" in reader.text("body")
    assert "Sweden" not in reader.text("body")
    reader.page.close()

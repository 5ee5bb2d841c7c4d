"""The marker makes a folder ours and is replaced in one step."""

from __future__ import annotations

from pathlib import Path

from coalition_graph.store import marker
from coalition_graph.store.marker import Marker


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    written = Marker(
        generation=3,
        quads=1000,
        package="0.1.0",
        engine="0.5.13",
        dossiers=("ukraine",),
        digests={"graph:registry": "abc"},
        files={"000012.sst": (1000, 1795657090961874350, 12345)},
    )
    marker.write(tmp_path, written)
    assert marker.read(tmp_path) == written
    assert marker.folder_of(tmp_path, written).name == "quads-3"
    assert [path.name for path in tmp_path.iterdir()] == ["coalition-graph.json"]


def test_a_marker_left_half_written_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "coalition-graph.json.tmp").write_text("{")
    assert not marker.is_store(tmp_path)
    marker.write(tmp_path, Marker())
    assert marker.read(tmp_path) == Marker()


def test_everything_in_a_folder_is_synced(tmp_path: Path) -> None:
    (tmp_path / "table").write_text("x")
    marker.sync(tmp_path)


def test_what_is_left_of_a_first_load_tells_that_a_folder_is_ours(tmp_path: Path) -> None:
    (tmp_path / "quads-1").mkdir()
    assert not marker.is_store(tmp_path)
    (tmp_path / "coalition-graph.lock").touch()
    assert marker.is_store(tmp_path)


def test_folders_of_the_engine_are_known_by_their_numbers(tmp_path: Path) -> None:
    for name in ("quads-1", "quads-12.tmp", "quads-old", "quads-", "other-1"):
        (tmp_path / name).mkdir()
    (tmp_path / "quads-3").touch()
    assert sorted(path.name for path in marker.generations(tmp_path)) == ["quads-1", "quads-12.tmp"]

"""The house of DESIGN: a file imports only from floors below, and every library has one door."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "coalition_graph"
FLOORS = {
    "cli": 12,
    "server": 11,
    "report": 10,
    "graph": 9,
    "picture": 8,
    "exports": 8,
    "analysis": 7,
    "mirror": 6,
    "queries": 5,
    "guard": 5,
    "shapes": 5,
    "store": 4,
    "files": 4,
    "names": 3,
    "quads": 3,
    "model": 2,
    "dates": 1,
    "resources": 1,
    "table": 1,
    "vocabulary": 1,
    "errors": 0,
    "garbage": 0,
    "ordering": 0,
    "text": 0,
}
DOORS = {
    "click": ("cli/",),
    "rich": ("cli/",),
    "starlette": ("server/",),
    "uvicorn": ("server/",),
    "pyvis": ("picture/",),
    "jinja2": ("picture/",),
    "rustworkx": ("picture/",),
    "pyarrow": ("exports/",),
    "numpy": ("analysis/",),
    "networkx": ("mirror.py", "analysis/networks", "exports/"),
    "pyshacl": ("shapes.py",),
    "oxrdflib": ("store/", "files/"),
    "rdflib": ("store/", "files/"),
    "httpx": ("store/",),
    "yaml": ("files/",),
    "openpyxl": ("files/", "exports/"),
    "pyoxigraph": ("quads.py", "store/", "files/"),
    "pydantic": ("model/",),
    "pydantic_core": ("model/",),
    "pandas": ("table.py",),
}
OUTSIDE = {PACKAGE / "__init__.py", PACKAGE / "__main__.py"}
FILES = sorted(path for path in PACKAGE.rglob("*.py") if path not in OUTSIDE)


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Every module that a file imports, at its head or inside a function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def home(imported: str, known: set[str]) -> str | None:
    """The file that an imported name comes from: a module of ours, or the one that the name stands in."""
    name = imported.removeprefix("coalition_graph.")
    return next((place for place in (name, name.rpartition(".")[0]) if place in known), None)


def inside(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def room(path: Path) -> str:
    return inside(path).split("/")[0].removesuffix(".py")


@pytest.mark.parametrize("path", FILES, ids=inside)
def test_imports_only_from_floors_below(path: Path) -> None:
    here = room(path)
    for line, module in imports(path):
        parts = module.split(".")
        if parts[0] != "coalition_graph" or len(parts) == 1 or parts[1] not in FLOORS or parts[1] == here:
            continue
        assert FLOORS[parts[1]] < FLOORS[here], f"{inside(path)}:{line}: {here} may not import {parts[1]}"


@pytest.mark.parametrize("path", FILES, ids=inside)
def test_each_library_has_its_door(path: Path) -> None:
    for line, module in imports(path):
        doors = DOORS.get(module.split(".")[0])
        assert doors is None or inside(path).startswith(doors), (
            f"{inside(path)}:{line}: {module} has doors {doors}"
        )


def test_every_room_has_a_floor() -> None:
    assert {room(path) for path in FILES} <= set(FLOORS)


def test_no_import_cycles() -> None:
    known = {
        inside(path).removesuffix(".py").removesuffix("/__init__").replace("/", "."): path for path in FILES
    }
    graph = {
        name: {target for _, m in imports(path) if (target := home(m, set(known)))}
        for name, path in known.items()
    }
    for name, targets in graph.items():
        targets.discard(name)
    TopologicalSorter(graph).prepare()


@pytest.mark.parametrize("path", FILES, ids=inside)
def test_files_and_functions_are_small(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") < 300, f"{inside(path)} has {source.count(chr(10))} lines"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            size = (node.end_lineno or 0) - node.lineno + 1
            assert size <= 40, f"{inside(path)}:{node.lineno}: {node.name} has {size} lines"

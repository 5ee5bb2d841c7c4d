"""Strict YAML: text → a tree in which every scalar is text and every node knows its place.

No anchors, aliases, tags, merge keys, duplicate keys or second documents; `NO` stays "NO", 010 stays
"010". Read from the parser's events, so that neither depth nor expansion costs memory.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

import yaml

from coalition_graph.errors import Problem
from coalition_graph.files.coding import START, Place
from coalition_graph.files.decode import decode, line_starts, place_of
from coalition_graph.files.slips import cut_by_comment, syntax
from coalition_graph.text import control_in, shown, without_controls

__all__ = ["MAX_BYTES", "MAX_DEPTH", "Node", "parse"]

MAX_BYTES: Final = 8 << 20
MAX_DEPTH: Final = 40
# Half a file of the same fault is one fault: nobody reads on.
MAX_PROBLEMS: Final = 200
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Ends of a line for YAML, and for no editor.
_ODD_END: Final = re.compile("[\x85\u2028\u2029]")
_DEPTH: Final = "nesting depth"
_CURLY: Final = {"“": "”", "„": "“”", "‘": "’", "«": "»", "»": "«", "”": "”"}


@dataclass(slots=True)
class Node:
    """A text, a list or a mapping, with line and column from 1.

    Args:
        value: the text, the entries, or key → value.
        keys: of a mapping, the place of each key.
    """

    value: str | list[Node] | dict[str, Node]
    line: int
    column: int
    keys: dict[str, Place] = field(default_factory=dict)


@dataclass(slots=True)
class _Open:
    """A list or mapping that is not closed yet.

    Args:
        flow: whether it stands in brackets.
        key: of a mapping, the key whose value comes next.
    """

    node: Node
    flow: bool
    key: yaml.ScalarEvent | None = None

    @property
    def wants_key(self) -> bool:
        return self.key is None and isinstance(self.node.value, dict)


Tagged = yaml.ScalarEvent | yaml.CollectionStartEvent


class _Stop(Exception):
    """The rest of the file cannot be read."""


def parse(path: str, data: bytes) -> tuple[Node | None, list[Problem]]:
    """Return the tree of one YAML file (None where there is none) and what is wrong with its text.

    >>> parse("a.yaml", b"country: NO")[0].value["country"].value
    'NO'
    >>> print(parse("a.yaml", b"- {actor: SE, actor: FI}")[1][0])
    a.yaml:1:15: E105: the key 'actor' stands twice, first in line 1; keep one
    """
    text = decode(path, data, MAX_BYTES)
    if isinstance(text, Problem):
        return None, [text]
    return _parsed(path, text, _LOADER)


def _parsed(path: str, text: str, loader: type[yaml.SafeLoader]) -> tuple[Node | None, list[Problem]]:
    builder = _Builder(path, text)
    try:
        for event in yaml.parse(text, Loader=loader):
            if step := _STEPS.get(type(event)):
                step(builder, event)
    except _Stop:
        return None, builder.problems
    except yaml.YAMLError as error:
        if _DEPTH in str(error) and loader is not yaml.SafeLoader:
            # The C reader gives up before it tells of the first bracket; the slow one says which is too deep.
            return _parsed(path, text, yaml.SafeLoader)
        line, column, message = syntax(text, error, builder.open_bracket())
        # A warning that a comment may have cut a text is no news beside the error that it caused.
        before = [known for known in builder.problems if known.is_error or known.line != line]
        return None, [*before, Problem(path, line, column, "E104", message)]
    return builder.root, builder.problems


class _Builder:
    """Grows the tree from the parser's events; `stack` holds the open lists and mappings."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self.text = path, text
        # Where lines begin for an editor, if they begin elsewhere for YAML.
        self.starts = line_starts(text) if _ODD_END.search(text) else []
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self.stack: list[_Open] = []
        self.documents = 0

    def place(self, event: yaml.Event) -> Place:
        """Return line and column as an editor counts them, for which YAML knows more ends of a line."""
        mark = event.start_mark
        if mark is None:
            return START
        return place_of(mark.index, self.starts) if self.starts else (mark.line + 1, mark.column + 1)

    def open_bracket(self) -> Place | None:
        """Return where the innermost bracket stands that is not closed yet."""
        if not self.stack or not self.stack[-1].flow:
            return None
        innermost = self.stack[-1].node
        return innermost.line, innermost.column

    def problem(self, place: Place, code: str, message: str) -> None:
        self.problems.append(Problem(self.path, *place, code, message))
        if len(self.problems) >= MAX_PROBLEMS:
            raise _Stop

    def document(self, event: yaml.DocumentStartEvent) -> None:
        self.documents += 1
        if self.documents > 1:
            self.problem(
                self.place(event), "E105", "a second document; one file holds one, so split it at '---'"
            )
            raise _Stop

    def alias(self, event: yaml.AliasEvent) -> None:
        message = (
            f"the alias *{event.anchor} is refused; write the value out, or put a text in quotation marks"
        )
        self.problem(self.place(event), "E105", message)
        self.add(Node("", *self.place(event)), event)

    def plain(self, event: Tagged) -> None:
        """Refuse what YAML would let decide about a value: anchors and tags."""
        if event.anchor is not None:
            self.problem(
                self.place(event), "E105", f"the anchor &{_short(event.anchor)} is refused; take it out"
            )
        if event.tag is not None:
            self.problem(self.place(event), "E105", f"the tag {_short(event.tag)} is refused; take it out")

    def scalar(self, event: yaml.ScalarEvent) -> None:
        if event.tag is not None or event.anchor is not None:
            self.plain(event)
        if not event.style:
            self.unquoted(event)
        elif event.style == '"' and (control := control_in(event.value)):
            # The file's text has none: it was written as an escape, such as "\x07". Told once, so
            # that nothing after this stumbles over it again.
            self.problem(self.place(event), "E102", f"control character {control}; take its \\ escape out")
            event.value = without_controls(event.value)
        around = self.stack[-1] if self.stack else None
        if around is not None and around.wants_key:
            around.key = event
        else:
            self.add(Node(event.value, *self.place(event)), event)

    def unquoted(self, event: yaml.ScalarEvent) -> None:
        """Say what may have happened to a text without quotation marks."""
        value, end = event.value, _end(event)
        if self.text.startswith(" #", end):
            cut = cut_by_comment(self.text, end, value)
            if cut is not None:
                self.problem(self.place(event), *cut)
        if value[:1] in _CURLY and len(value) > 1 and value[-1] in _CURLY[value[0]]:
            self.problem(
                self.place(event), "W123", 'these quotation marks are part of the text; use " to quote it'
            )

    def opened(self, event: yaml.CollectionStartEvent) -> None:
        if event.tag is not None or event.anchor is not None:
            self.plain(event)
        if len(self.stack) >= MAX_DEPTH:
            self.problem(
                self.place(event), "E105", f"nested deeper than {MAX_DEPTH} levels; write it flatter"
            )
            raise _Stop
        if self.stack and self.stack[-1].wants_key:
            message = "a key must be a text, not a list or a mapping; put it in quotation marks"
            self.problem(self.place(event), "E105", message)
            raise _Stop
        mapping = isinstance(event, yaml.MappingStartEvent)
        self.stack.append(_Open(Node({} if mapping else [], *self.place(event)), bool(event.flow_style)))

    def closed(self, event: yaml.CollectionEndEvent) -> None:
        self.add(self.stack.pop().node, event)

    def add(self, node: Node, event: yaml.Event) -> None:
        """Put a finished node where it belongs."""
        if not self.stack:
            self.root = node
            return
        around = self.stack[-1]
        value = around.node.value
        if isinstance(value, list):
            value.append(node)
        elif isinstance(value, dict):
            key, around.key = around.key, None
            if key is not None and self.fits(key, event, value):
                value[key.value] = node
                around.node.keys[key.value] = self.place(key)

    def fits(self, key: yaml.ScalarEvent, event: yaml.Event, around: dict[str, Node]) -> bool:
        """Say what is wrong with a key, if anything is."""
        name = key.value
        code, message = "E105", ""
        if self.stack[-1].flow and _end(key) == _end(event) and name:
            code, message = "E106", _comma(name, around)
        elif name in around:
            first = self.stack[-1].node.keys[name][0]
            message = f"the key {shown(name)} stands twice, first in line {first}; keep one"
        elif name == "<<":
            message = "merge keys (<<) are refused; write the keys out"
        elif not name:
            message = "a key is missing before the colon"
        if message:
            self.problem(self.place(key), code, message)
        return not message


# Of the class and not of each builder, which would refer to itself by it, and stay until it is collected.
_STEPS: Final[Mapping[type, Callable[..., None]]] = {
    yaml.ScalarEvent: _Builder.scalar,
    yaml.MappingStartEvent: _Builder.opened,
    yaml.SequenceStartEvent: _Builder.opened,
    yaml.MappingEndEvent: _Builder.closed,
    yaml.SequenceEndEvent: _Builder.closed,
    yaml.AliasEvent: _Builder.alias,
    yaml.DocumentStartEvent: _Builder.document,
}


def _short(name: str | None) -> str:
    """Return an anchor or tag as it was written, cut where it is long."""
    return shown(str(name).replace("tag:yaml.org,2002:", "!!"))[1:-1]


def _end(event: yaml.Event) -> int:
    return 0 if event.end_mark is None else event.end_mark.index


def _comma(name: str, around: dict[str, Node]) -> str:
    before = f" of {shown(list(around)[-1])}" if around else ""
    slip = f"{shown(name)} has no value: inside {{}} a comma ends a text"
    return f"{slip}; put the text{before} in quotation marks"

"""XML written by hand: a few elements, every value escaped, nothing that points elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from xml.sax.saxutils import escape

__all__ = ["HEAD", "attributes", "element", "escaped"]

HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>'
# An attribute takes line breaks and tabs only as references, or they come back as spaces.
_MORE: Final = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


def escaped(text: str) -> str:
    """Return a text as it stands between tags or in an attribute.

    >>> escaped('<a b="c">')
    '&lt;a b=&quot;c&quot;&gt;'
    """
    return escape(text, _MORE)


def attributes(values: Mapping[str, str]) -> str:
    """Return attributes, with a space before each.

    >>> attributes({"id": "a&b"})
    ' id="a&amp;b"'
    """
    return "".join(f' {name}="{escaped(value)}"' for name, value in values.items())


def element(name: str, values: Mapping[str, str], inner: str = "") -> str:
    """Return an element; what is inside it must be XML already.

    >>> element("size", {"value": "2"}), element("data", {}, "x")
    ('<size value="2"/>', '<data>x</data>')
    """
    head = f"{name}{attributes(values)}"
    return f"<{head}>{inner}</{name}>" if inner else f"<{head}/>"

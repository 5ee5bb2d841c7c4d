"""Markdown from text that strangers wrote."""

from __future__ import annotations

import re

from coalition_graph import text

__all__ = ["link", "safe"]

_MARKS = re.compile(r"([\\`*_\[\]<>|#])")
_ADDRESS = re.compile(r"https?://[^\s<>]+\Z")


def safe(value: object) -> str:
    """Return text in which nothing is markup, whoever wrote it.

    >>> safe("<b>|[x](javascript:y)")
    '\\\\<b\\\\>\\\\|\\\\[x\\\\](javascript:y)'
    """
    return _MARKS.sub(r"\\\1", text.clean(str(value)))


def link(url: object) -> str:
    """Return an address as a link if it is http or https, else nothing.

    >>> link("https://example.org/a"), link("javascript:x")
    ('<https://example.org/a>', '')
    """
    address = str(url or "")
    return f"<{address}>" if _ADDRESS.match(address) else ""

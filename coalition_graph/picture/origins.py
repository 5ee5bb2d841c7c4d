"""Where words come from: ten sources that pass on one agency's words are one origin.

The rule of the ready question `single-origin`: who passed the words on, else the agency of the source, else
its publisher, else the source itself.
"""

from __future__ import annotations

from coalition_graph.picture.records import Source

__all__ = ["Origins"]


class Origins:
    """Origins as they are met; the same name, case apart, is the same origin."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def place(self, source: Source | None, via: str | None) -> int | None:
        """Return the place of an origin, or None for the analyst's own entry.

        >>> origins, one = Origins(), Source("source:a", "One", publisher="Example News")
        >>> [origins.place(one, None), origins.place(one, "AFP"), origins.place(None, "afp")]
        [0, 1, 1]
        """
        name = via.casefold() if via else source and source.origin()
        return self._places.setdefault(name, len(self._places)) if name else None

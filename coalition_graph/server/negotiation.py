"""Which form of an answer a client takes: the header Accept against the forms that there are (RFC 9110)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

__all__ = ["OFFERED", "accepted", "best"]

LONGEST: Final = 4_096

# What is offered for each kind of answer, the likeliest first: of equals the first is sent.
OFFERED: Final[dict[str, dict[str, str]]] = {
    "rows": {
        "application/sparql-results+json": "srj",
        "application/sparql-results+xml": "srx",
        "text/csv": "csv",
        "text/tab-separated-values": "tsv",
        "application/json": "srj",
        "application/xml": "srx",
        "text/xml": "srx",
    },
    "truth": {
        "application/sparql-results+json": "srj",
        "application/sparql-results+xml": "srx",
        "application/json": "srj",
        "application/xml": "srx",
        "text/xml": "srx",
    },
    "triples": {
        "text/turtle": "ttl",
        "application/n-triples": "nt",
        "application/n-quads": "nq",
        "application/trig": "trig",
        "application/ld+json": "jsonld",
        "application/rdf+xml": "rdf",
    },
}


def accepted(accept: str) -> bool:
    """Return whether a client takes any form of any answer.

    >>> accepted("text/turtle"), accepted("image/png")
    (True, False)
    """
    return any(best(accept, tuple(offered)) for offered in OFFERED.values())


def best(accept: str, offered: Sequence[str]) -> str | None:
    """Return the media type that suits a client most, or None where it takes none.

    Args:
        accept: the header; empty where the client takes anything. What is beyond 4,096 characters of it,
            which no browser sends, is not read.
        offered: media types, of which the first goes before its equals; a tuple.

    >>> best("text/csv;q=0.5, text/*, */*;q=0.1", ("application/json", "text/csv", "text/turtle"))
    'text/turtle'
    >>> best("", ("application/json",))
    'application/json'
    """
    return _best(accept[:LONGEST], tuple(offered))


@lru_cache(maxsize=256)
def _best(accept: str, offered: tuple[str, ...]) -> str | None:
    ranges = [_range(part) for part in accept.split(",") if part.strip()] or [("*/*", 1.0)]
    weighed = [(_weight(media, ranges), media) for media in offered]
    weight, media = max(weighed, key=lambda pair: pair[0], default=(0.0, ""))
    return media if weight > 0 else None


def _range(part: str) -> tuple[str, float]:
    media, *parameters = (piece.strip().lower() for piece in part.split(";"))
    given = [value for name, _, value in (p.partition("=") for p in parameters) if name.strip() == "q"]
    return media, _quality(given[0]) if given else 1.0


def _quality(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


def _weight(media: str, ranges: Sequence[tuple[str, float]]) -> float:
    """Return the quality that the most specific range gives, however low."""
    known = dict(ranges)
    for wanted in (media, f"{media.partition('/')[0]}/*", "*/*"):
        if wanted in known:
            return known[wanted]
    return 0.0

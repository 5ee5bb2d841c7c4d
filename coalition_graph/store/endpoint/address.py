"""Where an endpoint takes queries, updates and graphs, and how its address may be shown."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from coalition_graph import text
from coalition_graph.errors import UsageError

__all__ = ["Address", "is_address", "is_local", "shown"]

_SCHEMES = ("http", "https")


@dataclass(frozen=True, slots=True)
class Address:
    """The addresses of one server.

    Args:
        query: takes queries.
        update: takes SPARQL updates; None where that is the same.
        graph_store: takes whole graphs (Graph Store Protocol); None where graphs go as updates.

    Raises:
        UsageError: no http(s) address, or one with a user or password in it.
    """

    query: str
    update: str | None = None
    graph_store: str | None = None

    def __repr__(self) -> str:
        return f"Address({shown(self.query)!r})"

    def __post_init__(self) -> None:
        for url in (self.query, self.update, self.graph_store):
            if url is not None:
                _check(url)


def is_address(graph: object) -> bool:
    """Return whether GRAPH is meant as the address of an endpoint.

    >>> is_address("https://example.org/sparql"), is_address("my-store")
    (True, False)
    """
    return str(graph).lower().startswith(("http:/", "https:/"))


def shown(url: str) -> str:
    """Return an address as messages may show it: without what stands behind `?`, which may be a secret.

    >>> shown("https://example.org/sparql?key=secret")
    'https://example.org/sparql'
    """
    return text.clean(url.partition("#")[0].partition("?")[0])


def is_local(url: str) -> bool:
    """Return whether an address is on this machine, so that nothing sent there leaves it.

    >>> is_local("http://127.0.0.1:8890/sparql"), is_local("http://127.0.0.1.example.org/sparql")
    (True, False)
    """
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _check(url: str) -> None:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in _SCHEMES and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        raise UsageError("that is not the address of an endpoint; write https://… in full") from None
    if "@" in parts.netloc:
        raise UsageError(
            "an address must not hold a user or password: set COALITION_GRAPH_USER and "
            "COALITION_GRAPH_PASSWORD, or COALITION_GRAPH_TOKEN, and leave them out of the address"
        )
    if not usable or not url.isprintable() or " " in url:
        raise UsageError(f"{shown(url)!r} is not the address of an endpoint; write https://… in full")

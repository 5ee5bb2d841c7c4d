"""What runs inside a worker: it answers one query after the other until nobody asks any more.

A request comes as a pickled tuple from the process that made the worker. A reply goes back as bare bytes,
since nothing that a hostile query may have broken is ever unpickled: a letter, the number of rows it was
cut at, a line break, and the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from multiprocessing.connection import Connection
from typing import Final

from coalition_graph.errors import BadQuery, DamagedStore, StoppedQuery
from coalition_graph.guard.limits import Limits, hold
from coalition_graph.store import Answer, DiskStore, Store, Value

__all__ = ["READY", "Request", "read", "work"]

Request = tuple[str, Mapping[str, Value], int | None]

_KINDS: Final[dict[bytes, str]] = {b"r": "rows", b"b": "truth", b"t": "triples"}
_LETTERS: Final = {kind: letter for letter, kind in _KINDS.items()}
_BAD, _FULL, _BROKEN = b"!", b"m", b"x"
READY: Final = b"."


def work(connection: Connection, store: Store, limits: Limits) -> None:
    """Answer what comes through a connection, held to limits, until its other end is closed."""
    # What the first query would import or compile must be there before no file can be opened any more.
    store.answer("ASK { ?s ?p ?v }", {"v": True}, 1).table()
    hold(limits, store.path.resolve() if isinstance(store, DiskStore) else None)
    connection.send_bytes(READY)
    while True:
        try:
            request = connection.recv()
        except (EOFError, OSError):
            return
        connection.send_bytes(_reply(store, request, limits.answer))


def _reply(store: Store, request: Request, most: int | None) -> bytes:
    try:
        answer = store.answer(*request)
        if most is not None and len(answer.text) > most:
            return _FULL + b"\n"
        cut = b"" if answer.cut is None else str(answer.cut).encode()
        return _LETTERS[answer.kind] + cut + b"\n" + answer.text
    except BadQuery as error:
        return _BAD + b"\n" + str(error).encode("utf-8", "replace")
    except DamagedStore as error:
        return _BROKEN + b"\n" + str(error).encode("utf-8", "replace")
    except RecursionError:
        return _BAD + b"\nthe query is nested too deeply; write it flatter"
    except MemoryError:
        return _FULL + b"\n"


def read(reply: bytes) -> Answer:
    """Return the answer that a worker's reply holds.

    Raises:
        BadQuery: the worker found that the query does not parse, or asks for what is refused.
        StoppedQuery: it needed more memory than it may have, or came upon damage in the store.

    >>> read(b"r2\\n?n\\n1\\n2\\n").table().rows
    [(1,), (2,)]
    """
    head, _, text = reply.partition(b"\n")
    if head == _BAD:
        raise BadQuery(text.decode())
    if head == _BROKEN:
        raise StoppedQuery(text.decode())
    if head == _FULL:
        raise StoppedQuery("the query needs more memory than it may have; ask for less, such as with LIMIT")
    return Answer(_KINDS[head[:1]], text, int(head[1:]) if head[1:] else None)  # type: ignore[arg-type]

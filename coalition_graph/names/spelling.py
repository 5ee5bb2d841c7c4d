"""When two spellings are one name, and tables from names to nodes."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping

from coalition_graph import text

__all__ = ["Index", "bare", "index", "key"]

# By the key of a name, every node that bears it: one, or several where the name is ambiguous.
Index = Mapping[str, tuple[str, ...]]

_APOSTROPHE = frozenset("\u2019\u2018\u02bc\u02bb\u2032\u00b4`")
_TO_APOSTROPHE = str.maketrans(dict.fromkeys(_APOSTROPHE, "'"))
_ARTICLE = "the "


def key(name: str) -> str:
    """Return what all accepted spellings of one name share.

    Case, white space, the form of apostrophes and a leading "the" do not matter; all else does.

    >>> key("The  Côte d\u2019Ivoire") == key("côte d'ivoire")
    True
    """
    plain = name if _APOSTROPHE.isdisjoint(name) else name.translate(_TO_APOSTROPHE)
    return text.fold(plain).removeprefix(_ARTICLE)


def bare(name: str) -> str:
    """Return a name without a leading "the", its case kept, for codes are told by their capitals.

    >>> bare(" the US")
    'US'
    """
    joined = " ".join(unicodedata.normalize("NFC", name).split())
    return joined[len(_ARTICLE) :] if joined[: len(_ARTICLE)].casefold() == _ARTICLE else joined


def index(
    pairs: Iterable[tuple[str, str]], spelled: Callable[[str], str] = key
) -> dict[str, tuple[str, ...]]:
    """Return a table of (name, node) pairs; a name that several nodes bear keeps all of them.

    >>> index([("Congo", "country:CD"), ("the Congo", "country:CG")])
    {'congo': ('country:CD', 'country:CG')}
    """
    found: dict[str, tuple[str, ...]] = {}
    for name, node in pairs:
        folded = spelled(name)
        known = found.setdefault(folded, (node,))
        if node not in known:
            found[folded] = (*known, node)
    return found

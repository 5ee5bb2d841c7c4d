"""Where the shipped ontology and data lie: inside the installed package, else in the checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["example", "ontology", "queries", "reference"]


@cache
def _root() -> Path:
    package = Path(__file__).resolve().parent
    return package if (package / "ontology").is_dir() else package.parent


def ontology() -> Path:
    """Return the folder of `coalition.ttl`, `stances.ttl` and `shapes.ttl`.

    >>> (ontology() / "coalition.ttl").is_file()
    True
    """
    return _root() / "ontology"


def queries() -> Path:
    """Return the folder of the ready questions, one `.rq` file each.

    >>> queries().name
    'queries'
    """
    return ontology() / "queries"


def reference() -> Path:
    """Return the folder of the built-in names: countries, groups and their members.

    >>> (reference() / "countries.csv").is_file()
    True
    """
    return _root() / "data" / "reference"


def example() -> Path:
    """Return the folder of the shipped dossier.

    >>> example().name
    'coalition-of-the-willing'
    """
    return _root() / "data" / "coalition-of-the-willing"

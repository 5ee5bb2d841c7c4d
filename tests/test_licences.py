"""No package that ours needs, nor any that those need, is under a licence that would bind who uses ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message
from importlib import metadata
from typing import Final

import pytest
from packaging.requirements import Requirement

OURS: Final = "coalition-graph"
EXTRAS: Final = ("xlsx", "web", "pandas", "parquet", "notebook", "shacl")
# SPDX names, as they begin; not all stand for whole packages, some for files inside numpy and pillow.
FREE: Final = (
    "mit",
    "bsd",
    "apache",
    "psf",
    "python-2.0",
    "isc",
    "0bsd",
    "zlib",
    "cc0",
    "hpnd",
    "w3c",
    "unlicense",
)
# The Mozilla licence binds who changes these very files, and nobody else; httpx asks for them.
MOZILLA: Final = {"certifi"}
# How classifiers and older fields call the same.
CALLED: Final = {
    r"\bmit\b": "mit",
    r"\bbsd\b": "bsd",
    r"\bapache\b": "apache",
    r"\bpython software foundation\b|\bpsf\b": "psf",
    r"\bisc\b": "isc",
    r"\bhistorical permission notice\b|\bhpnd\b": "hpnd",
    r"\bw3c\b": "w3c",
    r"\bmozilla\b|\bmpl\b": "mpl-2.0",
    r"gpl\b|\bgeneral public\b|\bgplv\d": "gpl",
    r"redistribution and use in source and binary forms": "bsd",
    r"\bunlicense\b": "unlicense",
}


def needed(name: str, extras: frozenset[str] = frozenset()) -> set[str]:
    """The packages that one needs here, and those that they need."""
    seen: set[tuple[str, frozenset[str]]] = set()
    waiting = [(name, extras)]
    while waiting:
        for one in asked(*waiting.pop()):
            if one not in seen:
                seen.add(one)
                waiting.append(one)
    return {found for found, _ in seen}


def asked(name: str, extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """What one package asks for on this machine, and with which extras."""
    for line in metadata.distribution(name).requires or []:
        wanted = Requirement(line)
        given = [{"extra": extra} for extra in (extras or {""})]
        if wanted.marker is None or any(map(wanted.marker.evaluate, given)):
            yield re.sub(r"[-_.]+", "-", wanted.name).lower(), frozenset(wanted.extras)


def terms(told: Message) -> Iterator[list[str]]:
    """What all binds; of each, the licences that one may choose from."""
    if expression := told.get("License-Expression"):
        for part in re.split(r"\s+AND\s+", expression):
            yield [one.strip("() ").lower() for one in re.split(r"\s+OR\s+", part)]
        return
    classified = [line for line in told.get_all("Classifier", []) if line.startswith("License ::")]
    words = [line.rpartition("::")[2] for line in classified if not line.endswith("OSI Approved")]
    for word in words or re.split(r"\s+AND\s+", told.get("License") or ""):
        yield [found for one in re.split(r"\s+OR\s+", word) for found in called(one)]


def called(words: str) -> list[str]:
    """The one licence that words name; a whole text is known by its first name, and by its first rule."""
    folded = words.lower()
    found = {at.start(): name for pattern, name in CALLED.items() if (at := re.search(pattern, folded))}
    return [found[min(found)]] if found else []


def fault(told: Message) -> str | None:
    """What stands against the licence of a package."""
    name = told["Name"]
    for choice in terms(told):
        free = [one for one in choice if one.startswith(FREE)]
        mozilla = [one for one in choice if one.startswith("mpl")] if name in MOZILLA else []
        if not (free or mozilla):
            return f"{name}: {' or '.join(choice) or 'a licence that nobody here knows'}"
    return None


def test_what_is_required_is_under_licences_that_bind_nobody() -> None:
    found = needed(OURS)
    assert {"pyvis", "ipython", "jinja2", "jsonpickle", "networkx", "certifi"} <= found
    assert [told for name in sorted(found) if (told := fault(metadata.metadata(name)))] == []


@pytest.mark.parametrize("extra", EXTRAS)
def test_what_an_extra_adds_is_too(extra: str) -> None:
    try:
        found = needed(OURS, frozenset([extra]))
    except metadata.PackageNotFoundError as missing:
        pytest.skip(f"{missing.name} is not installed")
    assert found > needed(OURS)
    assert [told for name in sorted(found) if (told := fault(metadata.metadata(name)))] == []


def package(**fields: str) -> Message:
    made = Message()
    made["Name"] = "other"
    for name, value in fields.items():
        made[name.replace("_", "-")] = value
    return made


@pytest.mark.parametrize(
    "fields",
    [
        {"License_Expression": "GPL-3.0-or-later"},
        {"License_Expression": "MIT AND LGPL-2.1-only"},
        {"License_Expression": "AGPL-3.0-only OR SSPL-1.0"},
        {"License_Expression": "MPL-2.0"},
        {"License": "GPLv2"},
        {"License": "GNU Lesser General Public License"},
        {"License": "GNU AFFERO GENERAL PUBLIC LICENSE Version 3"},
        {"License": "Apache 2.0 with Commons Clause AND Elastic"},
        {"License": "MIT", "Classifier": "License :: OSI Approved :: GNU General Public License v3 (GPLv3)"},
        {"License": "Proprietary"},
        {"License": "UNKNOWN"},
        {},
    ],
)
def test_a_licence_that_binds_or_that_nobody_knows_is_found_by_the_packages_name(
    fields: dict[str, str],
) -> None:
    assert str(fault(package(**fields))).startswith("other: ")


@pytest.mark.parametrize(
    "fields",
    [
        {"License_Expression": "GPL-2.0-only OR MIT"},
        {"License_Expression": "BSD-3-Clause AND (MIT OR GPL-3.0-only) AND Zlib"},
        {"License": "MIT OR Apache-2.0"},
        {"License": "BSD 3-Clause License\n\nCopyright (c) A. All rights reserved. No GPL here."},
        {"License": "Copyright (c) 2015. Redistribution and use in source and binary forms"},
        {"Classifier": "License :: OSI Approved :: Python Software Foundation License"},
    ],
)
def test_a_licence_that_leaves_one_free_is_taken(fields: dict[str, str]) -> None:
    assert fault(package(**fields)) is None

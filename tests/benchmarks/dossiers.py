"""Made-up dossiers of any size as tables: the same for the same size on every machine, and skewed as in life.

A few countries say most, a few proposals draw most of what is said, most conditions are named once or twice,
and a source reports eight statements on average: most fewer, some dozens.
"""

from __future__ import annotations

import csv
import datetime as dt
import itertools
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, TypeVar

__all__ = ["COUNTRIES", "written"]

T = TypeVar("T")

COUNTRIES: Final = (  # noqa: SIM905
    "US GB FR DE PL IT ES SE NO DK FI NL BE UA TR RO EE LV LT CZ CA AU PT GR IE AT HU SK SI HR BG CH JP KR CN IN "
    "BR ZA MX EG SA AE QA IL NZ IS LU MT CY AL ME MK RS GE MD AM AZ KZ CL AR"
).split()
_STANCES: Final = ("open", "supports", "pledges", "declines", "undecided", "opposes")
_KINDS: Final = (
    "guarantee",
    "ceasefire",
    "mandate",
    "consent",
    "participation",
    "approval",
    "funding",
    "other",
)
_GIFTS: Final = ("land", "air", "naval", "training", "logistics", "intelligence", "funds")
_STARTS: Final = (
    "Al",
    "Bro",
    "Ca",
    "Dor",
    "El",
    "Fen",
    "Gri",
    "Hal",
    "Is",
    "Jor",
    "Ka",
    "Lind",
    "Mar",
    "Nor",
)
_ENDS: Final = (
    "berg",
    "dal",
    "ev",
    "ford",
    "gren",
    "holm",
    "ic",
    "kov",
    "lund",
    "mann",
    "ova",
    "quist",
    "sen",
)
_FIRST: Final = dt.date(2015, 1, 1)
_DAYS: Final = 3_650
_WORDS: Final = (  # noqa: SIM905
    "troops support mission border air ceasefire guarantee parliament budget training ships allies mandate "
    "spring decision request partners observers months consent plan region forces date offer readiness"
).split()


def written(folder: Path, statements: int, seed: int = 0) -> Path:
    """Write a dossier of so many statements into a folder, and return it.

    There are a source for every eight statements, 60 countries, and persons, proposals, conditions and meetings
    in proportion.
    """
    chance = random.Random(seed * 1_000_003 + statements)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "dossier.yaml").write_text(
        f"dossier: {{id: made-{statements}, title: {statements} statements}}\n"
    )
    persons = _persons(folder, chance, 60 + statements // 100)
    proposals = _proposals(folder, 20 + statements // 2_000)
    conditions = _conditions(folder, chance, proposals, 20 + statements // 200)
    days = _sources(folder, chance, max(1, statements // 8))
    meetings = _meetings(folder, chance, days, 5 + statements // 200)
    _attendance(folder, chance, meetings, persons)
    _statements(folder, chance, statements, (days, persons, proposals, conditions))
    _status(folder, chance, days, conditions)
    return folder


def _table(folder: Path, name: str, header: str, rows: Iterable[Sequence[object]]) -> None:
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(header.split())
        table.writerows(rows)


def _skewed(items: Sequence[T], chance: random.Random, exponent: float = 1.0) -> Iterator[T]:
    """Yield items without end, the n-th as often as 1/n to the power of the exponent, as Zipf found of words."""
    weights = list(itertools.accumulate((n + 1) ** -exponent for n in range(len(items))))
    while True:
        yield from chance.choices(items, cum_weights=weights, k=1_000)


def _persons(folder: Path, chance: random.Random, number: int) -> dict[str, list[str]]:
    """Per country, who speaks for it."""
    names = [f"{a}{b} {c}{d}" for a in _STARTS for b in _ENDS for c in _STARTS for d in _ENDS]
    chance.shuffle(names)
    countries = _skewed(COUNTRIES, chance, 0.7)
    of = [(name, next(countries)) for name in names[:number]]
    posts = ("Prime Minister", "Foreign Minister", "Defence Minister", "President", "spokesperson")
    rows = ((name, "person", posts[n % 5], country) for n, (name, country) in enumerate(of))
    _table(folder, "actors", "name kind post of", rows)
    found: dict[str, list[str]] = {country: [] for country in COUNTRIES}
    for name, country in of:
        found[country].append(name)
    return found


def _proposals(folder: Path, number: int) -> list[str]:
    names = [f"proposal-{n}" for n in range(number)]
    _table(folder, "proposals", "id title", ((name, f"Proposal number {n}") for n, name in enumerate(names)))
    return names


def _conditions(folder: Path, chance: random.Random, proposals: list[str], number: int) -> list[str]:
    names = [f"condition-{n}" for n in range(number)]

    def rows() -> Iterator[tuple[object, ...]]:
        for n, name in enumerate(names):
            told = f"Demand number {n}: {_words(chance, 4)}"
            if n % 10 == 9:
                yield (
                    name,
                    told,
                    "participation",
                    chance.randint(2, 9),
                    "pledges|open",
                    chance.choice(proposals),
                )
            else:
                yield name, told, chance.choice(_KINDS), "", "", ""

    _table(folder, "conditions", "id text kind requires.at_least requires.stance requires.proposal", rows())
    return names


def _sources(folder: Path, chance: random.Random, number: int) -> list[tuple[str, dt.date]]:
    days = [_FIRST + dt.timedelta(days=n * _DAYS // number) for n in range(number)]
    names = [f"paper-{n % 40}-{n}" for n in range(number)]

    def rows() -> Iterator[tuple[object, ...]]:
        for n, (name, day) in enumerate(zip(names, days, strict=True)):
            url = f"https://paper-{n % 40}.example/{day:%Y/%m}/{n}"
            via = "Example Agency" if n % 7 == 0 else ""
            yield (
                name,
                f"Report {n}: {_words(chance, 5)}",
                f"Paper {n % 40}",
                via,
                url,
                day,
                chance.choice("ABCCD"),
            )

    _table(folder, "sources", "id title publisher via url published reliability", rows())
    return list(zip(names, days, strict=True))


def _meetings(
    folder: Path, chance: random.Random, days: list[tuple[str, dt.date]], number: int
) -> list[tuple[str, str]]:
    told = [(f"meeting-{n}", *days[n * len(days) // number]) for n in range(number)]
    hosts = _skewed(COUNTRIES, chance, 0.8)
    rows = (
        (
            name,
            f"Meeting number {n}",
            day,
            next(hosts),
            chance.choice(("leaders", "ministers")),
            f"series-{n % 12}",
            source,
        )
        for n, (name, source, day) in enumerate(told)
    )
    _table(folder, "meetings", "id title date country level series source", rows)
    return [(name, source) for name, source, _ in told]


def _attendance(
    folder: Path, chance: random.Random, meetings: list[tuple[str, str]], persons: dict[str, list[str]]
) -> None:
    countries = _skewed(COUNTRIES, chance, 0.5)

    def rows() -> Iterator[tuple[object, ...]]:
        for name, source in meetings:
            for actor in {next(countries): None for _ in range(chance.randint(3, 20))}:
                person = chance.choice(persons[actor]) if persons[actor] and chance.random() < 0.4 else ""
                yield name, actor, person, source

    _table(folder, "attendance", "meeting actor person source", rows())


def _statements(
    folder: Path,
    chance: random.Random,
    number: int,
    known: tuple[list[tuple[str, dt.date]], dict[str, list[str]], list[str], list[str]],
) -> None:
    days, persons, proposals, conditions = known
    actors, about = _skewed(COUNTRIES, chance, 0.9), _skewed(proposals, chance, 0.9)
    named = _skewed(conditions, chance, 1.0)
    stances = _skewed(_STANCES, chance, 0.6)

    def row(n: int, source: str, day: dt.date) -> tuple[object, ...]:
        actor, stance = next(actors), next(stances)
        speaker = chance.choice(persons[actor]) if persons[actor] and chance.random() < 0.4 else ""
        condition = next(named) if stance in ("open", "pledges") and chance.random() < 0.4 else ""
        if condition and chance.random() < 0.1:
            condition = f"any({condition}|{next(named)})"
        gift = stance in ("open", "pledges") and chance.random() < 0.3
        least = chance.randrange(100, 5_000, 100)
        offer = (chance.choice(_GIFTS), least, least * 2, "personnel") if gift else ("", "", "", "")
        said = day - dt.timedelta(days=chance.randint(0, 5)) if chance.random() < 0.7 else ""
        quote = _words(chance, 6) if chance.random() < 0.3 else ""
        summary = f"Statement {n}: {actor} on {_words(chance, 7)}"
        return (
            source,
            actor,
            speaker,
            stance,
            next(about),
            condition,
            *offer,
            said,
            quote,
            summary,
            f"para. {n % 30}",
        )

    header = (
        "source actor speaker stance proposal conditions contribution.kind contribution.min contribution.max "
        "contribution.unit said quote summary locator"
    )
    rows = (row(n, *days[at]) for n, at in enumerate(_reported(chance, number, len(days))))
    _table(folder, "statements", header, rows)


def _reported(chance: random.Random, statements: int, sources: int) -> Iterator[int]:
    """Yield each statement's source: in order, but for the few that a coder goes back to."""
    ends = sorted(chance.random() ** 1.5 for _ in range(sources))
    at = 0
    for n in range(statements):
        while at < sources - 1 and ends[at] * statements < n:
            at += 1
        yield chance.randrange(sources) if chance.random() < 0.02 else at


def _status(
    folder: Path, chance: random.Random, days: list[tuple[str, dt.date]], conditions: list[str]
) -> None:
    def rows() -> Iterator[tuple[object, ...]]:
        for name in conditions[::4]:
            source, day = chance.choice(days)
            yield name, chance.choice(("open", "met", "failed")), day, f"It is told of {name}", source

    _table(folder, "status", "condition is as_of summary source", rows())


def _words(chance: random.Random, number: int) -> str:
    return " ".join(chance.choices(_WORDS, k=number))

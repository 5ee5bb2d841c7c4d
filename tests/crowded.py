"""Dossiers as large as asked for: many actors, sources and meetings, and words as long as real ones."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from tests.conftest import Doc, write_doc

STANCES: Final = ("pledges", "open", "open", "open", "supports", "undecided", "declines", "opposes")
KINDS: Final = ("on-record", "reported", "anonymous", "spokesperson")
FIRST: Final = dt.date(2024, 1, 8)
WORDS: Final = (
    "the government would take part in a force once there is a ceasefire and a mandate of the council; "
    "the minister said that soldiers are needed at home and that parliament has not been asked yet about "
    "ships aircraft trainers engineers money and bases which partners had offered in talks last week"
)

Row = dict[str, object]


def crowded(folder: Path, statements: int, *, seed: int = 6) -> Doc:
    """A dossier of so many statements by many countries, organisations and persons, over two years."""
    chance = random.Random(seed)
    proposals = [f"proposal-{number}" for number in range(max(2, min(25, statements // 75)))]
    conditions = [f"condition-{number}" for number in range(max(4, min(120, statements // 20)))]
    actors = [f"actor-{number}" for number in range(max(20, min(4000, statements // 3)))]
    sources = [f"source-{number}" for number in range(max(3, statements // 12))]
    meetings = [f"meeting-{number}" for number in range(max(4, min(200, statements // 15)))]
    files: dict[str, Iterable[Row]] = {
        "proposals.csv": ({"id": one, "title": _said(chance, 6)} for one in proposals),
        "conditions.csv": ({"id": one, "text": f"{_said(chance, 7)} {one[10:]}"} for one in conditions),
        "actors.csv": (_actor(chance, one) for one in actors),
        "sources.csv": (_source(chance, one) for one in sources),
        "meetings.csv": (
            {"id": one, "title": f"Meeting {one[8:]}", "date": _day(chance)} for one in meetings
        ),
        "statements.csv": (
            _statement(chance, actors, proposals, conditions, sources) for _ in range(statements)
        ),
        "attendance.csv": _attendance(chance, meetings, actors, sources),
    }
    written = "".join(f"--- file: {name}\n{_csv(list(rows))}" for name, rows in files.items())
    return write_doc(folder, 'dossier: {id: crowded, title: "A crowded dossier"}\n' + written)


def _csv(rows: list[Row]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _said(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(WORDS.split(), k=words)).rstrip(";").capitalize()


def _day(chance: random.Random) -> str:
    return str(FIRST + dt.timedelta(days=chance.randrange(700)))


def _actor(chance: random.Random, one: str) -> Row:
    name = f"{chance.choice(('Ministry', 'Union', 'League', 'Republic'))} of {_said(chance, 1)} {one[6:]}"
    return {"id": one, "name": name, "kind": chance.choice(("organisation", "person"))}


def _source(chance: random.Random, one: str) -> Row:
    url = f"https://example.org/news/{one}/{_said(chance, 5).replace(' ', '-')}"
    day = _day(chance)
    return {"id": one, "title": _said(chance, 9), "publisher": "Example News", "url": url, "published": day}


def _statement(
    chance: random.Random,
    actors: list[str],
    proposals: list[str],
    conditions: list[str],
    sources: list[str],
) -> Row:
    stance = chance.choice(STANCES)
    willing = stance in ("pledges", "open", "supports") and chance.random() < 0.6
    offers = stance in ("pledges", "open") and chance.random() < 0.4
    quoted = chance.random() < 0.5
    return {
        "actor": chance.choice(actors),
        "stance": stance,
        "proposal": chance.choice(proposals),
        "conditions": "|".join(chance.sample(conditions, chance.choice((1, 1, 2)))) if willing else "",
        "contribution.kind": chance.choice(("land", "air", "naval")) if offers else "",
        "contribution.min": chance.choice((100, 500, 2000)) if offers else "",
        "contribution.unit": "personnel" if offers else "",
        "said": _day(chance),
        "attribution": chance.choice(KINDS),
        "quote": _said(chance, 18) if quoted else "",
        "summary": "" if quoted else _said(chance, 16),
        "locator": f"para. {chance.randrange(1, 30)}",
        "source": chance.choice(sources),
    }


def _attendance(
    chance: random.Random, meetings: list[str], actors: list[str], sources: list[str]
) -> Iterable[Row]:
    for meeting in meetings:
        source = chance.choice(sources)
        for actor in chance.sample(actors, min(len(actors), 14)):
            yield {"meeting": meeting, "actor": actor, "summary": _said(chance, 6), "source": source}

"""Make countries.csv, country_names.csv and groups.csv from CLDR, rigour and the lists kept by hand.

Run it from anywhere: `python data/reference/make.py`. It needs the extra `reference` (babel, rigour)
and writes the same bytes every time for the same versions of the two. README.md tells the sources.
"""

from __future__ import annotations

import argparse
import csv
import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from babel import Locale
from rigour._core import territories_jsonl

HERE = Path(__file__).resolve().parent
# CLDR's territories that are no country of ISO 3166-1: exceptional reservations, regions, tests.
NO_COUNTRIES = "AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ"
# The organisations of which CLDR has names too.
IN_CLDR = ("EU", "UN")
# rigour gives the realms with their overseas parts (Q756617, Q29999); governments of Europe are meant.
WIKIDATA = {"DK": "Q35", "NL": "Q55"}
LANGUAGES = (
    "af am ar az be bg bn bs ca cs cy da de el es et eu fa fi fil fr ga gl gu he hi hr hu hy id is it ja ka "
    "kk km kn ko ky lb lo lt lv mk ml mn mr ms mt my nb ne nl nn pa pl ps pt pt_PT ro ru si sk sl sq sr "
    "sr_Latn sv sw ta te th tk tr uk ur uz vi yue zh zh_Hant zu"
)
COUNTRY_COLUMNS = ("code", "name", "alpha3", "wikidata", "aliases", "demonyms", "capital", "seats")
Row = Mapping[str, str]


def read(name: str) -> list[dict[str, str]]:
    """Return the rows of a list kept by hand."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """Write a table with Unix line ends."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def territories() -> dict[str, dict[str, str]]:
    """Return rigour's territories by capital code."""
    loaded = (json.loads(line) for line in territories_jsonl().splitlines() if line.strip())
    return {territory["code"].upper(): territory for territory in loaded}


def cldr(locale: str) -> dict[str, str]:
    """Return CLDR's name of every territory in one language."""
    return {code: str(name) for code, name in Locale.parse(locale).territories.items()}


def plain_name(cldr_name: str) -> str:
    """Return CLDR's English name as running text writes it: `and` and `Saint` in full."""
    return cldr_name.replace(" & ", " and ").replace("St. ", "Saint ").replace("’", "'")


def same(name: str) -> str:
    """Return what two spellings share that resolve alike (see `coalition_graph.names`)."""
    folded = " ".join(unicodedata.normalize("NFC", name).casefold().replace("’", "'").split())
    return folded.removeprefix("the ")


def unaccented(name: str) -> str:
    """Return a Latin name as keyboards without accents write it."""
    split = unicodedata.normalize("NFD", name.replace("ʻ", "'"))
    return "".join(letter for letter in split if not unicodedata.combining(letter))


def distinct(names: Iterable[str], without: Iterable[str] = ()) -> list[str]:
    """Return the names, each spelling once, in their order, without those given."""
    seen = {same(name) for name in without} | {""}
    kept: dict[str, str] = {}
    for name in names:
        if same(name) not in seen:
            kept.setdefault(same(name), name)
    return list(kept.values())


def with_plain(names: Iterable[str]) -> Iterator[str]:
    """Yield each name and its spelling without accents."""
    for name in names:
        yield from (name, unaccented(name))


def listed(cell: str) -> list[str]:
    """Return the entries of a cell."""
    return [entry for entry in cell.split("|") if entry]


def demonyms(cell: str) -> Iterator[str]:
    """Yield adjectives and nouns: `Czech+s` stands for both `Czech` and `Czechs`."""
    for entry in listed(cell):
        stem = entry.removesuffix("+s")
        yield from (stem, f"{stem}s") if entry != stem else (entry,)


def full_names(territory: Row) -> list[str]:
    """Return rigour's official English name, unless it needs brackets to be told from others."""
    full = territory["full_name"]
    return [] if set(full) & set("([") else [full]


def country(hand: Row, english: str, territory: Row) -> tuple[str, ...]:
    """Return one row of countries.csv."""
    name = hand["name"] or plain_name(english)
    own = [*listed(hand["aliases"]), english, english.replace("&", "and"), plain_name(english)]
    aliases = distinct(with_plain([name, *own, *full_names(territory)]), [name])
    people = distinct(with_plain(demonyms(hand["demonyms"])), [name, *aliases])
    seats = distinct(with_plain([hand["capital"], *listed(hand["seats"])]), [hand["capital"]])
    code = hand["code"]
    numbers = (territory["alpha3"].upper(), WIKIDATA.get(code, territory["qid"]))
    return (code, name, *numbers, "|".join(aliases), "|".join(people), hand["capital"], "|".join(seats))


def countries() -> list[tuple[str, ...]]:
    """Return the rows of countries.csv, by code."""
    hand = {row["code"]: row for row in read("by_hand.csv")}
    english, known = cldr("en"), territories()
    codes = sorted(code for code in english if len(code) == 2 and code not in NO_COUNTRIES.split())
    if set(codes) != set(hand):
        raise SystemExit(f"by_hand.csv and CLDR differ in {sorted(set(codes) ^ set(hand))}")
    return [country(hand[code], english[code], known[code]) for code in codes]


def spellings(codes: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Yield code, name and language of every name in another language than English."""
    wanted = set(codes)
    for language in LANGUAGES.split():
        for code, name in cldr(language).items():
            if code in wanted:
                yield code, name, language.replace("_", "-")
    for row in read("other_names.csv"):
        yield row["code"], row["name"], row["language"]


def other_names(english: Mapping[str, Iterable[str]]) -> list[tuple[str, str, str]]:
    """Return the rows of country_names.csv: one a spelling, with the languages that use it."""
    known = {code: {same(name) for name in names} for code, names in english.items()}
    found: dict[tuple[str, str], tuple[str, list[str]]] = {}
    for code, name, language in spellings(english):
        if same(name) not in known[code]:
            languages = found.setdefault((code, same(name)), (name, []))[1]
            languages.extend([language] if language not in languages else [])
    return sorted((code, name, "|".join(languages)) for (code, _), (name, languages) in found.items())


def memberships(kinds: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Return the rows of groups.csv: one a member and stay."""
    return [
        (row["group"], kinds[row["group"]], member, row["from"], row["until"])
        for row in read("groups_by_hand.csv")
        for member in listed(row["members"])
    ]


def make(folder: Path) -> None:
    """Write the three tables into `folder`."""
    rows = countries()
    groups = read("group_names.csv")
    english = {row[0]: [row[1], *listed(row[4]), *listed(row[5])] for row in rows}
    english |= {row["id"]: [row["name"], *listed(row["aliases"])] for row in groups if row["id"] in IN_CLDR}
    write(folder / "countries.csv", COUNTRY_COLUMNS, rows)
    write(folder / "country_names.csv", ("code", "name", "languages"), other_names(english))
    kinds = {row["id"]: row["kind"] for row in groups}
    write(folder / "groups.csv", ("group", "kind", "member", "from", "until"), memberships(kinds))


def main() -> None:
    """Read the folder to write to, by default this one, and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write to (default: this one)")
    make(parser.parse_args().out)


if __name__ == "__main__":
    main()

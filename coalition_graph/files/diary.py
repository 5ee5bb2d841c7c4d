"""When meetings were, and whom a person stood for on that day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from coalition_graph import dates, model, text
from coalition_graph.files.findings import Entry, Findings

__all__ = ["Diary", "stands_for"]

# What such a meeting was for all; of a hybrid one the format does not say it.
_MODES: Final = frozenset(("in-person", "remote", "phone"))


class Diary:
    """What is known of each meeting beyond one report: its day, and its format.

    A source's own word goes before the registry's, and that before what others say.
    """

    def __init__(self) -> None:
        self._told: dict[str, list[tuple[str | None, model.Meeting]]] = {}

    def note(self, meeting: str, source: str | None, entry: model.Meeting) -> None:
        """Add one report of a meeting."""
        self._told.setdefault(meeting, []).append((source, entry))

    def day(self, meeting: str, source: str | None) -> dates.Span | None:
        """Return when a meeting was, as this source sees it."""
        written = next(iter(self._values("date", meeting, source)), None)
        return dates.parse(written) if written else None

    def mode(self, meeting: str, source: str | None) -> str:
        """Return how one takes part in a meeting of this format; others' words count if they agree."""
        for name in (source, None):
            own = [entry.format for teller, entry in self._of(meeting) if teller == name and entry.format]
            if own:
                return _mode(own[0])
        others = set(self._values("format", meeting, source))
        return _mode(others.pop()) if len(others) == 1 else "unknown"

    def _of(self, meeting: str) -> list[tuple[str | None, model.Meeting]]:
        return self._told.get(meeting, [])

    def _values(self, key: str, meeting: str, source: str | None) -> Iterator[str]:
        told = self._of(meeting)
        rank: dict[str | None, int] = {None: 1, source: 0}
        for _, entry in sorted(told, key=lambda item: rank.get(item[0], 2)):
            if (value := getattr(entry, key)) is not None:
                yield value


def stands_for(person: model.Agent, day: dates.Span | None, entry: Entry[str], findings: Findings) -> str:
    """Return whom a person stands for at a meeting: the country or organisation of the post on that day.

    Without a post the person stands for nobody else, with a warning at the entry's place.
    """
    posts = [post for post in person.posts if post.of is not None and _covers(post, day)]
    if len({post.of for post in posts}) > 1:
        posts = [post for post in posts if _surely(post, day)] or posts
    if not posts:
        message = f"no post of {text.shown(person.label)} on the day of the meeting is known"
        mend = "so it counts for no country; add `post`, `of`, `from` under `actors:`"
        findings.at(entry, "W322", f"{message}, {mend}")
        return person.node
    latest = max(posts, key=lambda post: (post.from_ or "", post.of or ""))
    if len({post.of for post in posts}) > 1:
        message = f"{text.shown(person.label)} holds several posts on that day, and is taken for {latest.of}"
        findings.at(entry, "W323", f"{message}; better write the actor, with `person: {person.label}`")
    return latest.of or person.node


def _mode(format_: str) -> str:
    return format_ if format_ in _MODES else "unknown"


def _covers(post: model.Post, day: dates.Span | None) -> bool:
    if day is None:
        return post.until is None
    return dates.overlaps(post.from_, post.until, day.earliest, day.latest)


def _surely(post: model.Post, day: dates.Span | None) -> bool:
    """Whether the post was held on every day that is meant, however its own ends are read."""
    if day is None:
        return True
    begun = post.from_ is None or dates.parse(post.from_).latest <= day.earliest
    return begun and (post.until is None or dates.parse(post.until).earliest >= day.latest)

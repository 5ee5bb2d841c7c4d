"""The rule of presence by itself: what follows from reports, meetings and memberships."""

from __future__ import annotations

import datetime as dt

from coalition_graph.analysis.groups import Belonging
from coalition_graph.analysis.nodes import Described
from coalition_graph.analysis.occasions import merge
from coalition_graph.analysis.presence import Presence, infer

SUMMIT = merge(
    [
        Described(
            "meeting:summit",
            {"rdf:type": ["cg:Meeting"], "cg:earliest": ["2025-02-17"], "cg:latest": ["2025-02-17"]},
        )
    ]
)


def report(actor: str, *represents: str, source: str = "source:a", status: str = "attended") -> Described:
    return Described(
        f"attendance:{source}-{actor}-{status}",
        {
            "cg:meeting": ["meeting:summit"],
            "cg:actor": [actor],
            "cg:status": [status],
            "cg:source": [source],
            "cg:represents": list(represents),
        },
    )


def brief(found: list[Presence]) -> list[tuple[str, str, str | None]]:
    return [(one.actor, one.presence, one.source) for one in found]


def test_members_of_the_day_are_represented() -> None:
    groups = [
        Belonging("group:g8", "country:RU", dt.date(1998, 1, 1), dt.date(2014, 3, 24)),
        Belonging("group:g8", "country:IT"),
    ]
    found = infer([report("country:FR", "group:g8")], SUMMIT, groups)
    assert brief(found) == [
        ("country:FR", "attended", "source:a"),
        ("country:IT", "represented", "source:a"),
    ]
    assert found[1].represented_by == ("country:FR",)


def test_a_group_within_a_group_stands_for_its_members_even_in_a_circle() -> None:
    groups = [
        Belonging("group:nb8", "group:baltic"),
        Belonging("group:nb8", "country:SE"),
        Belonging("group:baltic", "country:EE"),
        Belonging("group:baltic", "group:nb8"),
    ]
    found = infer([report("country:DK", "group:nb8")], SUMMIT, groups)
    assert [one.actor for one in found if one.presence == "represented"] == ["country:EE", "country:SE"]


def test_two_representatives_in_one_source_are_one_row_and_two_sources_are_two() -> None:
    reports = [
        report("country:DK", "country:IS"),
        report("country:NO", "country:IS"),
        report("country:DK", "country:IS", source="source:b"),
    ]
    found = [one for one in infer(reports, SUMMIT, []) if one.actor == "country:IS"]
    assert [(one.source, one.represented_by) for one in found] == [
        ("source:a", ("country:DK", "country:NO")),
        ("source:b", ("country:DK",)),
    ]


def test_reports_that_differ_all_stay() -> None:
    reports = [
        report("country:FR"),
        report("country:FR", source="source:b", status="planned"),
        report("country:FR", source="source:c", status="absent"),
    ]
    assert [one.presence for one in infer(reports, SUMMIT, [])] == ["attended", "planned", "absent"]


def test_an_organisation_is_as_present_as_who_represents_it() -> None:
    found = infer([report("country:PL", "organisation:EU", status="planned")], SUMMIT, [])
    assert brief(found)[1] == ("organisation:EU", "planned", "source:a")


def test_an_attending_group_has_a_row_of_its_own() -> None:
    found = infer([report("group:e3")], SUMMIT, [Belonging("group:e3", "country:FR")])
    assert brief(found) == [("group:e3", "attended", "source:a")]


def test_a_meeting_that_nothing_describes_comes_last() -> None:
    lost = Described("attendance:x", {"cg:meeting": ["meeting:lost"], "cg:actor": ["country:FR"]})
    found = infer([lost, report("country:SE")], SUMMIT, [])
    assert [one.meeting for one in found] == ["meeting:summit", "meeting:lost"]

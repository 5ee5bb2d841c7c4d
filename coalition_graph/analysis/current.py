"""What follows from all sources at the end of the data, as the current graph.

Plain triples make simple questions simple; the position and commitment nodes say in full what they stand
on. No clock is read: the end of the data is all of the data.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence

from coalition_graph.analysis.commitments import Commitment, made, overall
from coalition_graph.analysis.groups import Belonging
from coalition_graph.analysis.heard import Heard
from coalition_graph.analysis.judgement import Judgement, Question, judge
from coalition_graph.analysis.occasions import occasions
from coalition_graph.analysis.presence import presences
from coalition_graph.analysis.rule import Position
from coalition_graph.quads import Writer, day, node, plain
from coalition_graph.store import Store
from coalition_graph.vocabulary import CURRENT

__all__ = ["derive"]

_POSTS = """
SELECT ?of ?person ?from ?until WHERE {
  ?membership org:member ?person ; org:organization ?of . ?person a cg:Person
  FILTER EXISTS { VALUES ?kind { cg:Country cg:Organisation } ?of a ?kind }
  OPTIONAL { ?membership cg:from ?from }
  OPTIONAL { ?membership cg:until ?until }
}"""
_PRESENCE = {"attended": "cg:attended", "represented": "cg:wasRepresentedAt"}


def derive(store: Store, heard: Heard | None = None) -> dict[str, str]:
    """Return the current graph of a store, as N-Quads text under the graph's name.

    Args:
        store: all but the current graph stands in it.
        heard: all statements in it, where they are known already.
    """
    writer = Writer(CURRENT)
    found = judge(store, Question(), None if heard is None else heard.said)
    posts = _posts(store)
    for position in found.positions:
        if _plain_subject(position.actor, posts, position.standing[0].latest):
            _plain(writer, position, found)
        _position(writer, position)
    for commitment in made(found.positions, found.lines):
        _commitment(writer, commitment, found)
    for presence in presences(store, occasions(store)):
        if presence.presence in _PRESENCE and not presence.actor.startswith("unnamed:"):
            writer.add(presence.actor, _PRESENCE[presence.presence], node(presence.meeting))
    return {CURRENT: writer.text()}


def _plain(writer: Writer, position: Position, found: Judgement) -> None:
    actor = writer.about(position.actor)
    actor.nodes(f"stance:{position.stance}", position.proposal)
    actor.nodes("cg:conditionalOn", *found.holding.waiting.get(position.key, ()))


def _position(writer: Writer, position: Position) -> None:
    own = position.node
    writer.about(position.actor).nodes("cg:position", own)
    facts = writer.about(own)
    facts.nodes("rdf:type", "cg:Position")
    facts.nodes("cg:proposal", position.proposal)
    facts.nodes("cg:stance", f"stance:{position.stance}")
    facts.nodes("cg:condition", *position.conditions)
    facts.nodes("cg:contribution", *(offer.node for offer in position.offers))
    facts.nodes("cg:basedOn", *position.basis)
    facts.put("cg:since", day(position.since) if position.since else None)
    facts.truth("cg:ambiguous", position.ambiguous)


def _commitment(writer: Writer, commitment: Commitment, found: Judgement) -> None:
    """Add what makes a position a commitment; a withdrawn one stands on the position that withdraws it."""
    former = commitment.position
    facts = writer.about(commitment.now.node)
    facts.nodes("rdf:type", "cg:Commitment")
    facts.nodes("cg:debtor", former.actor)
    facts.nodes("cg:creditor", *former.to)
    facts.nodes("cg:antecedent", *former.conditions)
    facts.nodes("cg:consequent", *(offer.node for offer in former.offers))
    facts.put("cg:state", plain(overall(commitment, found.holding)))


def _posts(store: Store) -> Mapping[str, Sequence[Belonging]]:
    """Return per person the posts in which it stands for a country or an organisation."""
    found: dict[str, list[Belonging]] = defaultdict(list)
    for row in store.select(_POSTS).rows:
        post = Belonging.written(*row)
        found[post.member].append(post)
    return found


def _plain_subject(actor: str, posts: Mapping[str, Sequence[Belonging]], on: dt.date | None) -> bool:
    """Return whether an actor has plain triples: no unnamed one, and no person who stands for another."""
    if actor.startswith("person:"):
        return not any(post.holds(on) for post in posts.get(actor, ()))
    return not actor.startswith("unnamed:")

"""Actors: entries that describe one and the same are one node, and bear names that all files may use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from coalition_graph import model, text, vocabulary
from coalition_graph.files.coding import Coding
from coalition_graph.files.findings import Entry, Findings, entries_of
from coalition_graph.files.merge import agree
from coalition_graph.names import Names

__all__ = ["Cast", "cast"]

ActorEntry = Entry[model.Actor]
_BUILT_IN = frozenset(("country", "organisation", "group"))


@dataclass(frozen=True)
class Cast:
    """The actors that the dossier describes, and the names by which its files may call any actor.

    Args:
        agents: by node, posts included.
        names: built-in names and the dossier's own, with who belongs to its groups and organisations.
        mentioned: nodes that the entries themselves refer to.
    """

    agents: Mapping[str, model.Agent]
    names: Names
    mentioned: frozenset[str]


def cast(codings: Sequence[Coding], findings: Findings) -> Cast:
    """Return the actors of all files; errors are two actors with one id, one alias, or clashing facts."""
    groups = _same(entries_of(codings, "actors"), findings)
    _one_meaning(groups, findings)
    agents = {node: _agent(node, told, findings) for node, told in groups.items()}
    return _Relations(agents, findings).cast(groups)


def _same(entries: Iterable[ActorEntry], findings: Findings) -> dict[str, list[ActorEntry]]:
    """Group entries by node; different names with one id are errors, and stay apart from what follows."""
    groups: dict[str, list[ActorEntry]] = {}
    by_local: dict[str, ActorEntry] = {}
    for entry in entries:
        node = _node(entry.value)
        local = vocabulary.local(node)
        other = by_local.setdefault(local, entry)
        if _clash(entry, other, node) or _taken(node):
            findings.at(
                entry, "E403", _clash_message(entry, other, local), "id" if entry.value.id else "name"
            )
        else:
            groups.setdefault(node, []).append(entry)
    return groups


def _node(actor: model.Actor) -> str:
    if actor.kind in _BUILT_IN:
        node = Names.builtin().resolve(actor.name)
        if node is not None and node.startswith(f"{actor.kind}:"):
            return node
    return f"{actor.kind}:{actor.id or text.slug(actor.name)}"


def _clash(entry: ActorEntry, other: ActorEntry, node: str) -> bool:
    if _node(other.value) != node:
        return True
    same_name = text.fold(entry.value.name) == text.fold(other.value.name)
    return not same_name and not Names.builtin().knows(node)


def _taken(node: str) -> bool:
    """Whether the id is that of a built-in actor of another kind."""
    local = vocabulary.local(node)
    return any(Names.builtin().knows(other) for kind in _BUILT_IN if (other := f"{kind}:{local}") != node)


def _clash_message(entry: ActorEntry, other: ActorEntry, local: str) -> str:
    theirs = f"{text.shown(other.value.name)} in {other.at()}" if other is not entry else "a built-in actor"
    both = f"{text.shown(entry.value.name)} and {theirs} both have the id {local!r}"
    return f"{both}; give one of them another `id`"


def _one_meaning(groups: Mapping[str, Sequence[ActorEntry]], findings: Findings) -> None:
    """Tell of every name or alias that two of the dossier's actors bear."""
    bearers: dict[str, tuple[str, ActorEntry]] = {}
    for node, entries in groups.items():
        for entry in entries:
            for loc, name in _names(entry.value):
                other, told = bearers.setdefault(text.fold(name), (node, entry))
                if other != node:
                    both = f"{text.shown(name)} stands for {node} and {other} ({told.at()})"
                    findings.at(entry, "E405", f"{both}; give one of them another name", *loc)


def _names(actor: model.Actor) -> list[tuple[tuple[str | int, ...], str]]:
    singles = [(("name",), actor.name), (("short",), actor.short), (("id",), actor.id)]
    aliases = [(("aliases", index), alias) for index, alias in enumerate(actor.aliases)]
    return [(loc, name) for loc, name in [*singles, *aliases] if name is not None]


def _agent(node: str, entries: Sequence[ActorEntry], findings: Findings) -> model.Agent:
    first = entries[0].value
    facts = agree(entries, node, findings, keys=("short", "wikidata"))
    notes = dict.fromkeys(entry.value.note for entry in entries if entry.value.note)
    base = model.Agent(node, first.kind, first.name, code=_code(first.kind, facts.get("short")))
    if Names.builtin().knows(node):
        base = Names.builtin().agent(node)
    named = (name for entry in entries for loc, name in _names(entry.value) if _is_alias(loc, node))
    return replace(
        base,
        aliases=tuple(dict.fromkeys(name for name in named if name not in (base.label, base.code))),
        wikidata=facts.get("wikidata") or base.wikidata,
        note="\n".join(notes) or None,
    )


def _code(kind: str, short: str | None) -> str:
    return short or "" if kind == "organisation" else ""


def _is_alias(loc: tuple[str | int, ...], node: str) -> bool:
    """An id is an alias only where the node does not bear it already."""
    return loc != ("id",) or Names.builtin().knows(node)


class _Relations:
    """Resolves what actors say of each other: the `of` of posts and the members of groups."""

    def __init__(self, agents: Mapping[str, model.Agent], findings: Findings) -> None:
        self._names = Names.builtin().extended(agents.values())
        self._agents = dict(agents)
        self._findings = findings
        self._mentioned: set[str] = set()

    def cast(self, groups: Mapping[str, Sequence[ActorEntry]]) -> Cast:
        memberships: list[model.Membership] = []
        for node, entries in groups.items():
            memberships += [member for entry in entries for member in self._memberships(node, entry)]
            posts = dict.fromkeys(post for entry in entries if (post := self._post(entry)))
            self._agents[node] = replace(self._agents[node], posts=tuple(posts))
        names = Names.builtin().extended(self._agents.values(), dict.fromkeys(memberships))
        return Cast(self._agents, names, frozenset(self._mentioned))

    def _resolve(self, name: str, entry: ActorEntry, *inner: str | int) -> str | None:
        node = self._names.resolve(name)
        if node is None:
            self._findings.unknown("actor", name, self._names.suggest, entry.coding, (*entry.loc, *inner))
        else:
            self._mentioned.add(node)
        return node

    def _memberships(self, group: str, entry: ActorEntry) -> Iterable[model.Membership]:
        actor = entry.value
        if actor.members and actor.kind not in ("group", "organisation"):
            self._findings.at(
                entry, "E305", f"a {actor.kind} has no members; only a group or organisation", "members"
            )
            return
        for index, name in enumerate(actor.members or ()):
            member = self._resolve(name, entry, "members", index)
            if member is not None:
                yield model.Membership(group, member, actor.from_, actor.until)

    def _post(self, entry: ActorEntry) -> model.Post | None:
        actor = entry.value
        if actor.kind != "person":
            if actor.post or actor.of or actor.party:
                message = f"post, of and party are for persons; {text.shown(actor.name)} is kind {actor.kind}"
                self._findings.at(entry, "W326", message)
            return None
        of = self._resolve(actor.of, entry, "of") if actor.of else None
        days = (actor.from_, actor.until)
        if not (of or actor.post or actor.party or any(days)):
            return None
        return model.Post(
            **{"post": actor.post, "of": of, "party": actor.party, "from": days[0], "until": days[1]}
        )

"""What files describe for all: actors with their posts, proposals, and conditions with what they require."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from coalition_graph import vocabulary
from coalition_graph.model.parts import Part, frozen
from coalition_graph.model.scalars import Date, Id, Number, Ref, Refs, Short, Text, Texts, listed

__all__ = ["Actor", "Condition", "Post", "Proposal", "Requirement"]


@frozen
class Post(Part):
    """A post or membership of a person: which office, of which country or organisation, when."""

    post: Text | None = None
    of: Ref | None = None
    party: Text | None = None
    from_: Date | None = Field(default=None, alias="from")
    until: Date | None = None


@frozen
class Actor(Post):
    """Section `actors`: one actor; a person may stand several times with other posts and dates."""

    name: Text
    kind: vocabulary.ActorKind
    id: Id | None = None
    short: Text | None = None
    aliases: Texts = ()
    wikidata: Annotated[str, Field(pattern=r"^Q[1-9]\d{0,11}$")] | None = None
    members: Refs | None = None
    note: Text | None = None


@frozen
class Proposal(Part):
    """Section `proposals`: what stances are about; may lie within a broader one."""

    id: Id
    title: Text
    within: Ref | None = None
    initiators: Refs | None = None
    aliases: Texts = ()
    note: Text | None = None


@frozen
class Requirement(Part):
    """When a condition holds by itself: an atom, a threshold, or `any`/`all` of those."""

    actor: Ref | None = None
    stance: Annotated[tuple[vocabulary.Stance, ...], BeforeValidator(listed), Short()] = ()
    proposal: Ref | None = None
    at_least: Number | None = None
    at_least_personnel: Number | None = None
    any: Annotated[tuple[Requirement, ...], BeforeValidator(listed), Short()] = ()
    all: Annotated[tuple[Requirement, ...], BeforeValidator(listed), Short()] = ()

    @model_validator(mode="after")
    def _one_shape(self) -> Self:
        shapes = (self.actor, self.at_least, self.at_least_personnel, self.any or None, self.all or None)
        if sum(shape is not None for shape in shapes) != 1:
            raise ValueError("takes one of: actor, at_least, at_least_personnel, any, all")
        if not (self.any or self.all) and self.proposal is None:
            raise ValueError("needs a proposal")
        if (self.any or self.all) and (self.stance or self.proposal):
            raise ValueError("beside any or all, it takes neither stance nor proposal")
        if (self.actor or self.at_least is not None) and not self.stance:
            raise ValueError("needs a stance, such as [pledges, open]")
        return self


@frozen
class Condition(Part):
    """Section `conditions`: what stances depend on; one node shared by all who name it."""

    id: Id
    text: Text
    kind: vocabulary.ConditionKind | None = None
    requires: Requirement | None = None
    aliases: Texts = ()
    note: Text | None = None

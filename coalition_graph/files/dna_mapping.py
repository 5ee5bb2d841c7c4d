"""Which of a `.dna` file's variables say who, on whose behalf, about what, and how."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, get_args

from coalition_graph import text, vocabulary
from coalition_graph.errors import BadParameter, did_you_mean
from coalition_graph.files.dna_rows import Database, Variable

__all__ = ["SKIP", "DnaMapping", "Roles", "roles"]

SKIP: Final = "skip"
_STANCES: Final = get_args(vocabulary.Stance)
# What DNA calls these variables in a new database comes first.
_USUAL: Final[Mapping[str, tuple[str, ...]]] = {
    "actor": ("organization", "organisation", "actor", "country"),
    "speaker": ("person", "speaker"),
    "proposal": ("concept", "proposal"),
    "stance": ("agreement", "stance"),
}
_TWO: Final[Mapping[str, str]] = {"1": "supports", "0": "opposes"}
_FIVE: Final[Mapping[str, str]] = {
    "2": "pledges",
    "1": "supports",
    "0": "undecided",
    "-1": "declines",
    "-2": "opposes",
}
_TRUTHS: Final[Mapping[str, str]] = {"true": "1", "yes": "1", "false": "0", "no": "0"}


@dataclass(frozen=True, slots=True)
class DnaMapping:
    """What the user says of the variables; what is empty is found by its usual name.

    Args:
        actor: the variable that says who takes a stance; usually `organization`.
        speaker: the one that says who spoke; usually `person`.
        proposal: the one that says what about; usually `concept`.
        stance: the one that says how, usually `agreement`; or a stance, meant for every statement.
        stance_values: stance by value of that variable, or `skip` to leave those statements out.
        type: label of the only statement type to read; usually all that have the variables.
    """

    actor: str = ""
    speaker: str = ""
    proposal: str = ""
    stance: str = ""
    stance_values: Mapping[str, str] = field(default_factory=dict)
    type: str = ""


@dataclass(frozen=True, slots=True)
class Roles:
    """The variables of one statement type by what they say; with the stance of each value."""

    actor: Variable
    proposal: Variable
    speaker: Variable | None
    stance: Variable | None
    stances: Mapping[str, str]
    constant: str = ""

    def of(self, value: str | int | None) -> str:
        """Return the stance that a value stands for, `skip`, or nothing where there is no value."""
        return self.constant or ("" if value is None else self.stances.get(_folded(value), ""))

    @property
    def used(self) -> frozenset[int]:
        """Numbers of the variables that have a place of their own."""
        return frozenset(
            one.id for one in (self.actor, self.proposal, self.speaker, self.stance) if one is not None
        )


def roles(database: Database, mapping: DnaMapping) -> dict[int, Roles]:
    """Return the roles of variables, by number of each statement type that is to be read.

    Raises:
        BadParameter: an option names no variable, no type has what is needed, or a value has no stance.
    """
    _known(database, mapping)
    found = {
        number: made for number in _types(database, mapping) if (made := _roles(database, number, mapping))
    }
    if not found:
        raise BadParameter("--actor, --proposal or --stance", "(the usual names)", _lacking(database))
    for number, made in found.items():
        _complete(database, number, made)
    return found


def _known(database: Database, mapping: DnaMapping) -> None:
    names = {variable.name for variable in database.variables}
    for role in _USUAL:
        given = getattr(mapping, role)
        if given and given not in names and not (role == "stance" and given in _STANCES):
            hint = did_you_mean(text.nearest(given, names)) or f"; there are {', '.join(sorted(names))}"
            raise BadParameter(f"--{role}", given, f"no variable is called so{hint}")
    wrong = next((one for one in mapping.stance_values.values() if one not in (*_STANCES, SKIP)), None)
    if wrong is not None:
        hint = did_you_mean(text.nearest(wrong, _STANCES)) or f"; stances are {', '.join(_STANCES)}"
        raise BadParameter("--stance-values", wrong, f"it is no stance{hint}")


def _types(database: Database, mapping: DnaMapping) -> Iterable[int]:
    chosen = [number for number, label in database.types.items() if mapping.type in ("", label)]
    if not chosen and mapping.type:
        labels = database.types.values()
        hint = did_you_mean(text.nearest(mapping.type, labels)) or f"; there are {', '.join(labels)}"
        raise BadParameter("--type", mapping.type, f"no statement type is called so{hint}")
    return chosen


def _roles(database: Database, number: int, mapping: DnaMapping) -> Roles | None:
    own = {variable.name: variable for variable in database.variables if variable.type == number}
    actor, proposal = _found(own, "actor", mapping.actor), _found(own, "proposal", mapping.proposal)
    stance = _found(own, "stance", mapping.stance)
    constant = mapping.stance if stance is None and mapping.stance in _STANCES else ""
    if actor is None or proposal is None or (stance is None and not constant):
        return None
    speaker = _found(own, "speaker", mapping.speaker)
    stances = _stances(stance, mapping.stance_values) if stance else {}
    return Roles(actor, proposal, None if speaker == actor else speaker, stance, stances, constant)


def _found(own: Mapping[str, Variable], role: str, given: str) -> Variable | None:
    if given:
        return own.get(given)
    folded = {text.fold(name): variable for name, variable in own.items()}
    return next((folded[name] for name in _USUAL[role] if name in folded), None)


def _stances(variable: Variable, given: Mapping[str, str]) -> dict[str, str]:
    if variable.kind == "boolean":
        return {**_TWO, **{_TRUTHS.get(text.fold(key), key): value for key, value in given.items()}}
    if variable.kind == "integer":
        return dict(given or _FIVE)
    return {
        **{stance: stance for stance in _STANCES},
        **{_folded(key): value for key, value in given.items()},
    }


def _folded(value: str | int) -> str:
    return text.fold(str(value))


def _lacking(database: Database) -> str:
    told = "; ".join(
        f"{label!r} has {', '.join(_shown(database.variables, number)) or 'none'}"
        for number, label in database.types.items()
    )
    needed = "no statement type has a variable for each of actor, proposal and stance"
    return f"{needed}; name them with --actor, --proposal and --stance: {told}"


def _shown(variables: Sequence[Variable], number: int) -> list[str]:
    return [f"{variable.name} ({variable.kind})" for variable in variables if variable.type == number]


def _complete(database: Database, number: int, made: Roles) -> None:
    """Say which values of the stance's variable have no stance."""
    if made.stance is None:
        return
    own = (one.values.get(made.stance.id) for one in database.statements if one.type == number)
    given = dict.fromkeys(str(value) for value in own if value not in (None, ""))
    open_values = [value for value in given if not made.of(value)]
    if open_values:
        shown = ", ".join(map(text.shown, open_values[:8]))
        example = ",".join(f"{value}=supports" for value in open_values[:1])
        mend = f"give each value of {made.stance.name!r} a stance, such as --stance-values '{example},…'"
        raise BadParameter("--stance-values", shown, f"no stance is known for it; {mend}")

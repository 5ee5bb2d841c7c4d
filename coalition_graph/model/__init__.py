"""The model: coding files as typed, and the dossier as linked. All values are frozen."""

from coalition_graph.model.coding import (
    Attendance,
    Contribution,
    CountOf,
    Defaults,
    DossierHeader,
    Evidence,
    File,
    Meeting,
    Source,
    Statement,
    Status,
)
from coalition_graph.model.expressions import Expression
from coalition_graph.model.faults import Fault, schema, typing_of, validate
from coalition_graph.model.linked import Account, Agent, Dossier, Membership
from coalition_graph.model.parts import Part, assembled, changed, fields
from coalition_graph.model.registry import Actor, Condition, Post, Proposal, Requirement

__all__ = [
    "Account",
    "Actor",
    "Agent",
    "Attendance",
    "Condition",
    "Contribution",
    "CountOf",
    "Defaults",
    "Dossier",
    "DossierHeader",
    "Evidence",
    "Expression",
    "Fault",
    "File",
    "Meeting",
    "Membership",
    "Part",
    "Post",
    "Proposal",
    "Requirement",
    "Source",
    "Statement",
    "Status",
    "assembled",
    "changed",
    "fields",
    "schema",
    "typing_of",
    "validate",
]

"""The model: coding files as typed, and the dossier as linked. All values are frozen."""

from coalition_graph.model.coding import (
    Actor,
    Attendance,
    Condition,
    Contribution,
    CountOf,
    Defaults,
    DossierHeader,
    Evidence,
    File,
    Meeting,
    Post,
    Proposal,
    Requirement,
    Source,
    Statement,
    Status,
)
from coalition_graph.model.expressions import Expression
from coalition_graph.model.faults import Fault, schema, validate, validate_all
from coalition_graph.model.linked import Account, Agent, Dossier, Membership
from coalition_graph.model.scalars import Part

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
    "schema",
    "validate",
    "validate_all",
]

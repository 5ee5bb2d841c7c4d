"""Ready questions and questions of one's own: listed, given their parameters and asked."""

from coalition_graph.queries.asking import Asked, ask, asked
from coalition_graph.queries.header import TYPES, Parameter, Question, read
from coalition_graph.queries.ready import question, ready, table, text

__all__ = [
    "TYPES",
    "Asked",
    "Parameter",
    "Question",
    "ask",
    "asked",
    "question",
    "read",
    "ready",
    "table",
    "text",
]

"""The registry that the tests of linking share: persons with posts, two proposals, one condition."""

from __future__ import annotations

from coalition_graph.model import Statement
from tests.conftest import Doc

REGISTRY = """
--- file: registry.yaml
dossier: {id: force, title: A force}
actors:
  - {name: Ulf Kristersson, kind: person, post: Prime Minister, of: Sweden, from: 2022-10-18}
  - {name: Mette Frederiksen, kind: person, post: Prime Minister, of: Denmark, from: 2019-06-27}
  - {name: Emmanuel Macron, kind: person, post: President, of: France, from: 2017-05-14}
  - {name: Many in Europe, kind: unnamed}
proposals:
  - {id: land-force, title: European land force in Ukraine, aliases: [boots on the ground]}
  - {id: us-backstop, title: American backstop}
conditions:
  - id: us-protection
    text: American protection for European soldiers
    aliases: [US backing]
    requires: {actor: US, stance: [pledges, open], proposal: us-backstop}
"""


def said(doc: Doc, name: str = "coding") -> Statement:
    return doc.account(name).statements[0]

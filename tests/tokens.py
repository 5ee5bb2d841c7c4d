"""What files of each format are made of: put together at random it gets further into a reader than any text."""

from __future__ import annotations

from typing import Final

__all__ = ["CELLS", "JSON_LD", "RDF", "REGISTER", "SPARQL", "XML", "YAML"]

_ODD: Final = [
    "\0",
    "\x07",
    "\x85",
    "\u2028",
    "\ufeff",
    "\u202e",
    "é",
    "e\u0301",
    "😀",
    "\r",
    "\r\n",
    "\t",
    "\ud800",
]
_WORDS: Final = [
    "SE",
    "FR",
    "Ada",
    "open",
    "pledges",
    "p",
    "c",
    "m",
    "none",
    "NO",
    "~",
    "null",
    "0",
    "7",
    "2025-03-01",
    "2025~",
    "1e999",
    "true",
    "false",
    "represented",
    "attended",
]
_KEYS: Final = [
    "source",
    "dossier",
    "defaults",
    "actors",
    "proposals",
    "conditions",
    "meetings",
    "statements",
    "status",
    "attendance",
    "id",
    "title",
    "name",
    "kind",
    "text",
    "actor",
    "stance",
    "proposal",
    "conditions",
    "any",
    "all",
    "contribution",
    "min",
    "requires",
    "at_least",
    "said",
    "published",
    "quote",
    "aliases",
    "is",
    "url",
    "sha256",
    "person",
    "group",
]
YAML: Final = [
    *_ODD, *_WORDS, *_KEYS, "\n", "\n", "\n  ", "\n    ", "\n- ", "\n  - ", ": ", ": ", ":", ", ", "{", "}", "[",
    "]", '"', "'", "#", " #", "&a ", "*a", "!t ", "!!python/object:x ", "|\n", ">-\n", "---\n", "...\n",
    "%YAML 9\n", "? ", "<<: ", "\\", " ", "“", "”",
]  # fmt: skip
REGISTER: Final = [
    *YAML,
    "import:",
    "kind: csv",
    "from: t.csv",
    "map:",
    "column:",
    "values:",
    "written:",
    "set:",
]
CELLS: Final = [
    *_ODD, *_WORDS, ",", ",", ",", ",", ";", "\t", '"', '""', "|", "\\|", "any(", "all(", ")", "'=", "=1", "\n",
    "\n", "\n", "\n", "source",
]  # fmt: skip
RDF: Final = [
    *_ODD, "<http://e/s>", "<http://e/s> <http://e/p> ", "<a>", "<http://e/ >", "_:b", '"x"', '"x"@en', "'''",
    '"""', "^^<http://e/t>", "^^xsd:date", "@prefix e: <http://e/> .", "PREFIX", "BASE", "e:s", "a", " ", " ",
    " .", " .\n", ";", ",", "[", "]", "(", ")", "{", "}", "<<", ">>", "<<(", ")>>", "GRAPH", "#", "\n", "\\u0000",
    "\\uD800", "\\", "1", "-1.5e9", "true", "@en--ltr",
]  # fmt: skip
JSON_LD: Final = [
    *_ODD, "{", "}", "[", "]", ",", ":", '"@id":', '"@type":', '"@graph":', '"@context":', '"@value":', '"@list":',
    '"@set":', '"@language":', '"@reverse":', '"@import":', '"@vocab":', '"@included":', '"@nest":',
    '{"@id":"http://e/s",', '"http://e/p":', '"x"', "null", "true", "1", "1e400", "NaN", '"\\ud800"', " ",
]  # fmt: skip
XML: Final = [
    *_ODD, '<?xml version="1.0"?>', "<!DOCTYPE r>", "<!--", "-->", "<![CDATA[", "]]>", "&amp;", "&x;", "&#0;",
    "&#xD800;", " ", "x", '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">',
    "</r:RDF>", "<r:Description", ' r:about="http://e/s"', ' r:ID="i"', ' r:parseType="Literal"',
    ' r:parseType="Collection"', ' r:resource="a b"', ' xml:lang="?"', ">", "/>", "<e:p>", "</e:p>",
    "</r:Description>", "<r:li/>", ' r:nodeID="1"', ' r:datatype="x"', ' xml:base="y"',
]  # fmt: skip
SPARQL: Final = [
    *_ODD, "SELECT ", "SELECT * { ", "ASK ", "ASK { ", "CONSTRUCT ", "DESCRIBE ", "WHERE ", "{", "}", "}", "(", ")",
    "?s ", "?p ", "?o ", "?s ?p ?o ", "*", "cg:actor ", "country:SE ", "x:y ", ":", "<http://e/>", "<", ">", "'x'",
    '"', "'", '"""', "@en", "^^", "FILTER", "BIND", " AS ", "COUNT", "GROUP BY ", "ORDER BY ", "LIMIT 1", "VALUES ",
    "UNION ", "OPTIONAL ", "MINUS ", "SERVICE ", "GRAPH ", "FROM ", "LOAD ", "DROP ALL", ";", "PREFIX ", "#", "\n",
    "/", "+", "^", "|", "!", "\\u0041", "EXISTS", "1", "/*", "BASE ", "UNDEF", "<<", ">>",
]  # fmt: skip

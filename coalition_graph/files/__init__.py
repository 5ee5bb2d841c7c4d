"""Coding files and tables: found, read to the letter, typed, and every fault told with its place.

Bytes → text (`decode`) → tree with places (`tree`) → typed sections (`entries`) → `Coding` (`folder`) → one
linked dossier (`reading`). Of a table: lines → rows (`cells`) → typed values (`rows`, `filling`) → a `Coding`
for each source (`tables`).

| code | what |
|---|---|
| E101 | the file cannot be opened, or a package to read it is missing |
| E102 | not UTF-8, or a control character |
| E103 | too large |
| E104 | YAML that does not parse: brackets, indentation, colons, a text cut by ` #` |
| E105 | YAML that parses but is refused: anchors, tags, duplicate keys, depth, several documents |
| E106 | a comma in `{}` that makes a key without a value |
| E107 | a table whose rows or cells do not fit its header |
| E201 | unknown key or column |
| E202 | a required key is missing |
| E203 | a value that its key does not take |
| W121 | a file that is neither a coding file nor a table, not read |
| W122 | a text that a comment may have cut |
| W123 | typographic quotation marks around a text |
| W124 | a cell or row of a table that is left out |

Linking has E3 and W32 (`references`), E4 and W42 (`merge`), E5 and W52 (`quotes`); RDF files have E6 (`rdf`).

With `keep_going` an error of these becomes a warning of the same number, and the entry is left out.
"""

from coalition_graph.files.folder import is_dossier
from coalition_graph.files.plain_file import plain_bytes
from coalition_graph.files.reading import Reading, read
from coalition_graph.files.scaffold import start_dossier, start_file
from coalition_graph.files.schema import json_schema
from coalition_graph.files.state import of_files, of_texts, size

__all__ = [
    "Reading",
    "is_dossier",
    "json_schema",
    "of_files",
    "of_texts",
    "plain_bytes",
    "read",
    "size",
    "start_dossier",
    "start_file",
]

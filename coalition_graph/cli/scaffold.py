"""Commands that start a dossier and its coding files, and the schema that editors check them by."""

from __future__ import annotations

import json
from pathlib import Path

import click

from coalition_graph.cli.failures import print_text, tell

__all__ = ["init", "new", "schema"]


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--title", help="What the dossier is about.")
def init(folder: Path, title: str | None) -> None:
    """Start a dossier: a folder with its first, commented file.

    \b
    Example:
      coalition-graph init my-dossier --title "A European force for Ukraine"
    """
    from coalition_graph import files

    for path in files.start_dossier(folder, title):
        print_text(f"{path}\n")
    tell(f"Next: cd {folder} && coalition-graph new --url https://…")


@click.command()
@click.argument("text", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--url", help="Where the text was published.")
@click.option("--title", help="Title of the text.")
@click.option("--published", metavar="DATE", help="2025-03-28, 2025-03, … with ~ for about.")
def new(text: Path | None, url: str | None, title: str | None, published: str | None) -> None:
    """Start a coding file in this folder, with commented examples and the text's sha256.

    \b
    Example:
      coalition-graph new article.txt --url https://example.org/a/1 --published 2025-03-28
    """
    from coalition_graph import files

    path = files.start_file(Path(), text, url=url, title=title, published=published)
    print_text(f"{path}\n")


@click.command()
@click.pass_obj
def schema(graph: str | None) -> None:
    """Print the JSON Schema of coding files; with -g it knows the dossier's names.

    \b
    Example:
      coalition-graph -g my-dossier schema > coding.schema.json
    """
    from coalition_graph import files
    from coalition_graph.cli.options import opened

    known = opened(graph).references.known() if graph else None
    print_text(f"{json.dumps(files.json_schema(known), ensure_ascii=False, indent=2)}\n")

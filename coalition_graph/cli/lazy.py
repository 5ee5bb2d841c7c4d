"""Commands that are imported when they are named, so that `--help` never waits."""

from __future__ import annotations

from importlib import import_module
from typing import Final

import click

__all__ = ["LazyGroup"]

# Command → module in this folder and what it does; the order is that of the help page.
COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "init": ("scaffold", "Start a dossier: a folder with its first file."),
    "new": ("scaffold", "Start a coding file, with commented examples."),
    "check": ("check", "Read coding files and list every problem."),
    "load": ("load", "Keep a store or an endpoint in line with coding files."),
    "report": ("report", "Write everything at once: picture, tables, graph, brief."),
    "meetings": ("answers", "List the meetings."),
    "attendance": ("answers", "Show who attended, was represented or only planned."),
    "positions": ("answers", "Show who stands where, as of a day, on which conditions."),
    "commitments": ("answers", "Show what is offered and whether it is firm."),
    "conditions": ("judging", "List the conditions: who depends on them, what waits."),
    "whatif": ("scenarios", "Show who would be firm if, and why."),
    "unlock": ("scenarios", "Show which conditions would bring a force to a target."),
    "changes": ("judging", "Show whose position changed between two days."),
    "conflicts": ("judging", "Show where sources differ, and who says what."),
    "statements": ("answers", "Show every statement as a flat row."),
    "show": ("show", "Show one thing with all the evidence."),
    "network": ("network", "Write who agrees with whom, as a network."),
    "measures": ("network", "Show communities, polarisation, what is contested."),
    "query": ("query", "Ask a ready question, or SPARQL of your own."),
    "queries": ("query", "List the ready questions."),
    "graph": ("picture", "Write the interactive picture, one HTML file."),
    "export": ("picture", "Write the graph in a format that other tools read."),
    "import": ("importing", "Turn a .dna file or a table of others into a dossier."),
    "serve": ("serve", "Serve a workbench and a SPARQL endpoint."),
    "schema": ("scaffold", "Print the JSON Schema of coding files."),
}


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports each on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the commands in the order in which one meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return one command, or None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"coalition_graph.cli.{COMMANDS[cmd_name][0]}")
        # `import` is a word of Python itself, so its function is called `import_`.
        found = getattr(module, cmd_name, None) or getattr(module, f"{cmd_name}_")
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write what each command does, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, told) for name, (_, told) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Resolve a command; a slip is answered with the nearest command."""
        from coalition_graph.errors import did_you_mean
        from coalition_graph.text import nearest

        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            hint = did_you_mean(nearest(args[0], COMMANDS)) or "; --help lists them"
            ctx.fail(f"no command is called {args[0]!r}{hint}")
        return super().resolve_command(ctx, args)

"""Where exceptions become messages on stderr and exit codes; nothing else knows exit codes."""

from __future__ import annotations

import io
import os
import sys

import click

from coalition_graph.errors import BadQuery, CoalitionGraphError, DossierHasProblems

__all__ = ["FINE", "HAS_PROBLEMS", "WRONG_USE", "print_text", "reported", "tell"]

FINE, HAS_PROBLEMS, WRONG_USE, INTERRUPTED = 0, 1, 2, 130


def tell(message: object) -> None:
    """Print one line on stderr, with nothing in it that could steer a terminal."""
    from coalition_graph.text import visible

    click.echo(visible(str(message)), err=True)


def print_text(printed: str) -> None:
    """Print text on stdout: as it is, but on a terminal with what could steer it spelled out."""
    from coalition_graph.text import inert

    click.echo(inert(printed) if sys.stdout.isatty() else printed, nl=False)


def reported(command: click.Command) -> int:
    """Run a command and return its exit code; what it raises is told in a sentence, never as a traceback."""
    try:
        return _run(command)
    except DossierHasProblems as error:
        for problem in error.problems:
            tell(problem)
        tell(f"Error: {error}")
        return HAS_PROBLEMS
    except BadQuery as error:
        from coalition_graph.text import inert

        # Line by line, so that the caret stays under its column.
        click.echo(inert(f"Error: {error}"), err=True)
        return WRONG_USE
    except (CoalitionGraphError, OSError) as error:
        tell(f"Error: {_sentence(error)}")
        return WRONG_USE


def _run(command: click.Command) -> int:
    try:
        code = command.main(standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        _show(error)
        return WRONG_USE
    except click.Abort:
        tell("Aborted.")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader, such as `head`, has enough; the interpreter must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    return code if isinstance(code, int) else FINE


def _show(error: click.ClickException) -> None:
    """Print what click says of wrong use; it repeats what was typed, which may be a stranger's words."""
    from coalition_graph.text import inert

    said = io.StringIO()
    error.show(said)
    click.echo(inert(said.getvalue()), err=True, nl=False)


def _sentence(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'the output'}: {error.strerror.lower()}"
    return str(error)

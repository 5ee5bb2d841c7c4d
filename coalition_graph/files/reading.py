"""Reading a dossier: files → codings → one linked dossier, with all problems at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from coalition_graph import garbage, model, text
from coalition_graph.errors import Problem
from coalition_graph.files.cells import Progress, silent
from coalition_graph.files.coding import Coding
from coalition_graph.files.findings import Findings, left_out
from coalition_graph.files.folder import codings
from coalition_graph.files.link import link
from coalition_graph.files.merge import dossier_header, sources
from coalition_graph.files.quotes import SourceText, read_source_text

__all__ = ["Reading", "read"]


@dataclass(frozen=True)
class Reading:
    """What came of reading a dossier.

    Args:
        dossier: None where there are errors.
        problems: errors and warnings, sorted.
        inputs: SHA-256 of every file that was read, by path; empty for a text that is not there.
    """

    dossier: model.Dossier | None
    problems: tuple[Problem, ...] = ()
    inputs: Mapping[str, str] = field(default_factory=dict)


def read(paths: Sequence[Path], *, keep_going: bool = False, progress: Progress = silent) -> Reading:
    """Read folders and files of one dossier; what is wrong in them is told, never raised.

    Args:
        paths: one or more folders of coding files, or single files.
        keep_going: leave bad entries out, with a warning for each, instead of giving no dossier.
        progress: is told of so many bytes more that were read.

    Raises:
        UnreadableGraph: a path leads nowhere, or to a file of another kind.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "a.yaml").write_text("dossier: {id: force, title: A force}")
    ...     read([Path(folder)]).dossier.title
    'A force'
    """
    # Nothing of what is read is garbage.
    with garbage.left_alone():
        return _read(paths, keep_going, progress)


def _read(paths: Sequence[Path], keep_going: bool, progress: Progress) -> Reading:
    found, problems, inputs = codings(paths, keep_going, progress)
    # With keep_going the entries that refer to what is left out are left out too, and that is told.
    findings = Findings(() if keep_going else (name for coding in found for name in coding.lost))
    roots = [path if path.is_dir() else path.parent for path in paths]
    dossier, texts = _dossier(found, roots, findings)
    linked = findings.problems()
    problems = [*problems, *(map(left_out, linked) if keep_going else linked)]
    if not found and not any(problem.is_error for problem in problems):
        problems.append(_nothing(paths))
    bad = any(problem.is_error for problem in problems)
    return Reading(None if bad else dossier, tuple(sorted(set(problems))), {**inputs, **texts})


def _dossier(
    found: Sequence[Coding], roots: Sequence[Path], findings: Findings
) -> tuple[model.Dossier, dict[str, str]]:
    told = sources(found, findings)
    source_texts, digests = _source_texts(found, told, roots, findings)
    linked = link(found, told, source_texts, findings)
    head = dossier_header(found, lambda coding: text.slug(_root(coding, roots).name), findings)
    name = head.id or text.slug(roots[0].resolve().name if roots else "")
    titled = replace(linked, id=name, title=head.title or name, language=head.language, note=head.note)
    return titled, digests


def _root(coding: Coding, roots: Sequence[Path]) -> Path:
    """The given folder that a coding lies in, the innermost if there are several."""
    folder = coding.folder.resolve()
    around = [root for root in (root.resolve() for root in roots) if folder.is_relative_to(root)]
    return max(around, key=lambda root: len(root.parts), default=folder)


def _source_texts(
    found: Sequence[Coding], told: Mapping[str, model.Source], roots: Sequence[Path], findings: Findings
) -> tuple[dict[str, SourceText], dict[str, str]]:
    source_texts: dict[str, SourceText] = {}
    digests: dict[str, str] = {}
    for coding in found:
        section, name = coding.file.source, coding.source
        if section is None or section.text is None or name is None or name in source_texts:
            continue
        source = model.changed(section, {"sha256": told[name].sha256})
        read_one = read_source_text(source, coding, _root(coding, roots), findings)
        if read_one is None:
            digests[str((coding.folder / section.text).absolute())] = ""
        else:
            path, digest, source_texts[name] = read_one
            digests[str(path)] = digest
    return source_texts, digests


def _nothing(paths: Sequence[Path]) -> Problem:
    where = str(paths[0]) if paths else "."
    return Problem(where, 1, 1, "W422", "no coding file here; `coalition-graph new` starts one")

"""What a report's format asks of where crossref runs: the CI system, and the repository around the project."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from crossref.commands.reports import moved
from crossref.reporters import FROM_REPOSITORY
from crossref.walk import kind_at

if TYPE_CHECKING:
    from crossref.commands.sets import DocumentSet
    from crossref.model import Report

_FOR_PEOPLE = frozenset({"pretty", "concise", "table", "text"})
_COMMAND = re.compile(r"^[^\S\n]*::|##\[", re.MULTILINE)


def for_readers(report: Report, name: str, sets: Sequence[DocumentSet], environment: Mapping[str, str]) -> Report:
    """The report as those who read a format need it.

    Code hosts know files by their paths in the repository. GitHub shows a suppressed result of a SARIF log as an open
    alert (https://github.com/github/codeql-action/issues/1230), so a log that is written in GitHub Actions has none.
    """
    if name not in FROM_REPOSITORY:
        return report
    if name == "sarif" and environment.get("GITHUB_ACTIONS") == "true":
        report = replace(report, silenced=())
    return moved(report, _in_repository(_base(sets)))


def for_log(text: str, name: str, environment: Mapping[str, str]) -> str:
    """What goes to stdout, in GitHub Actions without what its runner would take for a command.

    The runner obeys a line that starts with ``::name::``, blanks aside, and ``##[name]`` anywhere. Text for people shows
    what stands in documents, and a document must not set the outputs of a job. Formats for programs are left as they are.
    """
    if name not in _FOR_PEOPLE or environment.get("GITHUB_ACTIONS") != "true":
        return text
    return _COMMAND.sub(lambda found: f"{found[0][:-1]} {found[0][-1]}", text)


def _base(sets: Sequence[DocumentSet]) -> Path:
    """The folder that the paths of a report are relative to."""
    first = sets[0]
    base = Path(first.config.project_root)
    return base.parents[len(Path(first.folder).parts) - 1] if first.folder else base


def _in_repository(base: Path) -> str:
    """A folder as the repository around it names it; empty for its root, and where there is no repository."""
    root = next((above for above in (base, *base.parents) if kind_at(above / ".git")), base)
    folder = base.relative_to(root).as_posix()
    return "" if folder == "." else folder

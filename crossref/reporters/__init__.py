"""Report formats: each module here turns a report into text. None of them prints or opens a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import cast

from msgspec import Struct

from crossref.model import Report


class Layout(Struct, frozen=True):
    """How a report for people is laid out; formats for programs pay no heed to it."""

    width: int = 80
    """Of the terminal, in cells."""
    colour: bool = False
    verbose: bool = False
    """Show findings of severity info one by one and not as a count."""
    summary: bool = True
    """End with a line of totals."""


Renderer = Callable[[Report, Layout], str]

FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "pretty": "crossref.reporters.pretty",
        "concise": "crossref.reporters.concise",
        "json": "crossref.reporters.json_format",
        "sarif": "crossref.reporters.sarif",
        "github": "crossref.reporters.github",
        "gitlab": "crossref.reporters.gitlab",
        "junit": "crossref.reporters.junit",
        "rdjson": "crossref.reporters.rdjson",
        "checkstyle": "crossref.reporters.checkstyle",
        "markdown": "crossref.reporters.markdown",
        "html": "crossref.reporters.html",
    }
)
"""Format name -> the module whose ``render`` makes it; imported when asked for, because start-up counts."""

FROM_REPOSITORY = frozenset({"sarif", "github", "gitlab", "junit", "rdjson", "checkstyle", "markdown"})
"""The formats that a code host or a reviewer reads, who know a file by its path in the repository."""

AUTO = "auto"
"""Stands for the format of the CI system that runs crossref."""


def automatic(environment: Mapping[str, str]) -> str:
    """The format that ``auto`` stands for.

    GitHub Actions and GitLab say by ``GITHUB_ACTIONS`` and ``GITLAB_CI`` that they run a job, which both document as
    always ``true``; elsewhere it is a person who reads.
    """
    if environment.get("GITHUB_ACTIONS") == "true":
        return "github"
    return "gitlab" if environment.get("GITLAB_CI") == "true" else "pretty"


def renderer(name: str) -> Renderer:
    """The function that renders a format of ``FORMATS``; raises ``KeyError`` for another name."""
    return cast(Renderer, import_module(FORMATS[name]).render)

"""Verdicts on releases, made of findings and shares of coverage."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from crossref.coverage import Coverage, Share
from crossref.engine import connect
from crossref.files import StaticTree
from crossref.graph import Graph
from crossref.model import Config, Finding, Place, Problem, ReadinessConfig, Report, Severity, Silenced, Span
from crossref.readiness import Readiness, assess
from crossref.rule import Rule, by_stage
from crossref.rules import RULES

CODES = {rule.code: rule.name for rule in RULES}
ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
SOME_RULES = tuple(
    Rule(code, name, severity, by_stage, "")
    for code, name, severity in (
        ("XR101", "broken-link", ERROR),
        ("XR102", "broken-anchor", ERROR),
        ("XR201", "missing-counterpart", WARNING),
        ("XR202", "missing-document", WARNING),
        ("XR206", "one-way-reference", Severity.OFF),
        ("XR406", "unsettled-decision", INFO),
        ("XR501", "unfilled-placeholder", WARNING),
        ("XR502", "to-do-marker", INFO),
        ("XR504", "empty-section", INFO),
        ("XR901", "unused-ignore", WARNING),
    )
)
"""As if there were no others, so that the snapshots do not change with each new rule."""
NAMES = {"XR301": "conflicting-claim", **{rule.code: rule.name for rule in SOME_RULES}}


def place(path: str, line: int = 1) -> Place:
    return Place(path, Span(line, 1, line, 2))


def finding(code: str, severity: Severity, line: int = 1, message: str = "…", path: str = "docs/a.md") -> Finding:
    return Finding(code, NAMES[code], severity, f"{code}-{path}-{line}", Problem(message, place(path, line), "x"))


def report(
    *findings: Finding, silenced: tuple[Silenced, ...] = (), unchecked: Mapping[str, int] | None = None
) -> Report:
    return Report(".", 3, findings, silenced, unchecked or {}, {})


def share(name: str, covered: int, asked: int, kind: str = "") -> Share:
    return Share(
        name, kind or name, covered, asked, tuple(place("docs/a.md", line) for line in range(1, asked - covered + 1))
    )


def coverage(
    kinds: tuple[Share, ...] = (), contracts: tuple[Share, ...] = (), silent: tuple[str, ...] = ()
) -> Coverage:
    return Coverage((), (), kinds, contracts, silent)


NO_COVERAGE = coverage()


def judged(
    settings: Config, found: Report, covered: Coverage = NO_COVERAGE, graph: Graph | None = None, **readiness: object
) -> Readiness:
    changed = replace(settings, readiness=replace(ReadinessConfig(), **readiness)) if readiness else settings
    return assess(graph or connect((), StaticTree({}), changed), found, covered, changed, SOME_RULES)

"""Every rule there is, one file each. A new rule is its file and a line here.

A line repeats what the file's decorator says, so that a run imports only the rules that it selects; ``facts=True`` says
that the rule looks at ``Document.facts``, which are read only then. Tests hold both.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING

from crossref.model import Problem, Severity
from crossref.rule import Rule

if TYPE_CHECKING:
    from crossref.graph import Graph


def _rule(code: str, name: str, severity: Severity, *, facts: bool = False) -> Rule:
    """A rule whose file is imported when it is first run or explained."""
    function = name.replace("-", "_")

    def written() -> Rule:
        found: Rule = getattr(import_module(f"{__name__}.{function}"), function)
        return found

    def check(graph: Graph) -> Iterator[Problem]:
        return written().check(graph)

    return Rule(code, name, severity, check, lambda: written().documentation, facts)


RULES: tuple[Rule, ...] = (
    _rule("XR101", "broken-link", Severity.ERROR),
    _rule("XR102", "broken-anchor", Severity.ERROR),
    _rule("XR103", "undefined-reference", Severity.ERROR),
    _rule("XR104", "wrong-case", Severity.ERROR),
    _rule("XR105", "broken-mention", Severity.WARNING),
    _rule("XR106", "broken-section-mention", Severity.WARNING),
    _rule("XR107", "outside-root", Severity.WARNING),
    _rule("XR108", "missing-file-path", Severity.INFO),
    _rule("XR109", "line-out-of-range", Severity.WARNING),
    _rule("XR110", "misleading-link-text", Severity.INFO),
    _rule("XR201", "missing-counterpart", Severity.WARNING, facts=True),
    _rule("XR202", "missing-document", Severity.WARNING),
    _rule("XR203", "undeclared-entry", Severity.INFO, facts=True),
    _rule("XR204", "name-drift", Severity.INFO, facts=True),
    _rule("XR205", "orphan-document", Severity.INFO, facts=True),
    _rule("XR206", "one-way-reference", Severity.OFF),
    _rule("XR301", "conflicting-claim", Severity.ERROR, facts=True),
    _rule("XR302", "conflicting-endpoint", Severity.WARNING, facts=True),
    _rule("XR303", "conflicting-count", Severity.ERROR, facts=True),
    _rule("XR304", "stale-decision", Severity.WARNING, facts=True),
    _rule("XR305", "conflicting-diagram", Severity.INFO, facts=True),
    _rule("XR401", "unknown-decision", Severity.ERROR, facts=True),
    _rule("XR402", "duplicate-decision", Severity.ERROR, facts=True),
    _rule("XR403", "one-way-supersession", Severity.WARNING, facts=True),
    _rule("XR404", "supersession-cycle", Severity.ERROR, facts=True),
    _rule("XR405", "decision-index-mismatch", Severity.WARNING, facts=True),
    _rule("XR406", "unsettled-decision", Severity.INFO, facts=True),
    _rule("XR501", "unfilled-placeholder", Severity.WARNING),
    _rule("XR502", "to-do-marker", Severity.INFO),
    _rule("XR503", "ambiguous-heading", Severity.OFF),
    _rule("XR504", "empty-section", Severity.INFO),
    _rule("XR901", "unused-ignore", Severity.WARNING),
    _rule("XR902", "unknown-rule", Severity.ERROR),
    _rule("XR903", "unreadable-document", Severity.ERROR),
    _rule("XR904", "stale-baseline", Severity.WARNING),
)

UNREADABLE_DOCUMENT = next(rule for rule in RULES if rule.code == "XR903")

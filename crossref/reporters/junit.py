"""The format ``junit``: JUnit XML as Jenkins, GitLab and the common actions read it.

A test case is one rule in one document, because that stays the same from run to run: a reader that tells since when a
test fails must not lose it when lines move, and a case for each finding would be named by its line. The first error or
warning gives the failure its message, and the failure lists all of them with their places.

- errors and warnings: ``failure``, whose type is the worst severity
- notes for information: the case passes and lists them in ``system-out``; they must not turn a build unstable
- silenced findings alone: ``skipped`` with the reason
- no finding at all: one case that passes, because Jenkins takes a report without a case for a mistake

Nothing here depends on the clock: there are no times and no time stamps. The text keeps to what XML can hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from crossref.model import Finding, Report, Severity
from crossref.reporters import Layout
from crossref.reporters.text import count, position, totals, visible
from crossref.reporters.told import in_lines
from crossref.reporters.xml_text import content, element


class _Case(Struct):
    """What was found of one rule in one document."""

    path: str
    name: str
    findings: list[Finding]
    reasons: list[str]
    """Why its silenced findings are not reported."""

    @property
    def failures(self) -> Sequence[Finding]:
        return [finding for finding in self.findings if finding.severity > Severity.INFO]

    @property
    def is_skipped(self) -> bool:
        return not self.findings


def render(report: Report, _layout: Layout) -> str:
    """One test suite with a test case for each rule in each document that has findings of it."""
    cases = _cases(report)
    failures = sum(bool(case.failures) for case in cases)
    figures = {"tests": max(len(cases), 1), "failures": failures, "errors": 0}
    skipped = sum(case.is_skipped for case in cases)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"{element('testsuites', name='crossref', **figures)}>",
        f"  {element('testsuite', name='crossref', **figures, skipped=skipped)}>",
    ]
    for case in cases:
        lines += _case(case)
    if not cases:
        lines.append(f"    {element('testcase', name=totals(report), classname='crossref')}/>")
    return "\n".join([*lines, "  </testsuite>", "</testsuites>\n"])


def _cases(report: Report) -> Sequence[_Case]:
    found: dict[tuple[str, str], _Case] = {}

    def case(finding: Finding) -> _Case:
        path = finding.problem.place.path
        name = f"{finding.code} {finding.name}"
        return found.setdefault((path, name), _Case(path, name, [], []))

    for finding in report.findings:
        case(finding).findings.append(finding)
    for entry in report.silenced:
        case(entry.finding).reasons.append(entry.reason)
    return [found[key] for key in sorted(found)]


def _case(case: _Case) -> Iterator[str]:
    yield f"    {element('testcase', name=case.name, classname=_class_name(case.path))}>"
    infos = [finding for finding in case.findings if finding.severity is Severity.INFO]
    if failures := case.failures:
        worst = max(finding.severity for finding in failures)
        more = f" (and {count(len(failures) - 1, 'more finding')})" if len(failures) > 1 else ""
        message = visible(failures[0].problem.message) + more
        yield f"      {element('failure', type=worst.label, message=message)}>{content(_listed(failures))}</failure>"
    if case.is_skipped:
        reasons = Counter(case.reasons)
        told = ", ".join(f"{reasons[reason]} by {reason}" for reason in sorted(reasons))
        yield f"      {element('skipped', message=f'silenced: {told}')}/>"
    if infos:
        yield f"      <system-out>{content(_listed(infos))}</system-out>"
    yield "    </testcase>"


def _listed(findings: Sequence[Finding]) -> str:
    blocks = (f"{position(finding.problem.place)}: {_indented(in_lines(finding.problem))}" for finding in findings)
    return "\n".join(blocks)


def _indented(lines: Sequence[str]) -> str:
    return "\n  ".join(lines)


def _class_name(path: str) -> str:
    # Without its extension: Jenkins takes what stands before the last dot for the package, and the rest for the class.
    folder, separator, name = path.rpartition("/")
    return visible(f"{folder}{separator}{name.rpartition('.')[0] or name}")

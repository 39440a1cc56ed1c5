"""The format ``gitlab``: GitLab's Code Quality report, an array of issues in a subset of the Code Climate form.

GitLab reads ``description``, ``check_name``, ``fingerprint``, ``severity``, ``location.path`` and
``location.lines.begin`` ("Code Quality report format" in its documentation) and knows lines but no columns here. Paths
are relative to the repository and must not start with ``./``.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any

from crossref.model import Finding, Report, Severity
from crossref.reporters import Layout
from crossref.reporters.json_text import dumped
from crossref.reporters.told import in_one_line

# GitLab's are info, minor, major, critical and blocker; no broken document is critical for what runs.
_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report, _layout: Layout) -> str:
    """Every finding as an issue of its own."""
    seen: Counter[str] = Counter()
    issues = []
    for finding in report.findings:
        identity = f"{finding.problem.place.path}\0{finding.fingerprint}"
        issues.append(_issue(finding, _digest(identity, seen[identity])))
        seen[identity] += 1
    return dumped(issues)


def _issue(finding: Finding, fingerprint: str) -> dict[str, Any]:
    place = finding.problem.place
    return {
        "description": in_one_line(finding.problem),
        "check_name": f"{finding.code} {finding.name}",
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": place.path, "lines": {"begin": place.span.line, "end": place.span.end_line}},
    }


def _digest(identity: str, ordinal: int) -> str:
    # GitLab drops an issue whose fingerprint it has seen. The path is part of it, because two sets of one repository may
    # have the same document with the same finding.
    text = f"{identity}\0{ordinal}" if ordinal else identity
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]

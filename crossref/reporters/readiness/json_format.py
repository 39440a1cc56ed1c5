"""The format ``json`` of a verdict, version 1: fields may be added, never changed or removed.

``ready`` is the verdict, ``reasons`` is empty where it is true. A reason has a ``kind`` (``findings``, ``coverage`` or
``unmeasured``), a ``subject`` (a rule's code, or the kind or contract of a threshold), ``what`` in words, a ``count``, and
``places`` (``path`` and ``line``). ``families`` count the findings by the start of their code, and the ``rules`` that
looked for them. ``kinds`` and ``contracts`` are the coverage, with ``required`` (percent or null) and whether that is
``met``. ``findings`` are all findings in short, ``blocking`` those among the reasons; ``unsettled``, ``placeholders`` and
``to_dos`` are the fingerprints of those that a reviewer decides about. ``missing_documents`` are roles without a file.
``not_checked`` has the counts of references that were not followed (``references``), the contracts that were ``silent``,
what was ``silenced`` and by what, and the ``rules`` that did not run. ``since`` is null without ``--since``; else it has
the ``revision``, its ``commit``, and the findings that are ``new``, ``resolved`` and ``still`` there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from crossref.changes import Changes
from crossref.model import Finding, Place
from crossref.readiness import Family, Measure, NotChecked, Readiness, Reason
from crossref.reporters import Layout
from crossref.reporters.coverage.json_format import numbers

VERSION = 1


def render(readiness: Readiness, changes: Changes | None, _layout: Layout) -> str:
    """The whole verdict as one JSON object."""
    document = {
        "version": VERSION,
        "ready": readiness.is_ready,
        "documents": readiness.documents,
        "reasons": [_reason(reason) for reason in readiness.reasons],
        "families": [_family(family) for family in readiness.families],
        "kinds": [{"kind": measure.share.name, **_measure(measure)} for measure in readiness.kinds],
        "contracts": [
            {"contract": measure.share.name, "kind": measure.share.kind, **_measure(measure)}
            for measure in readiness.contracts
        ],
        "findings": [
            {**_finding(finding), "blocking": finding.fingerprint in readiness.blocking}
            for finding in readiness.findings
        ],
        "unsettled": _fingerprints(readiness.unsettled),
        "placeholders": _fingerprints(readiness.placeholders),
        "to_dos": _fingerprints(readiness.to_dos),
        "missing_documents": [
            {"role": missing.role, "patterns": list(missing.patterns)} for missing in readiness.missing_documents
        ],
        "not_checked": _not_checked(readiness.not_checked),
        "since": _changes(changes) if changes else None,
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _reason(reason: Reason) -> dict[str, Any]:
    places = [_place(place) for place in reason.places]
    return {
        "kind": reason.kind,
        "subject": reason.subject,
        "what": reason.what,
        "count": reason.count,
        "places": places,
    }


def _family(family: Family) -> dict[str, Any]:
    counts = {"errors": family.errors, "warnings": family.warnings, "infos": family.infos}
    return {"code": family.code, "name": family.name, "rules": family.rules, **counts}


def _measure(measure: Measure) -> dict[str, Any]:
    return {**numbers(measure.share), "required": measure.required, "met": measure.is_met}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.label,
        "message": finding.problem.message,
        **_place(finding.problem.place),
        "fingerprint": finding.fingerprint,
    }


def _place(place: Place) -> dict[str, Any]:
    return {"path": place.path, "line": place.span.line}


def _fingerprints(findings: Iterable[Finding]) -> list[str]:
    return [finding.fingerprint for finding in findings]


def _not_checked(unknown: NotChecked) -> dict[str, Any]:
    return {
        "references": dict(unknown.unchecked),
        "silent": list(unknown.silent),
        "silenced": dict(unknown.silenced),
        "rules": list(unknown.rules),
    }


def _changes(changes: Changes) -> dict[str, Any]:
    groups: tuple[tuple[str, Sequence[Finding]], ...] = (
        ("new", changes.new),
        ("resolved", changes.resolved),
        ("still", changes.still),
    )
    return {
        "revision": changes.revision,
        "commit": changes.commit,
        **{name: [_finding(finding) for finding in findings] for name, findings in groups},
    }

"""The format ``sarif``: a log of the Static Analysis Results Interchange Format, version 2.1.0 (OASIS, errata 01).

- Columns are counted in code points, as the run says (``columnKind``), from 1 and with an exclusive end, as ours are.
- Paths are relative to the repository, percent-encoded, below ``%SRCROOT%``, whose place each reader knows for itself.
- A note is a related location, and the message links to the first of them: GitHub shows no other related locations.
- The fingerprint has a name of its own. ``primaryLocationLineHash`` is computed from the text of the lines by those who
  upload a log to GitHub, and they complain of any other value in it.
- A silenced finding is a suppressed result. With a baseline, results say whether they are new or known; without, none
  does (``baselineState`` stands on all results of a run or on none).
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from crossref.model import Edit, Finding, Fix, Place, Problem, Report, Silenced, Span
from crossref.reporters import Layout
from crossref.reporters.json_text import dumped
from crossref.reporters.sarif_rules import LEVELS, descriptors
from crossref.reporters.text import visible
from crossref.reporters.told import NOTES_SHOWN

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "crossref/v1"
KNOWN = frozenset({"baseline", "since"})
"""Why findings are silenced that were there before: a baseline has them, or the revision that was compared with."""

_BASE = "%SRCROOT%"
_KINDS = {"ignore": "inSource"}
"""How SARIF calls what silences a finding; everything but a comment in the document is external to it."""

_JUSTIFICATIONS = {
    "ignore": "an ignore comment in the document",
    "per-file": "per-file-ignores in the configuration",
    "baseline": "known when the baseline was written",
    "since": "nothing of it has changed since the revision",
}


def render(report: Report, _layout: Layout) -> str:
    """The report as a log with one run."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report)]}
    return dumped(log)


def _run(report: Report) -> dict[str, Any]:
    silenced = [entry.finding for entry in report.silenced]
    rules = descriptors([*report.findings, *silenced])
    numbers = {rule["id"]: number for number, rule in enumerate(rules)}
    has_baseline = any(entry.reason in KNOWN for entry in report.silenced)
    state = {"baselineState": "new"} if has_baseline else {}
    return {
        "tool": {"driver": {**_tool(), "rules": rules}},
        "originalUriBaseIds": {_BASE: {"description": {"text": "The root of the repository."}}},
        "columnKind": "unicodeCodePoints",
        "results": [
            *({**_result(finding, numbers), **state} for finding in report.findings),
            *({**_result(entry.finding, numbers), **state, **_silenced(entry)} for entry in report.silenced),
        ],
        "properties": {"documents": report.documents, "unchecked": dict(report.unchecked)},
    }


def _tool() -> dict[str, str]:
    from importlib import metadata  # costs more than all else here, and no other format needs it

    try:
        return {"name": "crossref", "version": metadata.version("crossref-docs")}
    except metadata.PackageNotFoundError:  # run from a checkout that is not installed
        return {"name": "crossref"}


def _result(finding: Finding, numbers: dict[str, int]) -> dict[str, Any]:
    problem = finding.problem
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": numbers[finding.code],
        "level": LEVELS[finding.severity],
        "message": {"text": _message(problem)},
        "locations": [{"physicalLocation": _location(problem.place)}],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
    }
    if problem.notes:
        result["relatedLocations"] = [
            {"id": number, "message": {"text": _text(note.message)}, "physicalLocation": _location(note.place)}
            for number, note in enumerate(problem.notes, 1)
        ]
    if problem.fix:
        result["fixes"] = [_fix(problem.fix)]
    return result


def _silenced(entry: Silenced) -> dict[str, Any]:
    why = entry.justification or _JUSTIFICATIONS.get(entry.reason, entry.reason)
    suppression = {"kind": _KINDS.get(entry.reason, "external"), "status": "accepted", "justification": visible(why)}
    known = {"baselineState": "unchanged"} if entry.reason in KNOWN else {}
    return {**known, "suppressions": [suppression]}


def _fix(fix: Fix) -> dict[str, Any]:
    changes: dict[str, list[Edit]] = {}
    for edit in fix.edits:
        changes.setdefault(edit.place.path, []).append(edit)
    return {
        "description": {"text": _text(fix.title)},
        "artifactChanges": [
            {"artifactLocation": _artifact(path), "replacements": [_replacement(edit) for edit in edits]}
            for path, edits in changes.items()
        ],
        "properties": {"safe": fix.safe},
    }


def _replacement(edit: Edit) -> dict[str, Any]:
    inserted = {"insertedContent": {"text": edit.text}} if edit.text else {}
    return {"deletedRegion": _region(edit.place.span), **inserted}


# -- messages --------------------------------------------------------------------------------------------------------


def _message(problem: Problem) -> str:
    """The message, and a line with a link for each of the first notes."""
    notes = problem.notes[:NOTES_SHOWN]
    links = [
        f"[{_link_text(note.place.path)}:{note.place.span.line}]({number}): {_text(note.message)}"
        for number, note in enumerate(notes, 1)
    ]
    return "\n".join([_text(problem.message), *links])


def _text(text: str) -> str:
    """Text in which no reader finds a link (section 3.11.6): a character of no width keeps its brackets apart.

    A backslash would not do for all of them. Braces stay single, although section 3.11.5 asks to double them: the messages
    have no arguments, and without them no known reader looks at braces, so `/api/{{id}}` is what people would see.
    """
    return visible(text).replace("](", "]\u200b(")


def _link_text(text: str) -> str:
    return re.sub(r"[\\\[\]]", r"\\\g<0>", _text(text))


# -- places ----------------------------------------------------------------------------------------------------------


def _location(place: Place) -> dict[str, Any]:
    return {"artifactLocation": _artifact(place.path), "region": _region(place.span)}


def _artifact(path: str) -> dict[str, str]:
    return {"uri": encoded(path), "uriBaseId": _BASE}


def encoded(path: str) -> str:
    """A path as a relative URI (RFC 3986); bytes of a name that are not UTF-8 become what they were on disk."""
    try:
        return quote(path, errors="surrogateescape")
    except UnicodeEncodeError:  # half of a surrogate pair that is no byte, as Windows allows it
        return quote(path, errors="surrogatepass")


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }

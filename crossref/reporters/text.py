"""What the formats for people share: counts in words, and text made safe for a terminal."""

from __future__ import annotations

import re
from collections import Counter

from crossref.model import Finding, Fix, Place, Report, Severity, Silenced

NARROWEST = 20
"""Cells that are written to, however narrow a terminal is."""

# Control characters, the marks that turn the direction of writing, line separators, and what is no character at all
# (half of a surrogate pair, from a file name that is not UTF-8): a terminal obeys them or chokes on them.
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_SHORT = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}


def visible(text: str) -> str:
    """The text on one line, with every character that a terminal would obey written out (``\\x1b``)."""
    return _UNSAFE.sub(lambda found: _written_out(found[0]), text)


def _written_out(char: str) -> str:
    code = ord(char)
    return _SHORT.get(char) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")


def position(place: Place) -> str:
    """``path:line:column``, as editors and terminals understand it."""
    return f"{visible(place.path)}:{place.span.line}:{place.span.column}"


def count(number: int, noun: str, plural: str = "") -> str:
    """A number and its noun: ``1 error``, ``2 errors``."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def totals(report: Report) -> str:
    """``3 errors, 2 warnings, 5 notes for information in 5 documents``, without the parts that are zero."""
    by_severity = Counter(finding.severity for finding in report.findings)
    parts = [
        count(by_severity[severity], noun, plural)
        for severity, noun, plural in (
            (Severity.ERROR, "error", "errors"),
            (Severity.WARNING, "warning", "warnings"),
            (Severity.INFO, "note for information", "notes for information"),
        )
        if by_severity[severity]
    ]
    return f"{', '.join(parts) or 'no problems'} in {count(report.documents, 'document')}"


def findings_shown(report: Report, *, verbose: bool) -> list[Finding]:
    """The findings that people are shown; notes for information only to those who ask for all."""
    return [finding for finding in report.findings if verbose or finding.severity > Severity.INFO]


def summary(report: Report, *, hidden: bool) -> list[str]:
    """What stands below the findings, a line each: the totals, whether any are ``hidden``, and what was left alone."""
    hint = "--verbose lists the notes for information" if hidden else ""
    return list(filter(None, (totals(report), hint, fixes(report), silenced(report.silenced), unchecked(report))))


def fixes(report: Report) -> str:
    """``fixed 2 findings; 3 fixable with --fix, 1 more with --unsafe-fixes``, or nothing."""
    proposed = [finding.problem.fix for finding in report.findings if finding.problem.fix]
    safe = sum(fix.safe for fix in proposed)
    unsafe = len(proposed) - safe
    parts = []
    if safe:
        parts.append(f"{safe} fixable with --fix")
    if unsafe:
        parts.append(f"{unsafe} more with --unsafe-fixes" if safe else f"{unsafe} fixable with --fix --unsafe-fixes")
    fixed = f"fixed {count(report.fixed, 'finding')}" if report.fixed else ""
    return "; ".join(filter(None, (fixed, ", ".join(parts))))


def how_to_fix(fix: Fix) -> str:
    """The flags that make a fix."""
    return "--fix" if fix.safe else "--fix --unsafe-fixes"


def silenced(entries: tuple[Silenced, ...]) -> str:
    """``silenced: 2 by ignore, 1 by per-file``, or nothing."""
    reasons = Counter(entry.reason for entry in entries)
    return "silenced: " + ", ".join(f"{reasons[reason]} by {reason}" for reason in sorted(reasons)) if reasons else ""


def unchecked(report: Report) -> str:
    """``not checked: 12 external links, 1 template``, or nothing."""
    kinds = [of_kind(number, kind) for kind, number in report.unchecked.items() if number]
    return "not checked: " + ", ".join(kinds) if kinds else ""


def of_kind(number: int, kind: str) -> str:
    """A number and what it counts, by the name that JSON has for it: ``12 external links``."""
    noun = kind.replace("-", " ")
    singular = noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun
    return f"{number} {singular if number == 1 else noun}"

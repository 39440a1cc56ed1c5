"""The rules of a SARIF log: a ``reportingDescriptor`` for each, with its documentation as help."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from crossref.model import Finding, Severity
from crossref.reporters.rule_help import markdown
from crossref.rule import Rule
from crossref.rules import RULES

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

# What GitHub calls the severity of an alert that is none of security ("problem.severity" of a rule's properties).
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}

_LONGEST = 1000
"""Characters of a description that GitHub takes ("reportingDescriptor object" in its SARIF support)."""


def descriptors(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """The descriptors of the rules that some findings are of, in order of their codes.

    Rules without a finding are left out: a report does not say which of them ran.
    """
    names = {finding.code: finding.name for finding in findings}
    known = {rule.code: rule for rule in RULES}
    return [_descriptor(known[code]) if code in known else _unknown(code, name) for code, name in sorted(names.items())]


def _descriptor(rule: Rule) -> dict[str, Any]:
    # A rule that is off by default is a warning where it is selected.
    usual = rule.severity or Severity.WARNING
    enabled = {} if rule.severity else {"enabled": False}
    return {
        "id": rule.code,
        "name": _pascal(rule.name),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": _filled(rule.explanation or rule.summary)[:_LONGEST]},
        "help": {"text": rule.documentation, "markdown": f"{rule.summary}\n\n{markdown(rule)}"},
        "defaultConfiguration": {**enabled, "level": LEVELS[usual]},
        "properties": {
            "name": rule.name,
            "problem.severity": _PROBLEMS[usual],
            "tags": ["documentation", rule.code[:3]],
        },
    }


def _unknown(code: str, name: str) -> dict[str, Any]:
    """The descriptor of a rule that is none of ours; GitHub refuses one without texts."""
    text = {"text": name}
    return {"id": code, "name": _pascal(name), "shortDescription": text, "fullDescription": text, "help": text}


def _filled(text: str) -> str:
    """Paragraphs without the line breaks of the source they come from; lists keep theirs."""
    paragraphs = text.split("\n\n")
    return "\n\n".join(part if part.startswith(("-", " ")) else part.replace("\n", " ") for part in paragraphs)


def _pascal(name: str) -> str:
    # The form that the specification asks for a name that software shows to people ("name" of a reportingDescriptor).
    return "".join(part[:1].upper() + part[1:] for part in name.split("-"))

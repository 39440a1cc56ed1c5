"""The format ``checkstyle``: the XML that Checkstyle's ``XMLLogger`` writes, which many CI servers and editors read.

Paths are relative to the repository, lines and columns count from 1, columns in characters. The source of an error is
dotted as Checkstyle's own are, so that readers show the last part as the type and the one before as its category.
"""

from __future__ import annotations

from itertools import groupby

from crossref.model import Finding, Report, Severity
from crossref.reporters import Layout
from crossref.reporters.told import in_one_line
from crossref.reporters.xml_text import element

VERSION = "4.3"
"""Of the format, as other linters name it."""

_SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}


def render(report: Report, _layout: Layout) -> str:
    """An ``error`` for each finding, by file."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"{element('checkstyle', version=VERSION)}>"]
    for path, group in groupby(report.findings, key=lambda finding: finding.problem.place.path):
        lines += [f"  {element('file', name=path)}>", *map(_error, group), "  </file>"]
    return "\n".join([*lines, "</checkstyle>\n"])


def _error(finding: Finding) -> str:
    span = finding.problem.place.span
    tag = element(
        "error",
        line=span.line,
        column=span.column,
        severity=_SEVERITIES[finding.severity],
        message=in_one_line(finding.problem),
        source=f"crossref.{finding.code}.{finding.name}",
    )
    return f"    {tag}/>"

"""The format ``github``: annotations as workflow commands, which GitHub Actions reads from a step's output.

Commands and their escaping are those of ``@actions/core`` (``packages/core/src/command.ts`` in actions/toolkit), which
the runner takes back in ``ActionCommand.TryParseV2``. GitHub shows ten annotations of each kind for a step and drops
the rest without a word ("Limitations" in ``docs/problem-matchers.md`` of actions/toolkit), so the most severe are
annotated, the rest is listed in a folded group of the log, and a last notice counts it.

Paths are relative to the repository. Lines and columns count from 1, columns in characters, and the end column is the one
behind the finding; GitHub does not say how it counts them and shows lines only. It takes no columns where a finding ends
on another line than it starts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crossref.model import Finding, Report, Severity, Span
from crossref.reporters import Layout
from crossref.reporters.text import count, position, totals, unchecked, visible
from crossref.reporters.told import in_lines

SHOWN = 10
"""Annotations of one kind that GitHub shows for a step."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report, layout: Layout) -> str:
    """An annotation for each finding that GitHub would show, a group with the rest, and the totals."""
    shown, rest = _chosen(report.findings)
    lines = [_annotation(finding) for finding in shown]
    if rest:
        lines += _group(rest)
        told = f"{totals(report)}; {count(len(rest), 'finding')} without an annotation, see the log of this step"
        lines.append(_command("notice", {"title": "crossref"}, told))
    elif layout.summary:
        lines.append(_plain(totals(report)))
    if layout.summary and (remark := unchecked(report)):
        lines.append(_plain(remark))
    return "".join(f"{line}\n" for line in lines)


def _chosen(findings: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
    """The findings to annotate, and the rest; one notice is kept free for the summary where there is a rest."""
    of_kind = {kind: [finding for finding in findings if finding.severity is kind] for kind in _COMMANDS}
    overflows = any(len(found) > SHOWN for found in of_kind.values())
    room = {kind: SHOWN - 1 if overflows and kind is Severity.INFO else SHOWN for kind in _COMMANDS}
    shown = [finding for kind, found in of_kind.items() for finding in found[: room[kind]]]
    rest = [finding for kind, found in of_kind.items() for finding in found[room[kind] :]]
    return shown, rest


def _annotation(finding: Finding) -> str:
    place = finding.problem.place
    properties = {"file": place.path, **_range(place.span), "title": f"{finding.code} {finding.name}"}
    return _command(_COMMANDS[finding.severity], properties, "\n".join(in_lines(finding.problem)))


def _range(span: Span) -> dict[str, object]:
    if span.end_line == span.line:
        return {"line": span.line, "col": span.column, "endLine": span.line, "endColumn": span.end_column}
    # One that ends before the first character of a line does not reach into it.
    return {"line": span.line, "endLine": span.end_line - (span.end_column == 1)}


def _group(rest: Sequence[Finding]) -> Iterator[str]:
    """The findings as plain lines of the log, folded."""
    yield _command("group", {}, f"{count(len(rest), 'more finding')}")
    for finding in rest:
        first, *others = in_lines(finding.problem)
        what = f"{finding.severity.label} {position(finding.problem.place)}: {finding.code} {first} ({finding.name})"
        yield from map(_plain, (what, *(f"- {line}" for line in others)))
    yield _command("endgroup", {}, "")


# -- workflow commands -----------------------------------------------------------------------------------------------


def _command(name: str, properties: dict[str, object], message: str) -> str:
    listed = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name}{' ' if listed else ''}{listed}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _plain(line: str) -> str:
    # The runner still obeys the older form of commands, `##[name]`, wherever it stands in a line. A line that starts
    # with `::` would be one of the newer form; ours start with words of our own.
    return visible(line).replace("##[", "## [")

"""The format ``markdown`` of a verdict, for a pull request: the verdict and why, the rest folded away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crossref.changes import Changes
from crossref.model import Finding, Place
from crossref.readiness import Family, Measure, Readiness, Reason
from crossref.reporters import Layout
from crossref.reporters.markdown_text import code, prose, table
from crossref.reporters.readiness.words import changed, measures, not_checked, open_points, since, verdict
from crossref.reporters.text import count

_PLACES = 5
_FINDINGS = 50
"""Findings listed in a table: a comment has room for 65,536 characters."""


def render(readiness: Readiness, changes: Changes | None, _layout: Layout) -> str:
    """The verdict, its reasons, tables, and what nobody looked at."""
    mark = "✅" if readiness.is_ready else "❌"
    parts = [f"# {mark} {verdict(readiness)}\n", _reasons(readiness)]
    if changes:
        parts += _changes(changes)
    parts += ["## Findings\n", _findings(readiness)]
    if shown := measures(readiness):
        parts += ["## Coverage\n", _coverage(shown)]
    if listed := "".join(_open(readiness)):
        parts += ["## Open\n", listed]
    if unknown := "".join(f"- {title}: {_listed(things)}\n" for title, things in not_checked(readiness.not_checked)):
        parts += ["## Not checked\n", unknown]
    return "\n".join(parts)


def _reasons(readiness: Readiness) -> str:
    if readiness.is_ready:
        return f"Nothing keeps {count(readiness.documents, 'document')} from a release.\n"
    return "".join(f"{number}. {_reason(reason)}\n" for number, reason in enumerate(readiness.reasons, 1))


def _reason(reason: Reason) -> str:
    label = f" ({reason.subject})" if reason.kind == "findings" else ""
    where = f": {_places(reason.places)}" if reason.places else ""
    return f"**{prose(reason.what)}**{label}{where}"


def _places(places: Sequence[Place]) -> str:
    shown = [code(f"{place.path}:{place.span.line}") for place in places[:_PLACES]]
    more = f" and {len(places) - _PLACES} more" if len(places) > _PLACES else ""
    return ", ".join(shown) + more


def _findings(readiness: Readiness) -> str:
    rows = ((f"{family.name} ({family.code})", *_counts(family)) for family in readiness.families)
    return table(("Family", "Errors", "Warnings", "Info"), rows, "lrrr")


def _counts(family: Family) -> tuple[str, ...]:
    counts = (family.errors, family.warnings, family.infos)
    return tuple(map(str, counts)) if family.rules else ("not checked", "", "")


def _coverage(shown: Sequence[Measure]) -> str:
    return table(("Coverage", "Covered", "Asked", "Share", "Required", ""), map(_measure, shown), "lrrrr")


def _measure(measure: Measure) -> tuple[str, ...]:
    share = measure.share
    figures = (prose(share.name), str(share.covered), str(share.asked), f"{share.percent} %")
    if measure.required is None:
        return (*figures, "", "")
    return (*figures, f"{measure.required:g} %", "✅" if measure.is_met else "❌")


def _open(readiness: Readiness) -> Iterator[str]:
    for missing in readiness.missing_documents:
        yield f"- No document has the role {prose(missing.role)}: {', '.join(map(code, missing.patterns))}\n"
    for point in open_points(readiness):
        yield f"- {point.title}: {len(point.places)} ({_places(point.places)})\n"


def _changes(changes: Changes) -> Iterator[str]:
    yield f"## Since {code(since(changes))}\n"
    yield f"{changed(changes)}.\n"
    for title, findings in (("New", changes.new), ("Resolved", changes.resolved)):
        if findings:
            yield f"<details{' open' if title == 'New' else ''}><summary>{title}: {len(findings)}</summary>\n"
            yield table(("Severity", "Rule", "Where", "What"), map(_finding, findings[:_FINDINGS]))
            if len(findings) > _FINDINGS:
                yield f"and {len(findings) - _FINDINGS} more.\n"
            yield "</details>\n"


def _finding(finding: Finding) -> tuple[str, ...]:
    place = finding.problem.place
    where = code(f"{place.path}:{place.span.line}")
    return (finding.severity.label, f"{finding.code} {finding.name}", where, prose(finding.problem.message))


def _listed(things: Sequence[str]) -> str:
    return ", ".join(map(prose, things))

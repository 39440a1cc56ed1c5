"""The format ``html`` of a verdict: one page for a release review."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import Literal

from crossref.changes import Changes
from crossref.model import Finding, Place, Severity
from crossref.readiness import FAMILIES, Family, Measure, Readiness, Reason
from crossref.reporters import Layout
from crossref.reporters.page import code, filters, page, place, prose, share_bar, table, text
from crossref.reporters.readiness.words import changed, not_checked, open_points, since, verdict
from crossref.reporters.text import count

_PLACES = 3
"""Shown beside a reason; the others are folded away."""
_ROWS_OPEN = 25
"""Rows up to which a table is not folded away."""
_STYLES = MappingProxyType({Severity.ERROR: "badge bad", Severity.WARNING: "badge doubt", Severity.INFO: "badge"})
_TITLES = ("Severity", "Rule", "Where", "What")


def render(readiness: Readiness, changes: Changes | None, _layout: Layout) -> str:
    """The whole verdict as one page."""
    return page(f"Release readiness: {'ready' if readiness.is_ready else 'not ready'}", _body(readiness, changes))


def _body(readiness: Readiness, changes: Changes | None) -> Iterator[str]:
    yield "<h1>Release readiness</h1>"
    yield f'<p class="dim">{count(readiness.documents, "document")} checked</p>'
    yield _verdict(readiness)
    yield f'<div class="cards">{"".join(_family(family) for family in readiness.families)}</div>'
    if changes:
        yield from _changes(changes)
    if readiness.kinds:
        yield "<h2>Coverage</h2>"
        yield f'<div class="cards">{"".join(map(_kind, readiness.kinds))}</div>'
        yield table(
            ("Contract", "Entry", "Covered", "Asked", "Share", "Required"),
            map(_contract, readiness.contracts),
            numbers=(2, 3, 4, 5),
        )
    yield from _open(readiness)
    yield from _unknown(readiness)
    yield from _findings(readiness)


# -- the verdict -----------------------------------------------------------------------------------------------------


def _verdict(readiness: Readiness) -> str:
    reasons = "".join(f"<li>{_reason(reason)}</li>" for reason in readiness.reasons)
    listed = f'<ol class="reasons">{reasons}</ol>' if reasons else ""
    what = "<p>Nothing keeps these documents from a release.</p>"
    style = "verdict" if readiness.is_ready else "verdict not"
    return f'<section class="{style}"><h2>{text(verdict(readiness))}</h2>{listed or what}</section>'


def _reason(reason: Reason) -> str:
    label = ""
    if reason.kind == "findings":
        label = f' <a href="#rule={text(reason.subject)}">{text(reason.subject)}</a>'
    shown, folded = reason.places[:_PLACES], reason.places[_PLACES:]
    more = f"<details><summary>{len(folded)} more</summary>{_places(folded)}</details>" if folded else ""
    return f"{prose(reason.what)}{label}{_places(shown)}{more}"


def _places(places: Sequence[Place]) -> str:
    return f'<ul class="places">{"".join(f"<li>{place(each)}</li>" for each in places)}</ul>' if places else ""


def _family(family: Family) -> str:
    counts = ((family.errors, "error", "bad"), (family.warnings, "warning", "doubt"), (family.infos, "note", "dim"))
    told = [f'<span class="{style}">{count(number, noun)}</span>' for number, noun, style in counts if number]
    total = str(family.errors + family.warnings + family.infos)
    said = "<br>".join(told) or '<span class="good">nothing</span>'
    if not family.rules:
        total, said = "–", "not checked"
    return (
        f'<a class="card" href="#family={text(family.name)}"><span>{text(family.name)}</span> <small>{family.code}</small>'
        f"<strong>{total}</strong><small>{said}</small></a>"
    )


# -- what it rests on ------------------------------------------------------------------------------------------------


def _kind(measure: Measure) -> str:
    share = measure.share
    figures = f"<small>{share.covered} of {share.asked}{_required(measure)}</small>"
    bar = share_bar(share.covered, share.asked, _grade(measure))
    return f'<div class="card"><span>{text(share.name)}</span><strong>{share.percent} %</strong>{figures}{bar}</div>'


def _required(measure: Measure) -> str:
    if measure.required is None:
        return ""
    style = "good" if measure.is_met else "bad"
    return f', <span class="{style}">{measure.required:g} % required</span>'


def _grade(measure: Measure) -> Literal["", "met", "short"]:
    if measure.required is None:
        return "met" if measure.share.covered == measure.share.asked else ""
    return "met" if measure.is_met else "short"


def _contract(measure: Measure) -> tuple[str, ...]:
    share = measure.share
    required = ""
    if measure.required is not None:
        required = f'<span class="{"good" if measure.is_met else "bad"}">{measure.required:g} %</span>'
    figures = (str(share.covered), str(share.asked), f"{share.percent} %", required)
    return (code(share.name), text(share.kind), *figures)


def _open(readiness: Readiness) -> Iterator[str]:
    points = open_points(readiness)
    if points or readiness.missing_documents:
        yield "<h2>Open</h2>"
    for missing in readiness.missing_documents:
        patterns = ", ".join(map(code, missing.patterns))
        yield f"<p>No document has the role <strong>{text(missing.role)}</strong>: {patterns}</p>"
    for point in points:
        title = f"{text(point.title)}: {len(point.places)}"
        yield f"<details open><summary>{title}</summary>{_places(point.places)}</details>"


def _changes(changes: Changes) -> Iterator[str]:
    yield f"<h2>Since {code(since(changes))}</h2>"
    yield f"<p>{changed(changes)}.</p>"
    for title, findings in (("New", changes.new), ("Resolved", changes.resolved)):
        if findings:
            rows = [_cells(finding) for finding in findings]
            listed = table(_TITLES, rows, style="list")
            is_open = " open" if len(rows) <= _ROWS_OPEN else ""
            yield f"<details{is_open}><summary>{title}: {len(findings)}</summary>{listed}</details>"


def _unknown(readiness: Readiness) -> Iterator[str]:
    points = list(not_checked(readiness.not_checked))
    if points:
        yield "<h2>Not checked</h2>"
        items = (f"<li>{text(title)}: {text(', '.join(things))}</li>" for title, things in points)
        yield f"<ul>{''.join(items)}</ul>"


# -- all findings ----------------------------------------------------------------------------------------------------


def _findings(readiness: Readiness) -> Iterator[str]:
    yield "<h2>All findings</h2>"
    if not readiness.findings:
        yield "<p>There are none.</p>"
        return
    names = {FAMILIES.get(finding.code[:3], finding.code[:3]): None for finding in readiness.findings}
    severities = {finding.severity.label: None for finding in sorted(readiness.findings, key=lambda one: -one.severity)}
    rules = sorted({finding.code for finding in readiness.findings})
    selects = (
        ("family", "Family", [name for name in FAMILIES.values() if name in names]),
        ("severity", "Severity", list(severities)),
        ("rule", "Rule", rules),
        ("blocking", "Blocking", ["yes", "no"]),
    )
    yield filters("findings", selects, "Search")
    head = "".join(f'<th scope="col">{title}</th>' for title in _TITLES)
    rows = "\n".join(_row(finding, finding.fingerprint in readiness.blocking) for finding in readiness.findings)
    yield (
        f'<div class="scroll"><table class="list" id="findings">\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody>\n</table></div>"
    )


def _row(finding: Finding, blocking: bool) -> str:
    attributes = {
        "family": FAMILIES.get(finding.code[:3], finding.code[:3]),
        "severity": finding.severity.label,
        "rule": finding.code,
        "blocking": "yes" if blocking else "no",
    }
    data = "".join(f' data-{name}="{text(value)}"' for name, value in attributes.items())
    cells = "".join(f"<td>{cell}</td>" for cell in _cells(finding))
    return f"<tr data-row{data}>{cells}</tr>"


def _cells(finding: Finding) -> tuple[str, ...]:
    badge = f'<span class="{_STYLES[finding.severity]}">{finding.severity.label}</span>'
    rule = f"{text(finding.code)} <small>{text(finding.name)}</small>"
    return (badge, rule, place(finding.problem.place), prose(finding.problem.message))

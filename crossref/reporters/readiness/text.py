"""The format ``text`` of a verdict, for a terminal: the verdict, why, then what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace
from rich.text import Text

from crossref.changes import Changes
from crossref.model import Finding, Place, Severity
from crossref.readiness import Measure, Readiness
from crossref.reporters import Layout
from crossref.reporters.grid import Cell, Column, grid, packed, printed, wrapped
from crossref.reporters.readiness.words import changed, measures, not_checked, open_points, since, verdict
from crossref.reporters.text import count, visible

_INDENT = "  "
_PLACES = 5
_FINDINGS = 10
_NAME = 32
_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def render(readiness: Readiness, changes: Changes | None, layout: Layout) -> str:
    """The verdict, its reasons, tables, and what nobody looked at."""
    lines: list[Text] = []
    sections = (
        _verdict(readiness, layout),
        _findings(readiness, layout),
        _coverage(measures(readiness), layout),
        _open(readiness, layout),
        _changes(changes, layout) if changes else iter(()),
        _unknown(readiness, layout),
    )
    for section in sections:
        if content := list(section):
            lines += [*([Text()] if lines else []), *content]
    return printed(layout, lines)


def _verdict(readiness: Readiness, layout: Layout) -> Iterator[Text]:
    style = "bold green" if readiness.is_ready else "bold red"
    yield Text.assemble((verdict(readiness), style), f", in {count(readiness.documents, 'document')}")
    width = len(str(len(readiness.reasons)))
    narrower = replace(layout, width=layout.width - len(_INDENT) - width - 2)
    for number, reason in enumerate(readiness.reasons, 1):
        label = f"{_INDENT}{number:>{width}}. "
        code = f" ({reason.subject})" if reason.kind == "findings" else ""
        for line in wrapped(Text(f"{visible(reason.what)}{code}"), narrower):
            yield Text(label).append_text(line)
            label = " " * len(label)
        yield from _places(reason.places, layout, label)


def _places(places: Sequence[Place], layout: Layout, indent: str) -> Iterator[Text]:
    shown = [Text(f"{visible(place.path)}:{place.span.line}", "dim") for place in places[:_PLACES]]
    if len(places) > _PLACES:
        shown.append(Text(f"and {len(places) - _PLACES} more", "dim"))
    yield from packed(shown, layout, indent)


# -- tables ----------------------------------------------------------------------------------------------------------


def _findings(readiness: Readiness, layout: Layout) -> Iterator[Text]:
    titles = ("errors", "warnings", "info")
    columns = [Column("findings", widest=_widest(layout, 24)), *(Column(title, "right") for title in titles)]
    rows = []
    for family in readiness.families:
        counts = (family.errors, family.warnings, family.infos)
        cells = [_counted(number, style) for number, style in zip(counts, _STYLES.values(), strict=True)]
        if not family.rules:
            cells = [("–", "dim")] * len(counts)
        rows.append([f"{family.name} ({family.code})", *cells])
    yield from grid(columns, rows)
    if not all(family.rules for family in readiness.families):
        yield Text("–: no rule of this family ran", "dim")


def _widest(layout: Layout, others: int) -> int:
    """Cells for a name beside so many cells of numbers."""
    return min(max(layout.width - others, 8), _NAME)


def _counted(number: int, style: str) -> Cell:
    return (str(number), style) if number else ("0", "dim")


def _coverage(shown: Sequence[Measure], layout: Layout) -> Iterator[Text]:
    if not shown:
        return iter(())
    titles = ("covered", "asked", "%", "required")
    columns = [
        Column("coverage", widest=_widest(layout, 34)),
        *(Column(title, "right") for title in titles),
        Column(""),
    ]
    return grid(columns, [_measure(measure) for measure in shown])


def _measure(measure: Measure) -> list[Cell]:
    share = measure.share
    style = "" if measure.required is None else "green" if measure.is_met else "red"
    required = "" if measure.required is None else f"{measure.required:g}"
    mark: Cell = "" if measure.required is None else ("✓", "green") if measure.is_met else ("✗", "bold red")
    return [share.name, str(share.covered), str(share.asked), (str(share.percent), style), required, mark]


# -- what a reviewer weighs ------------------------------------------------------------------------------------------


def _open(readiness: Readiness, layout: Layout) -> Iterator[Text]:
    for missing in readiness.missing_documents:
        text = f"No document has the role {missing.role} ({', '.join(missing.patterns)})"
        yield from wrapped(Text(visible(text)), layout)
    for point in open_points(readiness):
        yield from wrapped(Text(f"{point.title}: {len(point.places)}"), layout)
        yield from _places(point.places, layout, _INDENT)


def _changes(changes: Changes, layout: Layout) -> Iterator[Text]:
    yield from wrapped(Text.assemble((f"Since {visible(since(changes))}", "bold"), f": {changed(changes)}"), layout)
    for title, findings in (("new", changes.new), ("resolved", changes.resolved)):
        for finding in sorted(findings, key=lambda finding: -finding.severity)[:_FINDINGS]:
            yield from wrapped(_finding(title, finding), layout, _INDENT)
        if len(findings) > _FINDINGS:
            yield Text(f"{_INDENT}and {len(findings) - _FINDINGS} more {title}", "dim")


def _finding(title: str, finding: Finding) -> Text:
    place = finding.problem.place
    return Text.assemble(
        (f"{title} ", "green" if title == "resolved" else "red"),
        (finding.severity.label, _STYLES[finding.severity]),
        f" {finding.code} {visible(place.path)}:{place.span.line}: {visible(finding.problem.message)}",
    )


def _unknown(readiness: Readiness, layout: Layout) -> Iterator[Text]:
    points = list(not_checked(readiness.not_checked))
    if points:
        yield Text("Not checked", "bold")
    for title, things in points:
        yield from wrapped(Text(visible(f"{title}: {', '.join(things)}"), "dim"), layout, _INDENT)

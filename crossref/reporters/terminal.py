"""A report for a terminal, by rich: by file, with the lines themselves and what is wrong underlined."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from itertools import groupby

from rich.console import Console
from rich.text import Text

from crossref.model import Finding, Place, Report, Severity
from crossref.reporters import Layout
from crossref.reporters.consoles import console, wrapped
from crossref.reporters.excerpt import excerpt
from crossref.reporters.text import count, findings_shown, how_to_fix, position, summary, visible

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}
_INDENT = "  "
_NOTES_SHOWN = 10


def render(report: Report, layout: Layout) -> str:
    """Findings grouped by file, then the totals and what was not checked."""
    file = StringIO()
    to_file = console(layout, file)
    lines = list(_Page(to_file, report, layout).lines())
    while lines and not lines[-1]:
        lines.pop()
    if lines:
        # They come wrapped; soft, because a path that is longer than the terminal stays in one piece to be clicked.
        to_file.print(Text("\n").join(lines), soft_wrap=True)
    return file.getvalue()


class _Page:
    """A report on its way to text, line by line."""

    def __init__(self, console: Console, report: Report, layout: Layout) -> None:
        self._console = console
        self._report = report
        self._layout = layout

    def lines(self) -> Iterator[Text]:
        shown = findings_shown(self._report, verbose=self._layout.verbose)
        for path, group in groupby(shown, key=lambda finding: finding.problem.place.path):
            findings = list(group)
            yield Text(visible(path), "bold")
            yield Text()
            for finding in findings:
                yield from self._finding(finding)
                yield Text()
        if self._layout.summary:
            yield from self._summary(hidden=len(shown) < len(self._report.findings))

    def _finding(self, finding: Finding) -> Iterator[Text]:
        problem = finding.problem
        style = _STYLES[finding.severity]
        notes = problem.notes if self._layout.verbose else problem.notes[:_NOTES_SHOWN]
        gutter = max(len(str(place.span.line)) for place in (problem.place, *(note.place for note in notes)))
        title = Text.assemble((finding.severity.label, style), f" {finding.code} ", (finding.name, "bold"))
        yield from self._wrapped(title.append(f": {visible(problem.message)}"), "")
        yield from self._place(problem.place, gutter, style)
        for note in notes:
            yield from self._wrapped(Text.assemble(("note", "bold blue"), f": {visible(note.message)}"), _INDENT)
            yield from self._place(note.place, gutter, "blue")
        if len(notes) < len(problem.notes):
            more = count(len(problem.notes) - len(notes), "more place")
            yield Text(f"{_INDENT}… and {more} (--verbose shows all)", "dim")
        if problem.fix:
            hint = Text.assemble(("help", "bold green"), f": {visible(problem.fix.title)} ")
            yield from self._wrapped(hint.append(f"({how_to_fix(problem.fix)})", "dim"), _INDENT)

    def _place(self, place: Place, gutter: int, style: str) -> Iterator[Text]:
        yield Text(_INDENT + position(place), "dim")
        line = self._report.excerpts.get(place.path, {}).get(place.span.line)
        if line is None or not line.strip():
            return
        bar = f"{_INDENT}{place.span.line:>{gutter}} | "
        shown = excerpt(line, place.span, max(self._console.width - len(bar), 1))
        yield Text.assemble((bar, "dim"), shown.text)
        yield Text.assemble((f"{_INDENT}{'':>{gutter}} | ", "dim"), (shown.carets, style))

    def _summary(self, hidden: bool) -> Iterator[Text]:
        report = self._report
        worst = max((finding.severity for finding in report.findings), default=Severity.OFF)
        style = _STYLES.get(worst, "bold green") if worst > Severity.INFO else "bold green"
        first, *others = summary(report, hidden=hidden)
        yield from self._wrapped(Text(first, style), "")
        for remark in others:
            yield from self._wrapped(Text(remark, "dim"), "")

    def _wrapped(self, text: Text, indent: str) -> Iterator[Text]:
        return wrapped(text, self._console, indent)

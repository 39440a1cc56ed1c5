"""The format ``html``: one page with all findings by document, to be searched, filtered and grouped otherwise.

A finding shows every place that takes part in it side by side, each with its line. Without scripts the page shows
everything, by document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from types import MappingProxyType

from crossref.model import Finding, Place, Problem, Report, Severity, Silenced
from crossref.reporters import Layout
from crossref.reporters.page import code, filters, page, place, prose, table, text
from crossref.reporters.text import count, of_kind, totals
from crossref.rules import RULES

_BADGES = MappingProxyType({Severity.ERROR: "badge bad", Severity.WARNING: "badge doubt", Severity.INFO: "badge"})
_LEVELS = ((Severity.ERROR, "error", "bad"), (Severity.WARNING, "warning", "doubt"), (Severity.INFO, "note", "dim"))
"""Severities, what a finding of each is called, and its style."""
_SIDES = 6
"""Places shown beside each other; the others are folded away."""
_BEFORE, _MARKED, _AFTER = 160, 400, 240
"""Characters of a line that are shown before, in and after what is meant; a minified line is cut."""
_GROUPINGS = (("", "document"), ("rule", "rule"), ("severity", "severity"))
_HELP = (
    "Keys: <kbd>/</kbd> searches, <kbd>j</kbd> and <kbd>k</kbd> go to the next and the previous finding. "
    "What is chosen stands in the address; the address of a finding is its rule's link."
)


def render(report: Report, _layout: Layout) -> str:
    """The whole report as one page; the same for the same report."""
    return page("crossref report", _body(report), styles=("page.css", "report.css"), scripts=("report.js", "page.js"))


def _body(report: Report) -> Iterator[str]:
    yield "<h1>Documentation check</h1>"
    yield f'<p class="dim">{text(totals(report))}</p>'
    if report.findings:
        yield f'<div class="cards">{"".join(_cards(report.findings))}</div>'
        yield from _findings(report)
        yield from _rules(report.findings)
    yield from _silenced(report.silenced)
    yield from _unchecked(report)


def _cards(findings: Sequence[Finding]) -> Iterator[str]:
    numbers = Counter(finding.severity for finding in findings)
    for severity, noun, style in _LEVELS:
        if numbers[severity]:
            rules = len({finding.code for finding in findings if finding.severity is severity})
            yield (
                f'<a class="card" href="#severity={severity.label}"><span class="{style}">{noun}s</span>'
                f"<strong>{numbers[severity]}</strong><small>of {count(rules, 'rule')}</small></a>"
            )


# -- findings --------------------------------------------------------------------------------------------------------


def _findings(report: Report) -> Iterator[str]:
    findings = report.findings
    severities = [severity.label for severity, *_ in _LEVELS if any(one.severity is severity for one in findings)]
    rules = sorted({(finding.code, f"{finding.code} {finding.name}") for finding in findings})
    documents = sorted({path for finding in findings for path in _paths(finding.problem)})
    selects = (("severity", "Severity", severities), ("rule", "Rule", rules), ("document", "Document", documents))
    yield filters("findings", selects, "Search", _tools())
    yield f'<p class="dim keys" hidden>{_HELP}</p>'
    yield '<div id="findings">'
    known: set[str] = set()
    # A document that is told of in several sets may come twice in order, and is one group all the same.
    ordered = sorted(findings, key=lambda finding: finding.problem.place.path)
    for path, group in groupby(ordered, key=lambda finding: finding.problem.place.path):
        listed = list(group)
        head = f'<h2>{code(path)}</h2> <small class="count">{_counted(listed)}</small>'
        yield f'<details class="group" open><summary>{head}</summary>'
        for finding in listed:
            yield _finding(finding, report, is_first=finding.fingerprint not in known)
            known.add(finding.fingerprint)
        yield "</details>"
    yield "</div>"


def _counted(findings: Sequence[Finding]) -> str:
    numbers = Counter(finding.severity for finding in findings)
    return ", ".join(count(numbers[severity], noun) for severity, noun, _ in _LEVELS if numbers[severity])


def _tools() -> str:
    options = "".join(f'<option value="{value}">{title}</option>' for value, title in _GROUPINGS)
    group = f'<label>Group by<select name="group" data-arranges>{options}</select></label>'
    return (
        f'{group}<button type="button" id="fold">Fold all</button><button type="button" id="unfold">Unfold all</button>'
    )


def _finding(finding: Finding, report: Report, *, is_first: bool) -> str:
    problem = finding.problem
    data = {
        "severity": finding.severity.label,
        "rule": text(finding.code),
        "name": text(finding.name),
        "document": "\n".join(map(text, _paths(problem))),
        "at": text(problem.place.path),
    }
    attributes = "".join(f' data-{name}="{value}"' for name, value in data.items())
    anchor = f' id="f-{text(finding.fingerprint)}"' if is_first else ""
    badge = f'<span class="{_BADGES[finding.severity]}">{finding.severity.label}</span>'
    rule = f'<a class="rule" href="#f-{text(finding.fingerprint)}">{text(finding.code)} {text(finding.name)}</a>'
    fix = f'<p class="fix"><strong>Fix:</strong> {prose(problem.fix.title)}</p>' if problem.fix else ""
    return (
        f'<article data-row{attributes}{anchor} tabindex="-1"><h3>{badge} {rule} <span class="what">{prose(problem.message)}'
        f"</span></h3>{_sides(problem, report)}{fix}</article>"
    )


def _paths(problem: Problem) -> list[str]:
    """The documents that take part in a problem, that of the problem itself first."""
    return list(dict.fromkeys((problem.place.path, *(note.place.path for note in problem.notes))))


def _sides(problem: Problem, report: Report) -> str:
    """What the problem and its notes stand on, side by side."""
    notes = [_side(note.place, prose(note.message), report) for note in problem.notes]
    own = _side(problem.place, "here" if notes else "", report)
    shown, folded = notes[: _SIDES - 1], notes[_SIDES - 1 :]
    more = ""
    if folded:
        summary = f"<summary>{count(len(folded), 'more place')}</summary>"
        more = f'<details>{summary}<div class="sides">{"".join(folded)}</div></details>'
    return f'<div class="sides">{own}{"".join(shown)}</div>{more}'


def _side(where: Place, caption: str, report: Report) -> str:
    said = f'<span class="note">{caption}</span> ' if caption else ""
    line = report.excerpts.get(where.path, {}).get(where.span.line)
    shown = f"<pre><code>{_marked(line, where)}</code></pre>" if line and line.strip() else ""
    return f"<figure><figcaption>{said}{place(where)}</figcaption>{shown}</figure>"


def _marked(line: str, where: Place) -> str:
    """The line, what the place covers marked; from a line that is too long, what is around it.

    A place that goes on below is marked to the end of its first line.
    """
    span, line = where.span, line.rstrip()
    start = min(max(span.column - 1, 0), len(line))
    end = len(line) if span.end_line > span.line else min(max(span.end_column - 1, start), len(line))
    before, meant, after = line[:start].lstrip() if start else "", line[start:end], line[end:]
    before = f"…{before[-_BEFORE:]}" if len(before) > _BEFORE else before
    if len(meant) > _MARKED:
        meant, after = f"{meant[:_MARKED]}…", ""
    after = f"{after[:_AFTER]}…" if len(after) > _AFTER else after
    before, meant, after = (text(part.replace("\t", "    ")) for part in (before, meant, after))
    return f"{before}<mark>{meant}</mark>{after}" if meant else f"{before}{after}"


# -- what else there is to know --------------------------------------------------------------------------------------


def _rules(findings: Sequence[Finding]) -> Iterator[str]:
    numbers = Counter((finding.code, finding.name) for finding in findings)
    summaries = {rule.code: rule.summary for rule in RULES if any(rule.code == one for one, _ in numbers)}
    rows = (
        (f'<a href="#rule={text(rule)}">{text(rule)}</a> {text(name)}', str(number), prose(summaries.get(rule, "")))
        for (rule, name), number in sorted(numbers.items())
    )
    yield "<h2>Rules</h2>"
    yield table(("Rule", "Findings", "What it finds"), rows, numbers=(1,), style="list")


def _silenced(entries: Sequence[Silenced]) -> Iterator[str]:
    if not entries:
        return
    yield "<h2>Silenced</h2>"
    rows = (
        (
            text(entry.reason),
            f"{text(entry.finding.code)} <small>{text(entry.finding.name)}</small>",
            place(entry.finding.problem.place),
            prose(entry.finding.problem.message),
        )
        for entry in entries
    )
    listed = table(("By", "Rule", "Where", "What"), rows, style="list")
    yield f"<details><summary>{count(len(entries), 'finding')}</summary>{listed}</details>"


def _unchecked(report: Report) -> Iterator[str]:
    kinds = [of_kind(number, kind) for kind, number in report.unchecked.items() if number]
    if kinds:
        yield "<h2>Not checked</h2>"
        yield f"<ul>{''.join(f'<li>{text(kind)}</li>' for kind in kinds)}</ul>"

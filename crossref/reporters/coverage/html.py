"""The format ``html`` of a coverage: one page with all entries, to be searched and filtered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType

from crossref.coverage import STATES, Cell, Coverage, Row, Share
from crossref.reporters import Layout
from crossref.reporters.coverage.markdown import in_words
from crossref.reporters.labels import labels
from crossref.reporters.page import code, filters, page, share_bar, table, text
from crossref.reporters.text import count

_MANY = 7
"""Columns from which their titles stand upright."""
_MARKS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "declared": ("●", "dim"),
        "covered": ("✓", "good"),
        "missing": ("✗", "badge bad"),
        "unwanted": ("+", "badge doubt"),
        "ambiguous": ("?", "badge doubt"),
        "duplicate": ("=", "badge doubt"),
    }
)
"""State -> its mark and the mark's classes."""
_WORDLESS = frozenset({"declared", "covered"})
"""States that need no word beside their mark, because nothing is wrong with them."""


def render(coverage: Coverage, _layout: Layout) -> str:
    """The whole coverage as one page."""
    return page("Coverage", _body(coverage))


def _body(coverage: Coverage) -> Iterator[str]:
    yield "<h1>Coverage</h1>"
    if coverage.rows:
        missing = sum(row.is_missing for row in coverage.rows)
        entries = count(len(coverage.rows), "entry", "entries")
        lacking = f"{missing} {'lacks' if missing == 1 else 'lack'} a counterpart"
        yield f'<p class="dim">{entries} in {count(len(coverage.documents), "document")}; {lacking}.</p>'
    if coverage.kinds:
        yield f'<div class="cards">{"".join(map(_card, coverage.kinds))}</div>'
    if coverage.rows:
        yield "<h2>Entries</h2>"
        kinds = list(dict.fromkeys(row.kind for row in coverage.rows))
        states = [state for state in STATES if any(state in row.states for row in coverage.rows)]
        yield filters("entries", (("kind", "Kind", kinds), ("state", "State", states)), "Search")
        yield _entries(coverage)
        yield f'<p class="dim">{_legend(states)}. A number is the line in that document.</p>'
    yield from contracts(coverage.contracts, coverage.silent)


def _card(share: Share) -> str:
    bar = share_bar(share.covered, share.asked, "" if share.covered < share.asked else "met")
    figures = f"<strong>{share.percent} %</strong><small>{share.covered} of {share.asked}</small>"
    return f'<a class="card" href="#kind={text(share.name)}"><span>{text(share.name)}</span>{figures}{bar}</a>'


def _entries(coverage: Coverage) -> str:
    short = labels(coverage.documents)
    shares = {share.name: share for share in coverage.kinds}
    heads = "".join(
        f'<th scope="col" title="{text(path)}"><span>{text(short[path])}</span></th>' for path in coverage.documents
    )
    groups = (
        _group(kind, shares.get(kind), list(rows), coverage.documents)
        for kind, rows in groupby(coverage.rows, key=lambda row: row.kind)
    )
    style = "matrix many" if len(coverage.documents) >= _MANY else "matrix"
    head = f'<thead><tr><th scope="col">Entry</th>{heads}</tr></thead>'
    return f'<div class="scroll tall"><table class="{style}" id="entries">\n{head}\n{"".join(groups)}</table></div>'


def _group(kind: str, share: Share | None, rows: Sequence[Row], documents: Sequence[str]) -> str:
    said = f" <small>{in_words(share)}</small>" if share else ""
    title = f'<tr class="group"><th colspan="{len(documents) + 1}" scope="rowgroup">{text(kind)}{said}</th></tr>'
    lines = "\n".join(_row(row, documents) for row in rows)
    return f"<tbody>\n{title}\n{lines}\n</tbody>\n"


def _row(row: Row, documents: Sequence[str]) -> str:
    states = "\n".join(state for state in STATES if state in row.states)
    name = f'<th scope="row">{code(row.name)}</th>'
    cells = "".join(_cell(path, row.cells.get(path)) for path in documents)
    return f'<tr data-row data-kind="{text(row.kind)}" data-state="{states}">{name}{cells}</tr>'


def _cell(path: str, cell: Cell | None) -> str:
    if cell is None:
        return "<td></td>"
    mark, style = _MARKS[cell.state]
    near = f'<small class="as">as {code(cell.near)}</small>' if cell.near else ""
    where = f'title="{cell.state}, {text(path)}:{cell.line}"'
    word = f'<span class="word{" unseen" if cell.state in _WORDLESS else ""}"> {cell.state}</span>'
    return f'<td {where}><span class="{style}">{mark}{word}</span> <small>{cell.line}</small>{near}</td>'


def _legend(states: Sequence[str]) -> str:
    return ", ".join(f"{_MARKS[state][0]} {state}" for state in states)


def contracts(shares: Sequence[Share], silent: Sequence[str]) -> Iterator[str]:
    """The sections on what each contract says."""
    yield "<h2>Contracts</h2>"
    if shares:
        rows = (
            (code(share.name), text(share.kind), str(share.covered), str(share.asked), f"{share.percent} %")
            for share in shares
        )
        yield table(("Contract", "Entry", "Covered", "Asked", "Share"), rows, numbers=(2, 3, 4))
    else:
        yield "<p>No contract has anything to say of these documents.</p>"
    if silent:
        names = ", ".join(map(code, silent))
        yield f"<p>{count(len(silent), 'contract')} found nothing to compare with: {names}.</p>"

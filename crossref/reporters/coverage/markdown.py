"""The format ``markdown`` of a coverage: a table for each kind, with a column for each document that has to do with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from crossref.coverage import Cell, Coverage, Row, Share
from crossref.reporters import Layout
from crossref.reporters.markdown_text import code, prose, table
from crossref.reporters.text import count


def render(coverage: Coverage, _layout: Layout) -> str:
    """Shares of all kinds, then their entries."""
    shares = {share.name: share for share in coverage.kinds}
    parts = ["# Coverage\n", _summary(coverage)]
    for kind, group in groupby(coverage.rows, key=lambda row: row.kind):
        title = f"{kind}: {in_words(shares[kind])}" if kind in shares else kind
        parts.append(f"## {prose(title)}\n\n{_entries(list(group))}")
    if coverage.silent:
        silent = ", ".join(code(contract) for contract in coverage.silent)
        parts.append(f"{count(len(coverage.silent), 'contract')} found nothing to compare with: {silent}.\n")
    return "\n".join(parts)


def in_words(share: Share) -> str:
    """``23 of 25 covered (92 %)``."""
    return f"{share.covered} of {share.asked} covered ({share.percent} %)"


def _summary(coverage: Coverage) -> str:
    if not coverage.contracts:
        return "No contract has anything to say of these documents.\n"
    rows = (
        (code(share.name), prose(share.kind), str(share.covered), str(share.asked), f"{share.percent} %")
        for share in coverage.contracts
    )
    return table(("Contract", "Entry", "Covered", "Asked", "Share"), rows, "llrrr")


def _entries(rows: Sequence[Row]) -> str:
    documents = sorted({path for row in rows for path in row.cells})
    titles = ("Entry", "Declared at", *map(code, documents))
    return table(titles, (tuple(_row(row, documents)) for row in rows))


def _row(row: Row, documents: Sequence[str]) -> Iterator[str]:
    yield code(row.name)
    yield code(f"{row.place.path}:{row.place.span.line}")
    for path in documents:
        cell = row.cells.get(path)
        yield _state(cell) if cell else ""


def _state(cell: Cell) -> str:
    if cell.state == "missing":
        return "**missing**"
    return f"{cell.state} as {code(cell.near)}" if cell.near else cell.state

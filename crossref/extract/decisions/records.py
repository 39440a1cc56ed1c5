"""The records of a page: the first grammar that finds any is the one that the page is written in."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from crossref.decision_terms import ids, words
from crossref.extract.blocks import Page
from crossref.extract.decisions import files, headings, listed
from crossref.extract.decisions.reader import Reader, Spot
from crossref.model import Decision, Section

_Grammar = Callable[[Reader], Sequence[Spot]]

_MARK = re.compile(
    r"\s*+(?:[\[(]\s*+(?P<status>[^\[\]()]{3,80}(?:\([^()]*\))?)\s*[\])]|[\u2013\u2014-]\s+(?P<bare>[A-Z][\w ]{3,30}))\s*$"
)
_SORT = re.compile(
    r"(?:(?:architecture|architectural|design) decision(?: record)?|decision record|adr)\s*[:\u2013\u2014-]\s*",
    re.IGNORECASE,
)
"""What some titles open with and all could."""
_GRAMMARS: tuple[_Grammar, ...] = (
    files.one_record,
    headings.with_ids,
    headings.with_ids_last,
    headings.with_numbers,
    headings.with_dates,
    headings.with_titles,
    listed.in_table,
    listed.in_bold,
)


def find(page: Page, sections: tuple[Section, ...], path: str, role: str | None) -> tuple[Decision, ...]:
    """The records of a page, in order."""
    reader = Reader(page, sections, path, role)
    spots = next((found for grammar in _GRAMMARS if (found := grammar(reader))), ())
    return tuple(_decision(reader, spot) for spot in spots)


def _decision(reader: Reader, spot: Spot) -> Decision:
    read = reader.details(spot.first_line, spot.last_line)
    title, mark = _title(spot.title)
    newer = [*read.superseded_by.values()]
    older = [*read.supersedes.values()]
    return Decision(
        id=spot.id,
        number=spot.number,
        title=title,
        status=read.status or spot.status or mark or reader.group_status(spot),
        date=spot.date or read.date,
        supersedes=tuple(ids.restyle(found, spot.id) for found, _ in older),
        superseded_by=tuple(ids.restyle(found, spot.id) for found, _ in newer),
        span=spot.span,
        last_line=spot.last_line,
        status_span=read.status_span or (spot.span if spot.status or mark else None),
        section=spot.section,
        supersedes_spans=tuple(span for _, span in older),
        superseded_by_spans=tuple(span for _, span in newer),
        is_file=spot.is_file,
        status_line=reader.page.line(read.status_span.line) if read.status_span else "",
    )


def _title(text: str) -> tuple[str, str]:
    """A title without what says only that it is one, and without the status that stands behind it, which comes second."""
    if match := _SORT.match(text):
        text = text[match.end() :]
    match = _MARK.search(text)
    mark = (match["status"] or match["bare"]) if match else ""
    if not match or words.state_of(mark) in ("unknown", "none"):
        return " ".join(text.split()), ""
    return " ".join(text[: match.start()].split()), mark.strip()

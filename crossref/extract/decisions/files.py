"""One file, one record."""

from __future__ import annotations

from collections.abc import Sequence

from crossref.decision_terms import ids, words
from crossref.extract.decisions.reader import Reader, Spot
from crossref.model import Section, Span


def one_record(reader: Reader) -> Sequence[Spot]:
    """``0007-title.md``, ``ADR-007-title.md``, or a file in a folder of decisions that reads like one."""
    if reader.is_index or words.is_log_file(reader.path):
        return ()
    first = reader.sections[0] if reader.sections else None
    heading = ids.in_heading(first.title) if first else None
    number = ids.of_file(reader.path)
    if number and not (number.prefix and ids.known(number.prefix)) and not reader.in_folder:
        number = None
    if heading and not (heading.prefix == "ADR" or (reader.is_log and ids.known(heading.prefix))):
        heading = None
    if not (number or heading or reader.in_folder) or _has_several(reader, heading):
        return ()
    found = heading or number
    spot = _file_spot(reader, first, heading, number)
    sure = bool(heading) or bool(number and number.prefix == "ADR")
    if not spot.title or (not sure and not reader.is_decision(spot)) or not _has_text(reader, spot):
        return ()
    return () if found and found.prefix == "RFC" and not reader.in_folder else (spot,)


def _file_spot(reader: Reader, first: Section | None, heading: ids.Id | None, number: ids.Id | None) -> Spot:
    numbered = ids.numbered(first.title) if first and not heading else None
    best = heading or number or numbered
    # A heading is copied from another record sooner than a file's name is; and the name has the zeros that links repeat.
    if heading and number and (number.prefix == heading.prefix or number.number != heading.number):
        best = number
    inner = heading or numbered
    title = inner.title if inner else first.title if first and words.label(first.title) is None else ""
    span = first.span if first else Span(1, 1, 1, 1)
    return Spot(
        id=best.text if best else "",
        number=best.number if best else None,
        title=title or (number.title if number else ""),
        span=span,
        first_line=1,
        last_line=reader.page.line_count,
        section=0 if first else -1,
        date=ids.date_of_file(reader.path),
        is_file=True,
    )


def _has_several(reader: Reader, heading: ids.Id | None) -> bool:
    """Whether the page is a log, although its name or first heading has a number."""
    level = reader.sections[0].level if reader.sections else 0
    others = [
        section
        for section in reader.sections[1:]
        if (found := ids.in_heading(section.title)) and found.prefix in ids.LONG
    ]
    return len(others) > 1 if heading is None else any(section.level <= level for section in others)


def _has_text(reader: Reader, spot: Spot) -> bool:
    blocks = reader.blocks(spot.first_line, spot.last_line)
    return any(block.kind in ("paragraph", "cell") and block.runs for block in blocks)

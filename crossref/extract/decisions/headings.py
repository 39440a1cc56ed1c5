"""Logs in which each record is a section: with an id, a number, a date, or a title only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from crossref.decision_terms import ids, words
from crossref.extract.decisions.reader import LONGEST_TITLE, Reader, Spot
from crossref.model import Section
from crossref.names import plain_name, without_numbering

_ASIDE = frozenset(
    "index overview introduction template format references related links history changelog glossary legend purpose notes"
    " summary status appendix about conventions process guidelines".split()
)
"""Headings of a log that are no records, by their first word."""
_MAIN_LABELS = ("status", "title", "reasoning")
_Found = dict[tuple[str, int], list[Spot]]
"""Prefix and level of headings -> what they may be records of."""


def with_ids(reader: Reader) -> Sequence[Spot]:
    """``## ADR-001: T``, ``### D1. T``, ``## [D-7] T``: the prefix and level that most headings have."""
    found: _Found = {}
    for index, section, named in _named_headings(reader, ids.in_heading):
        if ids.known(named.prefix) if reader.is_log else named.prefix == "ADR":
            found.setdefault((named.prefix, section.level), []).append(_section_spot(section, index, named))
        elif reader.is_log:
            spot = replace(_section_spot(section, index, named), known=False)
            found.setdefault((named.prefix, section.level), []).append(spot)
    return _committed(reader, found)


def with_ids_last(reader: Reader) -> Sequence[Spot]:
    """``## [2026-09-04] T (ID: D-013)``."""
    if not reader.is_log:
        return ()
    found: _Found = {}
    for index, section, named in _named_headings(reader, ids.at_the_end):
        found.setdefault((named.prefix, section.level), []).append(_section_spot(section, index, named))
    spots = _committed(reader, found)
    return spots if len(spots) > 1 or (spots and reader.is_decision(spots[0])) else ()


def with_numbers(reader: Reader) -> Sequence[Spot]:
    """``## 1. T``, in a log whose sections read like decisions."""
    if not reader.is_log:
        return ()
    found: _Found = {}
    for index, section, named in _named_headings(reader, ids.numbered):
        found.setdefault(("", section.level), []).append(_section_spot(section, index, named))
    return _mostly_decisions(reader, found)


def with_dates(reader: Reader) -> Sequence[Spot]:
    """``## 2026-01-15 - T``, in a log."""
    if not reader.is_log:
        return ()

    def dated(text: str) -> ids.Id | None:
        match = ids.dated(text)
        return ids.Id("", "", 0, match[1], match[0]) if match else None

    found: _Found = {}
    for index, section, named in _named_headings(reader, dated):
        spot = replace(_section_spot(section, index, named), number=None)
        found.setdefault(("", section.level), []).append(spot)
    return _mostly_decisions(reader, found)


def with_titles(reader: Reader) -> Sequence[Spot]:
    """Plain headings with context, decision, rationale or alternatives under them, in a log."""
    if not reader.is_log or reader.is_index:
        return ()
    found: _Found = {}
    for index, section in enumerate(reader.sections):
        title = without_numbering(section.title)
        if section.blocks and words.label(title) is None and plain_name(title).partition(" ")[0] not in _ASIDE:
            spot = replace(_section_spot(section, index, ids.Id("", "", 0, title)), number=None)
            if not words.is_placeholder(title):
                found.setdefault(("", section.level), []).append(spot)
    # The title of the document and groups of records have the parts of all records below them.
    own = {key: [spot for spot in spots if _has_own_parts(reader, spot)] for key, spots in found.items()}
    return _mostly_decisions(reader, own)


def _has_own_parts(reader: Reader, spot: Spot) -> bool:
    """Whether the record's parts stand right under its heading: in its own text, or as headings one level below."""
    below = [reader.sections[index] for index in reader.children.get(spot.section, ())]
    parts = [section.title for section in below if words.label(section.title) in _MAIN_LABELS]
    first_child = below[0].span.line if below else spot.last_line + 1
    return len(parts) > 1 or reader.details(spot.first_line, first_child - 1).is_decision


def _named_headings(reader: Reader, name: Callable[[str], ids.Id | None]) -> Iterator[tuple[int, Section, ids.Id]]:
    """The headings that have such a name and are no example, and that do not just lead to another file."""
    examples: set[int] = set()
    for index, section in enumerate(reader.sections):
        if section.parent in examples or words.is_placeholder(without_numbering(section.title)):
            examples.add(index)
            continue
        named = name(section.title)
        if named is None or words.is_placeholder(named.title):
            continue
        block = reader.heading(section)
        if block and any(".md" in use.destination.partition("#")[0] for use in block.links):
            continue
        yield index, section, named


def _section_spot(section: Section, index: int, named: ids.Id) -> Spot:
    return Spot(
        id=named.text,
        number=named.number,
        title=named.title[:LONGEST_TITLE],
        span=section.span,
        first_line=section.span.line + 1,
        last_line=section.last_line,
        section=index,
        date=named.date,
    )


def _committed(reader: Reader, found: _Found) -> Sequence[Spot]:
    """The records of the prefix and level that most headings have; where the id is not enough, those that read like one."""
    for _, spots in sorted(found.items(), key=lambda item: (-len(item[1]), item[0][1])):
        if spots[0].known and reader.is_log:
            return spots
        told = [spot for spot in spots if reader.is_decision(spot)]
        if len(told) * 2 > len(spots) and (spots[0].known or len(told) > 1):
            return spots
    return ()


def _mostly_decisions(reader: Reader, found: _Found) -> Sequence[Spot]:
    """The level at which most headings read like decisions."""
    best: Sequence[Spot] = ()
    for spots in found.values():
        told = sum(reader.is_decision(spot) for spot in spots)
        if told > 1 and told * 2 >= len(spots) > len(best):
            best = spots
    return best

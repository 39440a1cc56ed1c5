"""Lists of key decisions against the decision log.

An architecture or README often lists its key decisions, or the technologies it chose. Such a list speaks of the log only where
the log has most of it already, the entry in question left out.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from crossref.counterparts.decision_duplicates import duplicates
from crossref.counterparts.decision_log import DecisionLog, Record, log
from crossref.counterparts.decision_titles import text_words, title_words
from crossref.counterparts.pairing import Pairing, State
from crossref.decision_terms import words
from crossref.graph import Graph
from crossref.model import Contract, Document, Entry, Place, Span
from crossref.names import plain_name

_FEWEST = 3
"""Entries from which a list says anything by what the log leaves out, and records from which a log is one."""
_MOST = 0.5
"""The share of the other entries that the log must have for an absence to count."""
_TOLD = 0.6
"""The share of an entry's words that a record's text must have to be about it."""

_GONE = frozenset({"superseded", "rejected", "deprecated"})
_RARE = 2
"""Records that may have an entry's rarest word for it to tell which one is meant."""
_FIRST = frozenset({"readme.md", "contributing.md", "docs/readme.md", "docs/index.md"})

_List = list[tuple[Document, Entry]]


class _Known(Struct, frozen=True):
    """A record with the words it is told by."""

    record: Record
    title: frozenset[str]
    distinctive: frozenset[str]
    """The words of its title that are rarest among all titles."""
    text: frozenset[str]


def pairings(graph: Graph, contract: Contract) -> Iterator[Pairing]:
    """What became of the entries of each list of key decisions; nothing for a list that the log mostly lacks."""
    known = graph.once(log)
    records = _records(graph, known)
    if len(records) < _FEWEST:
        return
    place = _log_place(graph, records)
    missing: list[Pairing] = []
    for entries in _lists(graph, contract, records):
        for found in _judged(known, records, entries):
            name, where = found.entry.name, Place(found.path, found.entry.span)
            counterpart = found.record.place if found.record else place
            pairing = Pairing(contract, "decision", name, plain_name(name), found.state, (where,), counterpart)
            if found.state == "missing":
                missing.append(pairing)
            else:
                yield pairing
    yield from _merged(missing)
    for first, second, *_ in graph.once(duplicates):
        name = f"{first.name}: {first.decision.title}" if first.decision.id else first.name
        yield Pairing(
            contract, "decision", name, plain_name(name), "duplicate", (first.place, second.place), second.place
        )


class _Judged(Struct, frozen=True):
    """An entry of a list and what became of it."""

    path: str
    entry: Entry
    state: State
    record: Record | None


def _judged(known: DecisionLog, records: list[_Known], entries: _List) -> Iterator[_Judged]:
    """What became of the entries of one list, of those that the log has most others of."""
    states = [(document, entry, _state(known, records, document, entry)) for document, entry in entries]
    covered = sum(record is not None for _, _, (_, record) in states)
    for document, entry, (state, record) in states:
        others = covered - (record is not None)
        if state is not None and others >= max(_MOST * (len(states) - 1), 2):
            yield _Judged(document.path, entry, state, record)


def _merged(missing: list[Pairing]) -> Iterator[Pairing]:
    """Missing decisions, one for all lists that name it; the name is the fullest."""
    merged: list[Pairing] = []
    for pairing in sorted(missing, key=lambda pairing: -len(title_words(pairing.name))):
        named = title_words(pairing.name)
        same = next((index for index, other in enumerate(merged) if named <= title_words(other.name)), None)
        if same is None:
            merged.append(pairing)
        else:
            merged[same] = replace(merged[same], declared=merged[same].declared + pairing.declared)
    yield from sorted(merged, key=lambda pairing: pairing.declared[0])


def _lists(graph: Graph, contract: Contract, records: list[_Known]) -> Iterator[_List]:
    """The lists of decisions in documents outside the log: what one section declares."""
    sources = {
        source.id
        for source in graph.profile.entries
        if source.kind == contract.entry
        or (source.kind == "technology" and any("decision" in plain_name(name) for name in source.section))
    }
    referring = {reference.path for known in records for reference in graph.incoming.get(known.record.path, ())}
    for document in graph.documents:
        if document.role == contract.needed_in or document.facts.decisions or words.is_copy(document.path):
            continue
        if not (
            document.role == contract.declared_in
            or (contract.declared_in == "any" and _speaks_for_all(document, referring))
        ):
            continue
        lists: dict[tuple[str, int], _List] = {}
        for entry in document.facts.entries:
            if entry.source in sources:
                lists.setdefault((entry.source, _around(document, entry)), []).append((document, entry))
        yield from (entries for entries in lists.values() if len(entries) >= _FEWEST)


def _speaks_for_all(document: Document, referring: set[str]) -> bool:
    """Whether a document's key decisions are the set's: an architecture, the first README, or what leads to the log.

    Elsewhere, in a module's README or a study, they are that place's own, and no log has to have them.
    """
    return document.role == "architecture" or document.path.casefold() in _FIRST or document.path in referring


def _around(document: Document, entry: Entry) -> int:
    """The section of a list: for headings and what stands below them, the section around."""
    section = entry.section
    if section < 0:
        return section
    below_heading = entry.form == "heading" or entry.kind == "technology"
    return document.sections[section].parent if below_heading else section


def _state(
    known: DecisionLog, records: list[_Known], document: Document, entry: Entry
) -> tuple[State | None, Record | None]:
    """What became of an entry, and its record.

    None as state for what cannot be told: a record may be about it; or it names its number, which another rule judges.
    """
    ids = [
        reference
        for reference in document.facts.decision_references
        if reference.span.line == entry.span.line and known.key(reference)[0] in known.numbers
    ]
    if ids:
        record = known.record(ids[0])
        return ("covered", record) if record else (None, None)
    named = frozenset(word for word in title_words(entry.name) if any(char.isalpha() for char in word))
    if not named:
        return None, None
    called = _likest([other for other in records if _calls(named, other)], named)
    about = [other for other in records if len(named & other.text) >= _TOLD * len(named)]
    holders = {word: sum(word in other.text for other in records) for word in named}
    rarest = min(holders, key=lambda word: (holders[word] or len(records) + 1, word))
    if not called and holders[rarest] <= _RARE:
        called = _likest([other for other in about if rarest in other.text], named)
    if called:
        return ("covered" if len(called) == 1 else "ambiguous"), called[0].record
    return ("missing", None) if not about else (None, None)


def _calls(named: frozenset[str], other: _Known) -> bool:
    """Whether a name gives a record's title: its distinctive word, and half of the shorter one's words."""
    shared = named & other.title
    return bool(shared & other.distinctive) and len(shared) * 2 >= min(len(named), len(other.title))


def _likest(records: list[_Known], named: frozenset[str]) -> list[_Known]:
    """The record that is most like a name; several that are equally like it, of those that still hold; empty for none."""
    likeness = [(len(named & other.title), -len(other.title)) for other in records]
    most = max(likeness, default=None)
    best = [other for other, like in zip(records, likeness, strict=True) if like == most]
    holding = [other for other in best if other.record.state not in _GONE] or best[:1]
    numbers = {other.record.key or other.record.place for other in holding}
    return holding if len(numbers) > 1 else holding[:1]


def _records(graph: Graph, known: DecisionLog) -> list[_Known]:
    """The records of the set with their words."""
    records = [record for record in known.records if not record.copy]
    titles = [title_words(record.decision.title) for record in records]
    counts = Counter(word for title in titles for word in title)
    bodies: dict[str, list[tuple[int, str]]] = {}
    found = []
    for record, title in zip(records, titles, strict=True):
        if record.path not in bodies:
            document = graph.document(record.path)
            passages = document.facts.passages if document else ()
            bodies[record.path] = [(passage.line, passage.text) for passage in passages]
        first, last = record.decision.span.line, record.decision.last_line
        text = frozenset(
            word for line, text in bodies[record.path] if first <= line <= last for word in text_words(text)
        )
        rarest = min((counts[word] for word in title), default=0)
        found.append(_Known(record, title, frozenset(word for word in title if counts[word] == rarest), text | title))
    return found


def _log_place(graph: Graph, records: list[_Known]) -> Place | None:
    """Where a missing record belongs: the file with the records, or the index of their folder; None where there is neither."""
    path, _ = Counter(known.record.log for known in records).most_common(1)[0]
    if path.endswith("/"):
        folder = path.rstrip("/")
        found = (posixpath.join(folder, name) for name in ("README.md", "readme.md", "index.md"))
        path = next((candidate for candidate in found if graph.is_member(candidate)), "")
    document = graph.document(path) if path else None
    if document is None:
        return None
    return Place(path, document.sections[0].span if document.sections else Span(1, 1, 1, 1))

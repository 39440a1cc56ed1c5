"""An index of decisions against the records it lists."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from crossref.counterparts.decision_log import DecisionLog, Key, Record, log
from crossref.counterparts.decision_titles import differ, title_words
from crossref.decision_terms import ids, words
from crossref.graph import Graph
from crossref.match import is_like
from crossref.model import DecisionReference, Document, Place
from crossref.patterns import late
from crossref.resolve import Reference

Fault = Literal["title", "status", "unlisted", "unrecorded"]

_FEWEST = 3
_MOST = 0.6
"""The share of the other rows that must have a record, or repeat its title, for one that does not to count."""
_NEARLY_ALL = 0.7
"""The share of the other records that an index must list for an absence to count."""
_SELECTION = late(
    r"\b(?:recent\w*|latest|newest|key|important|selected|highlights?|notable|top|aktuell\w*|neuest\w*|wichtig\w*|destacad\w*)\b",
    re.IGNORECASE,
)
"""What a heading says of a list that leaves out most on purpose."""
_SAME = 85
"""Percent of likeness from which two titles are one."""
_FEW = 0.4
"""The share of rows up to which a difference is a slip; where more differ, the index is written in another way."""
_PAST = frozenset({"superseded", "deprecated", "rejected"})
_CLASSES = {
    "accepted": "accepted",
    "proposed": "proposed",
    "superseded": "past",
    "deprecated": "past",
    "rejected": "rejected",
}
_NO_RECORD = late(
    r"\b(?:planned|todo|tbd|future|reserved|upcoming|not yet|coming|geplant|pendiente|retired|removed|withdrawn|superseded"
    r"|rejected|deprecated|historical|skipped|unused|gaps?|obsolete|archived?|example)\b",
    re.IGNORECASE,
)
"""What a row or its heading says of a number that has no record on purpose."""


class Mismatch(Struct, frozen=True):
    """One way in which an index and the records disagree."""

    fault: Fault
    key: Key
    name: str
    index: Place
    """The row; for an unlisted record the heading of the index."""
    record: Place | None
    """The record; None where there is none, or where it is no document of the set."""
    listed: str
    """What the row says: its title, or its status."""
    recorded: str
    """What the record says."""
    index_path: str


def mismatches(graph: Graph) -> Iterator[Mismatch]:
    """Where the indexes of a set and its records disagree, by index and in order of their rows."""
    for index in graph.once(_indexes):
        yield from index.mismatches()


def retired(graph: Graph) -> frozenset[Key]:
    """Numbers that an index lists on purpose without a record: rejected, folded into another one, still to come."""
    return frozenset(
        index.known.key(row) for index in graph.once(_indexes) for row in index.unrecorded() if not index.promises(row)
    )


def _indexes(graph: Graph) -> tuple[_Index, ...]:
    known = graph.once(log)
    return tuple(
        _Index(graph, known, document, rows)
        for document in graph.documents
        if not words.is_copy(document.path)
        and (rows := [reference for reference in document.facts.decision_references if reference.row])
    )


def _links(graph: Graph) -> Mapping[str, Sequence[Reference]]:
    """The references of each document."""
    found: dict[str, list[Reference]] = {}
    for reference in graph.links():
        found.setdefault(reference.path, []).append(reference)
    return found


class _Index:
    """The rows of one document and the records they should list."""

    def __init__(self, graph: Graph, known: DecisionLog, document: Document, rows: Sequence[DecisionReference]) -> None:
        self.graph = graph
        self.known = known
        self.document = document
        self.rows = rows
        own = [record for record in known.records if record.path == document.path and not record.decision.is_file]
        logs = Counter(record.log for row in rows if (record := known.record(row)) and not record.copy)
        self.log = document.path if own else logs.most_common(1)[0][0] if logs else ""
        self.links = graph.once(_links).get(document.path, ())
        self.scope: dict[Key, Record] = {
            record.key: record for record in reversed(known.records) if record.log == self.log and record.key
        }

    def mismatches(self) -> Iterator[Mismatch]:
        pairs = [(row, record) for row in self.rows if (record := self._record(row)) is not None]
        listings: dict[str, list[tuple[DecisionReference, Record]]] = {}
        for row, record in pairs:
            listings.setdefault(row.listing, []).append((row, record))
        for listed in listings.values():
            yield from self._differing("title", listed)
            yield from self._differing("status", listed)
        yield from self._unrecorded()
        if len(pairs) >= _FEWEST:
            yield from self._unlisted()

    def _record(self, row: DecisionReference) -> Record | None:
        record = self.scope.get(self.known.key(row)) or self.known.record(row)
        targets = {link.target for link in self._own_links(row) if link.outcome == "found"}
        return record if record and (not targets or record.path in targets) else None

    def _differing(self, fault: Fault, pairs: Sequence[tuple[DecisionReference, Record]]) -> Iterator[Mismatch]:
        """Rows of one table or list whose title or status is not the record's, if they are few."""
        if fault == "title" and not _repeats_titles(pairs):
            return
        test = _titles_differ if fault == "title" else _states_differ
        found = [(row, record) for row, record in pairs if test(row, record)]
        if not found or (len(found) > 1 and len(found) > _FEW * len(pairs)) or len(pairs) < 2:
            return
        for row, record in found:
            listed, recorded = (
                (row.title, record.decision.title) if fault == "title" else (row.status, record.decision.status)
            )
            place = record.place if fault == "title" else record.status_place
            yield self._mismatch(
                fault, self.known.key(row), record.name, Place(self.document.path, row.span), place, listed, recorded
            )

    def unrecorded(self) -> list[DecisionReference]:
        """The rows without a record."""
        return [row for row in self.rows if not self.known.knows(self.known.key(row))]

    def promises(self, row: DecisionReference) -> bool:
        """Whether a row without a record tells its reader that there is one."""
        if self._leads_nowhere(row):
            return True
        section = self.document.sections[row.section].title if row.section >= 0 else ""
        on_purpose = _NO_RECORD.search(f"{row.title} {row.status} {section}")
        return not on_purpose and words.state_of(row.status) in ("accepted", "none")

    def _unrecorded(self) -> Iterator[Mismatch]:
        """Rows that promise a record and have none, in an index whose rows mostly have one."""
        missing = self.unrecorded()
        if len(self.rows) - len(missing) < max(_MOST * (len(self.rows) - 1), 2):
            return
        for row in missing:
            if self.promises(row) and not self._leads_to_something(row):
                key, place = self.known.key(row), Place(self.document.path, row.span)
                yield self._mismatch("unrecorded", key, _name(row), place, None, row.title, "")

    def _unlisted(self) -> Iterator[Mismatch]:
        """Records that an index leaves out, where it lists most of those up to its last; all behind the last are left out too."""
        if not self._is_complete():
            return
        listed = {self.known.key(row) for row in self.rows} | self._named_beside()
        states = {record.state for key, record in self.scope.items() if key in listed}
        elsewhere = self._files()
        numbers = sorted({*self.scope, *elsewhere})
        last = max((number for prefix, number in listed if (prefix, number) in self.scope), default=-1)
        until_last = [key for key in numbers if key[1] <= last]
        present = sum(key in listed for key in until_last)
        for key in numbers:
            record = self.scope.get(key)
            if key in listed or (record and not self._belongs(record, states)):
                continue
            others = len(until_last) - (key[1] <= last)
            if present < max(_NEARLY_ALL * others, _FEWEST):
                continue
            name, title = (record.name, record.decision.title) if record else elsewhere[key]
            yield self._mismatch("unlisted", key, name, self._heading(), record.place if record else None, "", title)

    def _belongs(self, record: Record, states: set[words.State]) -> bool:
        """Whether an index with records of these states would list this one."""
        if record.copy:
            return False
        if record.state in _PAST:
            return bool(states & _PAST)
        return record.state != "proposed" or "proposed" in states or len(states) > 1

    def _is_complete(self) -> bool:
        """Whether the document is where an index of all records belongs."""
        section = self.rows[0].section
        if section >= 0 and _SELECTION.search(self.document.sections[section].title):
            return False
        if self.log == self.document.path:
            return True
        folder = posixpath.dirname(self.document.path) + "/"
        return self.log.endswith("/") and (folder == self.log or self.document.role == "decisions")

    def _named_beside(self) -> set[Key]:
        """What an index in a file of its own names outside its rows; a log names its records everywhere."""
        if self.log == self.document.path:
            return set()
        linked = {
            (found.prefix or "ADR", found.number)
            for reference in self.links
            if posixpath.dirname(reference.target) + "/" == self.log and (found := ids.of_file(reference.target))
        }
        return linked | {self.known.key(reference) for reference in self.document.facts.decision_references}

    def _files(self) -> dict[Key, tuple[str, str]]:
        """Records of the same folder that are no documents of the set, with a name and a title from their file name."""
        folder = self.log.rstrip("/")
        if not self.log.endswith("/"):
            return {}
        found = {}
        for name in sorted(self.graph.tree.names(folder)):
            path = posixpath.join(folder, name)
            named = ids.of_file(path) if name.endswith((".md", ".markdown", ".mdx")) else None
            if named and not self.graph.is_member(path) and not words.holds_no_records(name):
                key = (named.prefix or "ADR", named.number)
                if key not in self.scope and named.title:
                    found[key] = (named.text if named.prefix else f"ADR-{named.text}", named.title)
        return found

    def _leads_to_something(self, row: DecisionReference) -> bool:
        """Whether the row has a link that is no concern here: to a text that is there, or to a file that is missing."""
        return not self._leads_nowhere(row) and any(True for _ in self._own_links(row))

    def _leads_nowhere(self, row: DecisionReference) -> bool:
        """Whether the row's link finds its document, but not the record: the file is empty, the heading gone."""
        return any(
            link.target in self.known.empty.values() or self.graph.anchor(link) == "missing"
            for link in self._own_links(row)
            if link.outcome == "found"
        )

    def _own_links(self, row: DecisionReference) -> Iterator[Reference]:
        """The links of a row that lead to its record: in the cell of its id, or to a file or heading of its number."""
        for link in self.links:
            use = link.link.use
            if use.line == row.span.line:
                named = ids.in_destination(link.link.destination)
                if row.span.column <= use.column < row.span.end_column or (named and named.number == row.number):
                    yield link

    def _heading(self) -> Place:
        """The heading that the first row stands under; the row itself where there is none."""
        section = self.rows[0].section
        span = self.document.sections[section].span if section >= 0 else self.rows[0].span
        return Place(self.document.path, span)

    def _mismatch(
        self, fault: Fault, key: Key, name: str, index: Place, record: Place | None, listed: str, recorded: str
    ) -> Mismatch:
        return Mismatch(fault, key, name, index, record, listed, recorded, self.document.path)


def _name(row: DecisionReference) -> str:
    """How a message names a row's decision; a bare number is that of a file."""
    return f"ADR-{row.id}" if row.id[:1].isdigit() else row.id


def _repeats_titles(pairs: Sequence[tuple[DecisionReference, Record]]) -> bool:
    """Whether a list gives the titles of the records, and does not tell them in words of its own."""
    compared = [(row.title, record.decision.title) for row, record in pairs if row.title and record.decision.title]
    same = sum(title_words(left) <= title_words(right) or is_like(left, right, _SAME) for left, right in compared)
    return same > 1 and same >= _MOST * (len(compared) - 1)


def _titles_differ(row: DecisionReference, record: Record) -> bool:
    if not row.title or not record.decision.title or not differ(row.title, record.decision.title):
        return False
    named = ids.of_file(record.path) if record.decision.is_file else None
    return named is None or not named.title or differ(row.title, named.title)


def _states_differ(row: DecisionReference, record: Record) -> bool:
    listed, recorded = _CLASSES.get(words.state_of(row.status)), _CLASSES.get(record.state)
    partial = words.is_partial(record.decision.status) or words.is_partial(row.status)
    return listed is not None and recorded is not None and listed != recorded and not partial

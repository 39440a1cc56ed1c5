"""The decisions of a set as one log: every record by its number, and what is known of numbers that have none here."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from crossref.decision_terms import ids, words
from crossref.decision_terms.words import State
from crossref.graph import Graph
from crossref.model import Decision, DecisionReference, Document, Place
from crossref.patterns import late

Key = tuple[str, int]
"""A prefix in upper case and a number; files without a prefix count as ``ADR``, numbered headings as ``#``."""

_LOCALE = late(
    r"(?<=[-_./])(?:de|en|es|fr|it|ja|ko|nl|pl|pt|pt-br|ru|tr|uk|vi|zh|zh-cn|zh-hans|zh-hant|zh-tw|cn|jp)(?=[-_./]|$)|^(?:de|es|fr|ja|ko|pt|ru|zh)(?=/)"
)


class Record(Struct, frozen=True):
    """A decision record and the document that holds it."""

    path: str
    decision: Decision
    prefix: str
    copy: bool
    """Whether it is a backup, an archived or translated text, or a recap of a record that stands elsewhere."""

    @property
    def key(self) -> Key | None:
        """What references name it by; None where the log has titles only."""
        return (self.prefix, self.decision.number) if self.decision.number is not None else None

    @property
    def place(self) -> Place:
        """Its heading."""
        return Place(self.path, self.decision.span)

    @property
    def status_place(self) -> Place:
        """Its status, or else its heading."""
        return Place(self.path, self.decision.status_span or self.decision.span)

    @property
    def state(self) -> State:
        """What its status means."""
        return words.state_of(self.decision.status)

    @property
    def name(self) -> str:
        """How a message names it: ``ADR-007``, ``ADR-0033`` for the file ``0033-….md``, else its title."""
        decision = self.decision
        if decision.id[:1].isdigit():
            return f"ADR-{decision.id}" if decision.is_file else f"decision {decision.id}"
        return decision.id or decision.title

    @property
    def log(self) -> str:
        """What it is numbered with: its folder, or its file where that holds many."""
        return posixpath.dirname(self.path) + "/" if self.decision.is_file else self.path


class DecisionLog:
    """The records of a set by number."""

    def __init__(self, records: Iterable[Record], outside: Iterable[Key], empty: Mapping[Key, str]) -> None:
        self.records = tuple(records)
        """Every record, in order of the documents; copies among them."""
        self.outside = frozenset(outside)
        """Numbers whose record is not of the set: a file that was left out, a document that was read only for its anchors."""
        self.empty = empty
        """Numbers whose file is there and empty -> its path."""
        self._named: dict[Key, list[Record]] = {}
        for record in sorted(self.records, key=lambda record: (record.copy, not record.decision.is_file)):
            if record.decision.number is not None:
                self._named.setdefault((record.prefix, record.decision.number), []).append(record)
        self.numbers: Mapping[str, tuple[Record, ...]] = self._by_prefix()
        """Prefix -> the records that have it."""

    def key(self, reference: DecisionReference) -> Key:
        """What a reference names."""
        return prefix_of(reference.id, is_file=True), reference.number

    def named(self, key: Key) -> tuple[Record, ...]:
        """The records of a number, originals before copies."""
        return tuple(self._named.get(key, ()))

    def record(self, reference: DecisionReference) -> Record | None:
        """The record that a reference names."""
        return next(iter(self._named.get(self.key(reference), ())), None)

    def knows(self, key: Key) -> bool:
        """Whether there is a record of a number, of the set or outside."""
        return key in self._named or key in self.outside

    def keys(self) -> tuple[Key, ...]:
        """Every number that has a record in the set."""
        return tuple(self._named)

    def _by_prefix(self) -> dict[str, tuple[Record, ...]]:
        found: dict[str, list[Record]] = {}
        for (prefix, _), records in self._named.items():
            found.setdefault(prefix, []).extend(records)
        return {prefix: tuple(records) for prefix, records in found.items()}

    def target(self, record: Record, named: str) -> Record | None:
        """The record that another names as its predecessor or successor; one of its own log if there are several."""
        found = ids.whole(named)
        if found is None:
            return None
        prefix = prefix_of(found.text, is_file=record.prefix != "#")
        candidates = self._named.get((prefix, found.number)) or self._named.get((record.prefix, found.number)) or []
        return next((other for other in candidates if other.log == record.log), next(iter(candidates), None))


def log(graph: Graph) -> DecisionLog:
    """The decisions of a set; ask through ``graph.once(log)``."""
    documents = [document for document in graph.documents if document.facts.decisions]
    held = {
        (_prefix(decision), decision.number)
        for document in documents
        if document.role == "decisions" and not words.is_copy(document.path)
        for decision in document.facts.decisions
    }
    originals: dict[str, str] = {}
    records = []
    for document in documents:
        original = originals.setdefault(_LOCALE.sub("", document.path.casefold()), document.path)
        translated = original != document.path
        backup = bool(words.is_copy(document.path))
        for decision in document.facts.decisions:
            prefix = _prefix(decision)
            recap = document.role != "decisions" and decision.number is not None and (prefix, decision.number) in held
            records.append(Record(document.path, decision, prefix, backup or translated or recap))
    outside, empty = _not_read(graph, records)
    return DecisionLog(records, outside, empty)


def _prefix(decision: Decision) -> str:
    return prefix_of(decision.id, is_file=decision.is_file)


def prefix_of(written: str, *, is_file: bool) -> str:
    """The prefix that an id counts under."""
    prefix = re.match(r"[^\W\d_]*", written)
    bare = prefix[0].upper() if prefix else ""
    return bare or ("ADR" if is_file else "#")


def _not_read(graph: Graph, records: list[Record]) -> tuple[set[Key], dict[Key, str]]:
    """Numbers that only the tree or an unread document knows, and numbers whose file is empty."""
    outside: set[Key] = set()
    empty: dict[Key, str] = {}
    holding = {posixpath.dirname(record.path) for record in records if record.decision.is_file}
    for folder in _folders(graph, holding):
        for name in graph.tree.names(folder):
            path = posixpath.join(folder, name)
            found = ids.of_file(path) if name.endswith((".md", ".mdx", ".markdown", ".adoc", ".rst")) else None
            if found is None or words.holds_no_records(name):
                continue
            key = (found.prefix or "ADR", found.number)
            document = graph.document(path) if graph.is_member(path) else None
            if document and _is_empty(document):
                empty[key] = path
            elif _is_record(found, document, folder in holding):
                outside.add(key)
    for reference in graph.links():
        target = graph.target(reference)
        if target and not graph.is_member(target) and (document := graph.document(target)):
            outside.update((_prefix(d), d.number) for d in document.facts.decisions if d.number is not None)
    outside.update(_rows_outside(graph))
    known = {(record.prefix, record.decision.number) for record in records}
    return outside, {key: path for key, path in empty.items() if key not in outside and key not in known}


def _is_record(found: ids.Id, document: Document | None, held: bool) -> bool:
    """Whether a file with a number in its name is a record: not the second part of a log."""
    if document:
        return all(decision.is_file for decision in document.facts.decisions)
    return held or bool(found.prefix) or len(found.text) > 2


def _is_empty(document: Document) -> bool:
    return not document.sections and not document.facts.passages


def _folders(graph: Graph, holding: set[str]) -> list[str]:
    """The folders that hold records as files, and those that are called so beside any document."""
    folders = set(holding)
    around = {posixpath.dirname(document.path) for document in graph.documents} | {"", graph.config.root.strip("./")}
    for folder in sorted(around):
        folders.update(
            posixpath.join(folder, name) for name in graph.tree.names(folder) if name.casefold() in words.RECORD_FOLDERS
        )
    return sorted(folders)


def _rows_outside(graph: Graph) -> Iterator[Key]:
    """Numbers whose row in an index leads to a document that is there and was not read."""
    rows = {
        (document.path, reference.span.line): prefix_of(reference.id, is_file=True)
        for document in graph.documents
        for reference in document.facts.decision_references
        if reference.row
    }
    numbers = {
        (document.path, reference.span.line): reference.number
        for document in graph.documents
        for reference in document.facts.decision_references
        if reference.row
    }
    for link in graph.links() if rows else ():
        place = (link.path, link.link.use.line)
        if place in rows and link.outcome == "found" and link.target and not graph.is_member(link.target):
            yield rows[place], numbers[place]

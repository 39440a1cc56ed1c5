"""The things that the documents of a set name, and every place that writes them down: made once per graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from crossref.counterparts.decision_log import log
from crossref.entry_mentions import Finder, Name
from crossref.graph import Graph
from crossref.model import Claim, Document, Place, Span
from crossref.names import plain_name

Key = tuple[str, str]
"""The kind of a thing, and what makes it the same everywhere."""

Lines = Callable[[str], Sequence[str]]
"""The lines of a document by its path."""

_BY_FORM = frozenset({"endpoint", "env-var", "decision"})
"""Kinds that are known by their form wherever they stand; the others are looked for among words."""


class Occurrence(Struct, frozen=True):
    """A place that writes a thing down."""

    key: Key
    name: str
    """As written."""
    place: Place
    declares: bool
    """Whether it is a heading, row or item of its own and no mention."""


class Index:
    """Where things are declared and mentioned, at one moment of a set."""

    def __init__(self, graph: Graph, lines: Lines) -> None:
        """Declarations are gathered at once; prose is read when mentions are asked for."""
        self.graph = graph
        self._lines = lines
        self._by_path = {document.path: list(_occurrences(graph, document)) for document in graph.documents}
        self._by_key: dict[Key, list[Occurrence]] = defaultdict(list)
        for found in self._by_path.values():
            for occurrence in found:
                self._by_key[occurrence.key].append(occurrence)
        self._mentioned: dict[str, list[Occurrence]] = {}

    def at(self, path: str, line: int, column: int) -> Occurrence | None:
        """What is written at a position: the shortest text of those that overlap, and only then what prose names."""
        for found in (self._by_path.get(path, ()), self.mentions(path)):
            here = [each for each in found if covers(each.place.span, line, column)]
            if here:
                return min(here, key=lambda each: size_of(each.place.span))
        return None

    def places(self, key: Key) -> list[Occurrence]:
        """Every place that declares a thing, then those that mention it, each in order."""
        found = list(self._by_key.get(key, ()))
        if key[0] not in _BY_FORM:
            found += [each for path in self._by_path for each in self.mentions(path) if each.key == key]
        by_place = {each.place: each for each in sorted(found, key=_order, reverse=True)}
        return sorted(by_place.values(), key=_order)

    def declared(self, key: Key) -> list[Occurrence]:
        """The places that declare a thing; without any, all that write it down."""
        found = sorted(self._by_key.get(key, []), key=_order)
        return [each for each in found if each.declares] or found

    def every(self) -> Iterator[Occurrence]:
        """What is declared anywhere, in order of the documents."""
        for found in self._by_path.values():
            yield from (each for each in found if each.declares)

    def mentions(self, path: str) -> list[Occurrence]:
        """The entries that the prose of a document names."""
        known = self._mentioned.get(path)
        if known is None:
            document = self.graph.document(path)
            known = self._mentioned[path] = list(self._in_prose(document)) if document else []
        return known

    @cached_property
    def _finders(self) -> list[tuple[Finder, dict[str, Key]]]:
        """A finder for each kind, and the keys behind the names that it gives back."""
        kinds: dict[str, dict[str, Key]] = defaultdict(dict)
        for key in self._by_key:
            if key[0] not in _BY_FORM:
                kinds[key[0]][key[1]] = key
        return [
            (Finder(Name(name, self._by_key[key][0].name) for name, key in keys.items()), keys)
            for keys in kinds.values()
        ]

    def _in_prose(self, document: Document) -> Iterator[Occurrence]:
        passages = document.facts.passages
        texts = [passage.text for passage in passages]
        lines = self._lines(document.path)
        for finder, keys in self._finders:
            last = (0, 0)
            for index, mention in finder.find(texts):
                if mention.pronoun:
                    continue
                passage = passages[index]
                written = passage.text[mention.start : mention.end]
                line = passage.line + passage.text.count("\n", 0, mention.start)
                after = last[1] if last[0] == line else 0
                span = _written_at(lines, line, written, after)
                last = (line, span.end_column - 1)
                yield Occurrence(keys[mention.key], written, Place(document.path, span), False)


def _written_at(lines: Sequence[str], line: int, written: str, after: int) -> Span:
    """Where a line has a text; all of the line where markup stands in the text."""
    text = lines[line - 1] if line <= len(lines) else ""
    first = written.partition("\n")[0]
    start = text.find(first, after)
    return Span(line, start + 1, line, start + len(first) + 1) if start >= 0 else Span(line, 1, line, len(text) + 1)


def claims_at(document: Document, line: int, column: int) -> list[Claim]:
    """The claims whose value stands at a position."""
    return [claim for claim in document.facts.claims if covers(claim.span, line, column)]


def same_claims(graph: Graph, path: str, claim: Claim) -> Iterator[tuple[str, Claim]]:
    """Other places that state something of the same name: one variable or key, or one attribute of one subject."""
    name = _name_of(claim)
    for document in graph.documents if name else ():
        for other in document.facts.claims:
            if _name_of(other) == name and (document.path, other.span) != (path, claim.span):
                yield document.path, other


def covers(span: Span, line: int, column: int) -> bool:
    """Whether a position lies in a span, or right behind it, where a cursor stands after a word."""
    return (span.line, span.column) <= (line, column) <= (span.end_line, span.end_column)


def size_of(span: Span) -> tuple[int, int]:
    """How much a span covers, to find the smallest."""
    return span.end_line - span.line, span.end_column - span.column


def _name_of(claim: Claim) -> tuple[str, ...]:
    if " " in claim.key:  # else it says what the claim is compared as, which many share
        return (claim.key,)
    subject, attribute = plain_name(claim.subject), plain_name(claim.attribute)
    return (subject, attribute) if subject and attribute else ()


def _order(occurrence: Occurrence) -> tuple[bool, str, Span]:
    return not occurrence.declares, occurrence.place.path, occurrence.place.span


def _occurrences(graph: Graph, document: Document) -> Iterator[Occurrence]:
    path, facts = document.path, document.facts
    for entry in facts.entries:
        key = (entry.kind, plain_name(entry.name))
        yield Occurrence(key, entry.name, Place(path, entry.span), True)
    for endpoint in facts.endpoints:
        key = ("endpoint", f"{'|'.join(endpoint.methods)} {endpoint.path}".strip())
        declares = endpoint.form in ("heading", "table", "list")
        yield Occurrence(key, endpoint.written, Place(path, endpoint.span), declares)
    for variable in facts.variables:
        yield Occurrence(("env-var", variable.name), variable.name, Place(path, variable.span), variable.use == "set")
    decisions = graph.once(log)
    for record in decisions.records:
        if record.path == path and record.key:
            name = f"{record.name} {record.decision.title}".strip()
            yield Occurrence(_decision(record.key), name, record.place, True)
    for reference in facts.decision_references:
        yield Occurrence(_decision(decisions.key(reference)), reference.id, Place(path, reference.span), False)


def _decision(key: tuple[str, int]) -> Key:
    return "decision", f"{key[0]}-{key[1]}"

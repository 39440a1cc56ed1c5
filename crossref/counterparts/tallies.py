"""Counts against what there is: the list that follows, numbered headings, declared entries, the decision log, files.

A count that says a number and a list beside it that has another are a contradiction that needs no second document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct

from crossref import globs
from crossref.counterparts.decision_log import Record, log
from crossref.graph import Graph
from crossref.model import Count, CountedFiles, Document, Entry, Place, Section, Severity, Span, Tree
from crossref.names import plain_name
from crossref.patterns import late
from crossref.standing import has_standing
from crossref.words import singular, words_of

_SHARE = 0.6
"""How much of the one the other must be: a list of a third of what was counted shows something else."""
_NUMBERED = late(r"\W*([^\W\d_]+)\s+(\d{1,2})\b")
_DECISIONS = frozenset({"adr", "decision"})
_LOG = late(r"\b(?:adrs?|records?|recorded|log|decisions?\.md|documented|architect\w+|madr)\b", re.IGNORECASE)
_SOME = late(
    r"\b(?:accepted|active|in force|current|proposed|rejected|superseded|deprecated|open|so far|key|main)\b",
    re.IGNORECASE,
)
"""What makes a count of decisions one of some of them."""
_KINDS = {
    "component": ("component", "service", "microservice", "module"),
    "queue": ("queue", "topic"),
    "job": ("job",),
    "environment": ("environment",),
    "region": ("region",),
    "external-service": ("integration",),
    "test-suite": ("suite",),
    "metric": ("metric",),
    "alert": ("alert",),
    "webhook": ("webhook",),
}
"""What sentences call entries of a kind when they count them."""
_FEWEST = 3
_MOST_FILES = 100_000


class Tally(Struct, frozen=True):
    """A count that is not the number of what it counts."""

    document: Document
    count: Count
    amount: int
    """How many there are."""
    where: str
    """What was counted, as a message says it: *are listed*, *records are in decisions.md*."""
    other: Place | None
    """Where what was counted begins."""
    severity: Severity

    @property
    def place(self) -> Place:
        """Where the count stands."""
        return Place(self.document.path, self.count.span)


def tallies(graph: Graph) -> Iterator[Tally]:
    """Every count that the set itself contradicts, each once; the surest reason first."""
    seen: set[tuple[str, Span]] = set()
    for found in (*_files(graph), *_listed(graph), *_headings(graph), *_entries(graph), *_decisions(graph)):
        key = (found.document.path, found.count.span)
        if key not in seen:
            seen.add(key)
            yield found


def _stated(graph: Graph) -> Iterator[tuple[Document, Count]]:
    for document in graph.documents:
        if not document.facts.counts or not has_standing(document):
            continue
        for count in document.facts.counts:
            if count.tense == "stated" and not count.partial and count.value.low:
                yield document, count


def _holds(count: Count, amount: int) -> bool:
    """Whether so many can be what the text counts."""
    low, high = count.value.low or 0.0, count.value.high
    if count.value.about:
        return abs(amount - low) <= max(1.0, 0.1 * low)
    return low <= amount and (high is None or amount <= high)


def _is_near(count: Count, amount: int) -> bool:
    low = count.value.low or 0.0
    return min(low, amount) >= _SHARE * max(low, amount)


# -- lists and headings of the document itself ---------------------------------------------------------------------


def _listed(graph: Graph) -> Iterator[Tally]:
    for document, count in _stated(graph):
        if count.listed and not _holds(count, count.listed) and _is_near(count, count.listed):
            line = count.listed_lines[0]
            other = Place(document.path, Span(line, 1, line, 1)) if line else None
            is_open = count.value.high is None
            if not (is_open and not line):
                where = "follow" if line else "are named"
                yield Tally(document, count, count.listed, where, other, Severity.WARNING)


def _headings(graph: Graph) -> Iterator[Tally]:
    """Counts of phases in the section, or the title of the section, whose subsections are numbered *Phase 1* to *Phase 6*."""
    numbered = {document.path: _numbered(document) for document in graph.documents}
    for document, count in _stated(graph):
        series = numbered[document.path].get(count.noun, {})
        children = series.get(count.section, [])
        numbers = [number for _, number in children]
        if len(numbers) < 2 or numbers != list(range(numbers[0], numbers[0] + len(numbers))) or numbers[0] > 1:
            continue
        highest = max(number for others in series.values() for _, number in others)
        if not _holds(count, len(numbers)) and not _holds(count, highest) and _is_near(count, len(numbers)):
            other = Place(document.path, children[0][0].span)
            yield Tally(document, count, len(numbers), "have headings", other, Severity.WARNING)


def _numbered(document: Document) -> dict[str, dict[int, list[tuple[Section, int]]]]:
    """Noun -> parent section -> the sections below it that are called by the noun and a number."""
    found: dict[str, dict[int, list[tuple[Section, int]]]] = {}
    for section in document.sections:
        if section.parent >= 0 and (match := _NUMBERED.match(section.title)):
            below = found.setdefault(singular(match[1].lower()), {})
            below.setdefault(section.parent, []).append((section, int(match[2])))
    return found


# -- entries, decisions and files of the set -----------------------------------------------------------------------


def _entries(graph: Graph) -> Iterator[Tally]:
    """Counts in a sentence that names the section where entries of that kind are declared, or in that section."""
    declared = _declarations(graph)
    for document, count in _stated(graph):
        for kind, nouns in _KINDS.items():
            if count.noun not in nouns or set(count.narrowed) - set(nouns) - {kind}:
                continue
            for path, title, entries in declared.get(kind, ()):
                if not _names(count, title) or (path != document.path and path not in count.said):
                    continue
                amount = len(entries)
                if amount >= _FEWEST and not _holds(count, amount) and _is_near(count, amount):
                    where = f"are declared under {title}"
                    yield Tally(document, count, amount, where, Place(path, entries[0].span), Severity.ERROR)


def _declarations(graph: Graph) -> dict[str, list[tuple[str, str, list[Entry]]]]:
    """Kind -> path, heading and entries of each section that declares some."""
    found: dict[str, list[tuple[str, str, list[Entry]]]] = {}
    for document in graph.documents:
        groups: dict[tuple[str, str], list[Entry]] = {}
        for entry in document.facts.entries:
            index = entry.section
            if entry.form == "heading" and index >= 0:
                index = document.sections[index].parent
            title = document.sections[index].title if index >= 0 else ""
            groups.setdefault((entry.kind, title), []).append(entry)
        for (kind, title), entries in groups.items():
            found.setdefault(kind, []).append((document.path, title, entries))
    return found


def _names(count: Count, title: str) -> bool:
    name = plain_name(title)
    return bool(name) and f" {name} " in f" {plain_name(count.said)} " and len(words_of(title)) >= 2


def _decisions(graph: Graph) -> Iterator[Tally]:
    bound = {words_of(bound.noun) for bound in graph.profile.counts}
    records = [record for record in graph.once(log).records if not record.copy]
    if len(records) < _FEWEST:
        return
    amounts = _amounts(records)
    for document, count in _stated(graph):
        if count.noun not in _DECISIONS or (count.noun,) in bound or (count.value.low or 0) < 2:
            continue
        if set(count.narrowed) - {"architecture", "architectural", "technical", "design", "record", "adr"}:
            continue
        if _SOME.search(count.said):
            continue
        if count.noun == "decision" and not _LOG.search(count.said):
            continue
        if not any(_holds(count, amount) for amount in amounts) and 2 * (count.value.low or 0) >= len(records):
            first = records[0]
            where = f"are recorded in {_home(records)}"
            numbers = {record.decision.number for record in records}
            amount = len(records) if None in numbers else len(numbers)
            yield Tally(document, count, amount, where, Place(first.path, first.decision.span), Severity.WARNING)


def _amounts(records: list[Record]) -> set[int]:
    """Every number that a text may mean: all records, those of one log, and the highest number."""
    logs = Counter(record.log for record in records)
    numbers = [record.decision.number for record in records if record.decision.number is not None]
    return {len(records), len(set(numbers)), max(numbers, default=0), *logs.values()}


def _home(records: list[Record]) -> str:
    homes = Counter(record.log for record in records)
    return homes.most_common(1)[0][0]


def _files(graph: Graph) -> Iterator[Tally]:
    """Counts that the user binds to files."""
    for bound in graph.profile.counts:
        amount = _matching(graph.tree, bound)
        *narrowing, noun = [singular(word) for word in plain_name(bound.noun).split()] or [""]
        for document, count in _stated(graph):
            if count.noun == noun and set(narrowing) <= {*count.narrowed} and not _holds(count, amount):
                yield Tally(document, count, amount, f"match {bound.files}", None, Severity.ERROR)


def _matching(tree: Tree, bound: CountedFiles) -> int:
    fits = globs.compile((bound.files,))
    start = globs.literal_prefix(bound.files)
    if tree.kind(start) == "file":
        return 1
    found, folders, looked = 0, [start], 0
    deep = "**" in bound.files or bound.files.endswith("/")
    depth = bound.files.count("/") + 1
    while folders and looked < _MOST_FILES:
        folder = folders.pop()
        for name in _sorted(tree.names(folder)):
            looked += 1
            path = f"{folder}/{name}" if folder else name
            if tree.kind(path) == "directory":
                if deep or path.count("/") + 1 < depth:
                    folders.append(path)
            elif fits(path):
                found += 1
    return found


def _sorted(names: Iterable[str]) -> list[str]:
    return sorted(names)

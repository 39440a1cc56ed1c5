"""Where documents name decisions: those that no record has, and those that no longer hold."""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping

from msgspec import Struct

from crossref.counterparts.decision_index import retired
from crossref.counterparts.decision_log import DecisionLog, Key, Record, log
from crossref.decision_terms import ids, words
from crossref.graph import Graph
from crossref.model import DecisionReference, Document, Place
from crossref.patterns import late

Mention = tuple[str, DecisionReference]
"""The document's path, and the reference in it."""

_TO_COME = late(
    r"\b(?:(?:will|to|should|must|shall) be (?:\w+ )?(?:written|added|recorded|documented|created|decided|captured|superseded|made)"
    r"|future|planned|upcoming|to-?do|tbd|reserved?|not yet|next (?:free |available )?(?:number|adr|id|record|decision)"
    r"|(?:write|create|add|open|draft|propose|file|start|number|new) (?:an? |the |as )?(?:new )?(?:adrs?|decision|record)"
    r"|(?:starts?|starting|begins?|beginning) (?:at|from|with)"
    r"|skipped|unused|never|withdrawn|renumbered|formerly|previously|removed|deleted|no record|missing|hypothetical"
    r"|placeholder|e\.g\.|for example|for instance|example|sequential\w*|number (?:it|them)|numbering|naming|etc)\b",
    re.IGNORECASE,
)
_SENTENCE_END = late(r"[.!?;](?:\s|$)|\n\s*\n")
_OTHER_PROJECT = late(
    r"(?:\b(?:its|their|whose|upstream)\s+|\w['\u2019]s?\s+|[\w.-]+/[\w.-]+(?<!\.md)[\s:#]+|(?<=[a-z,(] )[A-Z][a-z]+[\w-]*\s+)$"
)
_PAST = late(
    r"\b(?:super[sc]ed\w*|replac\w*|obsolet\w*|deprecat\w*|reject\w*|former\w*|previous\w*|earlier|originally|initial\w*|was|were|used to"
    r"|until|before|instead|no longer|old\w*|histor\w*|migrat\w*|reemplaz\w*|sustitu\w*|ersetz\w*|abgelöst|früher\w*|remplac\w*)\b",
    re.IGNORECASE,
)
_HISTORY = late(
    r"(?:change-?log|history|releases?|release[-_]notes|roadmap|progress|migrations?|journal|diary)[^/]*\.mdx?$"
)
"""Documents that tell what was."""
_FEWEST = 3
"""Records from which a folder is one of records, and an empty file in it one that lost its text."""
_FAR = 10
"""How far a number may lie beyond twice the last one before it is another project's."""


class Unknown(Struct, frozen=True):
    """A number that no record has, and where it is named."""

    key: Key
    mentions: tuple[Mention, ...]
    """In order; the rows of an index come last."""
    title: str
    """What the text calls it; empty if it does not."""
    log: str
    """The one file that holds all records of the prefix; empty for several."""
    empty_file: str
    """The record's file, where it is there and empty."""

    def place(self, path: str, reference: DecisionReference) -> Place:
        """Where a mention stands."""
        return Place(path, reference.span)


class Emptied(Struct, frozen=True):
    """A record whose file is there and empty, and that no text names."""

    name: str
    title: str
    """From the file's name."""
    path: str


class Stale(Struct, frozen=True):
    """A mention of a record that no longer holds, in a sentence that takes it for one that does."""

    path: str
    reference: DecisionReference
    record: Record
    successors: tuple[Record, ...]


def unknown(graph: Graph) -> tuple[Unknown, ...]:
    """The decisions that documents name and no record has, in order of their first mention.

    What a link does not find is the finding of another rule; what an index lists on purpose without a record is none.
    """
    known = graph.once(log)
    aside = _broken(graph) | graph.once(retired)
    found: dict[Key, list[Mention]] = {}
    resolved: Counter[str] = Counter()
    for document in graph.documents:
        if words.is_copy(document.path):
            continue
        for reference in document.facts.decision_references:
            key = known.key(reference)
            if key[0] not in known.numbers:
                continue
            if known.knows(key):
                resolved[key[0]] += 1
            elif key not in aside:
                found.setdefault(key, []).append((document.path, reference))
    return tuple(_told(graph, known, found, resolved))


def emptied(graph: Graph) -> Iterator[Emptied]:
    """Records without a text in a folder of records; those that a text or an index names are ``unknown`` there."""
    known = graph.once(log)
    named = {known.key(each) for document in graph.documents for each in document.facts.decision_references}
    for key, path in known.empty.items():
        found = ids.of_file(path)
        beside = sum(
            posixpath.dirname(record.path) == posixpath.dirname(path) for record in known.numbers.get(key[0], ())
        )
        if found and key not in named and beside >= _FEWEST:
            yield Emptied(found.text if found.prefix else f"ADR-{found.text}", found.title, path)


def _told(
    graph: Graph, known: DecisionLog, found: dict[Key, list[Mention]], resolved: Mapping[str, int]
) -> Iterator[Unknown]:
    styles: dict[str, _Style] = {}
    for key, mentions in found.items():
        style = styles.get(key[0]) or styles.setdefault(key[0], _style(known, key[0], resolved.get(key[0], 0)))
        if not style.is_own(key[1]):
            continue
        told = [mention for mention in mentions if not mention[1].row and _promises(graph, style, *mention)]
        if told:
            told.extend(mention for mention in mentions if mention[1].row)
            title = next((reference.title for _, reference in reversed(told) if reference.title), "")
            yield Unknown(key, tuple(told), title, style.path, known.empty.get(key, ""))


def _broken(graph: Graph) -> set[Key]:
    """Numbers whose file a link leads to and does not find: that link is the finding."""
    found = set()
    for reference in graph.links():
        if reference.outcome in ("missing", "wrong-case") and (
            named := ids.of_file(reference.target or reference.link.destination)
        ):
            found.add((named.prefix or "ADR", named.number))
    return found


class _Style(Struct, frozen=True):
    """How a set numbers its decisions under one prefix, by which those of other projects are told apart."""

    is_adr: bool
    shapes: frozenset[str]
    widths: frozenset[int]
    """How many digits the numbers have."""
    highest: int
    in_use: bool
    """Whether the set calls its records so: files without a prefix are not called ADR everywhere."""
    path: str
    """The one file that holds all records; empty for several."""

    def is_own(self, number: int) -> bool:
        """Whether a number of this size is the set's."""
        return self.in_use and number <= self.highest * 2 + _FAR

    def fits(self, written: str) -> bool:
        """Whether an id is written as the set writes them: ADR in any way, but with as many zeros."""
        digits = re.sub(r"\D", "", written)
        if self.is_adr:
            return not digits.startswith("0") or len(digits) in self.widths
        return _shape(written) in self.shapes


def _style(known: DecisionLog, prefix: str, resolved: int) -> _Style:
    records = known.numbers[prefix]
    written = [record.decision.id for record in records]
    numbers = [record.decision.number or 0 for record in records] + [n for name, n in known.outside if name == prefix]
    paths = {record.path for record in records if not record.copy}
    return _Style(
        is_adr=prefix == "ADR",
        shapes=frozenset(_shape(one) for one in written),
        widths=frozenset(len(re.sub(r"\D", "", one)) for one in written),
        highest=max(numbers),
        in_use=resolved > 0 or any(not one[:1].isdigit() for one in written),
        path=paths.pop() if len(paths) == 1 else "",
    )


def _promises(graph: Graph, style: _Style, path: str, reference: DecisionReference) -> bool:
    """Whether a mention tells its reader that the record is there."""
    if not style.fits(reference.id):
        return False
    document = graph.document(path)
    before, after = sentence_around(document, reference) if document else ("", "")
    return not (_TO_COME.search(before) or _TO_COME.search(after) or _OTHER_PROJECT.search(before))


def _shape(written: str) -> str:
    """How an id is written: its prefix, what separates it, and how many digits it is filled up to."""
    digits = re.sub(r"\D", "", written)
    return re.sub(r"\d+", "", written) + (str(len(digits)) if digits.startswith("0") or len(digits) > 2 else "")


def sentence_around(document: Document, reference: DecisionReference) -> tuple[str, str]:
    """The sentence that a reference stands in: what is before it and what behind."""
    passages = document.facts.passages
    last = bisect_right(passages, reference.span.line, key=lambda passage: passage.line)
    # The cells of a row stand on one line, so the passage is the last that begins there or above, or one beside it.
    for index in range(last - 1, -1, -1):
        passage = passages[index]
        if passage.line < passages[last - 1].line:
            break
        at = _position(passage.text, passage.line, reference)
        if at >= 0:
            ends = [match.end() for match in _SENTENCE_END.finditer(passage.text, 0, at)]
            behind = _SENTENCE_END.search(passage.text, at)
            start, stop = (ends[-1] if ends else 0), (behind.start() if behind else len(passage.text))
            return passage.text[start:at], passage.text[at + len(reference.id) : stop]
    return "", ""


def _position(text: str, line: int, reference: DecisionReference) -> int:
    """Where a reference stands in the text of a passage; -1 for not there."""
    lines = text.split("\n")
    index = reference.span.line - line
    if not 0 <= index < len(lines):
        return -1
    at = lines[index].find(reference.id)
    return at + sum(len(before) + 1 for before in lines[:index]) if at >= 0 else -1


def stale(graph: Graph) -> Iterator[Stale]:
    """Mentions, outside the decision documents, of a superseded or rejected record as if it held.

    A sentence that also names its successor, or speaks of the past, is none.
    """
    known = graph.once(log)
    gone = {
        record.key: record for record in known.records if not record.copy and record.state in ("superseded", "rejected")
    }
    folders = {posixpath.dirname(record.path) for record in known.records if record.decision.is_file}
    for document in graph.documents if gone else ():
        if document.role == "decisions" or document.facts.decisions or words.is_copy(document.path):
            continue
        if _HISTORY.search(document.path.casefold()) or posixpath.dirname(document.path) in folders:
            continue
        for reference in document.facts.decision_references:
            record = gone.get(known.key(reference))
            if record is None or reference.row or known.record(reference) != record:
                continue
            successors = tuple(
                other for named in record.decision.superseded_by if (other := known.target(record, named)) is not None
            )
            before, after = sentence_around(document, reference)
            named = {
                known.key(other)
                for other in document.facts.decision_references
                if abs(other.span.line - reference.span.line) < 2
            }
            if not _PAST.search(before + after) and not any(other.key in named for other in successors):
                yield Stale(document.path, reference, record, successors)

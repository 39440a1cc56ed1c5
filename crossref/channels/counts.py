"""Channel: how many of a kind there are, where documents count an inventory.

What is put side by side is not any two counts of one noun but two that are narrowed alike (*38 frontend tests*), or two
that are not narrowed at all and speak of the same. Of a document, the largest count of its kind speaks.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct

from crossref.channels.editions import are_editions
from crossref.channels.homes import home_of
from crossref.channels.question import are_sisters
from crossref.context import titles_above
from crossref.model import Count, Document, Place
from crossref.names import plain_name
from crossref.standing import has_standing
from crossref.values import compare
from crossref.words import words_of

_ONE = frozenset("linter migration adr sprint microservice marketplace adapter plugin queue".split())
"""What a system has one set of, so that two counts need nothing else in common."""
_STEPS = frozenset("phase stage layer step tier part level pillar wave gate component".split())
"""What many things are made of: whose they are must be said."""
_INVENTORY = _ONE | frozenset(
    "endpoint service tool model package table workflow pipeline integration algorithm decision dashboard language provider"
    " platform collection schema route middleware operator module check command library crate agent entity suite permission"
    " worker controller handler rule policy page screen view backend driver connector skill template hook event metric alert"
    " variable locale environment region stack bucket microfrontend job test".split()
)
"""Nouns that systems count as a whole."""
_COMPARED = _INVENTORY | _STEPS
_GENERIC = frozenset(
    "feature description support supported total system comprehensive complete covering include including project application"
    " service component module detail count number amount metric name status type category summary overview currently full new"
    " production ready implemented built available different multiple various value data work make add provide cover".split()
)
_NEAR = re.compile(r"((?:[\w/.-]++ ?){1,4})\s*[:(\u2014\u2013]\s*$")
_PARTS = frozenset(
    "packages services apps libs crates modules examples plugins components contracts tools clients".split()
)
"""Folders that hold parts of a system, each with documents of its own."""
_TOTAL = re.compile(
    r"(?:grand |overall )?(?:total|gesamt|summe)\b(?! (?:unit|e2e|integration|failed|new))", re.IGNORECASE
)
_FIGURES = re.compile(
    r"(?:value|count|total|number|amount|current|quantity|size|how many|valor|wert|valeur|anzahl|cantidad)?"
)
"""Columns that hold the figures of the rows' labels."""
_PASSING = frozenset(
    "issue bug task error warning fix finding failure item point hour day week month minute second result run vulnerability"
    " commit contributor star user customer story change update request response retry attempt character byte".split()
)
"""What comes and goes, so that every count of it is one of its day, and amounts of no inventory."""
_DELIVERY = re.compile(r"\b(?:ci|cd|github actions?|gitlab|jenkins|devops)\b", re.IGNORECASE)
_FEWEST = 3
_FEW = 5
"""Below this, what nothing narrows is as often a count of some as of all."""
_SIZE = 6
"""Counts that differ by this factor count different things."""


_Against = Callable[["Counted", "Counted"], bool]


class Counted(Struct, frozen=True):
    """A count and the document it stands in."""

    document: Document
    count: Count

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(self.document.path, self.count.span)

    @property
    def low(self) -> float:
        """The least that it says."""
        return self.count.value.low or 0.0

    @property
    def order(self) -> tuple[str, int, int]:
        """Sorts counts independently of the order files were read in."""
        return self.document.path, self.count.span.line, self.count.span.column


class Disagreement(Struct, frozen=True):
    """Documents that count one inventory differently."""

    noun: str
    narrowed: tuple[str, ...]
    culprit: Counted
    """The side to be mended."""
    others: tuple[Counted, ...]
    """The counts that it contradicts."""


def stated(documents: Iterable[Document]) -> list[Counted]:
    """The counts that documents state as true now and as a whole."""
    return [
        Counted(document, count)
        for document in documents
        if has_standing(document)
        for count in document.facts.counts
        if count.tense == "stated" and not count.partial and count.value.low
    ]


def disagreements(counts: Sequence[Counted]) -> Iterator[Disagreement]:
    """Inventories that documents count differently; a document that also gives the other's number is silent."""
    by_noun: dict[str, list[Counted]] = defaultdict(list)
    by_label: dict[str, list[Counted]] = defaultdict(list)
    for one in counts:
        if _is_record(one.document):
            continue
        if one.count.noun in _COMPARED:
            by_noun[one.count.noun].append(one)
        if label := _statistic(one):
            by_label[label].append(one)
    found = [
        *(one for noun, members in sorted(by_noun.items()) for one in _among(members, partial(_against, noun))),
        *(one for _, members in sorted(by_label.items()) for one in _among(members, _against_figure)),
    ]
    seen: set[tuple[str, int, int]] = set()
    for disagreement in found:
        if disagreement.culprit.order not in seen:
            seen.update(side.order for side in (disagreement.culprit, *disagreement.others))
            yield disagreement


def _among(members: Sequence[Counted], against: _Against) -> Iterator[Disagreement]:
    given: dict[str, list[Counted]] = defaultdict(list)
    for one in members:
        given[one.document.path].append(one)
    if len(given) > 1:
        yield from _of_noun(members, given, against)


def _statistic(one: Counted) -> str:
    """The label of a figure in a table of figures (*Go Source Files: 179*); empty for none that is a whole's."""
    count = one.count
    label, _, column = count.subject.partition(" | ")
    if not count.written.strip("*~+\u2248 ").replace(",", "").isdigit() or (
        count.form == "table" and not _FIGURES.fullmatch(plain_name(column))
    ):
        return ""
    plain = plain_name(label)
    words = plain.split()
    if (
        count.noun in _PASSING
        or not words
        or (len(words) < 2 and (count.noun not in _INVENTORY or count.noun == "test"))
    ):
        return ""
    return plain


def _is_record(document: Document) -> bool:
    """Whether a document is the record of one decision, which counts what there was at the time."""
    return any(decision.is_file for decision in document.facts.decisions)


def _of_noun(
    members: Sequence[Counted], given: Mapping[str, list[Counted]], against: _Against
) -> Iterator[Disagreement]:
    noun = members[0].count.noun
    speakers = _speakers(members)
    pairs = [
        (a, b)
        for index, a in enumerate(speakers)
        for b in speakers[index + 1 : index + 200]
        if against(a, b) and not _says(given[a.document.path], b) and not _says(given[b.document.path], a)
    ]
    for cluster in _clusters(pairs):
        culprit = _culprit(cluster)
        foes = {b.order if a is culprit else a.order for a, b in pairs if culprit in (a, b)}
        sides = tuple(sorted((one for one in cluster if one.order in foes), key=lambda one: one.order))
        narrowed = max((culprit, *sides), key=lambda one: len(one.count.narrowed)).count.narrowed
        yield Disagreement(noun, narrowed, culprit, sides)


def _culprit(sides: Sequence[Counted]) -> Counted:
    """The side that most documents speak against; of equals the last."""
    support = Counter(one.count.value for one in {side.document.path: side for side in sides}.values())
    return max(sides, key=lambda one: (-support[one.count.value], one.order))


def _speakers(members: Sequence[Counted]) -> list[Counted]:
    """Of each document, the largest count that is narrowed so."""
    largest: dict[tuple[str, tuple[str, ...]], Counted] = {}
    for one in members:
        key = one.document.path, one.count.narrowed
        if key not in largest or one.low > largest[key].low:
            largest[key] = one
    return sorted(largest.values(), key=lambda one: one.order)


def _against(noun: str, a: Counted, b: Counted) -> bool:
    low, high = sorted((a.low, b.low))
    if a.document.path == b.document.path or high < _FEWEST or high >= _SIZE * low:
        return False
    if compare(a.count.value, b.count.value) != "conflict" or are_sisters(a.document.path, b.document.path):
        return False
    return _alike(noun, a, b)


def _against_figure(a: Counted, b: Counted) -> bool:
    """Whether two tables of figures about one whole give a label different figures."""
    low, high = sorted((a.low, b.low))
    if a.document.path == b.document.path or high < _FEWEST or high >= _SIZE * low:
        return False
    if home_of(a.document.path) != home_of(b.document.path) or are_editions(a.document.path, b.document.path):
        return False
    return compare(a.count.value, b.count.value) == "conflict"


def _alike(noun: str, a: Counted, b: Counted) -> bool:
    """Whether two counts are of the same: narrowed alike, or one of them by its label, or neither and told of alike."""
    ours, theirs = set(a.count.narrowed), set(b.count.narrowed)
    if noun in _STEPS:
        # Many things are pipelines and have stages: the texts must name the same one.
        return bool(ours) and ours == theirs and _delivers(a) == _delivers(b) and bool(_shared(a, b) - ours - {noun})
    if ours == theirs:
        if not ours and (_is_of_another(a, b) or _is_of_another(b, a)):
            return False
        return (
            bool(ours)
            or noun in _ONE
            or (noun == "test" and _is_total(a) and _is_total(b))
            or (noun != "test" and min(a.low, b.low) >= _FEW and _part(a) == _part(b) and bool(_shared(a, b)))
        )
    if ours and theirs:
        return False
    return (ours or theirs) <= (_label(b) if ours else _label(a))


def _delivers(one: Counted) -> bool:
    """Whether a text speaks of how software is built and brought out, and not of what the software does."""
    return any(map(_DELIVERY.search, (one.count.said, one.count.subject, *_titles_above(one))))


def _is_total(one: Counted) -> bool:
    """Whether a count is called the total: the row, or the label that its text opens with."""
    return bool(_TOTAL.match(one.count.subject.strip("*` ")))


def _is_of_another(a: Counted, b: Counted) -> bool:
    """Whether a count is one of what its row or the words before it name, and the other's text does not know that."""
    owners = _label(a)
    return bool(owners) and owners.isdisjoint(_context(b) | _titles(b) | _label(b))


def _part(one: Counted) -> str:
    """The part of the system that a document lies beside; empty for one of the whole."""
    folders = one.document.path.lower().split("/")[:-1]
    return "/".join(folders) if folders and folders[0] in _PARTS else ""


def _shared(a: Counted, b: Counted) -> frozenset[str]:
    """The words that both sentences, or one and the headings of the other, speak of."""
    ours, theirs = _context(a), _context(b)
    return (ours & theirs) | (ours & _titles(b)) | (_titles(a) & theirs)


def _label(one: Counted) -> frozenset[str]:
    """The words that name whose count it is: those that narrow it, its row, and what stands right before it."""
    count = one.count
    before = count.said[: max(count.said.find(count.written), 0)]
    near = _NEAR.search(before)
    return frozenset(words_of(count.subject, near[1] if near else "", *count.narrowed)) - _GENERIC - {count.noun}


def _context(one: Counted) -> frozenset[str]:
    words = frozenset(words_of(one.count.said, one.count.subject))
    return words - _GENERIC - {one.count.noun}


def _titles(one: Counted) -> frozenset[str]:
    return frozenset(words_of(*_titles_above(one))) - _GENERIC - {one.count.noun}


def _titles_above(one: Counted) -> tuple[str, ...]:
    return titles_above(one.document.sections, one.count.section)


def _says(counts: Sequence[Counted], other: Counted) -> bool:
    return any(compare(one.count.value, other.count.value) in ("equal", "compatible") for one in counts)


def _clusters(pairs: Sequence[tuple[Counted, Counted]]) -> list[list[Counted]]:
    leader: dict[tuple[str, int, int], tuple[str, int, int]] = {}
    known = {one.order: one for pair in pairs for one in pair}

    def find(order: tuple[str, int, int]) -> tuple[str, int, int]:
        while leader.setdefault(order, order) != order:
            order = leader[order]
        return order

    for a, b in pairs:
        leader[find(a.order)] = find(b.order)
    groups: dict[tuple[str, int, int], list[Counted]] = defaultdict(list)
    for order, one in sorted(known.items()):
        groups[find(order)].append(one)
    return list(groups.values())

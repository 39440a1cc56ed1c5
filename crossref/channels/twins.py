"""Channel: copies of one sentence or table row that differ in one value."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence, Set
from functools import partial
from itertools import pairwise
from math import log
from typing import NamedTuple

from msgspec.structs import replace

from crossref.channels.editions import MOMENT, are_editions
from crossref.channels.question import are_apart
from crossref.channels.side import Disagreement, Side
from crossref.channels.slots import Word, change_of, words_in
from crossref.context import tense_of
from crossref.memory import Recall, afresh
from crossref.model import Claim, Severity, Span
from crossref.values import Value

_ENDS = 3
"""How many first and last words texts are filed under: two that differ in one place share one of them."""
_BLOCK = 40
_FEW = 200
"""Texts that words are counted over at least: in a small set every word looks common."""
_REGION = 4
"""Words that a value has at most."""
_MANY = 3
"""Places in which two documents may differ and still be copies of which one was forgotten."""
_WEIGHT = {"number": 14.0, "name": 14.0, "opposite": 14.0, "cell": 20.0}
"""How rare the words around must be, all together."""
_CLAUSE = 5
"""Words that a part of a sentence has at least."""
_BREAK = re.compile(r"\s[\u2014\u2013-]+\s|[;:]\s|\.\s")
_DIGITS = re.compile(r"\d+")

_Words = tuple[str, ...]


class _Text(NamedTuple):
    """A sentence or row, and its words."""

    side: Side
    words: tuple[Word, ...]
    plain: _Words
    number: int
    """Its number among the texts of its document."""


class _Pattern(NamedTuple):
    """What two texts have in common, before and after the place in which they differ."""

    before: _Words
    after: _Words


def disagreements(sides: Sequence[Side], recall: Recall = afresh) -> Iterator[Disagreement]:
    """Values that copies of one text differ in."""
    texts = list(_texts(sides, recall))
    same: dict[_Words, list[_Text]] = defaultdict(list)
    for text in texts:
        same[text.plain].append(text)
    weights = _weights(same)
    order = {(text.side.path, text.number): text.plain for text in texts}
    patterns: dict[_Pattern, set[_Words]] = defaultdict(set)
    for a, b in _near(list(same)):
        if pattern := _pattern(a, b):
            patterns[pattern] |= {a, b}
    masked = Counter(_masked(words) for words in same)
    candidates = []
    for pattern, members in sorted(patterns.items()):
        if len(members) == 2 and all(
            masked[_masked(words)] <= 2 for words in members
        ):  # more are a phrase that is said of many things
            ours, theirs = (same[words] for words in sorted(members))
            pairs = {(a.side.path, b.side.path) for a in ours for b in theirs}
            if not any(are_editions(*pair) for pair in pairs):
                candidates.append((pattern, ours, theirs, pairs))
    crowded = _crowded(patterns, same, {pair for *_, pairs in candidates for pair in pairs})
    for pattern, ours, theirs, pairs in candidates:
        if crowded.isdisjoint(pairs):
            weight = sum(weights[word] for word in {*pattern.before, *pattern.after})
            yield from _judge(pattern, ours, theirs, weight, _copied(ours, theirs, order))


def _texts(sides: Sequence[Side], recall: Recall) -> Iterator[_Text]:
    numbers: Counter[str] = Counter()
    for side in sides:
        for part, plain in recall("parts", side, partial(_parts, side.claim)):
            yield _Text(side, part, plain, numbers[side.path])
        numbers[side.path] += 1


def _parts(claim: Claim) -> tuple[tuple[tuple[Word, ...], _Words], ...]:
    """The words of a text and of its clauses, each in plain form as well."""
    words = words_in(claim.written)
    return tuple((part, tuple(word.plain for word in part)) for part in (words, *_clauses(claim, words)))


def _clauses(claim: Claim, words: tuple[Word, ...]) -> Iterator[tuple[Word, ...]]:
    """The parts of a sentence that stand between dashes, semicolons and colons, where they are long enough to be copied."""
    if claim.form == "table" or not _BREAK.search(claim.written):
        return
    starts = [0, *(match.end() for match in _BREAK.finditer(claim.written)), len(claim.written)]
    for start, end in pairwise(starts):
        part = tuple(word for word in words if start <= word.start < end)
        if _CLAUSE <= len(part) < len(words):
            yield part


def _weights(same: Mapping[_Words, list[_Text]]) -> dict[str, float]:
    counts = Counter(word for words in same for word in set(words))
    return {word: log((1 + max(len(same), _FEW)) / count) for word, count in counts.items()}


def _masked(words: _Words) -> _Words:
    """A text without its numbers: a template that is filled many times has them in more than one place."""
    return tuple(_DIGITS.sub("#", word) for word in words)


def _near(texts: Sequence[_Words]) -> Iterator[tuple[_Words, _Words]]:
    blocks: dict[Hashable, list[_Words]] = defaultdict(list)
    for words in texts:
        blocks["first", words[:_ENDS]].append(words)
        blocks["last", words[-_ENDS:]].append(words)
    for members in blocks.values():
        if 1 < len(members) <= _BLOCK:
            for position, a in enumerate(members):
                for b in members[position + 1 :]:
                    if abs(len(a) - len(b)) < _REGION:
                        yield a, b


def _pattern(a: _Words, b: _Words) -> _Pattern | None:
    """What is the same in two texts that differ in one short place."""
    shorter = min(len(a), len(b))
    first = 0
    while first < shorter and a[first] == b[first]:
        first += 1
    last = 0
    while last < shorter - first and a[-1 - last] == b[-1 - last]:
        last += 1
    if not 0 < min(len(a), len(b)) - first - last <= max(len(a), len(b)) - first - last <= _REGION:
        return None
    return _Pattern(a[:first], a[len(a) - last :])


def _crowded(
    patterns: Mapping[_Pattern, set[_Words]], same: Mapping[_Words, list[_Text]], asked: Set[tuple[str, str]]
) -> frozenset[tuple[str, str]]:
    """Which of some pairs of documents differ in many such places: a template filled twice, or two editions of one text."""
    concerned = {path for pair in asked for path in pair}
    paths = {words: {text.side.path for text in texts} & concerned for words, texts in same.items()}
    holders: dict[str, dict[_Pattern, set[_Words]]] = defaultdict(lambda: defaultdict(set))
    for pattern, members in patterns.items():
        if len(members) <= _BLOCK:
            for words in members:
                for path in paths[words]:
                    holders[path][pattern].add(words)

    def places(a: str, b: str) -> int:
        ours, theirs = holders[a], holders[b]
        return sum(1 for pattern in ours if pattern in theirs and len(ours[pattern] | theirs[pattern]) > 1)

    return frozenset(pair for pair in asked if places(*pair) > _MANY)


def _judge(
    pattern: _Pattern, ours: list[_Text], theirs: list[_Text], weight: float, copied: bool
) -> Iterator[Disagreement]:
    a, b = ours[0], theirs[0]
    change = change_of(pattern.before[-1] if pattern.before else "", _written(pattern, a), _written(pattern, b))
    if change is None or not _is_value(change[0], pattern, a) or not _is_value(change[0], pattern, b):
        return
    if (
        MOMENT.search(a.side.claim.written)
        or tense_of(a.side.claim.written) not in ("stated", "negated")
        or are_apart(a.side.claim, b.side.claim)
    ):
        return
    if any(_written(pattern, text).strip(" `*.").lower() in text.side.path.lower() for text in (*ours, *theirs)):
        return
    sort, left, right = change
    if len(pattern.before) + len(pattern.after) < 3 or weight < _WEIGHT[sort] / (2 if copied else 1):
        return
    sides = [_side(pattern, text, left) for text in ours] + [_side(pattern, text, right) for text in theirs]
    name = " ".join((*pattern.before[-3:], "…", *pattern.after[:3]))
    yield Disagreement("twin " + sort, name, tuple(sorted(sides, key=lambda side: side.order)), Severity.WARNING)


def _is_value(sort: str, pattern: _Pattern, text: _Text) -> bool:
    """Whether the place is one of a value, and not of the name that a row, label or sentence opens with."""
    words, written = _region(pattern, text), text.side.claim.written
    before = written[: words[0].start]
    if text.side.claim.form == "table" and before.count("|") < 2:
        return sort == "number" and len(written[words[0].start : words[-1].end].strip("` ")) > 2
    if sort != "cell":
        return bool(pattern.before) or sort == "number"
    after = written[words[-1].end :]
    return text.side.claim.form == "table" and before.rstrip("*` ")[-1:] == "|" and after.lstrip("*` ")[:1] == "|"


def _region(pattern: _Pattern, text: _Text) -> tuple[Word, ...]:
    return text.words[len(pattern.before) : len(text.words) - len(pattern.after)]


def _written(pattern: _Pattern, text: _Text) -> str:
    words = _region(pattern, text)
    return text.side.claim.written[words[0].start : words[-1].end]


def _side(pattern: _Pattern, text: _Text, value: Value) -> Side:
    """The place itself as a side."""
    words, claim = _region(pattern, text), text.side.claim
    start, end = _place(claim, words[0].start), _place(claim, words[-1].end)
    said = claim.written[: words[0].start] + "{}" + claim.written[words[-1].end :]
    span = Span(*start, *end)
    return replace(text.side, claim=replace(claim, value=value, written=_written(pattern, text), said=said, span=span))


def _place(claim: Claim, offset: int) -> tuple[int, int]:
    before = claim.written[:offset]
    lines = before.count("\n")
    return claim.span.line + lines, offset - before.rfind("\n") if lines else claim.span.column + offset


def _copied(ours: list[_Text], theirs: list[_Text], order: Mapping[tuple[str, int], _Words]) -> bool:
    """Whether what stands right before or after is a copy too."""
    for step in (-1, 1):
        beside = {order.get((text.side.path, text.number + step)) for text in ours}
        if beside & {order.get((text.side.path, text.number + step)) for text in theirs} - {None}:
            return True
    return False

"""Channel: sentences that say the same words right around a value."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from math import log

from msgspec import Struct

from crossref.channels.editions import MOMENT, are_editions
from crossref.channels.question import Question, ask
from crossref.channels.side import Disagreement, Side, sort_of
from crossref.memory import Recall, afresh
from crossref.model import Severity
from crossref.values import kind_of, show
from crossref.words import words_in_order

_KINDS = frozenset("duration size percentage rate money port schedule algorithm count".split())
_FEW = 200
"""Sentences that words are counted over at least: in a small set every word looks common."""
_REACH = 4
"""Words on each side of a value that may be alike."""
_NUMBER = re.compile(r"\d[\d.,]*")


_FAMILY = 2
"""Values that the same words may stand around before they are a template."""
_HOW_TO = re.compile(r"To [a-z].*:$")
_QUOTED = re.compile(r"[\"\u201c\u201e][^\"\u201d\u201c]*\{\}[^\"\u201c\u201d]*[\"\u201d\u201c]")


class _Context(Struct, frozen=True):
    """The words before a value, the nearest first, and those after it."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    numbers: frozenset[str]


_Known = Mapping[tuple[str, int, int], _Context]


def disagreements(sides: Sequence[Side], recall: Recall = afresh) -> Iterator[Disagreement]:
    """Values in sentences that say the same words around them."""
    known = {side.order: context for side in sides if (context := recall("context", side, partial(_context, side)))}
    values: dict[Hashable, set[str]] = defaultdict(set)
    for side in sides:
        if side.order in known:
            values[_family(known, side)].add(show(side.claim.value))
    candidates = [side for side in sides if side.order in known and len(values[_family(known, side)]) <= _FAMILY]
    weights = _weights(candidates)
    alike = partial(_alike, known, weights)
    question = Question("sentence", Severity.WARNING, partial(_keys, known), alike, subject=partial(_name, known))
    for found in ask(question, candidates):
        if len({show(side.claim.value) for side in found.sides}) <= _FAMILY:
            yield found


def _family(known: _Known, side: Side) -> Hashable:
    """What is said around a value, which a template says around many."""
    context = known[side.order]
    return sort_of(side), context.before, context.after


def _speaks(side: Side) -> bool:
    claim = side.claim
    return (
        claim.form != "code"
        and kind_of(claim.value) in _KINDS
        and len(side.words) >= 2
        and len(claim.said) > 8
        and not MOMENT.search(claim.said)
        and not _HOW_TO.match(claim.said)
        and not _QUOTED.search(claim.said)
    )


def _context(side: Side) -> _Context | None:
    if not _speaks(side):
        return None
    claim = side.claim
    before, _, after = claim.said.partition("{}")
    label = f"{claim.subject} {claim.attribute} " if claim.form != "table" else ""
    return _Context(
        tuple(reversed(words_in_order(label + before)))[:_REACH],
        words_in_order(after)[:_REACH],
        frozenset(_NUMBER.findall(before + after)),
    )


def _weights(sides: Sequence[Side]) -> dict[str, float]:
    texts = {side.claim.said: side.words for side in sides}
    counts = Counter(word for words in texts.values() for word in words)
    return {word: log((1 + max(len(texts), _FEW)) / count) for word, count in counts.items()}


def _keys(known: _Known, side: Side) -> Iterable[Hashable]:
    context, sort = known[side.order], sort_of(side)
    first, last = context.after[:2], context.before[:2]
    if len(first) == 2:
        yield sort, "after", first
    if len(last) == 2:
        yield sort, "before", last
    if first and last:
        yield sort, "around", last[0], first[0]


def _alike(known: _Known, weights: Mapping[str, float], a: Side, b: Side) -> bool:
    ours, theirs = known[a.order], known[b.order]
    if a.path != b.path and (are_editions(a.path, b.path) or not _numbers_agree(ours, theirs)):
        return False
    before, after = _common(ours.before, theirs.before), _common(ours.after, theirs.after)
    if not after and kind_of(a.claim.value) == "count":
        return False  # what is counted must be the same
    weight = sum(weights.get(word, 0.0) for word in {*before, *after})
    return _is_enough(len(before), len(after), weight, covered=a.words <= b.words or b.words <= a.words)


def _is_enough(before: int, after: int, weight: float, *, covered: bool) -> bool:
    """Whether a shorter sentence says nothing that the longer does not, or the words around are many and on both sides."""
    if covered:
        return before + after >= 3 and weight >= 9.0
    return (before + after >= 4 and weight >= 12.0) or (
        bool(before and after) and before + after >= 3 and weight >= 9.0
    )


def _numbers_agree(a: _Context, b: _Context) -> bool:
    return a.numbers <= b.numbers or b.numbers <= a.numbers


def _common(ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    """The words that both begin with."""
    count = 0
    while count < min(len(ours), len(theirs)) and ours[count] == theirs[count]:
        count += 1
    return ours[:count]


def _name(known: _Known, side: Side) -> str:
    context = known[side.order]
    return " ".join((*reversed(context.before), "\u2026", *context.after))

"""Channel: a well-known attribute of a subject, in whatever form each document states it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial

from msgspec.structs import replace

from crossref.channels.attribute_subjects import Stated, stated
from crossref.channels.homes import home_of
from crossref.channels.question import Question, are_apart, ask
from crossref.channels.side import Disagreement, Side
from crossref.memory import Recall, afresh
from crossref.model import Attribute, Claim, Severity
from crossref.names import plain_name
from crossref.value import Quantity, Value, kind_of
from crossref.values import compare, modality

_HARMLESS = frozenset("default current target global limit request minimum maximum test public".split())
"""Qualifiers that do not make another claim when only one side has them."""
_BY_ENVIRONMENT = frozenset({"development", "staging", "sandbox", "demo", "production", "cloud", "self-hosted"})
_OF_PRODUCTION = frozenset({"recovery-time", "recovery-point", "availability", "latency"})
"""What is promised of production where a text names no environment."""
_PER_PART = frozenset({"recovery-time", "recovery-point", "coverage"})
"""What each component, module and kind of failure has of its own, so that one more word is another subject."""
_PER_FAILURE = frozenset({"recovery-time", "recovery-point"})
"""What a heading narrows as well: each runbook and scenario has one."""
_OF_CHANGES = re.compile(r"\{\}[^.;,|]{0,30}\b(?:new|changed|modified|critical)\b")
"""A share that holds for a part of the code only."""
_CEILINGS = frozenset({"latency", "recovery-time", "recovery-point", "error-rate"})
"""What may be less than its goal."""
_GOAL = re.compile(
    r"\b(?:targets?|goals?|thresholds?|gates?|at least|must|enforce[ds]?|required?|minimum|slos?|slas?|objetivos?|umbral|ziele?|objectifs?"
    r"|metas?)\b",
    re.IGNORECASE,
)
_MOST_ROUNDS = 31
"""The greatest cost that bcrypt takes, the power of two of its rounds; what is more counts the rounds themselves."""
_LIMITS = frozenset({"minimum-length"})
_DOCUMENT_WORDS = frozenset(
    "guide reference overview documentation doc docs readme index plan strategy manual specification spec summary notes"
    " system app application platform project service".split()
)
_NUMBERED = re.compile(r"(?:[A-Za-z]+-)?\d{3,}")
_MOSTLY = 0.7
"""The share of three words or more that is enough for the same subject."""
_OPENING = 2
"""Words in front of a value that still open a cell with it: *RPO <= 5 minutes*."""
_MOST = 60
"""Claims on one attribute in one document that are looked at for another value."""

_Order = tuple[str, int, int]


class _Known:
    """What is stated where, and whether a document gives an attribute one value only."""

    def __init__(self, sides: Sequence[Side], statements: Mapping[_Order, Stated]) -> None:
        self.stated = statements
        self._documents: dict[tuple[str, str], list[Side]] = defaultdict(list)
        for side in sides:
            self._documents[side.path, statements[side.order].attribute.id].append(side)

    def is_lone(self, side: Side) -> bool:
        """Whether a document says nothing else of an attribute in the same environment; what is general, nothing else in general."""
        ours = self.stated[side.order]
        others = self._documents[side.path, ours.attribute.id]
        return len(others) <= _MOST and not any(
            compare(other.claim.value, side.claim.value) == "conflict"
            and not are_apart(other.claim, side.claim)
            and (ours.own or not self.stated[other.order].own)
            and (self.stated[other.order].qualifiers - _HARMLESS) == (ours.qualifiers - _HARMLESS)
            for other in others
        )


def disagreements(
    attributes: Sequence[Attribute], sides: Sequence[Side], recall: Recall = afresh
) -> Iterator[Disagreement]:
    """Values that documents give one attribute of one subject."""
    by_kind: dict[str, tuple[Attribute, ...]] = defaultdict(tuple)
    for attribute in attributes:
        for kind in attribute.types:
            by_kind[kind] += (attribute,)
    statements: dict[_Order, Stated] = {}
    members: list[Side] = []
    for side in sides:
        kind = kind_of(side.claim.value)
        if kind in by_kind and kind != "port" and side.claim.form != "code":
            said = recall("said", side, partial(_said, side, by_kind[kind]))
            if said:
                statements[side.order], member = said
                members.append(member)
    known = _Known(members, statements)
    question = Question(
        "attribute",
        Severity.WARNING,
        partial(_keys, known),
        partial(_alike, known),
        varies=False,
        scoped=False,
        exact=True,
    )
    for disagreement in ask(question, members):
        yield replace(disagreement, authority=statements[disagreement.sides[0].order].attribute.authority)


def _said(side: Side, attributes: tuple[Attribute, ...]) -> tuple[Stated, Side] | None:
    """What a side states of an attribute, and the side as it is compared."""
    found = stated(side, attributes)
    return (found, _as_limit(side, found)) if found and _is_said(side.claim, found) else None


def _is_said(claim: Claim, found: Stated) -> bool:
    """Whether a count is the attribute's: what it counts is what the attribute is called by."""
    if found.attribute.id in _LIMITS and modality(claim.value) == "maximum":
        return False
    opens = len(claim.said.partition("{}")[0].split()) <= _OPENING
    if claim.form == "table" and not claim.attribute and not found.own and not opens:
        return False  # a remark in a row that is about something else
    if found.attribute.id == "hash-rounds" and _is_beyond(claim.value, _MOST_ROUNDS):
        return False
    if found.attribute.id == "coverage" and _OF_CHANGES.search(claim.said):
        return False
    return not claim.key.startswith("count ") or found.attribute.id in ("attempts", "minimum-length", "hash-rounds")


def _is_beyond(value: Value, most: float) -> bool:
    return isinstance(value, Quantity) and (value.low or 0.0) > most


def _as_limit(side: Side, found: Stated) -> Side:
    """A goal is a limit: *coverage target 85 %* agrees with 92 % measured, *p95 target 200 ms* with 150 ms."""
    claim = side.claim
    value = claim.value
    if not isinstance(value, Quantity) or value.low is None or value.low != value.high:
        return side
    if found.attribute.id in _LIMITS:
        return replace(side, claim=replace(claim, value=replace(value, high=None)))
    if not _GOAL.search(" ".join((claim.said, claim.attribute, claim.subject, *side.above[:2]))):
        return side
    if found.attribute.id in _CEILINGS:
        return replace(side, claim=replace(claim, value=replace(value, low=None)))
    if value.type == "percentage":
        return replace(side, claim=replace(claim, value=replace(value, high=None)))
    return side


def _keys(known: _Known, side: Side) -> Iterable[Hashable]:
    found = known.stated[side.order]
    id_, kind = found.attribute.id, kind_of(side.claim.value)
    return [(id_, kind, word) for word in sorted(found.head)] + ([(id_, kind)] if found.attribute.unique else [])


def _alike(known: _Known, a: Side, b: Side) -> bool:
    """Whether two sides speak of one thing: each names what the other's place speaks of, in the same scope."""
    ours, theirs = known.stated[a.order], known.stated[b.order]
    if ours.attribute.id != theirs.attribute.id or home_of(a.path) != home_of(b.path) or _are_sisters(a, b):
        return False
    if not _same_qualifiers(ours, theirs) or not _same_environment(known, a, b):
        return False
    return _same_subject(known, a, b)


def _same_qualifiers(ours: Stated, theirs: Stated) -> bool:
    harmless = _HARMLESS | ({"monthly", "actual"} if ours.attribute.id in ("cost", "budget") else set())
    mine, yours = ours.qualifiers - harmless, theirs.qualifiers - harmless
    if mine and yours and mine.isdisjoint(yours):
        return False
    only_ours = ours.qualifiers - theirs.scope - theirs.around
    only_theirs = theirs.qualifiers - ours.scope - ours.around
    return not (only_ours | only_theirs) - harmless


def _same_environment(known: _Known, a: Side, b: Side) -> bool:
    here, there = set(a.claim.scope) & _BY_ENVIRONMENT, set(b.claim.scope) & _BY_ENVIRONMENT
    if here and there:
        return not here.isdisjoint(there)
    attribute = known.stated[a.order].attribute
    if not (here or there) or "environment" not in attribute.varies_by:
        return True
    return (here or there) == {"production"} and attribute.id in _OF_PRODUCTION


def _same_subject(known: _Known, a: Side, b: Side) -> bool:
    """Whether each side names what the other's place speaks of; less will do where both documents give one value only."""
    ours, theirs = known.stated[a.order], known.stated[b.order]
    shared = ours.head & theirs.head
    if shared and ours.head <= theirs.around and theirs.head <= ours.around:
        return True
    if len(shared) >= 3 and all(
        len(one.head & two.around) >= _MOSTLY * len(one.head) for one, two in ((ours, theirs), (theirs, ours))
    ):
        return True
    if ours.attribute.unique:
        mine, yours = (side.head if side.own else frozenset() for side in (ours, theirs))
        if mine and yours and not (mine <= theirs.around or yours <= ours.around):
            return False
        if ours.attribute.id in _PER_FAILURE and not (ours.head <= theirs.around and theirs.head <= ours.around):
            return False
        most = 0 if ours.attribute.id in _PER_PART else 1
        return len(mine ^ yours) <= most and known.is_lone(a) and known.is_lone(b)
    smaller = shared in (ours.head, theirs.head)
    if not shared or not smaller:
        return False
    if ours.own != theirs.own and len(shared) >= 2:
        # The heading names what the other text speaks of, and remarks on it: *Option 1: FastMail (free, recommended)*.
        return shared == (ours if ours.own else theirs).head
    return ours.own and theirs.own and known.is_lone(a) and known.is_lone(b)


def _are_sisters(a: Side, b: Side) -> bool:
    """Whether two files of one folder tell of different subjects: *import-pipeline* and *export-pipeline*, 0003 and 0007."""
    if (a.role and b.role and a.role != b.role) or a.path.rpartition("/")[0] != b.path.rpartition("/")[0]:
        return False
    mine, yours = _stem(a.path), _stem(b.path)
    if all(_NUMBERED.match(side.path.rpartition("/")[2]) for side in (a, b)):
        return True
    return bool(mine & yours) and bool(mine - yours) and bool(yours - mine)


@lru_cache(maxsize=4096)
def _stem(path: str) -> frozenset[str]:
    return frozenset(plain_name(path.rpartition("/")[2].rpartition(".")[0]).split()) - _DOCUMENT_WORDS

"""How a channel asks: which claims are of one thing, and whether two of them can both hold."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence, Set

from msgspec import Struct

from crossref.channels.side import Disagreement, Side
from crossref.model import Claim, Severity
from crossref.names import plain_name
from crossref.values import compare, modality

_ENVIRONMENTS = frozenset({"development", "staging", "sandbox", "demo", "production", "cloud", "self-hosted"})
_HARMLESS = frozenset({"default", "current", "limit", "request", "target", "global", "minimum", "maximum", "hourly"})
"""Scope words that do not make another claim when only one side has them."""
_PARTS = frozenset("frontend backend web mobile desktop client server internal external public test".split())
"""Parts of a system: two different ones are two subjects, one alone is the text's own surroundings."""
_BLOCK = 60
"""Claims under one key beyond which the key tells nothing apart, and which keep the cost linear."""


Alike = Callable[[Side, Side], bool]


class Question(Struct, frozen=True):
    """How a channel asks whether claims agree."""

    channel: str
    severity: Severity
    keys: Callable[[Side], Iterable[Hashable]]
    """What a claim is filed under: only claims that share a key are put side by side."""
    alike: Alike = lambda a, b: True
    """Whether two claims are of the same thing."""
    varies: bool = True
    """Whether an environment that only one side names makes it another claim."""
    scoped: bool = True
    """Whether a qualifier (*frontend*, *minimum*) makes it another claim."""
    exact: bool = False
    """Whether the key alone says what is spoken of, so that documents about sister subjects may be compared."""
    subject: Callable[[Side], str] = lambda side: f"{side.claim.subject} {side.claim.attribute}".strip()
    whole: bool = False
    """Whether a key is an identity: then a crowded one is looked at in part and not left out."""


def ask(question: Question, sides: Sequence[Side]) -> Iterator[Disagreement]:
    """What claims on one thing disagree on, across documents; pairs that share a place are one disagreement.

    A document that itself gives several values that cannot all hold says nothing certain, and neither does a pair whose
    claim finds one that fits it in the other's document.
    """
    near = _neighbours(question, sides)
    pairs = [
        (a, b)
        for a, others in near.items()
        for b in others
        if a < b and sides[a].path != sides[b].path and _against(question, sides[a], sides[b])
    ]
    unsure = {index for pair in pairs for index in pair if _torn(question, sides, near, index)}
    kept = [
        (a, b)
        for a, b in pairs
        if not {a, b} & unsure and not _fits(sides, near, a, sides[b].path) and not _fits(sides, near, b, sides[a].path)
    ]
    for cluster in _clusters(kept):
        witnesses = _witnesses(question, sides, near, cluster)
        members = tuple(sorted((sides[index] for index in cluster | witnesses), key=lambda side: side.order))
        yield Disagreement(question.channel, question.subject(members[0]), members, question.severity)


def same_scope(a: Claim, b: Claim, *, varies: bool) -> bool:
    """Whether two claims can be about the same: no other environment, no other qualifier."""
    ours, theirs = set(a.scope), set(b.scope)
    here, there = ours & _ENVIRONMENTS, theirs & _ENVIRONMENTS
    if here and there:
        if here.isdisjoint(there):
            return False
    elif varies and (here or there):
        return False
    if {"minimum", "maximum"} <= ours ^ theirs:
        return False
    mine, yours = ours & _PARTS, theirs & _PARTS
    if mine and yours and mine.isdisjoint(yours):
        return False
    return not ((ours ^ theirs) - _ENVIRONMENTS - _HARMLESS - _PARTS)


def are_apart(a: Claim, b: Claim) -> bool:
    """Whether two claims name environments, and none in common."""
    here, there = set(a.scope) & _ENVIRONMENTS, set(b.scope) & _ENVIRONMENTS
    return bool(here and there) and here.isdisjoint(there)


def are_sisters(a: str, b: str) -> bool:
    """Whether two files of one folder are named alike for different subjects: *import-pipeline*, *export-pipeline*."""
    (ours, mine), (theirs, yours) = ((path.rpartition("/")[0], _stem(path)) for path in (a, b))
    if re.match(r"\d", _name(a)) and re.match(r"\d", _name(b)):
        return True
    return ours == theirs and bool(mine & yours) and bool(mine - yours) and bool(yours - mine)


def _name(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]


def _stem(path: str) -> frozenset[str]:
    return frozenset(plain_name(_name(path)).split())


def _neighbours(question: Question, sides: Sequence[Side]) -> Mapping[int, set[int]]:
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for index, side in enumerate(sides):
        for key in question.keys(side):
            blocks[key].append(index)
    near: dict[int, set[int]] = defaultdict(set)
    for members in blocks.values():
        if len(members) < 2 or (len(members) > _BLOCK and not question.whole):
            continue
        for position, a in enumerate(members[:_BLOCK]):
            for b in members[position + 1 : _BLOCK]:
                if question.alike(sides[a], sides[b]):
                    near[a].add(b)
                    near[b].add(a)
    return near


def _against(question: Question, a: Side, b: Side) -> bool:
    if {modality(a.claim.value), modality(b.claim.value)} in ({"minimum", "maximum"}, {"range", "maximum"}):
        return False  # a goal and the limit at which an alarm is raised
    if not question.exact and are_sisters(a.path, b.path):
        return False
    alike = same_scope(a.claim, b.claim, varies=question.varies) if question.scoped else not are_apart(a.claim, b.claim)
    return alike and compare(a.claim.value, b.claim.value) == "conflict"


def _torn(question: Question, sides: Sequence[Side], near: Mapping[int, set[int]], index: int) -> bool:
    """Whether a claim's own document says otherwise too."""
    side = sides[index]
    return any(
        sides[other].path == side.path
        and (not question.scoped or same_scope(sides[other].claim, side.claim, varies=False))
        and not are_apart(sides[other].claim, side.claim)
        and compare(sides[other].claim.value, side.claim.value) == "conflict"
        for other in near[index]
    )


def _witnesses(question: Question, sides: Sequence[Side], near: Mapping[int, set[int]], cluster: Set[int]) -> set[int]:
    """The other places that say what one of a cluster says of the same thing: whoever mends it has to look there too."""
    return {
        other
        for index in cluster
        for other in near[index] - cluster
        if compare(sides[other].claim.value, sides[index].claim.value) == "equal"
        and (not question.scoped or same_scope(sides[other].claim, sides[index].claim, varies=question.varies))
        and not are_apart(sides[other].claim, sides[index].claim)
        and (question.exact or not are_sisters(sides[other].path, sides[index].path))
    }


def _fits(sides: Sequence[Side], near: Mapping[int, set[int]], index: int, path: str) -> bool:
    """Whether a document has a claim of the same thing that agrees with this one."""
    return any(
        sides[other].path == path
        and compare(sides[other].claim.value, sides[index].claim.value) in ("equal", "compatible")
        for other in near[index]
    )


def _clusters(pairs: Sequence[tuple[int, int]]) -> list[set[int]]:
    leader: dict[int, int] = {}

    def find(index: int) -> int:
        while leader.setdefault(index, index) != index:
            index = leader[index]
        return index

    for a, b in pairs:
        leader[find(a)] = find(b)
    members: dict[int, set[int]] = defaultdict(set)
    for index in sorted(leader):
        members[find(index)].add(index)
    return list(members.values())

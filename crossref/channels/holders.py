"""Channel: who holds a role. One name stands everywhere, and its alternative at a single place, said of the same thing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import log

from crossref.channels.homes import home_of, is_named_for
from crossref.channels.question import are_apart
from crossref.channels.roles import FAMILIES, NARROW, ROLES, SETTINGS, TOGETHER
from crossref.channels.side import Disagreement, Side
from crossref.context import is_in_other_script
from crossref.model import Severity
from crossref.values import Name

_NO_CHOICE = re.compile(
    r"\b(?:or|e\.g|for example|such as|like|unlike|similar|compatible|compatibility|supports?|supported|supporting|optional(?:ly)?"
    r"|options?|can(?:not)?|any|alternativ\w*|instead|vs|versus|migrat\w*|imports?|importing|export\w*|adapters?"
    r"|integrations?|plugins?|drivers?|convert\w*|detect\w*|switch\w*|replac\w*|other|others|another|than|both"
    r"|if|when|whether|unless|equivalent|inspired|competitors?|comparable|dialects?|syntax|also|plus|backends|databases"
    r"|oder|ou|fallback|either|choice of|depending|scan\w*|pars(?:e|es|ing)|wrapp?\w*|targets|emulat\w*|mocks?|not|no)\b",
    re.IGNORECASE,
)
"""Words close to a name that list, compare, support or convert, and do not say what is in use."""
_NEAR = 40
_COMPARED = re.compile(
    r"\b(?:over|vs\.?|versus|than|instead of|unlike|like|to) (?:the |an? )?[`*]{0,2}\{\}", re.IGNORECASE
)
"""What stands before the name that was not chosen."""
_PREFERRED = re.compile(r"\{\}[`*]{0,2} over\b", re.IGNORECASE)
_DEAD = frozenset({"alternative", "negated", "past"})
_ENOUGH = 2
"""How often the usual name must stand."""
_CLOSE = 0.5
"""How much of what the shorter text says the other must say too, where neither names the role."""
_PARTS = frozenset("frontend backend web mobile desktop client server".split())
_OWN = frozenset({"mobile", "desktop"})
_DIGESTS = frozenset("hash hashed hashing algorithm digest function checksum".split())
_COMMON = frozenset(
    "see run running file document docs service system application app project code build new main work add make need based"
    " feature section type first key note user end name list provide include".split()
)


def disagreements(sides: Sequence[Side]) -> Iterator[Disagreement]:
    """Names that stand alone against the one that other documents give the same role."""
    families: dict[str, dict[str, list[Side]]] = defaultdict(lambda: defaultdict(list))
    for side in sides:
        value = side.claim.value
        if isinstance(value, Name):
            families[FAMILIES.get(value.group, value.group)][value.name].append(side)
    weights = _weights(sides)
    seen: list[set[tuple[str, int]]] = []
    for family, names in sorted(families.items()):
        for name, places in sorted(names.items()) if len(names) > 1 else ():
            alive = [side for side in places if not _is_rejected(side)]
            if len(alive) == 1 and _may_state(family, alive[0]):
                for found in _against(family, name, alive[0], names, weights):
                    lines = {side.place for side in found.sides}
                    if not any(lines <= known for known in seen):  # where both stand alone, each is odd to the other
                        seen.append(lines)
                        yield found


def _weights(sides: Sequence[Side]) -> Mapping[str, float]:
    counts = Counter(word for side in sides for word in side.words)
    return {word: log(1 + len(sides) / count) for word, count in counts.items()}


def _is_rejected(side: Side) -> bool:
    """Whether a name is only an alternative that was not taken, so that naming it says nothing of its use."""
    return side.claim.tense in _DEAD or _COMPARED.search(side.claim.said) is not None


def _may_state(family: str, side: Side) -> bool:
    claim = side.claim
    if claim.tense != "stated" or (claim.form == "code" and family not in _IN_CODE):
        return False
    if isinstance(claim.value, Name) and is_named_for(side.path, claim.value.name):
        return False
    if _PREFERRED.search(claim.said) or is_in_other_script(claim.said):
        return False
    at = claim.said.find("{}")
    return not _NO_CHOICE.search(f"{claim.attribute} {claim.said[max(0, at - _NEAR) : at + 2 + _NEAR]}")


_ONCE = SETTINGS | {"licence"}
"""Families whose members a set says once where it says them."""
_IN_CODE = SETTINGS | {"region"}
"""Families that a command or configuration states as well as a sentence."""


def _against(
    family: str, name: str, odd: Side, names: Mapping[str, Sequence[Side]], weights: Mapping[str, float]
) -> Iterator[Disagreement]:
    usual = [other for other in sorted(names) if other != name and frozenset((name, other)) not in TOGETHER]
    if any(side.path == odd.path and _whole(side) == _whole(odd) for other in usual for side in names[other]):
        return  # a sentence that names both compares or combines them
    if odd.claim.form == "list" and any(
        side.path == odd.path and side.claim.form == "list" and side.claim.listing == odd.claim.listing
        for other in usual
        for side in names[other]
    ):
        return  # one item of a list of what there is to choose from
    alive = {other: [side for side in names[other] if not _is_rejected(side)] for other in usual}
    alone = sum(len(places) >= _ENOUGH for places in alive.values()) == 1
    best: tuple[float, list[Side]] = (0.0, [])
    for places in alive.values():
        if len(places) < (1 if family in _ONCE else _ENOUGH):
            continue
        found = [
            (score, side)
            for side in places
            if side.path != odd.path and (score := _score(family, odd, side, weights, alone=alone))
        ]
        if found:
            found.sort(key=lambda pair: (-pair[0], pair[1].order))
            best = max(best, (found[0][0], [side for _, side in found]), key=lambda pair: pair[0])
    if best[1]:
        chosen: dict[str, Side] = {}
        for side in best[1]:
            chosen.setdefault(side.path, side)
        members = sorted((odd, *list(chosen.values())[:3]), key=lambda side: side.order)
        yield Disagreement("holder", family, tuple(members), Severity.WARNING)


def _is_other_part(odd: Side, side: Side) -> bool:
    """Whether two texts speak of different parts of a system, or only the odd one of a part of its own."""
    ours, theirs = _PARTS & set(odd.claim.scope), _PARTS & set(side.claim.scope)
    return ours.isdisjoint(theirs) and bool(theirs or ours & _OWN) and bool(ours)


def _whole(side: Side) -> str:
    return side.claim.said.replace("{}", side.claim.written, 1)


def _score(family: str, odd: Side, side: Side, weights: Mapping[str, float], *, alone: bool) -> float:
    """How much two texts name the same role: 0 for not enough."""
    if home_of(odd.path) != home_of(side.path) or are_apart(odd.claim, side.claim) or _is_other_part(odd, side):
        return 0.0
    if (side.claim.form == "code" and family not in _IN_CODE) or is_in_other_script(side.claim.said):
        return 0.0
    names = {odd.claim.written.lower(), side.claim.written.lower()}
    ours, theirs = odd.words - names - _COMMON, side.words - names - _COMMON
    common = ours & theirs
    if family in SETTINGS:
        return 1.0 + len(common)
    if family == "hash" and common <= _DIGESTS:
        return 0.0  # signatures, integrity and identifiers each have one of their own
    roles = ROLES.get(family, frozenset())
    weight = sum(weights[word] for word in common)
    share = weight / (min(sum(weights[word] for word in words) for words in (ours, theirs)) or 1.0)
    if family in NARROW and (roles & ours or common):
        return 1.0 + share
    if common & roles and (alone or len(common) > 1):
        return share + len(common & roles)
    return share if len(common) > 1 and share >= _CLOSE else 0.0

"""What makes statements of one label two: sister documents, other parts, modes and dates. Asked of every disagreement.

Channels judge labels and values; here is judged who speaks. It is asked last, of what a channel has found, so that each
channel need not know it: a pair of sides that are apart speaks against nothing, and what is left without a pair is silent.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from msgspec.structs import replace

from crossref.channels.homes import home_of
from crossref.channels.side import Disagreement, Side
from crossref.model import Document, Severity
from crossref.standing import are_from_one_template, is_of_the_whole
from crossref.value import Quantity
from crossref.values import compare, show

_MANY = 3
"""Disagreements of two documents beyond which they tell of two things."""
_EXACT = frozenset({"variable", "values", "technology"})
"""Channels whose names are of one thing wherever they stand."""
_SOFT = frozenset({"attribute", "cell", "holder", "choice"})
"""Channels that are no more than a hint between documents of which one tells of a part or a subject of its own."""
_SMALL = 40
"""Documents up to which all tell of one whole; among more of them the same label is met by chance."""
_RUNNING = frozenset({"port", "variable", "address"})
"""Channels whose values depend on how a system is run."""
_PLAN = re.compile(r"\[ \]|[\u2610\u2b1c]")
_STAGE = re.compile(
    r"\b(?:phase|sprint|week|milestone|stage|fase|etapa|\u044d\u0442\u0430\u043f|\u0444\u0430\u0437\u0430)\W?\d",
    re.IGNORECASE,
)
_GOAL = re.compile(
    r"\b(?:targets?|goals?|aims?|metas?|objetivos?|ziele?|objectifs?|\u0446\u0435\u043b\u044c|deliverables?)\b",
    re.IGNORECASE,
)
_MONTHS = (
    "jan feb mar apr may jun jul aug sep oct nov dec ene abr ago dic janv fév fev fevr avr mai juin juil août out dez mär"
    " okt gen mag giu lug ott янв фев март мар апр май мая июн июл авг сен окт ноя дек"
    " يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"
).split()
_DATE = re.compile(
    rf"\{{\}}[.,]?\s*(?:de |of )?(?:{'|'.join(sorted(set(_MONTHS), key=len, reverse=True))})[^\W\d]*(?:\W{{1,3}}(?:de |del )?\d{{4}}|\W|$)"
    r"|\{\}\s*[\u6708\u65e5\u5e74]",
    re.IGNORECASE,
)
"""A day's number before its month."""
_SINCE = re.compile(
    r"(?:\b(?:since|depuis|introduced in|added in|removed in|supported (?:since|from|by|in)|support\u00e9\w*)|\b(?:cible|target(?: version)?)\s*:)"
    r"[^.;|]{0,30}\{\}",
    re.IGNORECASE,
)
"""Versions that something else came with, or is meant for."""
_RUN = re.compile(
    r"\b(?:actual run|test run|measured (?:on|with)|ran (?:on|against)|tested (?:on|with|against))\b", re.IGNORECASE
)
"""What was so when somebody tried it."""
_ROUND = re.compile(r"\d\s?[kKmMbB]\+?(?![A-Za-z])|^[~\u2248]")
_SLACK = 0.1
_INSIDE = re.compile(r"\b(?:internal(?:ly)?|prox(?:y|ies|ied)|upstream)\b", re.IGNORECASE)
"""What tells of a port behind another."""
_MODES = {
    word: mode
    for mode, words in {
        "development": "development dev",
        "cluster": "cluster clustered clustering swarm",
        "docker": "docker compose container containers",
        "kubernetes": "kubernetes k8s helm",
        "native": "native bare manual standalone systemd windows",
        "android": "android ios termux",
        "offline": "offline airgapped",
        "tests": "e2e",
        "use": "quick quickstart quickstarts production",
    }.items()
    for word in words.split()
}
"""A word of a heading or a path that names a way of running -> the way."""
_ALONE = frozenset({"cluster", "android", "offline", "tests"})
"""Ways of running that are another matter than what names no way at all."""
_WORD = re.compile(r"[a-z0-9]+")
_DOCS = re.compile(r"(?:^|/)(?:docs?|documentation|dokumentation|wiki|[^/]*-docs)(?:/|$)", re.IGNORECASE)


def without_apart(found: Iterable[Disagreement], documents: Mapping[str, Document]) -> Iterator[Disagreement]:
    """What is left of some disagreements when sides that are apart no longer speak against each other."""
    told = [replace(one, sides=tuple(filter(_says_what_is, one.sides))) for one in found]
    sisters = _Sisters(told, documents)
    for one in told:
        pairs = [
            (a, b)
            for a, b in combinations(one.sides, 2)
            if a.path != b.path and _differ(a, b) and not _are_apart(one, a, b)
            and (one.channel in _EXACT or not sisters.are(a.path, b.path))
        ]  # fmt: skip
        if pairs:
            severity = _weighed(one, pairs, documents)
            yield replace(one, sides=_left(one, [side for pair in pairs for side in pair]), severity=severity)


def _weighed(one: Disagreement, pairs: Sequence[tuple[Side, Side]], documents: Mapping[str, Document]) -> Severity:
    """How sure a disagreement is: less where, of many documents, none of its pairs stands in those of the whole set."""
    if one.channel.partition(" ")[0] not in _SOFT or len(documents) <= _SMALL:
        return one.severity
    if one.channel != "technology" and any(
        is_of_the_whole(documents[a.path]) and is_of_the_whole(documents[b.path]) for a, b in pairs
    ):
        return one.severity
    return min(one.severity, Severity.INFO)


def _differ(a: Side, b: Side) -> bool:
    ours, theirs = a.claim.value, b.claim.value
    relation = compare(ours, theirs)
    return relation == "conflict" or (relation == "incomparable" and show(ours) != show(theirs))


def _left(one: Disagreement, speakers: Sequence[Side]) -> tuple[Side, ...]:
    """The sides of some pairs, and the others that say the same as one of them."""
    places = {side.order for side in speakers}
    said = {show(side.claim.value) for side in speakers}
    paths = {side.path for side in speakers}
    return tuple(
        side
        for side in one.sides
        if side.order in places or (show(side.claim.value) in said and (side.path in paths or len(one.sides) == 2))
    )


def _says_what_is(side: Side) -> bool:
    """Whether a side's place is none of a plan's steps, of a date or of a version that something else came with."""
    claim = side.claim
    text = f"{claim.subject} {claim.attribute} {claim.said}"
    if _PLAN.search(text) or any(_PLAN.search(title) for title in side.above[:1]):
        return False
    if _GOAL.search(text) and (_STAGE.search(text) or any(_STAGE.search(title) for title in side.above)):
        return False
    is_day = claim.written.strip(" *`").isdigit() and bool(_DATE.search(claim.said))
    return not (is_day or _SINCE.search(claim.said) or _RUN.search(claim.said))


def _are_apart(one: Disagreement, a: Side, b: Side) -> bool:
    if _are_of_two_parts(a.path, b.path) or _are_about_equal(a, b):
        return True
    if one.channel.partition(" ")[0] not in _RUNNING:
        return False
    if one.channel == "port" and bool(_INSIDE.search(a.claim.said)) != bool(_INSIDE.search(b.claim.said)):
        return True
    ours, theirs = modes_of(a), modes_of(b)
    if ours and theirs:
        return ours.isdisjoint(theirs)
    return bool((_modes_in(a.path) | _modes_in(b.path)) & _ALONE)


def _are_of_two_parts(a: str, b: str) -> bool:
    """Whether two documents lie beside two parts of a repository, and each tells of its own."""
    ours, theirs = _part(a), _part(b)
    return bool(ours and theirs) and ours != theirs


def _part(path: str) -> str:
    folder, _, name = path.rpartition("/")
    if not folder or _DOCS.search(folder):
        return ""
    return home_of(path) or (folder.lower() if name.lower().startswith("readme") else "")


def _are_about_equal(a: Side, b: Side) -> bool:
    """Whether one of two amounts is rounded (*21K*), and the other near it."""
    ours, theirs = a.claim.value, b.claim.value
    if not isinstance(ours, Quantity) or not isinstance(theirs, Quantity) or not ours.low or not theirs.low:
        return False
    if ours.type != "count" or not (_ROUND.search(a.claim.written) or _ROUND.search(b.claim.written)):
        return False
    return abs(ours.low - theirs.low) <= _SLACK * max(ours.low, theirs.low)


def modes_of(side: Side) -> frozenset[str]:
    """The ways of running that a side's file and headings name; the innermost that names one decides."""
    return next(filter(None, map(_modes_in, (*side.above[:2], side.path))), frozenset())


def _modes_in(text: str) -> frozenset[str]:
    return frozenset(_MODES[word] for word in _WORD.findall(text.lower()) if word in _MODES)


class _Sisters:
    """Which documents are siblings: made from one template, or of one folder and at odds in many places."""

    def __init__(self, found: Sequence[Disagreement], documents: Mapping[str, Document]) -> None:
        self._documents = documents
        self._known: dict[tuple[str, str], bool] = {}
        self._counts: Counter[tuple[str, str]] = Counter()
        for one in found:
            if one.channel not in _EXACT:
                paths = sorted({side.path for side in one.sides})
                self._counts.update(combinations(paths, 2))

    def are(self, a: str, b: str) -> bool:
        """Whether the documents at two paths are siblings."""
        pair = (a, b) if a < b else (b, a)
        if pair not in self._known:
            self._known[pair] = self._look(*pair)
        return self._known[pair]

    def _look(self, a: str, b: str) -> bool:
        ours, theirs = self._documents.get(a), self._documents.get(b)
        if ours is None or theirs is None:
            return False
        if self._counts[a, b] > _MANY and ours.role is theirs.role is None and _folder(a) == _folder(b) != "":
            return True
        return are_from_one_template(ours, theirs)


def _folder(path: str) -> str:
    return path.rpartition("/")[0]

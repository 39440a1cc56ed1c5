"""Channel: a technology and its version. The same technology name is enough to align versions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from functools import partial
from itertools import combinations

from msgspec.structs import replace

from crossref.channels.homes import home_of, is_record
from crossref.channels.question import are_apart
from crossref.channels.side import Disagreement, Side
from crossref.context import is_in_other_script
from crossref.memory import Recall, afresh
from crossref.model import Claim, Severity
from crossref.names import plain_name
from crossref.values import Group, Name, Value, Version, compare, kind_of, parse

_NO_NAMES = frozenset(
    "version api section phase step adr chapter figure table release v draft document doc app application date status"
    " changelog schema minimum required prerequisites specification spec standard protocol app-version current"
    " openapi swagger tls ssl http oauth appversion product package since use rfc iso stage milestone sprint"
    " versión versão guide plan design iteration json ieee part level".split()
)
_NODE = re.compile(r"[Nn]ode \d$")
"""A node of a cluster, and no old version of the runtime."""
_SUFFIX = re.compile(r"\s*(?:\(.*\)|oss|community|enterprise|server|engine|runtime|language)\s*$", re.IGNORECASE)
_PREFIX = re.compile(r"^(?:use|using|run|running|requires?|needs?|install|the|with|on)\s+", re.IGNORECASE)
_OTHER = re.compile(
    r"\b(?:drivers?|clients?|sdks?|adapters?|connectors?|crates?|bindings?|plugins?|compatible|exporters?"
    r"|operator|charts?|syntax|introduced|available|since|still|bumped|moved|upgrad\w+|dropped|until"
    r"|unsupported|deprecated|peer|ranges?|transitive|include[sd]?|fall(?:s|ing)? back|fails?|failed|errors?|bugs?|issues?"
    r"|crash\w*|tested|matrix|if|released|emulat\w+|older|newer"
    r"|warnings?|breaks?|broken|prior|yet)(?![\w/-])|\{\}[`*]* ?features?\b|\bfeatures?\b[^.(]*\{\}",
    re.IGNORECASE,
)
"""What makes a version another thing's than the one in use: a driver's, a feature's, a fault's."""
_SEVERAL = re.compile(r"\{\}[`*]{0,2}(?:\.x)?(?: ?(?:/|,|&|–|or\b|and\b|to\b|through\b|-) ?[`*]{0,2}v?\d)")
_SEVERAL_BEFORE = re.compile(r"\d(?:\.x)?[`*+]{0,3} ?(?:/|,|&|–|or|and|to|→|->) ?[`*]{0,2}(?:[A-Z][\w.]* )?\{\}")
_OPEN = re.compile(r"[⬜⚠❌☐🔴]|^\s*\[ \]|\betc\b")
"""Marks of what is still to be done, or goes wrong."""
_SERVERS = frozenset(
    {"database", "cache", "message broker", "search engine", "time series database", "vector database"}
)
"""Groups whose lower-case name in a list of versions is a client library's: *mongodb 3.4*."""
_VERSION = re.compile(r"\d\.\d")
_SYSTEMS = frozenset(
    {"ubuntu", "debian", "alpine", "alpine linux", "centos", "fedora", "rhel", "rocky linux", "windows", "macos"}
)
"""Operating systems: servers, images and those who use a program may each have another."""
_MANY = 4
"""Versions that exclude each other, from which on a set tells of the technology and not of its own use of it."""
_SHOWN = 8
"""Places of the usual version beyond which one for each document is enough to show."""
_MOST = 60
"""Claims on one technology that are looked at: what a set says oftener, it says in the first ones."""


def disagreements(sides: Sequence[Side], recall: Recall = afresh) -> Iterator[Disagreement]:
    """Versions that documents give one technology."""
    claims: dict[str, list[Side]] = defaultdict(list)
    listed = frozenset(name for side in sides if (name := _listed(side.claim)))
    for side in sides:
        if not is_record(side.path):
            for technology, version in recall(("versions", listed), side, partial(_versioned, side, listed)):
                claim = replace(side.claim, value=version, subject=technology)
                claims[technology].append(replace(side, claim=claim))
    for technology, versions in sorted(claims.items()):
        if len({side.path for side in versions}) > 1:
            yield from _of_one(technology, versions[:_MOST])


def _of_one(technology: str, sides: Sequence[Side]) -> Iterator[Disagreement]:
    """What documents say of one technology: the odd one out, or else two documents that each say one thing."""
    foes = _foes(sides)
    severity = Severity.INFO if technology.casefold() in _SYSTEMS else Severity.WARNING
    if _are_many(sides):
        return  # a text about the technology, or several places of use
    for index, against in sorted(foes.items()):
        if _is_odd(sides, foes, index, against):
            others = [sides[other] for other in against]
            if len(others) > _SHOWN:
                others = list({side.path: side for side in reversed(others)}.values())
            members = sorted((sides[index], *others), key=lambda side: side.order)
            yield Disagreement("technology", technology, tuple(members), severity)
            return
    whole = [index for index, side in enumerate(sides) if not _is_torn(sides, foes, index)]
    pairs = [
        (a, b)
        for a, b in combinations(whole, 2)
        if b in foes.get(a, ()) and not _fits(sides, a, b) and not _fits(sides, b, a)
    ]
    if pairs:
        told = sorted({index for pair in pairs for index in pair}, key=lambda index: sides[index].order)
        yield Disagreement("technology", technology, tuple(sides[index] for index in told), severity)


def _are_many(sides: Sequence[Side]) -> bool:
    """Whether so many versions are named that there is no one version in use."""
    kinds: list[Side] = []
    for side in sides:
        if all(compare(side.claim.value, kind.claim.value) == "conflict" for kind in kinds):
            kinds.append(side)
    return len(kinds) >= _MANY


def _foes(sides: Sequence[Side]) -> dict[int, list[int]]:
    foes: dict[int, list[int]] = defaultdict(list)
    for a, b in combinations(range(len(sides)), 2):
        one, two = sides[a], sides[b]
        if home_of(one.path) != home_of(two.path) or are_apart(one.claim, two.claim):
            continue
        if compare(one.claim.value, two.claim.value) == "conflict":
            foes[a].append(b)
            foes[b].append(a)
    return foes


def _is_odd(sides: Sequence[Side], foes: dict[int, list[int]], index: int, against: Sequence[int]) -> bool:
    """Whether a claim stands alone against several documents that agree with each other."""
    others = {sides[other].path for other in against}
    beside = any(sides[other].place == sides[index].place for other in against)  # *3 Pro, 3 Flash and 2.5 Flash*
    if len(others - {sides[index].path}) < 2 and (len(others) < 2 or len(against) < 3 or beside):
        return False
    enemies = set(against)
    if sides[index].role == "decisions" and _is_torn(sides, foes, index):
        return False  # what was before a decision, and the reasons for it, stand beside it
    if any(_is_patch(sides[index], sides[other]) for other in against) or any(
        enemies & set(foes[other]) for other in against
    ):
        return False
    return all(other == index or other in enemies or _is_wide(sides, other, against) for other in range(len(sides)))


def _is_patch(a: Side, b: Side) -> bool:
    """Whether two versions differ in their third number only: a floor and what is installed."""
    one, two = a.claim.value, b.claim.value
    assert isinstance(one, Version)
    assert isinstance(two, Version)
    return (one.low or one.high)[:2] == (two.low or two.high)[:2] and len(one.low or one.high) > 2


def _is_wide(sides: Sequence[Side], index: int, against: Sequence[int]) -> bool:
    """Whether a claim agrees with both sides, and so decides nothing: *6+* and *7+* both allow 8."""
    return all(compare(sides[index].claim.value, sides[other].claim.value) != "conflict" for other in against)


def _is_torn(sides: Sequence[Side], foes: dict[int, list[int]], index: int) -> bool:
    """Whether a claim's own document says otherwise too."""
    return any(sides[other].path == sides[index].path for other in foes.get(index, ()))


def _fits(sides: Sequence[Side], index: int, foe: int) -> bool:
    """Whether the foe's document has another claim that agrees with this one, and not with the foe as well."""
    path = sides[foe].path
    return any(
        side.path == path
        and compare(side.claim.value, sides[index].claim.value) in ("equal", "compatible")
        and compare(side.claim.value, sides[foe].claim.value) == "conflict"
        for side in sides
    )


# -- which claims give a version ------------------------------------------------------------------------------------


def _versioned(side: Side, listed: Set[str] = frozenset()) -> list[tuple[str, Version]]:
    """The technologies of a claim and their versions; a set of them has several."""
    claim = side.claim
    value = claim.value
    if _OPEN.search(claim.said) or (_VERSION.search(claim.attribute) and claim.written not in claim.attribute):
        return []
    near = _near(claim)
    if claim.form == "prose" and is_in_other_script(near):
        return []
    if _OTHER.search(near) or _SEVERAL.search(claim.said) or _SEVERAL_BEFORE.search(claim.said):
        return []
    items = value.items if isinstance(value, Group) else (value,)
    found = [named for item in items if (named := _one(side, item, listed))]
    return [(name, version) for name, version in found if not version.stage]


def _near(claim: Claim) -> str:
    """The words right around a version, its label included."""
    at = claim.said.find("{}")
    near = claim.said[max(0, at - 45) : at + 34] if at >= 0 else ""
    return (
        f"{claim.subject} {claim.attribute} {near}"
        if claim.form == "table" and _is_version(claim)
        else f"{claim.attribute} {near}"
    )


def _one(side: Side, value: Value, listed: Set[str]) -> tuple[str, Version] | None:
    claim = side.claim
    if claim.key.startswith("count ") or "@" in claim.written or _NODE.match(claim.written):
        return None
    if isinstance(value, Name) and value.type == "technology" and value.version is not None:
        return value.name, value.version
    if isinstance(value, Version) and claim.subject and (_is_version(side.claim) or not claim.attribute):
        return _named(side, value, listed)
    if isinstance(value, Version) and claim.attribute and claim.form in ("table", "list"):
        attribute = parse(claim.attribute, "technology")
        return (attribute.name, value) if isinstance(attribute, Name) else None
    return None


def _named(side: Side, version: Version, listed: Set[str]) -> tuple[str, Version] | None:
    """The technology by its known name, or the name of a package that no other thing could have."""
    name = _PREFIX.sub("", _SUFFIX.sub("", side.claim.subject).strip("`* "))
    known = parse(name, "technology") or parse(name)
    if isinstance(known, Group):
        known = known.items[0]
    if isinstance(known, Name) and kind_of(known) == "technology":
        library = side.claim.form == "table" and known.group in _SERVERS and name.strip("[`*").islower()
        return None if library or name.startswith("[") else (known.name, version)
    plain = plain_name(name)
    words = plain.split()
    if not words or len(words) > 3 or _NO_NAMES & set(words) or len(plain) < 3 or len(version.low or version.high) < 2:
        return None
    packaged = "-" in name or "/" in name or name.islower()
    if side.claim.form == "code":
        return None
    is_listed = plain in listed or (side.claim.form == "table" and _is_version(side.claim))
    return (plain, version) if is_listed or (packaged and " " not in name) else None


def _listed(claim: Claim) -> str:
    """What a table's column of versions calls a package of several words, whose name other texts give as well."""
    if claim.form != "table" or not isinstance(claim.value, Version) or not _is_version(claim):
        return ""
    plain = plain_name(_SUFFIX.sub("", claim.subject).strip("`* "))
    return plain if " " in plain and len(plain) > 6 else ""


def _is_version(claim: Claim) -> bool:
    return any(word in claim.attribute.lower() for word in ("version", "versión", "versão"))

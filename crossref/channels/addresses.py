"""Channel: the base URL of an API, and the prefix that all of its paths have."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from crossref.channels.homes import home_of
from crossref.channels.question import Question, ask
from crossref.channels.side import Disagreement, Side
from crossref.model import Claim, Severity
from crossref.values import Address

_LABEL = re.compile(
    r"\b(?:api|rest|url|route|path)? ?(?:base|root|prefix|präfix|préfixe|prefijo|prefixo)[ -]?(?:urls?|path|endpoint)?$"
    r"|\bur[li] (?:de )?base$|\bruta base$|\bbasis-?(?:url|pfad)$",
    re.IGNORECASE,
)
"""What labels call a base by."""
_TELLING = re.compile(
    r"\b(?:base|root) ?(?:url|path)|\bapi\b|\bprefix|\brest\b|^url base|^ruta base|^basis", re.IGNORECASE
)
_VARIABLE = re.compile(r"API_(?:BASE_)?(?:URL|PATH|PREFIX)$|^env (?:\w+_)?(?:BASE_URL|BASE_PATH)$")
_SAID = re.compile(
    r"\b(?:all|every|alle|todas|todos|toutes|tous)\b[^.;:|]{0,50}\b(?:endpoints?|routes?|paths?|apis?|rutas|rotas|requests)\b[^.;:|]{0,30}"
    r"\b(?:under|with|at|from|bajo|con|sob|sous|unter)\b[^.;:|{}]{0,20}\{\}"
    r"|\b(?:base (?:url|path)|api prefix)(?: is| of|:)?[ `*]*\{\}",
    re.IGNORECASE,
)
"""What sentences say of a prefix: *All routes live under /api*."""
_ROOTS = re.compile(r"(?:/[\w.{}:-]+){1,5}")
_FILE = re.compile(r"\.\w{2,5}$")
_OTHERS = re.compile(
    r"\b(?:websocket|graphql|grpc|socket|callback|redirect|webhook|upstream|third|oauth|cdn|asset|static)", re.I
)
"""Bases of something other than the interface itself."""


_NEAR = 40
"""Characters before an address that may say of what it is the base."""


def disagreements(sides: Sequence[Side]) -> Iterator[Disagreement]:
    """Base paths that documents give one host, and the prefixes that documents give the interface of the whole."""
    hosted: dict[tuple[str, str, int], list[Side]] = defaultdict(list)
    prefixes: dict[str, list[Side]] = defaultdict(list)
    for side in sides:
        value = side.claim.value
        if isinstance(value, Address) and len(value.path) > 1 and _is_base(side.claim, value):
            if value.host:
                hosted[home_of(side.path), value.host, value.port].append(_as_path(side, value))
            else:
                prefixes[home_of(side.path)].append(_as_path(side, value))
    for _, members in sorted(hosted.items()):
        yield from ask(_QUESTION, members)
    for _, members in sorted(prefixes.items()):
        if _are_two(members):
            yield from ask(_QUESTION, members)


def _are_two(sides: Sequence[Side]) -> bool:
    """Whether just two prefixes are given, and each document gives one of them: a system with more has several interfaces."""
    given: dict[str, set[str]] = defaultdict(set)
    for side in sides:
        if isinstance(side.claim.value, Address):
            given[side.path].add(side.claim.value.path.split("/")[1])
    return len(set().union(*given.values())) == 2 and all(len(roots) == 1 for roots in given.values())


def _is_base(claim: Claim, value: Address) -> bool:
    """Whether an address is called the base of an interface."""
    if (
        claim.form == "diagram"
        or claim.standing == "example"
        or not _ROOTS.fullmatch(value.path)
        or _FILE.search(value.path)
    ):
        return False
    if claim.key.startswith("env "):
        return bool(_VARIABLE.search(claim.key)) and bool(value.host)
    before, _, after = claim.said.partition("{}")
    if _OTHERS.search(f"{claim.subject} {claim.attribute} {before[-_NEAR:]} {after[: _NEAR // 4]}"):
        return False
    return _is_label(claim) or bool(_SAID.search(claim.said))


def _is_label(claim: Claim) -> bool:
    """Whether the label calls it so, or the heading above a label that says where: *Production*."""
    label = claim.attribute.strip(" *`:")
    if not label or claim.form == "table":
        return False
    if _LABEL.search(label):
        return bool(_TELLING.search(label))
    return bool(_LABEL.search(claim.subject) and _TELLING.search(claim.subject)) and len(label.split()) <= 2


def _as_path(side: Side, value: Address) -> Side:
    return replace(side, claim=replace(side.claim, value=Address("path", "", "", 0, value.path)))


_QUESTION = Question(
    "address",
    Severity.WARNING,
    lambda side: ("base",),
    exact=True,
    scoped=False,
    subject=lambda side: "API base path",
)

"""Channel: a technology and its version. The same technology name is enough to align versions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from crossref.channels.question import Question, ask
from crossref.channels.side import Disagreement, Side
from crossref.model import Severity
from crossref.names import plain_name
from crossref.values import Group, Name, Value, Version, kind_of, parse

_NO_NAMES = frozenset(
    "version api section phase step adr chapter figure table release v draft document doc app application date status"
    " changelog schema minimum required prerequisites specification spec standard protocol app-version current"
    " openapi swagger tls ssl http oauth appversion product package since".split()
)
_NODE = re.compile(r"[Nn]ode \d$")
"""A node of a cluster, and no old version of the runtime."""
_SUFFIX = re.compile(r"\s*(?:\(.*\)|oss|community|enterprise|server|engine|runtime|language)\s*$", re.IGNORECASE)


def disagreements(sides: Sequence[Side]) -> Iterator[Disagreement]:
    """Versions that documents give one technology."""
    versioned = []
    for side in sides:
        for technology, version in _versioned(side):
            claim = replace(side.claim, value=version, subject=technology, key=f"technology {technology.lower()}")
            versioned.append(replace(side, claim=claim))
    question = Question(
        "technology",
        Severity.ERROR,
        lambda side: (side.claim.key,),
        varies=False,
        scoped=False,
        subject=lambda side: side.claim.subject,
        whole=True,
        exact=True,
    )
    return ask(question, versioned)


def _versioned(side: Side) -> list[tuple[str, Version]]:
    """The technologies of a claim and their versions; a set of them has several."""
    value = side.claim.value
    items = value.items if isinstance(value, Group) else (value,)
    found = [named for item in items if (named := _one(side, item))]
    return [(name, version) for name, version in found if not version.stage]


def _one(side: Side, value: Value) -> tuple[str, Version] | None:
    claim = side.claim
    if claim.key.startswith("count ") or "@" in claim.written or _NODE.match(claim.written):
        return None
    if isinstance(value, Name) and value.type == "technology" and value.version is not None:
        return value.name, value.version
    if isinstance(value, Version) and claim.subject and (_is_version(side) or not claim.attribute):
        return _named(claim.subject, value)
    if isinstance(value, Version) and claim.attribute and claim.form in ("table", "list"):
        attribute = parse(claim.attribute, "technology")
        return (attribute.name, value) if isinstance(attribute, Name) else None
    return None


def _named(subject: str, version: Version) -> tuple[str, Version] | None:
    name = _SUFFIX.sub("", subject).strip("`* ")
    known = parse(name, "technology") or parse(name)
    if isinstance(known, Group):
        known = known.items[0]
    if isinstance(known, Name) and kind_of(known) == "technology":
        return known.name, version
    plain = plain_name(name)
    words = plain.split()
    if not words or len(words) > 3 or _NO_NAMES & set(words) or len(plain) < 3 or len(version.low or version.high) < 2:
        return None
    return plain, version


def _is_version(side: Side) -> bool:
    return any(word in side.claim.attribute.lower() for word in ("version", "versión", "versão"))

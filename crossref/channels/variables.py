"""Channel: an exact environment variable. An exact name needs no further evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from crossref.channels.question import Question, ask
from crossref.channels.side import Disagreement, Side, are_parts, is_elsewhere
from crossref.model import Severity
from crossref.values import Address, Name, Quantity, compare

_OWN = re.compile(
    r"_(?:URL|URI|HOST|HOSTS|ENDPOINT|DSN|ORIGIN|ORIGINS|USER|USERNAME|PASSWORD|PASS|SECRET|TOKEN|KEY|EMAIL|FROM|ACCOUNT|ID"
    r"|DOMAIN|BUCKET|PATH|DIR|FILE|NAME|DATABASE|DB|ENV|MODE|LEVEL|REGION|DEBUG|BROKERS?|SERVERS?|PROJECT)$"
)
"""Variables that every installation sets for itself: what a document gives them is a sample."""
_SECRETS = re.compile(r"(?:PASSWORD|PASS|SECRET|TOKEN|KEY|EMAIL|ACCOUNT|CREDENTIALS?)$")
_NUMBERS = 1e9
"""From here on a number is an account or a telephone number."""


_AUTHORITY = "deployment"
"""The role whose document says what variables are set to."""


def disagreements(sides: Sequence[Side]) -> Iterator[Disagreement]:
    """Values that documents give one environment variable: its defaults first, then what is set."""
    for found in _of_variables(sides):
        yield replace(found, authority=_AUTHORITY)


def _of_variables(sides: Sequence[Side]) -> Iterator[Disagreement]:
    named = [
        side for side in sides if side.claim.key.startswith(("env ", "length ")) and side.claim.standing != "example"
    ]
    yield from ask(_question(Severity.ERROR), [side for side in named if _is_declared(side) and _may_differ(side)])
    shown = [side for side in sides if side.claim.key.startswith("env ") and side.claim.standing == "example"]
    for found in ask(_question(Severity.WARNING), [side for side in named if _is_fixed(side)]):
        # Two blocks may be two installations; a list of variables is what they are measured by.
        # So is a name without a word of its own: every program's PORT.
        is_sure = (any if "_" in found.sides[0].claim.key else all)(map(_is_declared, found.sides))
        severity = found.severity if is_sure else Severity.INFO
        yield replace(found, severity=severity, sides=(*found.sides, *_examples(found, shown)))


def _examples(found: Disagreement, shown: Sequence[Side]) -> Iterator[Side]:
    """The examples in lists of the same variable that give one of the values: they disagree with the other as well."""
    key, given = found.sides[0].claim.key, [side.claim.value for side in found.sides]
    for side in shown:
        listed = side.claim.key == key and side.claim.form == "table"
        if listed and any(compare(side.claim.value, value) == "equal" for value in given):
            yield side


def _question(severity: Severity) -> Question:
    return Question(
        "variable",
        severity,
        lambda side: (side.claim.key,),
        _comparable,
        subject=lambda side: side.claim.key.partition(" ")[2],
        whole=True,
        exact=True,
        scoped=False,
    )


def _is_declared(side: Side) -> bool:
    """Whether a place says what the value is unless somebody sets another."""
    claim = side.claim
    return claim.standing == "default" or claim.form == "table" or claim.key.startswith("length ")


def _may_differ(side: Side) -> bool:
    value = side.claim.value
    if isinstance(value, Quantity) and (value.low or 0) >= _NUMBERS:
        return False
    if side.claim.standing == "default":
        return not _SECRETS.search(side.claim.key)
    return _is_fixed(side)


def _is_fixed(side: Side) -> bool:
    value = side.claim.value
    if isinstance(value, Name) and value.type in ("boolean", "environment", "identifier"):
        return False
    if isinstance(value, Quantity) and (value.low or 0) >= _NUMBERS:
        return False
    return not isinstance(value, Address) and (side.claim.key.startswith("length ") or not _OWN.search(side.claim.key))


def _comparable(a: Side, b: Side) -> bool:
    """Whether both are for one environment, and two addresses differ in one part only.

    A service has other hosts inside and outside of a network.
    """
    if is_elsewhere(a) != is_elsewhere(b) or are_parts(a, b):
        return False
    ours, theirs = a.claim.value, b.claim.value
    if not isinstance(ours, Address) or not isinstance(theirs, Address):
        return True
    if compare(ours, theirs) != "conflict":
        return True
    parts = (ours.scheme == theirs.scheme, ours.host == theirs.host, ours.port == theirs.port, ours.path == theirs.path)
    return ours.host == theirs.host and parts.count(False) == 1

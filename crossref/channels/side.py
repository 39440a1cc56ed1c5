"""What channels put side by side: a claim, the document it stands in, and the words it speaks of."""

from __future__ import annotations

import re
from typing import Literal, cast

from msgspec import Struct

from crossref.context import titles_above
from crossref.model import OWN_KEYS, Claim, Document, Severity
from crossref.value import Quantity, kind_of
from crossref.words import ENVIRONMENTS, words_of

_PATH_WORD = re.compile(r"[a-z]+")
_DEPLOYED = frozenset({"production", "staging", "test", "demo", "cloud"})
"""Environments whose settings differ from the defaults."""

Use = Literal["value", "text", "name", "port", "own"]
"""A value of something; a whole sentence or row; a technology or the like by its name; a port, wherever it stands; what one
channel alone compares."""


class Side(Struct, frozen=True):
    """A claim and the document it stands in."""

    path: str
    role: str | None
    claim: Claim
    words: frozenset[str]
    """What the claim's subject, attribute and text speak of, in normal form."""
    above: tuple[str, ...] = ()
    """The headings above, the innermost first."""

    @property
    def order(self) -> tuple[str, int, int]:
        """Sorts sides independently of the order files were read in."""
        return self.path, self.claim.span.line, self.claim.span.column

    @property
    def use(self) -> Use:
        """What the claim can be compared as."""
        word = self.claim.key.partition(" ")[0]
        if word in OWN_KEYS:
            return "own"
        return cast(Use, word) if word in ("text", "name", "port") else "value"

    @property
    def place(self) -> tuple[str, int]:
        """Document and line."""
        return self.path, self.claim.span.line


class Disagreement(Struct, frozen=True):
    """Places that state different values of one thing; each side says something that another contradicts."""

    channel: str
    subject: str
    sides: tuple[Side, ...]
    severity: Severity
    authority: str = ""
    """The role whose document is believed; empty where none is."""


def sides_of(document: Document) -> list[Side]:
    """Every claim of a document as a side."""
    above: dict[int, tuple[str, ...]] = {}
    for index in {claim.section for claim in document.facts.claims}:
        above[index] = titles_above(document.sections, index)
    return [
        Side(
            document.path,
            document.role,
            claim,
            frozenset(words_of(claim.subject, claim.attribute, claim.said)),
            above.get(claim.section, ()),
        )
        for claim in (*document.facts.claims, *document.facts.texts)
    ]


def are_parts(a: Side, b: Side) -> bool:
    """Whether two documents are the same page of two parts: the README of one module or service, and of another."""
    (ours, mine), (theirs, yours) = (
        (side.path.rpartition("/")[0], side.path.rpartition("/")[2].lower()) for side in (a, b)
    )
    return (
        mine == yours and bool(ours) and bool(theirs) and mine.partition(".")[0] in ("readme", "index", "configuration")
    )


def is_elsewhere(side: Side) -> bool:
    """Whether a code block sets something for another environment than the one that defaults are for."""
    claim = side.claim
    if claim.form != "code" or claim.standing == "default":
        return False
    named = {ENVIRONMENTS.get(word, "") for word in _PATH_WORD.findall(side.path.lower())}
    return not (named | set(claim.scope)).isdisjoint(_DEPLOYED)


def sort_of(side: Side) -> str:
    """The kind of a value, with the unit of a rate or price: only values of one sort are put side by side."""
    value = side.claim.value
    if isinstance(value, Quantity) and value.type in ("rate", "money"):
        return f"{value.type} {value.unit}"
    return kind_of(value)

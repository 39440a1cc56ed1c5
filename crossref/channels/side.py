"""What channels put side by side: a claim, the document it stands in, and the words it speaks of."""

from __future__ import annotations

from msgspec import Struct

from crossref.model import Claim, Document, Severity
from crossref.value import Quantity, kind_of
from crossref.words import words_of


class Side(Struct, frozen=True):
    """A claim and the document it stands in."""

    path: str
    role: str | None
    claim: Claim
    words: frozenset[str]
    """What the claim's subject, attribute and text speak of, in normal form."""

    @property
    def order(self) -> tuple[str, int, int]:
        """Sorts sides independently of the order files were read in."""
        return self.path, self.claim.span.line, self.claim.span.column

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
    return [
        Side(document.path, document.role, claim, frozenset(words_of(claim.subject, claim.attribute, claim.said)))
        for claim in document.facts.claims
    ]


def sort_of(side: Side) -> str:
    """The kind of a value, with the unit of a rate or price: only values of one sort are put side by side."""
    value = side.claim.value
    if isinstance(value, Quantity) and value.type in ("rate", "money"):
        return f"{value.type} {value.unit}"
    return kind_of(value)

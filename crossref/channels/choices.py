"""Channel: a technology that is chosen for one purpose: *HTTP framework: Gin*."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence

from crossref.channels.homes import home_of, is_named_for
from crossref.channels.question import Question, ask
from crossref.channels.side import Disagreement, Side
from crossref.model import Severity
from crossref.values import Group, Name, Value, kind_of
from crossref.words import words_of

_PARTS = frozenset("frontend backend web mobile desktop client server".split())
_OPENS = re.compile(r"\W{0,4}\{\}[*`\w.]{0,12}\s*(?:$|[(+,/|;·—–-]|(?:with|for|via|as|by|and)\b)")
"""A name that is what the label is about, and no word of a description."""
_HEADERS = frozenset(
    "technology tool choice solution stack component layer category name platform service area purpose item".split()
)


def disagreements(sides: Sequence[Side]) -> Iterator[Disagreement]:
    """Technologies that documents name for one purpose; alternatives to each other."""
    question = Question("choice", Severity.WARNING, _keys, _alike, varies=False, scoped=False, whole=True)
    return ask(
        question,
        [
            side
            for side in sides
            if kind_of(_first(side.claim.value)) == "technology"
            and side.claim.form in ("table", "list", "prose")
            and side.claim.attribute
            and not _is_command(side)
            and _is_chosen(side)
        ],
    )


def _is_chosen(side: Side) -> bool:
    """Whether the label's text begins with the name, and the file is neither about it nor a report.

    *Language* is said of each part of a system, and so chooses nothing for the whole.
    """
    value = _first(side.claim.value)
    if not isinstance(value, Name) or value.group == "language" or is_named_for(side.path, value.name):
        return False
    return not side.claim.said or _OPENS.match(side.claim.said) is not None


def _is_command(side: Side) -> bool:
    """Whether a package manager is named, which most labels name only as part of a command."""
    value = _first(side.claim.value)
    return (
        isinstance(value, Name) and "package manager" in value.group and "package" not in side.claim.attribute.lower()
    )


def _first(value: Value) -> Value:
    return value.items[0] if isinstance(value, Group) else value


def _keys(side: Side) -> Iterable[Hashable]:
    claim = side.claim
    attribute = set(words_of(claim.attribute)) - _HEADERS
    if claim.form == "table" and not attribute:
        attribute = set(words_of(claim.subject)) - _HEADERS
    return (frozenset(attribute),) if attribute and len(attribute) <= 4 else ()


def _alike(a: Side, b: Side) -> bool:
    """Whether two claims can be of one part of the system."""
    ours, theirs = _PARTS & set(a.claim.scope), _PARTS & set(b.claim.scope)
    return home_of(a.path) == home_of(b.path) and not (ours and theirs and ours.isdisjoint(theirs))

"""Channel: a technology that is chosen for one purpose: *HTTP framework: Gin*."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence

from crossref.channels.question import Question, ask
from crossref.channels.side import Disagreement, Side
from crossref.model import Severity
from crossref.values import Group, Name, Value, kind_of
from crossref.words import words_of

_HEADERS = frozenset(
    "technology tool choice solution stack component layer category name platform service area purpose item".split()
)


def disagreements(sides: Sequence[Side]) -> Iterator[Disagreement]:
    """Technologies that documents name for one purpose; alternatives to each other."""
    question = Question("choice", Severity.WARNING, _keys, varies=False, scoped=False, whole=True)
    return ask(
        question,
        [
            side
            for side in sides
            if kind_of(_first(side.claim.value)) == "technology"
            and side.claim.form in ("table", "list", "prose")
            and side.claim.attribute
            and not _is_command(side)
        ],
    )


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

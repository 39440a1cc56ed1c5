"""Channel: a table's row and column, or a label under its heading, that say the same words."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence

from crossref.channels.question import Question, ask
from crossref.channels.side import Disagreement, Side, sort_of
from crossref.model import Severity
from crossref.values import Address, kind_of
from crossref.words import words_of

_KINDS = frozenset(
    {"duration", "size", "percentage", "rate", "money", "port", "schedule", "region", "algorithm", "count", "host-port"}
)
_LOCAL = frozenset({"", "localhost", "127.0.0.1", "0.0.0.0"})
_EMPTY = frozenset(
    {"type", "name", "description", "note", "value", "status", "example", "id", "field", "total", "detail"}
)


def disagreements(sides: Sequence[Side]) -> Iterator[Disagreement]:
    """Values that documents give the same row and column."""
    return ask(Question("cell", Severity.WARNING, _keys, whole=True), sides)


def _keys(side: Side) -> Iterable[Hashable]:
    claim = side.claim
    if not claim.attribute or not claim.subject or claim.form not in ("table", "list", "prose"):
        return ()
    subject, attribute = words_of(claim.subject), words_of(claim.attribute)
    public = isinstance(claim.value, Address) and claim.value.host not in _LOCAL and "url" in attribute
    if kind_of(claim.value) not in _KINDS and not public:
        return ()
    if (not subject and not claim.scope) or not attribute or set(attribute) <= _EMPTY:
        return ()
    return ((sort_of(side), frozenset({*subject, *attribute}), claim.key if claim.key[:6] == "count " else ""),)

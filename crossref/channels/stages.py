"""Channel: how far something has come, by the status columns of two documents."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence

from crossref.channels.homes import home_of
from crossref.channels.question import Question, ask
from crossref.channels.side import Disagreement, Side, are_parts
from crossref.model import STAGE, Severity
from crossref.words import words_of


def disagreements(sides: Sequence[Side]) -> Iterator[Disagreement]:
    """Stages that two documents give one row: *planned* here, *done* there."""
    question = Question("stage", Severity.WARNING, _keys, _alike, whole=True)
    return ask(question, [side for side in sides if side.claim.key == STAGE])


def _keys(side: Side) -> Iterable[Hashable]:
    words = frozenset(words_of(side.claim.subject))
    return (words,) if words else ()


def _alike(a: Side, b: Side) -> bool:
    return home_of(a.path) == home_of(b.path) and not are_parts(a, b)

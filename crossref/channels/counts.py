"""Channel: how many of a kind there are, where documents count an inventory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crossref.channels.question import Question, ask
from crossref.channels.side import Disagreement, Side
from crossref.model import Severity
from crossref.values import Quantity

_NOUNS = frozenset(
    "adapter endpoint sprint migration service microservice component tool model package module plugin table queue"
    " workflow pipeline integration algorithm linter adr decision entity metric dashboard language provider platform"
    " marketplace collection schema contract screen table view route middleware operator".split()
)
_SIZE = 6
"""Counts that differ by this factor count different things."""


def disagreements(sides: Sequence[Side]) -> Iterator[Disagreement]:
    """Counts of one inventory; of each document the largest speaks."""
    largest: dict[tuple[str, str], Side] = {}
    for side in sides:
        if side.claim.key.startswith("count ") and side.claim.key.split()[1] in _NOUNS and _amount(side) > 2:
            known = largest.get((side.path, side.claim.key))
            if known is None or _amount(side) > _amount(known):
                largest[side.path, side.claim.key] = side
    question = Question(
        "count",
        Severity.WARNING,
        lambda side: (side.claim.key,),
        _near,
        subject=lambda s: s.claim.key[6:],
        whole=True,
        scoped=False,
    )
    return ask(question, list(largest.values()))


def _amount(side: Side) -> float:
    value = side.claim.value
    return (value.low or value.high or 0.0) if isinstance(value, Quantity) else 0.0


def _near(a: Side, b: Side) -> bool:
    low, high = sorted((_amount(a), _amount(b)))
    return high < _SIZE * low

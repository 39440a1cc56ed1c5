"""Channel: sentences and labels that say the same of one value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from math import log

from crossref.channels.question import Question, ask
from crossref.channels.side import Disagreement, Side, sort_of
from crossref.model import Severity
from crossref.values import Name, kind_of

_KINDS = frozenset(
    "duration size percentage rate money port schedule region algorithm technology host-port count".split()
)
_LISTED = frozenset({"technology", "algorithm", "host-port"})
"""What a column of it only lists, and says nothing of one thing."""
_ENOUGH = 0.65
_RARE = 6
"""How many of a claim's rarest words it is filed under."""


def disagreements(sides: Sequence[Side]) -> Iterator[Disagreement]:
    """Values in texts that say nearly the same words around them."""
    candidates = [side for side in sides if _speaks(side)]
    weights = _weights(candidates)
    return ask(
        Question(
            "sentence",
            Severity.WARNING,
            partial(_keys, weights),
            partial(_alike, weights),
            subject=lambda side: " ".join(side.words),
        ),
        candidates,
    )


def _speaks(side: Side) -> bool:
    claim = side.claim
    kind = kind_of(claim.value)
    if claim.form == "code" or kind not in _KINDS or len(side.words) < 2:
        return False
    if isinstance(claim.value, Name) and "package manager" in claim.value.group:
        return False
    if kind == "count" and not claim.key.startswith("count "):
        return False
    return claim.form != "table" or kind not in _LISTED


def _keys(weights: Mapping[str, float], side: Side) -> Iterable[Hashable]:
    rare = sorted(side.words, key=lambda word: (-weights[word], word))[:_RARE]
    return [(sort_of(side), word) for word in rare]


def _weights(sides: Sequence[Side]) -> dict[str, float]:
    counts = Counter(word for side in sides for word in side.words)
    return {word: log(1 + len(sides) / count) for word, count in counts.items()}


def _alike(weights: Mapping[str, float], a: Side, b: Side) -> bool:
    """The root of coverage one way times coverage the other, rarity-weighted, one side fully covered."""
    ours, theirs = set(a.words), set(b.words)
    if a.claim.key != b.claim.key and "count" in (a.claim.key[:5], b.claim.key[:5]):
        return False
    if not (ours <= theirs or theirs <= ours):
        return False
    common = sum(weights[word] for word in ours & theirs)
    total = sum(weights[word] for word in ours) * sum(weights[word] for word in theirs)
    return bool(total) and float(common / total**0.5) >= _ENOUGH

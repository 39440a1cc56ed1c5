"""Near names, for *did you mean*. The only door to rapidfuzz."""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST = 300
"""Characters; comparing costs the product of two lengths, and no name that a person mistyped is longer."""


def nearest(word: str, candidates: Iterable[str], cutoff: int = 75, *, margin: float = 0) -> str | None:
    """The one candidate that is clearly near a word, whatever its case; None if none is or two are equally near.

    ``cutoff`` is the least similarity in percent: twice the characters in common over the characters of both. Candidates
    that differ only in case are told apart by the case of ``word``. The answer does not depend on their order.
    ``margin`` is how much less like the word every other candidate must be, in percent.
    """
    if not word or len(word) > _LONGEST:
        return None
    # An import here and not above: a run that has nothing to suggest does not pay for it.
    from rapidfuzz import fuzz, process

    by_folded: dict[str, set[str]] = {}
    for candidate in candidates:
        if len(candidate) <= _LONGEST:
            by_folded.setdefault(candidate.casefold(), set()).add(candidate)
    found = process.extract(word.casefold(), list(by_folded), scorer=fuzz.ratio, score_cutoff=cutoff, limit=2)
    if not found or (len(found) == 2 and found[0][1] - found[1][1] <= margin):
        return None
    spellings = by_folded[found[0][0]]
    scored = sorted((fuzz.ratio(word, spelling), spelling) for spelling in spellings)
    return None if len(scored) > 1 and scored[-1][0] == scored[-2][0] else scored[-1][1]


def nearest_file(path: str, candidates: Iterable[str], cutoff: int = 80) -> str | None:
    """The one path that is clearly meant by another: the same file name elsewhere, else a near one; None if unclear.

    Only the names are compared, without extension: folders and a common ``.md`` make strangers look alike.
    """
    by_stem: dict[str, list[str]] = {}
    for candidate in candidates:
        by_stem.setdefault(_stem(candidate), []).append(candidate)
    stem = _stem(path)
    name = stem if stem in by_stem else nearest(stem, by_stem, cutoff)
    found = by_stem.get(name, []) if name else []
    return found[0] if len(found) == 1 else None


def _stem(path: str) -> str:
    name = path.rstrip("/").rpartition("/")[2]
    return (name.rpartition(".")[0] or name).casefold()


def is_like(left: str, right: str, least: float) -> bool:
    """Whether two names are at least this much alike, whatever their case.

    Likeness goes from 0 to 100: twice the characters in common, in their order, over those of both.
    """
    one, two = left.casefold()[:_LONGEST], right.casefold()[:_LONGEST]
    if one == two:
        return True
    # No more can be in common than the shorter one has.
    if 200 * min(len(one), len(two)) < least * (len(one) + len(two)):
        return False
    from rapidfuzz import fuzz

    return fuzz.ratio(one, two) >= least


def is_slip(left: str, right: str) -> bool:
    """Whether one of two words is the other with one letter wrong, missing, too many, or two neighbours swapped.

    The distance is Damerau and Levenshtein's in the form of optimal string alignment. A slip of a digit is none, nor is a
    plural: those are names of sisters.
    """
    from rapidfuzz.distance import OSA

    short, long = sorted((left.casefold()[:_LONGEST], right.casefold()[:_LONGEST]), key=len)
    is_plural = long == f"{short}s"
    if is_plural or _digits(short) != _digits(long):
        return False
    return OSA.distance(short, long, score_cutoff=1) == 1


def _digits(name: str) -> list[str]:
    return [char for char in name if char.isdigit()]

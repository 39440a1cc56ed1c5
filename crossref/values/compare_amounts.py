"""How two quantities, and two versions, compare: as intervals.

Two different minimums (or maximums) conflict, since both state the limit; else two intervals conflict when they have nothing
in common. Ends are inclusive even for ``<`` and ``>``: writers do not mean the difference.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest

from crossref.value import Quantity, Relation, Version, modality
from crossref.values import units

_ABOUT = 0.1
"""How far apart values may be when one of them is approximate."""

_CALENDAR = 0.085
"""How far a month of 28 to 31 days may be from a number of days."""

_SIZES = 0.05
"""How far 500 MB may be from 512 MiB: a writer rounds when changing the system."""


# -- quantities ----------------------------------------------------------------------------------------------------


def quantities(a: Quantity, b: Quantity) -> Relation:
    """Compare two quantities; different units of one kind are brought together, different kinds are incomparable."""
    if a.type != b.type:
        return "incomparable"
    relation = _COMPARE_BY_TYPE.get(a.type, _ends)(a, b)
    return "compatible" if relation == "equal" and modality(a) != modality(b) else relation


def _counts(a: Quantity, b: Quantity) -> Relation:
    """Compare bare numbers; 15 and 15.4 may be versions, which would agree."""
    relation = _ends(a, b)
    ends = [value.low for value in (a, b) if value.low is not None and value.low == value.high]
    if relation == "conflict" and len(ends) == 2 and int(ends[0]) == int(ends[1]) > 0 and min(ends) == int(ends[0]):
        return "incomparable"
    return relation


def _ends(a: Quantity, b: Quantity, factor: float = 1.0, slack: float = 0.0) -> Relation:
    """Compare two intervals, ``b`` times a factor; slack is a relative distance that counts as none."""
    slack = max(slack, _ABOUT if a.about or b.about else 0.0)
    low, high = _times(b.low, factor), _times(b.high, factor)
    if near(a.low, low) and near(a.high, high):
        return "equal"
    if near(a.low, low, slack) and near(a.high, high, slack):
        return "compatible"
    kinds = {_shape(a), _shape(b)}
    if kinds in ({"minimum"}, {"maximum"}):
        return "conflict"  # both state the limit
    return "compatible" if _reaches(a.low, high, slack) and _reaches(low, a.high, slack) else "conflict"


def _shape(value: Quantity) -> str:
    if value.low is None or value.high is None:
        return "minimum" if value.high is None else "maximum"
    return "exact" if value.low == value.high else "range"


def _times(end: float | None, factor: float) -> float | None:
    return None if end is None else end * factor


def near(x: float | None, y: float | None, slack: float = 0.0) -> bool:
    """Whether two ends are the same, but for the last bits of a float and a given slack."""
    if x is None or y is None:
        return x is y
    return abs(x - y) <= max(slack, 1e-9) * max(abs(x), abs(y))


def _reaches(low: float | None, high: float | None, slack: float) -> bool:
    return low is None or high is None or low <= high or near(low, high, slack)


def _durations(a: Quantity, b: Quantity) -> Relation:
    calendar = [value.unit in ("month", "year") for value in (a, b)]
    return _ends(a, b, slack=_CALENDAR if calendar[0] != calendar[1] else 0.0)


def _sizes(a: Quantity, b: Quantity) -> Relation:
    """Compare under every reading of KB, MB … that both allow; the kindest one counts."""
    binary = [value.unit.endswith("iB") for value in (a, b)]
    relations = {_ends(a, b)}
    for x in [0] if binary[0] else [0, 1]:
        for y in [0] if binary[1] else [0, 1]:
            relations.add(_ends(a, b, _decimal(b) ** y / _decimal(a) ** x, _SIZES if binary[0] != binary[1] else 0.0))
    return next(relation for relation in ("equal", "compatible", "conflict") if relation in relations)


def _decimal(value: Quantity) -> float:
    """What turns 1024 to the step into 1000 to the step."""
    return (1000 / 1024) ** "BKMGTP".find(value.unit[:1])


def _rates(a: Quantity, b: Quantity) -> Relation:
    if (a.unit and b.unit and a.unit != b.unit) or (a.scope and b.scope and a.scope != b.scope):
        return "incomparable"
    relation = _ends(a, b, _seconds(a.per) / _seconds(b.per))
    if relation == "conflict" and (a.scope != b.scope or not near(_seconds(a.per), _seconds(b.per))):
        return "incomparable"  # 10 a second and 100 a minute are often two limits of one thing
    return relation


def _prices(a: Quantity, b: Quantity) -> Relation:
    if a.unit != b.unit or (a.scope and b.scope and a.scope != b.scope):
        return "incomparable"
    paced = bool(a.per) and bool(b.per)
    relation = _ends(a, b, _seconds(a.per) / _seconds(b.per) if paced else 1.0)
    if relation == "equal" and a.per != b.per and not paced:
        return "compatible"
    return "incomparable" if relation == "conflict" and (a.per != b.per or a.scope != b.scope) else relation


def _seconds(per: str) -> float:
    """``15 min`` -> 900."""
    number, _, unit = per.rpartition(" ")
    return units.SECONDS.get(unit, 1.0) * (int(number) if number else 1)


_COMPARE_BY_TYPE: dict[str, Callable[[Quantity, Quantity], Relation]] = {
    "count": _counts,
    "duration": _durations,
    "size": _sizes,
    "rate": _rates,
    "money": _prices,
}


# -- versions ------------------------------------------------------------------------------------------------------


def versions(a: Version, b: Version) -> Relation:
    """Compare two versions or requirements; a version agrees with whatever only says more or less of it."""
    if modality(a) == modality(b) == "exact":
        return _exact_versions(a, b)
    if (a.low, a.high, a.closed) == (b.low, b.high, b.closed):
        return "equal"
    if (not a.high and not b.high) or (not a.low and not b.low):
        return "compatible" if _prefix(a.low or a.high, b.low or b.high) else "conflict"
    return "compatible" if _begins(a, b) and _begins(b, a) else "conflict"


def _exact_versions(a: Version, b: Version) -> Relation:
    if not _prefix(a.low, b.low):
        return "conflict"
    if a.stage and b.stage and a.stage != b.stage:
        return "conflict"
    return "equal" if a.low == b.low and a.stage == b.stage else "compatible"


def _prefix(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    """Whether one of two versions only says more than the other: 15 and 15.4."""
    return all(x == y for x, y in zip(a, b, strict=False))


def _begins(a: Version, b: Version) -> bool:
    """Whether ``a`` begins before ``b`` ends."""
    if not a.low or not b.high:
        return True
    if b.closed:
        return a.low[: len(b.high)] <= b.high
    for x, y in zip_longest(a.low, b.high, fillvalue=0):
        if x != y:
            return x < y
    return False

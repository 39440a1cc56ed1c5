"""How two values compare. Values are normalised, never string-matched.

``equal``: the same. ``compatible``: both can hold. ``conflict``: they cannot. ``incomparable``: nothing follows, because
the kinds differ, a currency or scope does, or what is written is too little. When in doubt, not ``conflict``.
`compare` is symmetric, and every value equals itself.
"""

from __future__ import annotations

from collections.abc import Callable

from crossref.value import (
    Address,
    Date,
    Group,
    Name,
    Quantity,
    Relation,
    Schedule,
    Single,
    Value,
    Version,
    kind_of,
)
from crossref.values import compare_amounts, compare_names
from crossref.values.compare_names import SELF, port_of


def compare(a: Value, b: Value) -> Relation:
    """Compare two values of the same thing."""
    if a == b:
        return "equal"
    if isinstance(a, Group) or isinstance(b, Group):
        return _groups(a, b)
    if type(a) is not type(b):
        return _bridge(a, b)
    return _COMPARE[type(a)](a, b)


# -- different kinds -----------------------------------------------------------------------------------------------


def _bridge(a: Value, b: Value) -> Relation:
    """Compare the few kinds that can say the same: a port and an address, a period and a schedule."""
    for one, two in ((a, b), (b, a)):
        if isinstance(one, Quantity) and one.type == "port" and isinstance(two, Address) and port_of(two):
            if one.low == port_of(two):
                return "compatible"
            return "conflict" if two.host in SELF and two.port else "incomparable"
        if isinstance(one, Quantity) and one.type == "duration" and isinstance(two, Schedule) and two.every:
            return "compatible" if one.low == one.high and compare_amounts.near(one.low, two.every) else "incomparable"
    return "incomparable"


def _groups(a: Value, b: Value) -> Relation:
    """Compare sets; two sequences of the same things in another order conflict, and two closed sets with other members."""
    ones, twos = _items(a), _items(b)
    if isinstance(a, Group) and isinstance(b, Group) and a.closed and b.closed:
        if a.ordered or b.ordered:
            return "conflict" if a.ordered and b.ordered and ones != twos else "compatible"
        return "equal" if set(ones) == set(twos) else "conflict"
    if kind_of(ones[0]) != kind_of(twos[0]):
        return "incomparable"
    if isinstance(a, Group) and isinstance(b, Group) and a.ordered and b.ordered and len(ones) == len(twos):
        pairs = [compare(x, y) for x, y in zip(ones, twos, strict=True)]
        if all(relation == "equal" for relation in pairs):
            return "equal"
        if _covered(ones, twos) and _covered(twos, ones):
            return "compatible" if set(pairs) <= {"equal", "compatible"} else "conflict"
    best = {compare(x, y) for x in ones for y in twos}
    if not best & {"equal", "compatible"}:
        return "incomparable"
    same = len(ones) == len(twos) and _covered(ones, twos, "equal") and _covered(twos, ones, "equal")
    return "equal" if same and _ordered(a) == _ordered(b) else "compatible"


def _ordered(value: Value) -> bool:
    return isinstance(value, Group) and value.ordered


def _items(value: Value) -> tuple[Single, ...]:
    return value.items if isinstance(value, Group) else (value,)


def _covered(ones: tuple[Single, ...], twos: tuple[Single, ...], *relations: str) -> bool:
    wanted = relations or ("equal", "compatible")
    return all(any(compare(x, y) in wanted for y in twos) for x in ones)


_COMPARE: dict[type, Callable[..., Relation]] = {
    Quantity: compare_amounts.quantities,
    Version: compare_amounts.versions,
    Name: compare_names.names,
    Address: compare_names.addresses,
    Date: compare_names.dates,
    Schedule: compare_names.schedules,
}

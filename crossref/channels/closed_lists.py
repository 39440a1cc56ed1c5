"""Channel: two lists of all there is: what a variable may be set to, the steps from one state to another."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from crossref.channels.homes import home_of
from crossref.channels.question import Alike, Question, ask
from crossref.channels.side import Disagreement, Side, are_parts
from crossref.model import STEPS, VALUES, Severity
from crossref.value import Group, Single

_SHARED = 3
"""Steps that two sequences have in common where they are the same one."""


def disagreements(sides: Sequence[Side]) -> Iterator[Disagreement]:
    """Lists of one thing with other members."""
    yield from ask(_question("values", _variable, _same_variable), [side for side in sides if _variable(side)])
    yield from ask(_question("steps", _ends, _same_sequence), [side for side in sides if _ends(side)])


def _question(channel: str, keys: Callable[[Side], Iterable[Hashable]], alike: Alike) -> Question:
    return Question(
        channel,
        Severity.WARNING,
        keys,
        alike,
        subject=lambda side: side.claim.attribute or side.claim.subject,
        whole=True,
        exact=True,
        scoped=False,
    )


def _variable(side: Side) -> Iterable[Hashable]:
    return (side.claim.key,) if side.claim.key.partition(" ")[0] == VALUES else ()


def _same_variable(a: Side, b: Side) -> bool:
    """Whether both speak of the same program: a value is common to both lists."""
    return not are_parts(a, b) and bool(_members(a) & _members(b))


def _ends(side: Side) -> Iterable[Hashable]:
    value = side.claim.value
    if side.claim.key != STEPS or not isinstance(value, Group):
        return ()
    return ((value.items[0], value.items[-1]),)


def _same_sequence(a: Side, b: Side) -> bool:
    return home_of(a.path) == home_of(b.path) and len(_members(a) & _members(b)) >= _SHARED


def _members(side: Side) -> frozenset[Single]:
    return frozenset(side.claim.value.items) if isinstance(side.claim.value, Group) else frozenset()

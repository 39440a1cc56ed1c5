"""What pure functions said of values that are still there, for those who ask the same again and again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Protocol, TypeVar, cast

T = TypeVar("T")


class Recall(Protocol):
    """Computes something of a value, or knows it from the last time."""

    def __call__(self, what: Hashable, value: object, compute: Callable[[], T]) -> T:
        """What ``compute`` says of ``value``; ``what`` names the question, with all else that the answer depends on."""


def afresh(what: Hashable, value: object, compute: Callable[[], T]) -> T:
    """Compute it: what a single run does, which asks nothing twice."""
    return compute()


class Memory:
    """Remembers by the identity of values, which it keeps alive; what a whole turn did not ask for is forgotten."""

    def __init__(self) -> None:
        self._now: dict[tuple[Hashable, int], tuple[object, object]] = {}
        self._before: dict[tuple[Hashable, int], tuple[object, object]] = {}

    def __call__(self, what: Hashable, value: object, compute: Callable[[], T]) -> T:
        """What was computed before of this very value, or is now."""
        key = (what, id(value))
        known = self._now.get(key)
        if known is None:
            known = self._before.get(key)
            if known is None or known[0] is not value:
                known = (value, compute())
            self._now[key] = known
        return cast(T, known[1])

    def turn(self) -> None:
        """Begin another turn."""
        self._before, self._now = self._now, {}

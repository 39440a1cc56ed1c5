"""Whether an offset or a line lies in any of many ranges, without going through them all each time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable


def covering(ranges: Iterable[tuple[int, int]]) -> Callable[[int], bool]:
    """A test whether a number lies in one of some ranges, ends exclusive, which may touch, overlap and nest."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(ranges):
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)

    def lies_in(number: int) -> bool:
        index = bisect_right(starts, number) - 1
        return index >= 0 and number < ends[index]

    return lies_in

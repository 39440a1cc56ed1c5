"""Where a value was read inside a sentence, and what stands around it."""

from __future__ import annotations

import re
from typing import NamedTuple

_LEFT = 40
"""How many characters to the left are looked at."""


class Spot(NamedTuple):
    """A stretch of a text with a bounded view to the left."""

    text: str
    start: int
    end: int
    left: str

    @property
    def words(self) -> str:
        """What stands there."""
        return self.text[self.start : self.end]

    @property
    def last(self) -> str:
        """The character before it, empty at the beginning of the text."""
        return self.left[-1:]

    @property
    def starts_with_digit(self) -> bool:
        """Whether neither a sign nor a word comes first."""
        return self.text[self.start].isdigit()

    @property
    def is_near_start(self) -> bool:
        """Whether all that stands to the left is in view."""
        return len(self.left) < _LEFT

    def after(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match what follows directly."""
        return pattern.match(self.text, self.end)


def spot(text: str, start: int, end: int) -> Spot:
    """Look at a stretch of a text."""
    return Spot(text, start, end, text[max(0, start - _LEFT) : start])

"""A passage as the finder sees it: its words, its sentences, and what surrounds a stretch of it."""

from __future__ import annotations

import re
from functools import cached_property

from crossref.entry_mentions.spellings import WORD
from crossref.patterns import late

_SENTENCE_END = late(r"(?<![.!?\u2026])[.!?\u2026]++[\"'\u201d\u2019)\]*]*+\s+|[\u3002\uff01\uff1f]\s*|\n\s*\n")
_ABBREVIATED = frozenset("e.g i.e etc vs cf approx incl resp ca fig no nr z.b bzw u.a d.h inc ltd dr mr st".split())
_NUMBERING = late(r"\W{0,20}(?:(?:\d{1,3}|[A-Za-z])(?:\.\d{1,3}){0,5}[.)]?\s{1,5})?\W{0,20}", re.ASCII)
_TITLE_LENGTH = 12
_SMALL = frozenset("a an and as at but by for from in into of on or per the to up via vs with".split())
_FARTHEST = 120
"""Characters; no path or address that a name stands in is looked at beyond."""


class Text:
    """A passage's text; everything is computed on first use."""

    def __init__(self, text: str, own: frozenset[str] = frozenset()) -> None:
        """``own`` are words of the document's title: before a name, the system's own name makes no other name of it."""
        self.own = own
        self.text = text
        matches = list(WORD.finditer(text))
        self.starts = [match.start() for match in matches]
        self.ends = [match.end() for match in matches]
        self.words = [match[0] for match in matches]
        self.lower = [word.lower() for word in self.words]

    def gap(self, index: int) -> str:
        """What stands between a word and the next; a line feed where there is no next."""
        return self.text[self.ends[index] : self.starts[index + 1]] if index + 1 < len(self.words) else "\n\n"

    def before(self, index: int) -> str:
        """The word before a word in lower case, if nothing but space is between them."""
        return self.lower[index - 1] if index and self.gap(index - 1).isspace() and not self.opens(index) else ""

    def after(self, index: int) -> str:
        """The word after a word in lower case, if nothing but space is between them."""
        return self.lower[index + 1] if index + 1 < len(self.words) and self.gap(index).isspace() else ""

    def is_capital(self, index: int) -> bool:
        """Whether there is a word of this index, and it opens with a capital."""
        return 0 <= index < len(self.words) and self.words[index][0].isupper()

    @cached_property
    def sentences(self) -> list[int]:
        """Where each sentence starts."""
        starts = [0]
        for match in _SENTENCE_END.finditer(self.text):
            word = self.text[max(starts[-1], match.start() - 8) : match.start()].split()
            last = word[-1].lstrip("(\"'").lower() if word else ""
            short = last in _ABBREVIATED or (match.start() - starts[-1] < 4 and last.isalnum())
            if match.end() < len(self.text) and not (short and match[0][0] == "."):
                starts.append(match.end())
        return starts

    @cached_property
    def _openers(self) -> frozenset[int]:
        """The offsets of the words that open a sentence, numbering and quotes aside."""
        return frozenset(_end_of_numbering(self.text, start) for start in self.sentences)

    @cached_property
    def _first(self) -> int:
        """Where the text begins, numbering and quotes aside."""
        return _end_of_numbering(self.text, 0)

    def opens(self, index: int) -> bool:
        """Whether a word opens a sentence, or what follows a colon or dash, so that its capital means nothing."""
        if self.starts[index] in self._openers or not index:
            return True
        gap = self.gap(index - 1)
        return gap.rstrip().endswith((":", " -", "\u2013", "\u2014")) and gap[-1].isspace()

    @cached_property
    def is_title(self) -> bool:
        """Whether most words have capitals, as in a heading: a capital means nothing in it."""
        words = [word for word in self.words[: _TITLE_LENGTH + 1] if word.lower() not in _SMALL and word[0].isalpha()]
        if not 2 <= len(words) <= _TITLE_LENGTH or self.text.rstrip().endswith((".", "!", "?")):
            return False
        return sum(word[0].isupper() for word in words) >= 0.75 * len(words)

    def is_all(self, start: int, end: int) -> bool:
        """Whether a stretch is the whole passage, numbering and punctuation aside."""
        return end >= self.ends[-1] and start <= self._first

    def chunk(self, start: int, end: int) -> str:
        """A stretch with all that stands next to it without a space: a path, an address."""
        low, high = max(0, start - _FARTHEST), end + _FARTHEST
        left = self.text[low:start].split()[-1:] if start and not self.text[start - 1].isspace() else []
        right = self.text[end:high].split()[:1] if end < len(self.text) and not self.text[end].isspace() else []
        return "".join([*left, self.text[start:end], *right])


def _end_of_numbering(text: str, start: int) -> int:
    match = _NUMBERING.match(text, start)
    return match.end() if match else start

"""The titles of decisions: what makes two of them one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from crossref.match import is_like
from crossref.names import plain_name
from crossref.patterns import late

_WORD = late(r"[^\W_]+")
_NO_SPACES = late(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
_DIFFERENT = 70
"""Percent of likeness below which two titles may be of different decisions."""
_STOP = frozenset(  # articles and prepositions, and what every decision does
    "a an and the of for with in on to as by vs via from or over our we use uses using adopt choose chose choosing instead is"
    " be not no decision decisions record records adr el la los las de del para con y en un una por uso usar der die das und"
    " für mit von zur zum als le les des du et pour avec o os da do dos e em com para".split()
)


@lru_cache(maxsize=4096)
def title_words(title: str) -> frozenset[str]:
    """The words that make a title: without articles and verbs that every decision has, cut to their stem."""
    return text_words(plain_name(title))


def text_words(text: str) -> frozenset[str]:
    """The words of a text of any length, as those of a title."""
    found = _WORD.findall(text.casefold())
    return frozenset(part for word in found if word not in _STOP for part in _parts(word))


def _parts(word: str) -> Iterator[str]:
    """A word's stem; of scripts without spaces each pair of characters."""
    if word.isascii() or not _NO_SPACES.search(word):
        yield stem(word)
    else:
        yield from (word[index : index + 2] for index in range(max(len(word) - 1, 1)))


def stem(word: str) -> str:
    """A word without its ending: *databases* and *database*, *deploy* and *deployment* are one."""
    if len(word) > 6:
        return word[:6]
    return word[:-1] if len(word) > 2 and word.endswith("s") and not word.endswith("ss") else word


def differ(left: str, right: str) -> bool:
    """Whether two titles can hardly be of one decision.

    They are unlike in letters, have not half of the shorter one's words in common, and neither is part of the other.
    """
    first_name, second_name = plain_name(left), plain_name(right)
    if is_like(first_name, second_name, _DIFFERENT):
        return False
    first, second = title_words(left), title_words(right)
    smaller = min(len(first), len(second))
    joined = sorted((first_name.replace(" ", ""), second_name.replace(" ", "")), key=len)
    return bool(smaller) and len(first & second) * 2 < smaller and joined[0] not in joined[1]

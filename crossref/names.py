"""What headings and labels are called, without what writers decorate them with."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

_NUMBERING = re.compile(
    r"^\s*(?:(?:\d{1,3}|[A-Za-z]|[IVXLC]{1,6})(?:\.\d{1,3})*[.):]|\d{1,3}(?:\.\d{1,3})+|§\s*[\d.]+)\s+"
)
_NO_NAME = re.compile(r"[^A-Za-z0-9 /_-]")
"""What ``_belongs`` does not let through, of ASCII."""
_SPACE = re.compile(r"[\s\-_/]+")


@lru_cache(maxsize=4096)
def plain_name(text: str) -> str:
    """A heading or label for comparison: lower case, no numbering, emoji, punctuation or closing colon.

    ``## 3. Core Components 🧩`` and ``core-components`` are both ``core components``.
    """
    text = _NUMBERING.sub("", text)
    kept = _NO_NAME.sub(" ", text) if text.isascii() else "".join([char if _belongs(char) else " " for char in text])
    return _SPACE.sub(" ", kept).strip().casefold()


def without_numbering(text: str) -> str:
    """A heading without the number and the emoji before its first word: *3. Orders* and *🧩 Orders* are *Orders*."""
    bare = _NUMBERING.sub("", text).strip()
    start = next((index for index, char in enumerate(bare) if char.isalnum() or char in "`/_.{<["), len(bare))
    return _NUMBERING.sub("", bare[start:]) or bare


def spellings(names: Iterable[str], vocabulary: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Every form of some names in which `called` finds them: with those of the vocabulary, plural aside."""
    every = (other for name in names for other in (name, *vocabulary.get(plain_name(name), ())))
    return frozenset(_singular(plain_name(other)) for other in every)


def called(text: str, known: frozenset[str]) -> bool:
    """Whether a heading or label is one of some names, given by `spellings`."""
    return _singular(plain_name(text)) in known


def is_called(text: str, name: str, vocabulary: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a heading or label is this name, or one of its other spellings in the vocabulary, plural aside."""
    return called(text, spellings((name,), vocabulary))


def _belongs(char: str) -> bool:
    return char.isalnum() or char in " -_/" or (unicodedata.category(char).startswith("M") and char != "\ufe0f")


def _singular(name: str) -> str:
    return name[:-1] if name.endswith("s") and not name.endswith("ss") else name

"""How texts call the profile's attributes: labels found in a header, a label or the sentence around a value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from crossref.model import Attribute

_MARK = "{}"
"""Where a value stands in a claim's text."""
_WORD = re.compile(r"\w+")


class Named(Struct, frozen=True):
    """An attribute that a text names, and by which words."""

    attribute: Attribute
    phrase: str


def in_label(text: str, kind: str, attributes: Sequence[Attribute]) -> Named | None:
    """The attribute of a kind of value that a label or header names last."""
    found = [
        (match.end(), len(match[0]), Named(attribute, match[0]))
        for attribute in _candidates(text, kind, attributes)
        for match in pattern(attribute).finditer(text)
    ]
    return max(found, key=lambda entry: entry[:2])[2] if found else None


def in_sentence(said: str, kind: str, attributes: Sequence[Attribute]) -> Named | None:
    """The attribute that a sentence names nearest to its value: before it, or if none is there, after it."""
    before, mark, after = said.partition(_MARK)
    if not mark:
        return None
    for attribute in attributes:
        if kind in attribute.types and attribute.phrasings:
            phrasing = _phrasings(attribute.phrasings).search(said)
            if phrasing:
                return Named(attribute, phrasing[0].replace(_MARK, " "))
    named = in_label(before, kind, attributes)
    if named:
        return named
    found = [
        (match.start(), -len(match[0]), Named(attribute, match[0]))
        for attribute in _candidates(after, kind, attributes)
        if (match := pattern(attribute).search(after))
    ]
    return min(found, key=lambda entry: entry[:2])[2] if found else None


def _candidates(text: str, kind: str, attributes: Sequence[Attribute]) -> list[Attribute]:
    """The attributes of a kind of value that a text may name: to look for a word costs less than to compile a pattern."""
    if not text.isascii():
        return [attribute for attribute in attributes if kind in attribute.types]
    words = {"", *_WORD.findall(text.lower())}
    return [
        attribute
        for attribute in attributes
        if kind in attribute.types and not words.isdisjoint(_openings(attribute.labels))
    ]


@lru_cache(maxsize=256)
def _openings(labels: tuple[str, ...]) -> frozenset[str]:
    """The first word of each of some labels, which may be its last and so in the plural; empty for one without words."""
    first = [match[0] if (match := _WORD.search(label.lower())) else "" for label in labels]
    return frozenset(form for word in first for form in ((word, f"{word}s", f"{word}es") if word else ("",)))


def pattern(attribute: Attribute) -> re.Pattern[str]:
    """Finds any label of an attribute, whole words only, plural aside."""
    return _labels(attribute.labels)


@lru_cache(maxsize=256)
def _labels(labels: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(labels, key=lambda label: (-len(label), label))
    return re.compile("|".join(_whole(label) for label in longest) or r"(?!)", re.IGNORECASE)


def _whole(label: str) -> str:
    """A label as whole words; scripts without spaces between words have no edges to look for."""
    words = r"[\s-]+".join(re.escape(word) for word in re.split(r"[\s-]+", label.strip()))
    if not label.isascii() and not re.search(r"[A-Za-z\u00c0-\u04ff]", label):
        return words
    return rf"(?<!\w){words}(?:e?s)?(?!\w)"


@lru_cache(maxsize=256)
def _phrasings(phrasings: tuple[str, ...]) -> re.Pattern[str]:
    texts = (
        r"\s+".join(re.escape(word) for word in phrasing.replace("{value}", _MARK).split()) for phrasing in phrasings
    )
    return re.compile("|".join(texts), re.IGNORECASE)

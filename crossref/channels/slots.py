"""The words of a text as written, and what it means that some of them were exchanged for others."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from crossref.values import Name, Value, compare, kind_of, parse

_HIDDEN = re.compile(r"\]\([^()\n]*\)|<!--.*?-->|<[a-z/][^<>\n]*>")
_WORD = re.compile(r"[^\s|()\[\],;\"“”*]+")
_EDGE = ".:!?'_`"
_NUMBER = re.compile(r"[<>≤≥~≈=$€£+-]{0,2}v?\d[\d.,:]*(?:[kKmMgGtT]i?[bB]|[a-zµ%]{1,3}|\+|-[a-z]{3,12})?\+?")
_MASKED = re.compile(r"\d[\d.,]*")
_SCHEME = re.compile(r"^[a-z]+://(?:www\.)?|/$", re.IGNORECASE)
_DATED = re.compile(r"\d{4}-\d\d|\d{4}$|\d\d?[./]\d\d?[./]\d{2,4}")
_LABELS = frozenset(
    "step phase adr section task page gate chapter figure table part stage milestone sprint week day level tier version"
    " issue pr ticket epic story rule finding item appendix iteration round option case scenario rev revision release"
    " wave batch note lesson exercise question point priority id no number #".split()
)
"""Words that a number after them names, and counts nothing."""
_OPPOSITES = tuple(
    frozenset(words.split())
    for words in (
        "manual automatic",
        "manually automatically",
        "enabled disabled",
        "required optional",
        "mandatory optional",
        "synchronous asynchronous",
        "synchronously asynchronously",
        "public private",
        "allowed forbidden denied",
        "strict lax none",
        "hourly daily nightly weekly monthly quarterly yearly annually",
        "inbound outbound",
        "encrypted unencrypted",
        "stateless stateful",
        "blocking non-blocking",
    )
)


_NAMED_KINDS = frozenset({"technology", "algorithm", "region", "schedule"})

Change = Literal["number", "name", "opposite", "cell"]
"""What kind of exchange makes two texts contradict each other."""


class Word(NamedTuple):
    """A word of a text: in plain form, and where it stands in the source."""

    plain: str
    start: int
    end: int


def words_in(written: str) -> tuple[Word, ...]:
    """The words of a source text, link destinations, HTML and markup left out."""
    if "](" in written or "<" in written:
        written = _HIDDEN.sub(lambda match: " " * len(match[0]), written)
    found = []
    for match in _WORD.finditer(written):
        plain = match[0].strip(_EDGE).lower()
        if plain and any(char.isalnum() for char in plain):
            found.append(Word(plain, match.start(), match.end()))
    return tuple(found)


def change_of(before: str, ours: str, theirs: str) -> tuple[Change, Value, Value] | None:
    """What it means that two texts have other words in one place, and both values; None where it may mean nothing.

    ``before`` is the word in front of the place.
    """
    a, b = ours.strip(" `*_.:|"), theirs.strip(" `*_.:|")
    if "|" in a or "|" in b or "\n" in a or "\n" in b or _SCHEME.sub("", a) == _SCHEME.sub("", b):
        return None
    values = parse(a), parse(b)
    if values[0] is not None and values[1] is not None and kind_of(values[0]) == kind_of(values[1]):
        both = kind_of(values[0])
        if both == "date" or compare(values[0], values[1]) != "conflict":
            return None
        if _is_number(a) and _is_number(b):
            return None if before in _LABELS else ("number", values[0], values[1])
        if kind_of(values[0]) in _NAMED_KINDS:
            return "name", values[0], values[1]
        if any(char.isdigit() for char in a) and any(char.isdigit() for char in b) and len(a.split()) <= 3:
            return None if before in _LABELS else ("number", values[0], values[1])
    if _is_number(a) and _is_number(b):
        same = _MASKED.sub("#", a) == _MASKED.sub("#", b)
        return ("number", *_names(a, b)) if same and before not in _LABELS else None
    if any({a.lower(), b.lower()} <= words for words in _OPPOSITES):
        return "opposite", *_names(a, b)
    return ("cell", *_names(a, b)) if _is_name(a) and _is_name(b) else None


def _names(a: str, b: str) -> tuple[Name, Name]:
    return Name("identifier", a), Name("identifier", b)


def _is_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text)) and not _DATED.search(text)


def _is_name(text: str) -> bool:
    return len(text.split()) <= 2 and (text[:1].isupper() or any(char in text for char in "_/-."))

"""`find`: read all values inside a sentence.

The readers are those of `parse`; here a value may begin at a digit, a sign or a known first word, and guards.py says
whether the surroundings speak against it. The text is gone through once: whatever is not read is consumed as a whole
token, so that ``1.2`` is never found inside ``10.1.2.3`` and every character is looked at a bounded number of times.
"""

from __future__ import annotations

import re

from crossref.patterns import late
from crossref.value import Found, Hit, Reader
from crossref.values import guards, names, quantities
from crossref.values.readers import ADDRESS_READERS, DIGIT_READERS, SIGN_READERS, WORD_READERS

# A word is taken with its inner dots, hyphens and digits, so that PA-14, ADR-110 or page.tsx are one token each.
_SEED = late(
    r"(?P<word>(?P<letters>[^\W\d_]+)(?:\w|[-.](?=\w))*)"
    r"|(?P<digit>[0-9])|(?P<sign>[<>≤≥~≈^$€£₹]|\*/|\.{0,2}/(?=[\w.:{<\[~])|:(?=[0-9]))|(?P<rest>\w+)"
)
_TOKEN = late(r"[\w.,:/'’@%+-]{1,200}")
_SPACED_DIGITS = late(r"(?: [0-9]{3}(?![0-9])){1,5}")
_AFTER_WORD = late(r"://|[:/@]\w")

_GOING_ON = (":", "/", "@")
"""What may stand behind the first word of an address."""

_ALONE = late(r"[0-9]{1,15}(?![\w.,/:-]| [\w*])")
"""A number that nothing follows which could make it more than a count."""


def find(text: str) -> tuple[Found, ...]:
    """Find the values in a sentence, left to right, none inside another; None of them without its unit or a noun."""
    found: list[Found] = []
    at, seed = 0, _SEED.search(text)
    while seed is not None:
        if _is_plain(text, seed):
            at = seed.end()
        else:
            hit, at = _at(text, seed)
            if hit is not None:
                found.append(Found(hit.value, seed.start(), hit.end))
        seed = _SEED.search(text, at)
    return tuple(found)


def _is_plain(text: str, seed: re.Match[str]) -> bool:
    """Whether a word begins no value, as most do not: `_word` would say so, too, and take longer."""
    if seed.lastgroup != "word" or text[seed.end() : seed.end() + 1] in _GOING_ON:
        return False
    token = seed[0]
    return (token.islower() or token.istitle()) and "_" not in token and seed["letters"].lower() not in WORD_READERS


def _at(text: str, seed: re.Match[str]) -> tuple[Hit | None, int]:
    """Read at one possible beginning: the value if there is one, and where to go on."""
    start, kind = seed.start(), seed.lastgroup
    if kind == "word":
        return _word(text, seed)
    if kind == "rest":
        return None, seed.end()
    readers = SIGN_READERS[seed[0][0]] if kind != "digit" else DIGIT_READERS
    if kind == "digit" and _ALONE.match(text, start):
        readers = (quantities.read,)
    return _first(text, start, readers) or (None, _beyond(text, start, kind))


def _word(text: str, seed: re.Match[str]) -> tuple[Hit | None, int]:
    start, end = seed.start(), seed.end()
    after = text[end : end + 1]
    if after in _GOING_ON and _AFTER_WORD.match(text, end):
        address = _first(text, start, ADDRESS_READERS)
        if address is not None:
            return address
    token = seed["word"]
    readers = WORD_READERS.get(seed["letters"].lower())
    if readers is not None:
        read = _first(text, start, readers)
        if read is not None:
            return read
    if after in ("/", "@"):
        return None, _beyond(text, start, "word")
    if ("_" in token or not (token.islower() or token.istitle())) and len(token) <= 100:
        return _first(text, start, (names.read_identifier,)) or (None, end)
    return None, end


def _first(text: str, start: int, readers: tuple[Reader, ...]) -> tuple[Hit | None, int] | None:
    """Take the first reader whose value ends where a token does; the surroundings may still speak against it."""
    for reader in readers:
        hit = reader(text, start)
        if hit is not None and guards.ends_here(text, hit):
            return (hit if guards.believable(text, start, hit) else None), hit.end
    return None


def _beyond(text: str, start: int, kind: str | None) -> int:
    """The end of what stands here and was not read: the whole token and the digits set off by spaces after it."""
    token = _TOKEN.match(text, start)
    end = token.end() if token else start + 1
    spaced = _SPACED_DIGITS.match(text, end) if kind == "digit" else None
    return spaced.end() if spaced else end

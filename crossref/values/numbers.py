"""Numbers as people write them, and the words around them: at least, up to, about, between.

Every pattern here is a sequence of bounded pieces without a quantifier inside a quantified group that could match
the same text twice, so each match is linear in a small constant.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from crossref.patterns import late

Form = Literal["plain", "comma", "doubtful"]
"""How sure the reading is: ``comma`` is a decimal comma (sure only with a unit), ``doubtful`` is like ``1.000``."""


class Number(NamedTuple):
    """A number and where it ends."""

    value: float
    end: int
    form: Form = "plain"
    scale: float = 1.0
    """What a ``k`` or *million* after it multiplied the value by."""


class Bound(NamedTuple):
    """What a word before or after an amount makes of it, and where that word ends."""

    kind: Literal["", "minimum", "maximum", "about"]
    end: int


# 15 digits are what a float holds exactly; anything longer is an identifier and no amount.
_NUMBER = late(
    r"(?:(?P<comma>[0-9]{1,3}(?:,[0-9]{3}){1,4}(?:\.[0-9]{1,6})?)"
    r"|(?P<dots>[0-9]{1,3}(?:\.[0-9]{3}){2,4}(?:,[0-9]{1,6})?|[0-9]{1,3}\.[0-9]{3},[0-9]{1,2})"
    r"|(?P<space>[0-9]{1,3}(?P<mark>[ \u00a0\u202f\u2009'’_])[0-9]{3}(?:(?P=mark)[0-9]{3}){0,3}(?:[.,][0-9]{1,2})?)"
    r"|(?P<half>[0-9]{1,9},[0-9]{1,2})"
    r"|(?P<plain>[0-9]{1,15}(?:\.[0-9]{1,9})?))"
    r"(?![0-9]|[.,'’_][0-9])"
)
_DOUBTFUL = late(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_SCALE = late(r"[kK](?![\w])|[ \u00a0]?(?:thousand|million|billion)\b")
_SCALES = {"k": 1e3, "thousand": 1e3, "million": 1e6, "billion": 1e9}

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen".split()
)
_ONES += ["eighteen", "nineteen"]
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORD = late(r"[A-Za-z]{3,9}(?:-[a-z]{3,5})?(?![\w])")
WORDS: dict[str, int] = {word: value for value, word in enumerate(_ONES, 1)}
"""Number words of English, ``one`` to ``ninety-nine``."""
WORDS |= {word: 10 * value for value, word in enumerate(_TENS, 2)}
WORDS |= {f"{ten}-{one}": WORDS[ten] + WORDS[one] for ten in _TENS for one in _ONES[:9]}

WORD_STARTS = frozenset(word.partition("-")[0] for word in WORDS) - {"one"}
"""The words that an amount may begin with inside a sentence; *one* is mostly a pronoun."""


def number(text: str, at: int) -> Number | None:
    """Read digits or a number word at a position; None for leading zeros, signs, exponents and other scripts' digits."""
    match = _NUMBER.match(text, at)
    if match is None:
        return _word(text, at)
    digits, form = match[0], match.lastgroup
    if digits[0] == "0" and digits[1:2].isdigit():
        return None
    return _scaled(text, Number(_amount(digits, form), match.end(), _form(digits, form)))


def _amount(digits: str, form: str | None) -> float:
    if form == "dots":
        digits = digits.replace(".", "").replace(",", ".")
    elif form in ("half", "space"):
        digits = re.sub(r"[^0-9.]", "", digits.replace(",", "."))
    elif form == "comma":
        digits = digits.replace(",", "")
    return float(digits)


def _form(digits: str, form: str | None) -> Form:
    if form == "half":
        return "comma"
    return "doubtful" if form == "plain" and _DOUBTFUL.fullmatch(digits) else "plain"


def _scaled(text: str, found: Number) -> Number:
    scale = _SCALE.match(text, found.end)
    if scale is None or found.form == "doubtful":
        return found
    factor = _SCALES[scale[0].strip().lower()]
    return Number(found.value * factor, scale.end(), found.form, factor)


def _word(text: str, at: int) -> Number | None:
    match = _WORD.match(text, at)
    value = WORDS.get(match[0].lower()) if match else None
    return Number(float(value), match.end()) if match and value is not None else None


# -- at least, up to, about ----------------------------------------------------------------------------------------

_BEFORE: dict[Literal["minimum", "maximum", "about"], str] = {
    "minimum": ">= ≥ > |at least|minimum of|minimum|min.|min|no less than|not less than|no fewer than|more than"
    "|greater than|over|above",
    "maximum": "<= ≤ < |at most|up to|maximum of|maximum|max.|max|no more than|not more than|less than|fewer than"
    "|under|below|within",
    "about": "~ ≈ |about|approximately|approx.|approx|around|roughly|circa|ca.|nearly|almost",
}
_AFTER: dict[Literal["minimum", "maximum"], str] = {
    "minimum": "or more|or higher|or later|or newer|or above|or greater|and above|and up|and newer|and later|minimum",
    "maximum": "or less|or fewer|or lower|or below|maximum|max",
}


def _split(phrases: str) -> tuple[list[str], list[str]]:
    signs, *words = phrases.split("|")
    return signs.split(), words


_KINDS_BEFORE = {phrase: kind for kind, text in _BEFORE.items() for part in _split(text) for phrase in part}
_KINDS_AFTER = {phrase: kind for kind, text in _AFTER.items() for phrase in text.split("|")}
_SIGNS = [sign for text in _BEFORE.values() for sign in _split(text)[0]]
_PHRASES = sorted((phrase for text in _BEFORE.values() for phrase in _split(text)[1]), key=len, reverse=True)
_BEFORE_RE = late(
    rf"(?:({'|'.join(map(re.escape, _SIGNS))})[ \u00a0]?|({'|'.join(map(re.escape, _PHRASES))})[: \u00a0]{{1,2}})"
    r"[`*]{0,2}",
    re.IGNORECASE,
)
_AFTER_RE = late(rf" ({'|'.join(sorted(_KINDS_AFTER, key=len, reverse=True))})(?![\w-])", re.IGNORECASE)
_JOIN = late(r"[ \u00a0]?(?:-|–|—|\.\.\.?|…)[ \u00a0]?| to ", re.IGNORECASE)
_AND = late(r" (?:and|to) | ?[-–] ?", re.IGNORECASE)
_BETWEEN = late(r"between ", re.IGNORECASE)

LEADS = frozenset(phrase.split()[0].rstrip(".").lower() for phrase in [*_PHRASES, "between"])
"""The words that a bounded amount may begin with."""


def bound_before(text: str, at: int) -> Bound:
    """Read what stands before an amount (``>=``, ``at least``, ``~``); an empty kind where nothing does."""
    match = _BEFORE_RE.match(text, at)
    return Bound(_KINDS_BEFORE[(match[1] or match[2]).lower()], match.end()) if match else Bound("", at)


def bound_after(text: str, at: int) -> Bound:
    """Read what stands after an amount (``+``, ``or more``, ``max``)."""
    if text.startswith("+", at) and not text[at + 1 : at + 2].isalnum():
        return Bound("minimum", at + 1)
    match = _AFTER_RE.match(text, at)
    return Bound(_KINDS_AFTER[match[1].lower()], match.end()) if match else Bound("", at)


def between(text: str, at: int) -> int:
    """Where the amount begins after ``between``; the same position where neither stands."""
    match = _BETWEEN.match(text, at)
    return match.end() if match else at


def join(text: str, at: int, *, opened: bool) -> int | None:
    """Where a range's second amount begins: after a dash or ``to``, and after ``and`` too if ``between`` opened it."""
    match = (_AND if opened else _JOIN).match(text, at)
    return match.end() if match else None

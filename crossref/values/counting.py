"""Whether a bare number inside a sentence counts something, or is the name of something: step 3, PR 72, PA 14, port 443.

A number is believed only before a noun ("5 services") or after a word that states it ("replicas: 3"). The lists are what
real documents showed; they hold words of the five languages that the documents were in, and are for precision only.
"""

from __future__ import annotations

import re

from crossref.patterns import late
from crossref.values import units
from crossref.values.spots import Spot

REFERENCES = frozenset(
    "step section chapter phase stage version line page rfc option issue pr mr ticket story stories epic feature task"
    " adr day week month sprint quarter year level tier table figure fig part appendix item note rule check case bug"
    " milestone iteration round release no nr number code status error exit id layer room priority flow question"
    " lesson session scenario example point wave batch batches slide track group act scene decision requirement commit"
    " build revision rev draft amendment article clause paragraph field column row gate goal pillar principle problem"
    " solution finding fix slot top score core http signal vlan listen uid gid pid user port mode type class grade rank"
    " index position paso fase etapa semana día dia mes sección seccion capítulo capitulo página pagina línea linea"
    " escena caso tarea étape etape jour semaine mois chapitre schritt abschnitt kapitel seite tag woche monat zeile"
    " aufgabe".split()
)
"""What a number names rather than counts, singular: English, Spanish, Portuguese, French, German."""

_FUNCTION = frozenset(
    "the a an all our at with has have had of for in and or to is are be was were by its it this these those each"
    " only runs run uses use using keep keeps allow allows after before every than when where which that into over"
    " under least most up about around between within contains provides supports defines includes lists covers holds"
    " needs requires exactly max min maximum minimum".split()
)
"""What may stand before a count even with a capital, as the first word of a sentence."""

_STOP = frozenset(
    "and or of to in on at is are was were for with from the by as if but then than that when where which who it its"
    " a an be been not no so via per vs into out up down x y e o de en con por para und oder von bis mit et ou à le la"
    " der die das am pm utc gb mb kb mhz ghz khz hz mbps gbps kbps bps fps dpi ppm px pt em rem vh vw km cm mm mi kg"
    " lb lbs oz bit bits times jan feb mar apr may jun jul aug sep oct nov dec january february march april june july"
    " august september october november december points point percent th st nd rd del los las do da des du les un una"
    " que se al zu im".split()
)
"""What is no noun: function words, units that are not read, months."""

_NOT_FIRST = frozenset("top first last next previous another other additional extra remaining per nearest al".split())
"""What makes a number a selection: "the last 5 runs"."""
_CODES = frozenset(
    "201 202 204 301 302 304 307 308 401 403 404 405 409 410 412 413 415 422 429 501 502 503 504".split()
)
"""Bare numbers that are answers of HTTP far more often than counts; 200 and 500 are both."""

_WORD_BEFORE = late(r"([^\W\d_]+)[`*\"']{0,2}\.?(:?)[ \u00a0\n]?[#`*\"']{0,2}$")
_NOUN = late(r"[`*\"']{0,2}[ \u00a0\n][`*\"']{0,2}(?P<noun>[^\W\d_]{2,})(?![\w(=/])")
_HYPHENED = late(r"-(?:characters?|char|digit|node|replica|member|attempt|word)(?![\w])")
_SAID = late(r"(?:(?<![=!+<>:*/-])[=:]|\b(?:is|are|equals|defaults? to|set to|default)) ?[`*\"']{0,2}$", re.IGNORECASE)
_GOES_ON = late(r"[ (;]|\. ?[A-Za-z]")
_FRACTION = late(r"[/÷×*]`? ?$")
_ARGUMENT = late(r"(?:^|\s)-{1,2}[A-Za-z][\w-]*[ =]$")
_SECOND = late(r"[0-9][`*]{0,2},? (?:and|y|und|et|&|or|o|e|,) [`*]{0,2}$")
_RANGE = late(r"[0-9]+ ?[-–—] ?[0-9]+")
_YEAR = late(r"(?:199|20[0-3])[0-9]")
_EPOCH = late(r"[0-9]{10,}")
_DECIMAL = late(r"[0-9]+\.[0-9]+")
_NUMBERING = late(r"\s*(?:#{1,6} +)?[`*]{0,2}")


def is_count(spot: Spot) -> bool:
    """Whether the number at a spot counts or states something."""
    if _names_something(spot) or _is_part(spot):
        return False
    if has_joined_noun(spot):
        return True
    noun = spot.after(_NOUN)
    if noun is None or noun["noun"].lower() in _STOP:
        return _is_stated(spot)
    if spot.starts_with_digit and (_DECIMAL.fullmatch(spot.words) or (noun["noun"][0].isupper() and _opens(spot))):
        return False  # a section's own number
    return not units.unit(noun["noun"])


def has_joined_noun(spot: Spot) -> bool:
    """Whether a noun is joined on: ``12-character``."""
    return spot.after(_HYPHENED) is not None


def is_reference(spot: Spot) -> bool:
    """Whether the word before a number makes it a name: "step 3", "PA 14", "Vue 3"."""
    before = _WORD_BEFORE.search(spot.left)
    if before is None:
        return False
    word, label = before[1].lower(), before[2]
    if word in REFERENCES or word.removesuffix("s") in REFERENCES or word in _NOT_FIRST:
        return True
    return not (label or before[1].islower() or word in _FUNCTION)


def _names_something(spot: Spot) -> bool:
    """Whether the number is a year, a point in time, an answer of HTTP, or which one of several."""
    words = spot.words
    if words in _CODES or _YEAR.fullmatch(words) or _EPOCH.fullmatch(words):
        return True
    return is_reference(spot) or (_RANGE.match(words) is not None and _follows_plural(spot))


def _is_part(spot: Spot) -> bool:
    """Whether the number is one side of a fraction, an argument of a command, the second of two, or in brackets."""
    if spot.starts_with_digit and spot.left[-1:] in ("(", "[", "=", "'", '"'):
        return True
    return any(pattern.search(spot.left) for pattern in (_FRACTION, _ARGUMENT, _SECOND))


def _is_stated(spot: Spot) -> bool:
    plain = spot.starts_with_digit or spot.words[0] == "~"
    return plain and spot.after(_GOES_ON) is None and _SAID.search(spot.left) is not None


def _follows_plural(spot: Spot) -> bool:
    """Whether the numbers after a plural name its members: "assumptions 1-4"."""
    before = _WORD_BEFORE.search(spot.left)
    return before is not None and before[1].endswith("s") and before[1].lower() not in _FUNCTION


def _opens(spot: Spot) -> bool:
    """Whether the number is the first thing in a line or heading."""
    return spot.is_near_start and _NUMBERING.fullmatch(spot.left.rpartition("\n")[2]) is not None

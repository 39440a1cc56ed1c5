"""What the surroundings say against a value inside a sentence.

Each guard stands for misreadings met in real documents: step and section numbers, issues and decisions, line numbers,
IP addresses, deltas, comparisons, query windows, arguments of shells. A guard looks at a bounded stretch left and right.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from crossref.patterns import late
from crossref.value import Address, Hit, Name, Quantity, Schedule, Single, Version
from crossref.values import counting, names, units
from crossref.values.spots import Spot, spot

_STICKS = late(r"\w|[-/:@.\\](?=[\w{<$*])|[×^%$]| ?[×*] ?[0-9]|[`*]{0,2} ?(?:→|->|=>|➜|➔)")
_NOT_BEFORE_DIGIT = frozenset("+-./\\:#@$%&_×§’^~<>−±")
_NOT_BEFORE_WORD = frozenset("/@#$.\\-&~")
_BEFORE_SIGN = frozenset(" \t\n`\"'(|*,=[“—→>")
_CHANGED_FROM = late(
    r"[0-9%][\w%.]{0,8}(?: [A-Za-z%]{1,8})?[`*]{0,2}(?: ?(?:→|->|=>|➜|➔) ?| (?:to|a|auf|à) )[`*]{0,2}$"
)
"""The new value of a change; the old one sticks to the arrow."""
_BY = late(r"(?:^|\W)(?:by|from) [`*]{0,2}$", re.IGNORECASE)


def ends_here(text: str, hit: Hit) -> bool:
    """Whether a value ends where its token does, so that it is not a piece of something longer."""
    if isinstance(hit.value, Address):
        return not (text[hit.end : hit.end + 1].isalnum() or text.startswith("_", hit.end))
    if (
        isinstance(hit.value, Quantity)
        and hit.value.type == "count"
        and counting.has_joined_noun(spot(text, 0, hit.end))
    ):
        return True
    return not _STICKS.match(text, hit.end)


def believable(text: str, start: int, hit: Hit) -> bool:
    """Whether nothing around a value speaks against it."""
    here = spot(text, start, hit.end)
    if not _may_begin(here):
        return False
    guard = _GUARDS.get(type(hit.value))
    return guard is None or guard(here, hit.value)


def _may_begin(here: Spot) -> bool:
    """Whether a token may begin here at all: not in the middle of a path, a handle, a negative number."""
    if here.last.isalnum():
        return False
    if here.text[here.start].isalpha():
        return here.last not in _NOT_BEFORE_WORD or here.words.lower().startswith("port")
    if here.starts_with_digit:
        return here.last not in _NOT_BEFORE_DIGIT
    return _may_sign(here)


def _may_sign(here: Spot) -> bool:
    """Whether a sign begins something: it is no arrow, power, quotation mark, slice, key's colon or glob."""
    sign, last = here.words[0], here.last
    if sign == ">" and here.words[:2] != ">=" and not here.left.rpartition("\n")[2].strip(" >"):
        return False
    if sign == ":" and (last == "[" or (last in ("'", '"') and here.left[-2:-1].isalnum())):
        return False
    if sign == "/" and (last == ">" or (last == "*" and here.left[-3:] in ("*", "/*", "**", "/**", "*/*"))):
        return False
    if sign in "/.:*^~$":
        return not last or last in _BEFORE_SIGN
    return last not in ("-", "=", "<", ">", "|")


# -- quantities ----------------------------------------------------------------------------------------------------

_TWO_NUMBERS = late(r"[0-9] [0-9]")
_AFTERWARDS = late(r" (?:ago|later|earlier|old)(?![\w])", re.IGNORECASE)
_COMPARED = late(
    r"[`*]{0,2} (?:faster|slower|more|less|fewer|higher|lower|better|worse|cheaper|smaller|larger|bigger|shorter|longer"
    r"|increase|decrease|reduction|improvement|growth|off|discount|savings?|saved|drop)(?![\w])",
    re.IGNORECASE,
)
_PER_TIME = late(r" ?(?:per|a|an|each|every) ([A-Za-z]{1,10})(?![\w])")
_DECADE = late(r"(?:19|20)[0-9]0s")
_TENS = late(r"[2-9]0s")
_DASHED = late(r"[0-9]+[-–]")
_FLAT = late(r"[23]d")
_LETTER = late(r" [a-z]")
_ARGUMENT = late(r"\$[0-9]")


def _quantity(here: Spot, value: Single) -> bool:
    """Reject the result of a change, a difference, and ``100 000``, which may be two numbers."""
    assert isinstance(value, Quantity)
    if _TWO_NUMBERS.search(here.words) or _CHANGED_FROM.search(here.left[-25:]):
        return False
    if value.type == "count":
        return counting.is_count(here) and not _BY.search(here.left[-10:])
    if value.type == "port":
        return True
    guard = {"duration": _is_duration, "percentage": _is_percentage, "money": _is_price}.get(value.type)
    return not _BY.search(here.left[-10:]) and (guard is None or guard(here))


def _is_duration(here: Spot) -> bool:
    """Reject a point in time, a query's window (``[5m]``), a decade, "3d printing", and hours a day."""
    if here.after(_AFTERWARDS) or (here.last == "[" and here.text[here.end : here.end + 1] in ("]", ":")):
        return False
    if here.starts_with_digit and _DASHED.match(here.words) and counting.is_reference(here):
        return False
    if _DECADE.fullmatch(here.words) or (_TENS.fullmatch(here.words) and here.left.endswith("the ")):
        return False
    per = here.after(_PER_TIME)
    return not (per and units.period(per[1])) and not (_FLAT.fullmatch(here.words) and here.after(_LETTER))


def _is_percentage(here: Spot) -> bool:
    return not here.after(_COMPARED)


def _is_price(here: Spot) -> bool:
    """Reject ``$1`` and ``$0``, which are arguments of shells and SQL more often than prices, and "$20 off"."""
    return not _ARGUMENT.fullmatch(here.words) and not here.after(_COMPARED)


# -- versions, addresses ---------------------------------------------------------------------------------------------

_CALENDAR = late(r"(?:199|20[0-3])[0-9]\.[0-9]{1,2}\.[0-9]{1,2}")
_OR_ANOTHER = late(r"[`*]{0,2} ?(?:or|and|/|,|&) ?[`*]{0,2}v?[0-9]")
_ANOTHER_OR = late(r"[0-9x+][`*]{0,2} ?(?:or|and|/|,|&) ?[`*]{0,2}$")
_LINE_START = late(r"[ \t]*(?:#{1,6}[ \t]+|[-*][ \t]+)?")
_LAST_WORD = late(r"([^\W\d_]+)[`*\"']{0,2}:? ?[`*\"']{0,2}$")


def _version(here: Spot, value: Single) -> bool:
    """Reject section numbers ("Feature 3.1.1", a heading's own), dates, alternatives and either side of a change."""
    if _CHANGED_FROM.search(here.left[-25:]) or _CALENDAR.match(here.words):
        return False
    if here.after(_OR_ANOTHER) or _ANOTHER_OR.search(here.left[-12:]):
        return False
    if not here.starts_with_digit:
        return not _BY.search(here.left[-10:])
    if _LINE_START.fullmatch(here.left.rpartition("\n")[2]) and here.text[here.end : here.end + 1] not in ("", "\n"):
        return False
    before = _LAST_WORD.search(here.left)
    word = before[1].lower() if before else ""
    return word in ("version", "release") or word not in counting.REFERENCES


def _address(here: Spot, value: Single) -> bool:
    """Reject ``/month``, and a host inside a mail address or a longer path."""
    assert isinstance(value, Address)
    if value.type != "path":
        return here.last not in ("@", "/", "\\", "$", "-")
    return not units.period(value.path[1:]) and here.last != "<"


# -- names -----------------------------------------------------------------------------------------------------------

_LABELLED = late(r"[`*]{0,2}:")
_SQL = late(r"\b(?:SELECT|INSERT|UPDATE|ON|TRUNCATE)\b")
_SQL_FROM = late(r" FROM\b")
_TARGET = late(r"[`*]{0,2} [`*]{0,2}/")
_STATED = late(r"(?:\b(?:is|are)|[:=]|\bdefaults? to|\bdefault) ?[`\"'*]{0,2}$", re.IGNORECASE)
_CONDITION = late(r"\b(?:if|when|unless|whether|where|once|until|while|not)\b", re.IGNORECASE)
_CLOSES = late(r"[`\"'*]{0,2}(?:[,.;)\]}|#/\n]|[ \t]*(?:$|[|#(\n]|//))")


def _name(here: Spot, value: Single) -> bool:
    assert isinstance(value, Name)
    if value.type == "technology":
        return names.is_sure(here.text, value, here.start, here.end)
    if value.type == "method":
        return _is_method(here)
    return value.type != "boolean" or _is_switch(here)


def _is_method(here: Spot) -> bool:
    """Reject SQL, the last part of a version ("PATCH: fixes"), and git's HEAD."""
    if here.after(_LABELLED):
        return False
    if here.words == "DELETE":
        return not _SQL.search(here.left) and not here.after(_SQL_FROM)
    return here.words != "HEAD" or here.after(_TARGET) is not None


def _is_switch(here: Spot) -> bool:
    """Believe "is required", ``x: true`` and "enabled by default", none of them in a condition."""
    stated = _STATED.search(here.left)
    if stated and stated[0][0] in ":=" and not here.after(_CLOSES):
        return False
    return (stated is not None or here.words.endswith("default")) and not _CONDITION.search(here.left)


# -- schedules -------------------------------------------------------------------------------------------------------

_RUNS = late(
    r"\b(?:runs?|running|executes?|executed|scheduled|rotate[sd]?|refreshe[sd]|performed|taken) $", re.IGNORECASE
)
_ENDS = late(
    r"[`*\"')\]]{0,2}(?:[.,;:)|\]]|[ \t]*(?:$|\n)| \(| (?:at|on|via|by|in|for|with|against|after|before|from|through)\b)"
)
_BARE = late(r"every [a-z]+|[a-z]+", re.IGNORECASE)


def _schedule(here: Spot, value: Single) -> bool:
    """Reject what only describes ("daily summary", "every month is lost") and an ordinal ("every second Tuesday")."""
    if not _BARE.fullmatch(here.words):
        return True
    return here.after(_ENDS) is not None and (" " in here.words or _RUNS.search(here.left) is not None)


_GUARDS: dict[type, Callable[[Spot, Single], bool]] = {
    Quantity: _quantity,
    Version: _version,
    Address: _address,
    Name: _name,
    Schedule: _schedule,
}

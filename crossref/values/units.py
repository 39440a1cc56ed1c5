"""The units that are known, by spelling. Few and listed: an unknown unit means that nothing is read.

Durations are in seconds (a month is a twelfth of 365.2425 days), sizes in bytes. A size in KB, MB … is 1000 or 1024
to the step, as its writer liked; it is kept with 1024 and compared both ways. ``Ki``, ``Mi`` … are always 1024.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from crossref.value import QuantityType

DAY = 86400.0
YEAR = 365.2425 * DAY
MONTH = YEAR / 12


class Unit(NamedTuple):
    """What a spelling stands for."""

    type: QuantityType
    factor: float
    name: str
    """The normal form, which `show` writes."""
    glue: str = " -"
    """What may stand between number and unit: a space, a hyphen; nothing at all always may."""


def _table(kind: QuantityType, glue: str, text: str, factors: Mapping[str, float]) -> dict[str, Unit]:
    spellings = {}
    for line in text.strip().splitlines():
        name, _, others = line.partition(": ")
        for spelling in others.split():
            spellings[spelling] = Unit(kind, factors[name], name, glue)
    return spellings


SECONDS: dict[str, float] = {
    "ns": 1e-9,
    "µs": 1e-6,
    "ms": 1e-3,
    "s": 1.0,
    "min": 60.0,
    "h": 3600.0,
    "day": DAY,
    "week": 7 * DAY,
    "month": MONTH,
    "quarter": YEAR / 4,
    "year": YEAR,
}
"""Seconds in each unit of time, by normal form."""

# Single letters are case-sensitive and stand close: "5 M", "5 w" are not durations. "5 m" would be metres.
_SHORT_TIMES = """
ns: ns
µs: µs μs us
ms: ms
s: s
h: h
day: d
"""
_CLOSE_TIMES = """
min: m
week: w wk
month: mo
year: y yr
"""
_LONG_TIMES = """
ns: nanosecond nanoseconds nanos
µs: microsecond microseconds
ms: msec msecs millis millisecond milliseconds milisegundos
s: sec secs second seconds seg segundo segundos sekunde sekunden seconde secondes
min: min mins minute minutes minuto minutos minuten
h: hr hrs hour hours hora horas stunde stunden heure heures
day: day days día días dias tage tagen jour jours
week: week weeks wks semana semanas woche wochen semaine semaines
month: month months mos meses monat monate monaten mois
year: year years yrs año años jahr jahre jahren ans
"""
# "quarter" is in SECONDS for periods only; "3 quarters" is as often three fourths.

_DECIMAL = "KB MB GB TB PB".split()
_BINARY = "KiB MiB GiB TiB PiB".split()
BYTES: dict[str, float] = {"B": 1.0, **{name: 1024.0**step for step, name in enumerate(_DECIMAL, 1)}}
"""Bytes in each unit of size, by normal form, 1024 to the step."""
BYTES |= {name: 1024.0**step for step, name in enumerate(_BINARY, 1)}

# "Mb" and "Gb" are as often bits and stay unread.
_SIZES = """
KB: KB kB kb kilobyte kilobytes
MB: MB mb megabyte megabytes
GB: GB gb gigabyte gigabytes
TB: TB tb terabyte terabytes
PB: PB pb petabyte petabytes
KiB: KiB Ki kib kibibyte kibibytes
MiB: MiB Mi mib mebibyte mebibytes
GiB: GiB Gi gib gibibyte gibibytes
TiB: TiB Ti tib tebibyte tebibytes
PiB: PiB Pi pib
"""
# "7B" counts parameters, "5B" billions.
_BYTES_WORDS = "B: byte bytes"

SIZE_LETTERS = {"K": "KB", "k": "KB", "M": "MB", "m": "MB", "G": "GB", "g": "GB", "T": "TB"}
"""What ``512M`` is when a size is expected; redis, java and systemd write it so."""

CURRENCIES: dict[str, str] = {"$": "USD", "US$": "USD", "CA$": "CAD", "A$": "AUD", "€": "EUR", "£": "GBP", "₹": "INR"}
CURRENCIES |= {code: code for code in "USD EUR GBP CHF CAD AUD INR BRL SEK NOK DKK PLN".split()}
CURRENCIES |= {"dollars": "USD", "euros": "EUR", "euro": "EUR"}

UNITS: dict[str, Unit] = {
    **_table("duration", " -", _LONG_TIMES, SECONDS),
    **_table("duration", " ", _SHORT_TIMES, SECONDS),
    **_table("duration", "", _CLOSE_TIMES, SECONDS),
    **_table("size", " ", _SIZES, BYTES),
    **_table("size", " -", _BYTES_WORDS, BYTES),
    "%": Unit("percentage", 1.0, "%", " "),
    "percent": Unit("percentage", 1.0, "%"),
    "pct": Unit("percentage", 1.0, "%", " "),
    **{spelling: Unit("money", 1.0, code, " ") for spelling, code in CURRENCIES.items() if spelling not in ("$", "A$")},
}
"""Every unit that may follow a number, by exact spelling; words are also looked up in lower case."""

PERIODS: dict[str, str] = {spelling: unit.name for spelling, unit in UNITS.items() if unit.type == "duration"}
"""What ``per`` and ``/`` may name in a rate or a price, to its normal form."""
PERIODS |= {"quarter": "quarter", "annum": "year", "mes": "month"}

SHORTHANDS: dict[str, tuple[str, str]] = {
    "rpm": ("requests", "min"),
    "rps": ("requests", "s"),
    "qps": ("queries", "s"),
    "tps": ("transactions", "s"),
}
"""Rates written as one word."""

NOUNS: dict[str, str] = {"r": "requests", "req": "requests", "reqs": "requests", "request": "requests"}
NOUNS |= {"query": "queries", "msg": "messages", "msgs": "messages", "message": "messages", "time": "times"}
"""What a rate counts, where one thing has several names."""

_SCOPES = (
    "user tenant client key account session endpoint node instance pod worker connection device project workspace team"
)
_SCOPES += " seat host token app location ip organization customer agent"
SCOPES: dict[str, str] = {word: word for word in _SCOPES.split()}
SCOPES |= {"ip address": "ip", "api key": "key", "apikey": "key", "org": "organization", "organisation": "organization"}
SCOPES |= {"usuario": "user"}
"""Whom a rate or a price may be for."""


def unit(word: str) -> Unit | None:
    """Look a unit up: as written, or in lower case if it is a word and no symbol."""
    return UNITS.get(word) or (UNITS.get(word.lower()) if len(word) > 2 else None)


def period(word: str) -> str | None:
    """Look a period up: ``min`` for m, minute, Minutes; None for anything that is no time."""
    return PERIODS.get(word) or (PERIODS.get(word.lower()) if len(word) > 2 else None)

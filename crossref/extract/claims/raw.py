"""Values as configuration and programs write them: ``15 * time.Second``, ``2 * 60 * 1000``, ``30`` of ``RETENTION_DAYS``."""

from __future__ import annotations

import re
from math import prod

from crossref.extract.claims.place import hint_for
from crossref.values import Name, Quantity, Value, parse

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SPLIT = re.compile(r"[^A-Za-z0-9]+")
_UNITS = {
    word: unit
    for unit, words in {
        "ms": "ms msec msecs millis milliseconds millisecond",
        "s": "s sec secs second seconds",
        "min": "min mins minute minutes",
        "h": "hour hours hrs",
        "days": "day days",
        "weeks": "weeks",
        "bytes": "bytes",
        "KB": "kb",
        "MB": "mb mib megabytes",
        "GB": "gb gib gigabytes",
    }.items()
    for word in words.split()
}
"""How the name of a setting ends that tells the unit of its bare number."""
_NUMBER = re.compile(r"\d[\d_]*(?:\.\d+)?")
_GO = re.compile(r"(?:(\d[\d_]*)\s*\*\s*)?time\.(Millisecond|Second|Minute|Hour)(?:\s*\*\s*(\d[\d_]*))?")
_CALL = re.compile(
    r"(?:Duration(?:::|\.)(?:from_|of)|TimeSpan\.From)(millis|secs|mins|hours|days|Millis|Milliseconds|Seconds|Minutes|Hours|Days)"
    r"\((\d[\d_]*)L?\)"
)
_DELTA = re.compile(r"(?:datetime\.)?timedelta\((milliseconds|seconds|minutes|hours|days|weeks)\s*=\s*(\d[\d_]*)\)")
_PRODUCT = re.compile(r"\d[\d_]*(?:\s*\*\s*\d[\d_]*){1,4}")
_SHIFT = re.compile(r"(\d{1,4})\s*<<\s*([123]0)")
_MILLICORES = re.compile(r"(\d{1,7})m")
_CALLED = {"millis": "ms", "secs": "s", "mins": "min", "hours": "h", "days": "days"}
_CALLED |= {"milliseconds": "ms", "seconds": "s", "minutes": "min", "weeks": "weeks"}
_TIMES = frozenset("timeout ttl age maxage interval expiry expires expiration delay lifetime duration window".split())
_TEMPLATE = re.compile(r"[<{$]|\bexample\b|your|xxx|changeme|change[-_]me|replace|\.\.\.|…", re.IGNORECASE)


def words_in(name: str) -> list[str]:
    """The words of a setting's name, whatever its spelling: ``writeTimeout``, ``write-timeout``, *Write Timeout*."""
    return [word.lower() for word in _SPLIT.split(_CAMEL.sub(" ", name)) if word]


def is_template(text: str) -> bool:
    """Whether a value is one that the reader is to fill in."""
    return bool(_TEMPLATE.search(text))


def value_of(text: str, name: str) -> Value | None:
    """The value of a setting called ``name``: with the unit that the name tells, else as its words let it be read."""
    if _NUMBER.fullmatch(text):
        return _with_unit(text, name) or _number(text, name)
    return _cores(text, name) or _computed(text, name) or parse(text, hint_for(" ".join(words_in(name)))) or parse(text)


def identifier(text: str) -> Value | None:
    """A text that is no value of a known kind: the name of an image, a mode, an environment."""
    return parse(text, "identifier") or (Name("identifier", text) if 0 < len(text) <= 60 and " " not in text else None)


def _cores(text: str, name: str) -> Value | None:
    """``250m`` of a processor is a quarter of it."""
    if name.rpartition(".")[2].lower() not in ("cpu", "cpus") or not (match := _MILLICORES.fullmatch(text)):
        return None
    return Quantity("count", int(match[1]) / 1000, int(match[1]) / 1000)


def _number(text: str, name: str) -> Value | None:
    words = words_in(name)
    if words and words[-1] in ("port", "version"):
        return parse(text, hint_for(words[-1]))
    return parse(text.replace("_", ""))


def _with_unit(text: str, name: str) -> Value | None:
    words = words_in(name)
    unit = _UNITS.get(words[-1]) if len(words) > 1 else None
    if unit is None or "per" in words[-3:] or (words[-1] in ("min", "s") and len(words) < 3):
        return None
    return parse(f"{text.replace('_', '')} {unit}")


def _computed(text: str, name: str) -> Value | None:
    if "(" not in text and "*" not in text and "<" not in text and "." not in text:
        return None
    if match := _GO.fullmatch(text):
        return parse(f"{(match[1] or match[3] or '1').replace('_', '')} {match[2].lower()}")
    if match := _CALL.fullmatch(text):
        return parse(f"{match[2].replace('_', '')} {_CALLED[match[1].lower()]}")
    if match := _DELTA.fullmatch(text):
        return parse(f"{match[2].replace('_', '')} {match[1]}")
    if match := _SHIFT.fullmatch(text):
        return parse(f"{match[1]} {dict(zip(('10', '20', '30'), ('KB', 'MB', 'GB'), strict=True))[match[2]]}")
    if _PRODUCT.fullmatch(text):
        return _product(text, name)
    return None


def _product(text: str, name: str) -> Value | None:
    """``15 * 60 * 1000`` is milliseconds where the name speaks of time, ``10 * 1024 * 1024`` bytes."""
    factors = [int(part.replace("_", "")) for part in text.split("*")]
    number = prod(factors)
    if number > 1e15:
        return None
    if factors.count(1024):
        return parse(f"{number} bytes")
    told = _with_unit(str(number), name)
    if told is not None:
        return told
    if _TIMES & set(words_in(name)):
        return parse(f"{number} ms") if factors[-1] == 1000 else None
    return Quantity("count", float(number), float(number))

"""`parse`: read a text that is as a whole one value, or a set of values."""

from __future__ import annotations

import re

from crossref.patterns import late
from crossref.value import Group, Single, Value, ValueType, kind_of
from crossref.values.comparing import compare
from crossref.values.finding import find
from crossref.values.readers import readers

_LONGEST = 500
"""A text longer than this is no value."""

_MOST_SPACES = 16
"""A text with more spaces than this is no single value."""

_MOST = 40
"""A set has no more members than this; a longer list would be a table."""

_PAIRS = (("**", "**"), ("`", "`"), ('"', '"'), ("'", "'"), ("“", "”"), ("*", "*"), ("_", "_"), ("(", ")"))


def parse(text: str, hint: ValueType | None = None) -> Value | None:
    """Read a text that is as a whole one value, or a set of values; None when in doubt.

    A hint names the kind that is expected. It allows what would be ambiguous without it (``15`` as a version, ``512M`` as
    a size, ``8080`` as a port), and then nothing of another kind is read; a set has members of that kind. Markup and
    quotes around the text are taken off. A remark in parentheses is allowed if it does not say otherwise
    (``15 min (900 s)``, ``30 days (default)``).
    """
    text = text.strip().rstrip(",;").rstrip()
    if not text or len(text) > _LONGEST:
        return None
    return _unwrapped(text, hint) or _remarked(text, hint) or _group(text, hint)


def _unwrapped(text: str, hint: ValueType | None) -> Single | None:
    """Read a text, taking off a layer of markup, quotes or a full stop as long as nothing is read."""
    for _ in range(4):
        value = _whole(text, hint)
        if value is not None:
            return value
        bare = _peeled(text)
        if bare == text or not bare:
            return None
        text = bare
    return None


def _peeled(text: str) -> str:
    if not text[:1].isalnum():
        for left, right in _PAIRS:
            if text.startswith(left) and text.endswith(right) and len(text) > len(left) + len(right):
                return text[len(left) : -len(right)].strip()
    return text[:-1] if text[-1:] in ".," else text


def _whole(text: str, hint: ValueType | None) -> Single | None:
    if text.count(" ") > _MOST_SPACES:
        return None
    for reader in readers(text, hint):
        hit = reader(text, 0)
        if hit is not None and hit.end == len(text) and hint in (None, kind_of(hit.value)):
            return hit.value
    return None


def _remarked(text: str, hint: ValueType | None) -> Single | None:
    """Read ``15 min (900 s)``: the first, unless the remark has a number that is not the same value."""
    at = text.rfind("(")
    if at < 1 or not text.endswith(")"):
        return None
    value, remark = _unwrapped(text[:at].strip(), hint), text[at + 1 : -1]
    if value is None:
        return None
    said = _unwrapped(remark, hint) or _unwrapped(remark, None)
    others = [said] if said else [found.value for found in find(remark)]
    if any(kind_of(other) == kind_of(value) and compare(other, value) == "conflict" for other in others):
        return None
    return value if others or not re.search(r"\d", remark) else None


_ARROW = late(r"\s*(?:→|->|=>|➜|➔)\s*")
_COMMA = late(r",\s+(?:and\s+)?|,|;\s*|\s+and\s+|\s+[&+]\s+|\s*/\s*|\s*\|\s*")
_UNHINTED = frozenset(
    "technology algorithm method status region environment identifier url host-port path version port".split()
)
"""What makes a set without a hint; ``3/5`` and ``1, 2`` do not."""


def _group(text: str, hint: ValueType | None) -> Group | None:
    for separator in (_ARROW, _COMMA):
        parts = [part for part in separator.split(text, _MOST) if part]
        if not 2 <= len(parts) <= _MOST:
            continue
        members = _members(parts, None if hint == "set" else hint)
        if hint == "set" and not members:
            members = _members(parts, "identifier")
        kinds = {kind_of(item) for item in members}
        if len(kinds) == 1 and (hint or kinds <= _UNHINTED):
            return Group(members, ordered=separator is _ARROW)
    return None


def _members(parts: list[str], hint: ValueType | None) -> tuple[Single, ...]:
    """Each part as a value; nothing if one of them is none."""
    found: list[Single] = []
    for part in parts:
        value = _unwrapped(part.strip(), hint)
        if value is None:
            return ()
        found.append(value)
    return tuple(found)

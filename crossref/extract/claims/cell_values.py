"""What a table's cell holds: its value with the unit that its header gives, and the amounts of a cell that holds several."""

from __future__ import annotations

import re
from collections.abc import Mapping

from crossref.extract.blocks import Block, Flat
from crossref.extract.claims.place import hint_for
from crossref.names import plain_name
from crossref.values import Found, Quantity, Value, parse

_COUNTERS = frozenset({"", "#", "no", "nr", "id", "step", "order", "priority", "phase", "sprint"})
_NUMBER = re.compile(r"\W{0,3}(?:[A-Za-z]{1,10}[-_. ]){0,3}[A-Za-z]{0,3}\d[\w.-]{0,12}\W{0,3}|\W{0,3}")
"""What only numbers a row: 3, #3, NFR-7, Phase 2."""
_LOOKED_AT = 5
"""Rows that tell what a column holds."""
_MARKS = re.compile("[✅❌✔✓⚠🔴🟢🟡🟠⭐☑\ufe0f]")
"""What marks a row as good or bad, and belongs to no value."""
_UNIT = re.compile(
    r"[(\[,/] ?(?:in )?(ms|secs?|seconds|s|mins?|minutes|hours|h|days|[KMG]i?B|%|USD)[)\]]?$|^(?:minutes|seconds|days|hours)$",
    re.IGNORECASE,
)
"""A header's unit: *Timeout (ms)*, *TTL, seconds*."""
_PROTOCOL = re.compile(r"[`*]*(?:(?:TCP|UDP|HTTPS?|TLS|gRPC|WSS?|AMQP|MQTT)(?: ?[/,+&] ?)?){1,3}[`*]*", re.IGNORECASE)
_BARE = re.compile(r"~?\d[\d.,]*")
_MOST_VALUES = 4
"""Amounts in one cell that each are a claim; a cell with more is text."""


def is_counter(header: str, column: int, rows: Mapping[int, Mapping[int, tuple[Block, Flat]]]) -> bool:
    """Whether a column only numbers its rows, and does not hold the names of phases or steps."""
    name = plain_name(header)
    if name not in _COUNTERS:
        return False
    texts = [cells[column][1].text.strip() for number, cells in sorted(rows.items()) if number and column in cells]
    return all(_NUMBER.fullmatch(text) for text in texts[:_LOOKED_AT])


def is_protocol(text: str) -> bool:
    """Whether a cell says over which protocol a port is spoken to, and so names nobody."""
    return _PROTOCOL.fullmatch(text) is not None


def read(text: str, header: str, attribute: str) -> Value | None:
    """Read a cell as what its header or row promises: with the header's unit, and without marks of success."""
    bare = text.strip(" `*")
    unit = _UNIT.search(header.strip()) if _BARE.fullmatch(bare) else None
    if unit:
        return parse(f"{bare} {unit[1] or unit[0]}") or parse(f"{bare}{unit[1] or unit[0]}")
    return parse(text, hint_for(attribute)) or parse(text) or _unmarked(text, attribute)


def _unmarked(text: str, attribute: str) -> Value | None:
    if not _MARKS.search(text):
        return None
    plain = _MARKS.sub(" ", text)
    return parse(plain, hint_for(attribute)) or parse(plain)


def remark(text: str) -> str:
    """What stands in brackets behind a value, which may say where it holds: *99.9 % (cloud)*."""
    at = text.rfind("(") if text.rstrip().endswith(")") else -1
    return text[at:] if at > 0 else ""


def amounts(found: tuple[Found, ...]) -> list[Found]:
    """The amounts among several values of a cell: each is said of the row, with the words around it; none where they are many."""
    kept = [one for one in found if isinstance(one.value, Quantity) and one.value.type not in ("count", "port")]
    return kept if len(kept) <= _MOST_VALUES else []

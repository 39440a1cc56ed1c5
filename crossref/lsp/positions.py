"""Columns in an editor's units: UTF-8 bytes, UTF-16 code units or code points.

Ours are 1-based and count code points; those of the Language Server Protocol are 0-based and count what client and server
agree on (specification 3.17, *Position* and *PositionEncodingKind*). There as here, lines end in ``\\n``, ``\\r\\n`` or
``\\r`` and in nothing else (``identity.lines_of``).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

Encoding = Literal["utf-8", "utf-16", "utf-32"]


def width(text: str, encoding: Encoding) -> int:
    """How many units a text takes."""
    if encoding == "utf-32" or text.isascii():
        return len(text)
    if encoding == "utf-8":
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text) + sum(char > "\uffff" for char in text)


def to_units(lines: Sequence[str], line: int, column: int, encoding: Encoding) -> tuple[int, int]:
    """A 1-based line and column as a 0-based line and its units; what lies beyond the text is its nearest end."""
    if line > len(lines):
        return max(len(lines) - 1, 0), width(lines[-1], encoding) if lines else 0
    return max(line - 1, 0), width(lines[line - 1][: max(column - 1, 0)], encoding)


def from_units(lines: Sequence[str], line: int, units: int, encoding: Encoding) -> tuple[int, int]:
    """A 0-based line and its units as a 1-based line and column.

    A position within a character is its start; one beyond the line is its end, as the specification asks.
    """
    if line >= len(lines):
        return max(len(lines), 1), len(lines[-1]) + 1 if lines else 1
    text = lines[max(line, 0)]
    if encoding == "utf-32" or text.isascii():
        return line + 1, min(max(units, 0), len(text)) + 1
    column = 0
    for char in text:
        units -= width(char, encoding)
        if units < 0:
            break
        column += 1
    return line + 1, column + 1

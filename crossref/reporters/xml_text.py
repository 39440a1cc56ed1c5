"""Text of documents made safe for XML."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from crossref.reporters.text import visible

_NO_CHARACTER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no XML 1.0 document may hold, not even as a reference (production ``Char`` of the specification)."""

_REFERENCES = {'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


def attribute(value: object) -> str:
    """A value in double quotes, whatever it holds; what XML cannot hold is written out, as ``\\x1b``."""
    return f'"{escape(_legal(str(value)), _REFERENCES)}"'


def content(text: str) -> str:
    """The text between two tags."""
    return escape(_legal(text), {"\r": "&#13;"})


def element(name: str, /, **attributes: object) -> str:
    """A start tag without its closing bracket; an attribute that is None is left out."""
    given = (f" {key}={attribute(value)}" for key, value in attributes.items() if value is not None)
    return f"<{name}{''.join(given)}"


def _legal(text: str) -> str:
    return _NO_CHARACTER.sub(lambda found: _written_out(found[0]), text)


def _written_out(char: str) -> str:
    plain = visible(char)
    return plain if plain != char else f"\\u{ord(char):04x}"

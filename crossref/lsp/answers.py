"""What the server answers, before it is put into the words of the protocol."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from crossref.model import Edit, Finding, Place, Span


class Line(Struct, frozen=True):
    """A line of a hover: a text, and the place that it speaks of."""

    text: str
    place: Place | None = None


class Hover(Struct, frozen=True):
    """What stands under the cursor and where else it stands."""

    kind: str
    """What it is (``component``, ``link``); document text is never part of it."""
    name: str
    """As the document has it."""
    lines: tuple[Line, ...]
    span: Span


CompletionKind = Literal["file", "folder", "heading", "decision"]


class Completion(Struct, frozen=True):
    """A text that may stand where the cursor is."""

    label: str
    text: str
    span: Span
    """What it replaces."""
    kind: CompletionKind
    detail: str = ""
    typed: str = ""
    """What the typed text is compared with; empty for the label."""


class Symbol(Struct, frozen=True):
    """A heading or an entry that can be searched for."""

    name: str
    kind: str
    place: Place
    container: str = ""
    last_line: int = 0
    """Of what belongs to it."""
    children: tuple[Symbol, ...] = ()


class Action(Struct, frozen=True):
    """A change that puts a finding right or silences it."""

    title: str
    edits: tuple[Edit, ...]
    finding: Finding
    preferred: bool = False

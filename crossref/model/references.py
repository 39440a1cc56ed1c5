"""What a document refers to and can be referred to by: anchors, sections, links, labels, markers and ignores."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from crossref.model.places import Span

AnchorKind = Literal["heading", "html", "footnote"]


class Anchor(Struct, frozen=True, array_like=True, gc=False):
    """A place that a fragment can lead to."""

    name: str
    kind: AnchorKind
    span: Span


class Section(Struct, frozen=True, array_like=True, gc=False):
    """A heading and the lines it governs, up to the next heading of its level or above."""

    title: str
    level: int
    anchor: str
    span: Span
    last_line: int
    blocks: int
    """How many blocks (paragraphs, tables, subsections …) stand under the heading."""
    parent: int
    """Index of the section around this one in ``Document.sections``, -1 at the top."""


LinkKind = Literal["inline", "reference", "autolink", "image", "html", "wiki", "mention", "path"]


class Link(Struct, frozen=True, array_like=True, gc=False):
    """A reference that names a document, a heading or a file, as written.

    ``span`` covers the destination, where an editor underlines and a fix replaces; a reference link's lies in its
    definition. ``use`` covers the whole link where the reader meets it.
    """

    kind: LinkKind
    destination: str
    text: str
    span: Span
    use: Span
    refers: bool = True
    """A mention may only talk about a file; True where the text sends the reader there."""
    section: str = ""
    """The section a mention names: *the Rollback section of* ``deployment.md``."""


class Label(Struct, frozen=True, array_like=True, gc=False):
    """A full or collapsed reference, or a footnote, whose label has no definition in its document."""

    label: str
    footnote: bool
    span: Span


MarkerKind = Literal["placeholder", "to-do"]


class Marker(Struct, frozen=True, array_like=True, gc=False):
    """A spot that a writer left for later."""

    kind: MarkerKind
    text: str
    span: Span


class Ignore(Struct, frozen=True, array_like=True, gc=False):
    """A ``crossref: ignore`` comment: which rules (as written) it silences, on which lines, and why."""

    selectors: tuple[str, ...]
    first_line: int
    last_line: int
    """Inclusive."""
    reason: str
    span: Span

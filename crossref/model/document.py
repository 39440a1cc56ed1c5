"""A document: what was extracted from a file, in two parts."""

from __future__ import annotations

from msgspec import Struct

from crossref.model.facts import Facts
from crossref.model.references import Anchor, Ignore, Label, Link, Marker, Section


class Document(Struct, frozen=True):
    """What was extracted from a Markdown file; all that a rule ever sees of it."""

    path: str
    role: str | None
    lines: int
    partial: bool
    """Whether a site generator puts other text in (an include, a snippet, a component), so that not all is known."""
    anchors: tuple[Anchor, ...]
    sections: tuple[Section, ...]
    links: tuple[Link, ...]
    labels: tuple[Label, ...]
    markers: tuple[Marker, ...]
    ignores: tuple[Ignore, ...]
    facts: Facts = Facts()

    @property
    def title(self) -> str:
        """The first top-level heading's text, or the file's name."""
        first = next((section.title for section in self.sections if section.level == 1), "")
        return first or self.path.rpartition("/")[2]

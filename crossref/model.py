"""The project's words as frozen values: no logic beyond naming, no IO.

Everything that passes from one stage to the next is one of these. Lines and columns are 1-based and count
characters; ends are exclusive. Paths are relative to the project root and use ``/``.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from typing import Literal, Protocol

from msgspec import Struct


class Severity(enum.IntEnum):
    """How much a finding weighs; ``OFF`` switches a rule off."""

    OFF = 0
    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The lower-case name that configuration, flags and reports use."""
        return self.name.lower()


class Span(Struct, frozen=True, order=True, array_like=True):
    """A stretch of a document: 1-based line and column in characters, end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Place(Struct, frozen=True, order=True):
    """A span and the document it belongs to."""

    path: str
    span: Span


class Stamp(Struct, frozen=True):
    """What the file system says of a file's content: size in bytes, time of change in nanoseconds."""

    size: int
    mtime_ns: int


class Source(Struct, frozen=True):
    """A Markdown text and how to get it; ``read`` may raise ``OSError`` or ``UnicodeDecodeError``."""

    path: str
    stamp: Stamp
    read: Callable[[], str]


PathKind = Literal["file", "directory"]


class Tree(Protocol):
    """What exists below the project root, with its real case on every platform."""

    def kind(self, path: str) -> PathKind | None:
        """What stands at this path, spelled in exactly this case; None if nothing does or it leads outside."""

    def spelling(self, path: str) -> str | None:
        """The real spelling of a path that exists in another case; None if it exists in none or as written."""

    def names(self, folder: str) -> frozenset[str]:
        """The names in a folder (``""`` is the root), empty if there is no such folder."""

    def ending(self, path: str) -> tuple[str, ...]:
        """Every Markdown file whose path ends in these segments, in any case, sorted; real spellings."""

    def text(self, path: str) -> str:
        """The text of a Markdown file outside the set; raises OSError or UnicodeDecodeError."""

    def line_count(self, path: str) -> int | None:
        """How many lines a text file has; None for a binary or unreadable one."""


# -- what extraction finds in a document ---------------------------------------------------------------------------

AnchorKind = Literal["heading", "html", "footnote"]


class Anchor(Struct, frozen=True, array_like=True):
    """A place that a fragment can lead to."""

    name: str
    kind: AnchorKind
    span: Span


class Section(Struct, frozen=True, array_like=True):
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


class Link(Struct, frozen=True, array_like=True):
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


class Label(Struct, frozen=True, array_like=True):
    """A full or collapsed reference, or a footnote, whose label has no definition in its document."""

    label: str
    footnote: bool
    span: Span


MarkerKind = Literal["placeholder", "to-do"]


class Marker(Struct, frozen=True, array_like=True):
    """A spot that a writer left for later."""

    kind: MarkerKind
    text: str
    span: Span


class Ignore(Struct, frozen=True, array_like=True):
    """A ``crossref: ignore`` comment: which rules (as written) it silences, on which lines, and why."""

    selectors: tuple[str, ...]
    first_line: int
    last_line: int
    """Inclusive."""
    reason: str
    span: Span


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

    @property
    def title(self) -> str:
        """The first top-level heading's text, or the file's name."""
        first = next((section.title for section in self.sections if section.level == 1), "")
        return first or self.path.rpartition("/")[2]


# -- what rules find -----------------------------------------------------------------------------------------------


class Note(Struct, frozen=True):
    """The captioned other half of a finding."""

    message: str
    place: Place


class Edit(Struct, frozen=True):
    """Replace what a place covers by a text."""

    place: Place
    text: str


class Fix(Struct, frozen=True):
    """Edits that put a finding right; ``safe`` when no reader could want anything else."""

    title: str
    safe: bool
    edits: tuple[Edit, ...]


class Problem(Struct, frozen=True):
    """What a rule has to say about one cause."""

    message: str
    place: Place
    subject: str
    """What is wrong, independent of wording and line (a destination, a key): part of the fingerprint."""
    notes: tuple[Note, ...] = ()
    fix: Fix | None = None
    severity: Severity | None = None
    """None means the rule's; a rule may lower it for one problem, never raise it."""


class Finding(Struct, frozen=True):
    """A problem, judged: with its rule, severity and a fingerprint that outlives moved lines."""

    code: str
    name: str
    severity: Severity
    fingerprint: str
    problem: Problem


class Silenced(Struct, frozen=True):
    """A finding that is not reported, and by what: ``ignore`` or ``per-file``."""

    finding: Finding
    reason: str


class Report(Struct, frozen=True):
    """The outcome for one set: findings in order, what was silenced, what was not checked, and the lines behind it."""

    root: str
    documents: int
    findings: tuple[Finding, ...]
    silenced: tuple[Silenced, ...]
    unchecked: Mapping[str, int]
    excerpts: Mapping[str, Mapping[int, str]]
    """Path -> line -> text, for every line that a finding or note stands on."""


# -- configuration ---------------------------------------------------------------------------------------------------

Dialect = Literal["github", "gitlab", "python-markdown", "docusaurus", "mdbook", "pandoc", "kramdown"]


class Site(Struct, frozen=True):
    """A site generator in use: which documents it renders, and how their links are read."""

    generator: str
    folder: str
    """The documents it renders lie below this folder (``""`` is the project root)."""
    dialect: Dialect
    link_root: str
    """What a leading ``/`` means."""
    routes: bool
    """Whether links may name pages by their address (``/guide/intro``, ``intro.html``) and not by their file."""


class Profile(Struct, frozen=True):
    """What the documents of a set are for and how they are read; extraction depends on nothing else."""

    roles: Mapping[str, tuple[str, ...]]
    """Role -> globs from the project root, first role that fits wins."""
    required_roles: Mapping[str, Span]
    """Roles that the configuration itself names, and where: they must have a document."""
    dialect: Dialect
    sites: tuple[Site, ...]
    vocabulary: Mapping[str, tuple[str, ...]]
    """A name -> other spellings of it; headings and labels are looked up through it."""


class Config(Struct, frozen=True):
    """Everything a run is told, after defaults, profile, file and flags."""

    project_root: str
    """Absolute path of the folder all other paths are relative to."""
    file: str | None
    """The configuration file, relative to the project root; None without one."""
    root: str
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    link_root: str
    fail_on: Severity
    allowed_links: tuple[str, ...]
    severity: Mapping[str, Severity]
    """Rule code -> severity."""
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    per_file_ignores: Mapping[str, tuple[str, ...]]
    profile: Profile

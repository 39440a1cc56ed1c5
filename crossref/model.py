"""The project's words as frozen values: no logic beyond naming, no IO.

Everything that passes from one stage to the next is one of these. Lines and columns are 1-based and count
characters; ends are exclusive. Paths are relative to the project root and use ``/``.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from typing import Literal, Protocol

from msgspec import Struct

from crossref.value import Value


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


Form = Literal["heading", "table", "list", "code", "prose", "diagram"]
"""How something is written down: what stands in a table, list or heading declares, what stands in prose mentions."""


class Passage(Struct, frozen=True, array_like=True):
    """A block's text as a reader sees it: a paragraph, list item, heading or table cell."""

    text: str
    """A line break in the source is a newline, so that a position leads back to its line."""
    line: int
    section: int
    """Index in ``Document.sections``, -1 before the first heading; the same in all records below."""
    form: Form
    listing: str
    """Which table, list or section it stands in (``table 3``); the same in all records below."""


class Entry(Struct, frozen=True, array_like=True):
    """A thing that a document declares: a component, queue, technology … of the kinds that the profile names."""

    kind: str
    name: str
    """As written."""
    form: Form
    span: Span
    section: int
    listing: str
    source: str
    """The id of the profile's ``[[entry]]`` that declares it."""


class Endpoint(Struct, frozen=True, array_like=True):
    """An endpoint wherever it occurs."""

    methods: tuple[str, ...]
    """Upper case; empty where the text gives none."""
    path: str
    """With the base path that its document or section declares; every path parameter is ``{}``."""
    written: str
    """Method and full path in the document's own spelling, to be quoted."""
    form: Form
    span: Span
    section: int
    listing: str
    base: str = ""
    """What of the path a declared base URL gave and the text itself does not repeat."""
    stated: bool = True
    """False where the text speaks of it as planned, removed or imagined, or at another company's address."""


VariableUse = Literal["set", "read", "named", "other"]
"""``set``: listed as a variable or given a value as one; ``read``: the text or a program says that it is one; ``named``: only
spelled like one; ``other``: spelled like one and something else (an event, an error, a shell variable of its own block)."""


class Variable(Struct, frozen=True, array_like=True):
    """An environment variable wherever it occurs, or a family of them (``SMTP_*``)."""

    name: str
    form: Form
    span: Span
    section: int
    listing: str
    use: VariableUse = "named"


class Decision(Struct, frozen=True, array_like=True):
    """A decision record: a section of a log, or a file of its own."""

    id: str
    """As written (``ADR-007``, ``D-013``); empty where the log has titles only."""
    number: int | None
    title: str
    status: str
    """As written, markup and emoji removed; empty for none."""
    date: str
    supersedes: tuple[str, ...]
    superseded_by: tuple[str, ...]
    span: Span
    last_line: int
    status_span: Span | None
    section: int
    supersedes_spans: tuple[Span, ...] = ()
    """Where each of ``supersedes`` is written."""
    superseded_by_spans: tuple[Span, ...] = ()
    is_file: bool = False
    """Whether the whole document is the record."""


class DecisionReference(Struct, frozen=True, array_like=True):
    """A decision named anywhere: ``ADR-007`` in a sentence, a row of an index."""

    id: str
    number: int
    span: Span
    section: int
    row: bool
    """Whether it is the row of an index of decisions; then ``title`` and ``status`` are the row's."""
    title: str = ""
    """What the row, or else the text around it, calls the decision; empty where it gives no title."""
    status: str = ""
    listing: str = ""
    """Which table or list the row stands in."""


Tense = Literal["stated", "planned", "past", "example", "alternative", "negated"]
"""Whether a text states a claim as true now; only what is stated can be contradicted."""


class Claim(Struct, frozen=True, array_like=True):
    """Subject, attribute and value, at a place and in a scope: *access token - lifetime - 15 min*."""

    subject: str
    """What it is said of, as written: a row's header, the heading above a generic label, empty for a sentence."""
    attribute: str
    """A column's header, a label, the last part of a configuration key; empty for a sentence."""
    value: Value
    written: str
    form: Form
    key: str
    """An exact identity: ``env NAME``, ``config a.b.c``; empty for none."""
    words: tuple[str, ...]
    """What the text around the value speaks of, in normal form, sorted: what sentences are aligned by."""
    scope: tuple[str, ...]
    """What limits it: ``production``, ``minimum``, ``p95``; sorted."""
    tense: Tense
    span: Span
    section: int
    listing: str


class Facts(Struct, frozen=True):
    """What a document says, beside what it refers to; loaded only when a rule asks."""

    passages: tuple[Passage, ...] = ()
    entries: tuple[Entry, ...] = ()
    endpoints: tuple[Endpoint, ...] = ()
    variables: tuple[Variable, ...] = ()
    decisions: tuple[Decision, ...] = ()
    decision_references: tuple[DecisionReference, ...] = ()
    claims: tuple[Claim, ...] = ()


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
    known_slugs: bool = True
    """Whether headings get the dialect's anchors; else a missing one may be there all the same."""


class EntrySource(Struct, frozen=True):
    """Where entries of a kind are declared: an ``[[entry]]`` of the profile."""

    id: str
    kind: str
    role: str
    """The role whose documents are looked at; ``""`` for all."""
    section: tuple[str, ...]
    """Headings under which entries stand, matched loosely and through the vocabulary."""
    names: tuple[str, ...]
    """What names an entry there: ``heading``, ``bold-item``, ``item``, ``first-column``, ``column:NAME``, ``label:NAME``."""


class Contract(Struct, frozen=True):
    """What must stand elsewhere too: a ``[[counterpart]]`` of the profile."""

    id: str
    entry: str
    """The kind of entry."""
    declared_in: str
    """A role, or ``any``."""
    needed_in: str
    """A role, or ``any`` for other inventories of the kind."""
    by: Literal["entry", "mention"]
    severity: Severity


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
    entries: tuple[EntrySource, ...] = ()
    contracts: tuple[Contract, ...] = ()
    role_names: Mapping[str, tuple[str, ...]] = {}
    """Role -> what its files are usually called, for roles that have no globs; under ``none`` names that give no role."""
    document_folders: tuple[str, ...] = ("docs", "doc", "documentation")
    """Folders in which the usual names count at any depth."""


class ReadinessConfig(Struct, frozen=True):
    """What a release needs beside findings below ``fail-on``: the table ``[readiness]``."""

    coverage: Mapping[str, float] = {}
    """A kind of entry, or the id of a contract -> how many percent of its entries must have their counterpart."""
    blockers: tuple[str, ...] = ("XR202", "XR501")
    """Selectors of rules whose findings block whatever their severity."""


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
    readiness: ReadinessConfig = ReadinessConfig()

"""What a document says, beside what it refers to: entries, endpoints, variables, decisions and claims."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from crossref.model.places import Span
from crossref.value import Quantity, Value

Form = Literal["heading", "table", "list", "code", "prose", "diagram"]
"""How something is written down: what stands in a table, list or heading declares, what stands in prose mentions."""


class Passage(Struct, frozen=True, array_like=True, gc=False):
    """A block's text as a reader sees it: a paragraph, list item, heading or table cell."""

    text: str
    """A line break in the source is a newline, so that a position leads back to its line."""
    line: int
    section: int
    """Index in ``Document.sections``, -1 before the first heading; the same in all records below."""
    form: Form
    listing: str
    """Which table, list or section it stands in (``table 3``); the same in all records below."""


class Entry(Struct, frozen=True, array_like=True, gc=False):
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


class Endpoint(Struct, frozen=True, array_like=True, gc=False):
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


class Variable(Struct, frozen=True, array_like=True, gc=False):
    """An environment variable wherever it occurs, or a family of them (``SMTP_*``)."""

    name: str
    form: Form
    span: Span
    section: int
    listing: str
    use: VariableUse = "named"


class Decision(Struct, frozen=True, array_like=True, gc=False):
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
    status_line: str = ""
    """The source line that its status stands on; empty where the status stands in its heading or in that of a group."""


class DecisionReference(Struct, frozen=True, array_like=True, gc=False):
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


Standing = Literal["", "default", "example"]
"""What the value of a setting is, where its text says so: its default, or one that somebody may give it."""


VALUES, STEPS, STAGE, REPOSITORY = "values", "steps", "stage", "repository"
OWN_KEYS = frozenset({VALUES, STEPS, STAGE, REPOSITORY})
"""The words that the keys of those claims begin with which one channel compares, and no other looks at."""


class Claim(Struct, frozen=True, array_like=True, gc=False):
    """Subject, attribute and value, at a place and in a scope: *access token - lifetime - 15 min*."""

    subject: str
    """What it is said of, as written: a row's header, the heading above a generic label, empty for a sentence."""
    attribute: str
    """A column's header, a label, the last part of a configuration key; empty for a sentence."""
    value: Value
    written: str
    form: Form
    key: str
    """One word that says what it is compared as, and behind it an exact identity, where there is one. Empty for a value of its
    subject.

    A setting is ``env NAME``, ``config a.b.c``, ``flag name``, ``program a.b.c`` (in code), ``payload a.b.c`` (in JSON, which
    may as well be an answer) or ``header name``; the least length that one must have is ``length NAME``; a container image
    ``image repository``; a number of things ``count noun``.
    What a variable may be set to is ``values NAME``, a sequence ``steps``, a row's progress ``stage``, an address of a forge
    ``repository``; a port is ``port``, a technology or the like ``name``, a sentence or row as a whole ``text``."""
    said: str
    """The sentence, cell or comment that the value stands in, with ``{}`` in its place: what sentences are aligned by."""
    scope: tuple[str, ...]
    """What limits it: ``production``, ``minimum``, ``p95``; sorted."""
    tense: Tense
    span: Span
    section: int
    listing: str
    standing: Standing = ""


class Count(Struct, frozen=True, array_like=True, gc=False):
    """How many of a kind a text says there are: *ten queues*, *a 5-phase pipeline*, the row *Packages: 39*."""

    noun: str
    """What is counted, lower case and singular."""
    narrowed: tuple[str, ...]
    """The words that say which of them, in normal form, sorted: *frontend* of *38 frontend tests*."""
    subject: str
    """What the row and column of a table, or the line before a comment, are called; empty for other text."""
    value: Quantity
    written: str
    said: str
    """The sentence or cell it stands in."""
    partial: bool
    """Whether it tells of a part, a limit or a moment (*at most 5*, *3 new*, *2 per*) and of no whole."""
    tense: Tense
    form: Form
    span: Span
    section: int
    listing: str
    listed: int = 0
    """How many things the list, table or parenthesis right after it lists; 0 where there is none or it is no plain list."""
    listed_lines: tuple[int, int] = (0, 0)
    """The first and last line of that list; zeros where it stands in the same sentence."""


class DiagramNode(Struct, frozen=True, array_like=True, gc=False):
    """A box or participant of a Mermaid diagram."""

    name: str
    """The first line of its label, without markup."""
    sort: Literal["participant", "actor", "node"]
    span: Span
    section: int
    listing: str
    """The diagram it stands in."""


class Facts(Struct, frozen=True, array_like=True, gc=False):
    """What a document says, beside what it refers to; loaded only when a rule asks."""

    passages: tuple[Passage, ...] = ()
    entries: tuple[Entry, ...] = ()
    endpoints: tuple[Endpoint, ...] = ()
    variables: tuple[Variable, ...] = ()
    decisions: tuple[Decision, ...] = ()
    decision_references: tuple[DecisionReference, ...] = ()
    claims: tuple[Claim, ...] = ()
    texts: tuple[Claim, ...] = ()
    """Sentences and rows as they are written, without a value (``key`` is ``text``), and every naming of a technology,
    algorithm, region, licence or header value in whatever tense (``key`` is ``name``)."""
    counts: tuple[Count, ...] = ()
    nodes: tuple[DiagramNode, ...] = ()


class UnreadFacts(Facts, frozen=True, gc=False):
    """Stands in for the facts of a document that was read for its references alone; asking it for any is a mistake."""

    def __getattribute__(self, name: str) -> object:
        """Refuse; else a rule that does not say that it looks at facts would find nothing, in silence."""
        if name in Facts.__struct_fields__:
            raise LookupError(f"{name} were not read: no rule or command that was selected says that it looks at facts")
        return super().__getattribute__(name)

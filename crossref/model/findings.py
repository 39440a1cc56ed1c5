"""What rules find, and what becomes of it."""

from __future__ import annotations

import enum
from collections.abc import Mapping

from msgspec import Struct

from crossref.model.places import Place


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
    """Its own within a run: of twins, the first has their identity, and the others are numbered in order."""
    problem: Problem
    identity: str = ""
    """What it has in common with its twins: findings of one rule, section and subject."""


class Silenced(Struct, frozen=True):
    """A finding that is not reported, and by what: ``ignore``, ``per-file``, ``baseline`` or ``since``."""

    finding: Finding
    reason: str
    justification: str = ""
    """Why, in the words of the ignore comment; empty where it gives no reason."""


class Report(Struct, frozen=True):
    """The outcome for one set: findings in order, what was silenced, what was not checked, and the lines behind it."""

    root: str
    documents: int
    findings: tuple[Finding, ...]
    silenced: tuple[Silenced, ...]
    unchecked: Mapping[str, int]
    excerpts: Mapping[str, Mapping[int, str]]
    """Path -> line -> text, for every line that a finding or note stands on."""
    parser: str = ""
    """What read the Markdown, now or when it was remembered."""
    failing: tuple[Finding, ...] = ()
    """Those of the findings that are at or above what their set is told to fail on."""
    paths: tuple[str, ...] = ()
    """The documents, in order."""
    fixed: int = 0
    """How many findings were put right before this report, which does not hold them any more."""

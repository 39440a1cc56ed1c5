"""What a run is told: the configuration, and the profile that says how documents are read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from crossref.model.findings import Severity
from crossref.model.places import Span
from crossref.value import ValueType

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


class Attribute(Struct, frozen=True):
    """A property that documents state again and again, and how they call it: an ``[[attribute]]`` of the profile."""

    id: str
    labels: tuple[str, ...]
    """What labels, headers and sentences call it, in any case, plural aside."""
    phrasings: tuple[str, ...]
    """Sentences around it, with ``{value}`` where the value stands: ``tokens expire after {value}``."""
    types: tuple[ValueType, ...]
    """The kinds of value it takes."""
    authority: str = ""
    """The role whose document is believed; empty where none is."""
    varies_by: tuple[str, ...] = ("environment",)
    """What makes another claim of it. Without ``environment`` a value holds for all of them."""
    unique: bool = False
    """Whether a system has one, so that two claims need no subject in common."""


class CountedFiles(Struct, frozen=True):
    """A noun whose counts are held to files: a ``[[count]]`` of the configuration."""

    noun: str
    files: str
    """A glob from the project root; as many files as it matches there are."""


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
    attributes: tuple[Attribute, ...] = ()
    counts: tuple[CountedFiles, ...] = ()
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
    baseline: str | None = None
    """The file of known findings; None where there is none."""

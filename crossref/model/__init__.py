"""The project's words as frozen values: no logic beyond naming, no IO.

Everything that passes from one stage to the next is one of these. Lines and columns are 1-based and count
characters; ends are exclusive. Paths are relative to the project root and use ``/``.
"""

from __future__ import annotations

from crossref.model.document import Document
from crossref.model.errors import CrossrefError
from crossref.model.facts import (
    OWN_KEYS,
    REPOSITORY,
    STAGE,
    STEPS,
    VALUES,
    Claim,
    Count,
    Decision,
    DecisionReference,
    DiagramNode,
    Endpoint,
    Entry,
    Facts,
    Form,
    Passage,
    Standing,
    Tense,
    UnreadFacts,
    Variable,
    VariableUse,
)
from crossref.model.findings import Edit, Finding, Fix, Note, Problem, Report, Severity, Silenced
from crossref.model.places import PathKind, Place, Source, Span, Stamp, Tree, source_of
from crossref.model.references import Anchor, AnchorKind, Ignore, Label, Link, LinkKind, Marker, MarkerKind, Section
from crossref.model.settings import (
    Attribute,
    Config,
    Contract,
    CountedFiles,
    Dialect,
    EntrySource,
    Profile,
    ReadinessConfig,
    Site,
)

__all__ = [
    "OWN_KEYS",
    "REPOSITORY",
    "STAGE",
    "STEPS",
    "VALUES",
    "Anchor",
    "AnchorKind",
    "Attribute",
    "Claim",
    "Config",
    "Contract",
    "Count",
    "CountedFiles",
    "CrossrefError",
    "Decision",
    "DecisionReference",
    "DiagramNode",
    "Dialect",
    "Document",
    "Edit",
    "Endpoint",
    "Entry",
    "EntrySource",
    "Facts",
    "Finding",
    "Fix",
    "Form",
    "Ignore",
    "Label",
    "Link",
    "LinkKind",
    "Marker",
    "MarkerKind",
    "Note",
    "Passage",
    "PathKind",
    "Place",
    "Problem",
    "Profile",
    "ReadinessConfig",
    "Report",
    "Section",
    "Severity",
    "Silenced",
    "Site",
    "Source",
    "Span",
    "Stamp",
    "Standing",
    "Tense",
    "Tree",
    "UnreadFacts",
    "Variable",
    "VariableUse",
    "source_of",
]

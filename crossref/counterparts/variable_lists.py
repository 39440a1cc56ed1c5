"""Where a set lists its environment variables, and what each list is worth as an inventory."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from crossref.counterparts import variable_documents
from crossref.counterparts.variable_names import covers, is_own, key_of, looks_like_a_setting
from crossref.graph import Graph
from crossref.model import Document, Section, Variable
from crossref.patterns import late

_FEWEST = 3
"""Variables from which a document lists them at all."""
_FEWEST_OF_FULL = 6
"""Variables in one section below which they are a minimum, or mentions, rather than a full list."""
_STRUCTURED = frozenset({"table", "list", "code", "heading"})

_PARTIAL = late(
    r"\b(?:key|important|main|essential|common\w*|notable|selected|relevant|minimal|minimum|frequent\w*|useful|handy)\s+"
    r"(?:\w+[\s-]+){0,2}(?:variables?|vars?|settings?|options?|ones|parameters?|secrets|overrides|flags|configuration)\b|"
    r"\bat (?:a )?minimum\b|\bat least\b|\bsuch as\b|\be\.g\.|\bfor (?:example|instance)\b|\binclud(?:e|es|ing)\b(?! all)|"
    r"\bsome of\b|\boverrid\w+|\bmost (?:important|common\w*|used|relevant)\b|\bsubset\b|\bhighlights\b|\bexcerpt\b|\babridged\b|"
    r"\bz\.\s?b\.|\bwichtig\w*|\bauszug\b|\bprincipales\b|\bimportantes\b",
    re.IGNORECASE,
)
_PIPELINE = late(
    r"\b(?:github|gitlab|repo(?:sitory)?|actions|ci(?:/cd)?|pipeline|workflow)\b[\w\s/→>-]{0,20}\b(?:secrets?|variables?|vars)\b|"
    r"\b(?:secrets?|variables?)\b[\w\s]{0,12}\b(?:github|gitlab|actions|ci|pipeline|workflow)\b",
    re.IGNORECASE,
)
_COMPLETE = late(
    r"\b(?:complete|full|all|summary|reference|overview|index|cheat ?sheet|glossary|appendix|list)\b", re.IGNORECASE
)
_ELSEWHERE = late(
    r"\b(?:see|refer to|consult|check|siehe|ver|véase)\b.{0,80}\b(?:complete|full|all|entire|exhaustive|every|vollständig\w*|completa)\b"
    r".{0,24}\b(?:list|reference|variables?|vars|set|options|settings|configuration|liste|lista)\b|"
    r"\b(?:complete|full|exhaustive) (?:list|reference|set)\b.{0,24}\b(?:in|see|at)\b",
    re.IGNORECASE,
)
_QUICK = late(r"\b(?:quick|minim\w+|examples?)\b", re.IGNORECASE)


class Listing(Struct, frozen=True):
    """What stands together: a table, a list, a code block; or the mentions of a section."""

    section: int
    partial: bool
    """Whether it is introduced as a choice: *important settings include*, *at minimum set*."""
    pipeline: bool
    """Whether it is introduced as what a build server has."""
    names: Mapping[str, Variable]


class Inventory(Struct, frozen=True):
    """A document and the variables it has; keys are names without differences of spelling."""

    document: Document
    listings: tuple[Listing, ...]
    named: Mapping[str, Variable]
    """Name -> where it is first named at all."""
    listed: Mapping[str, Variable]
    """Key -> where a list that is meant to be full has it."""
    chosen: Mapping[str, Variable]
    """Key -> where any list has it, one of important variables too."""
    chosen_by_name: Mapping[str, Variable]
    """Name -> the same, in each spelling."""
    repeats: Mapping[str, tuple[Variable, Variable]]
    """Name -> its first two rows in one table."""
    families: tuple[str, ...]
    scope: str
    """The folder that the document speaks for."""
    is_home: bool
    """Whether variables belong here: deployment, configuration, set-up, development."""
    is_full: bool
    """Whether all of them belong here, and more than a minimum of them stands here."""
    is_choice: bool
    """Whether it only has the important ones, or sends its reader elsewhere for all of them."""
    is_dedicated: bool
    """Whether variables are what the document is for."""
    may_declare: bool
    """Whether what it names is of today."""
    may_lack: bool
    """Whether an absence can mean something."""

    def has(self, name: str) -> bool:
        """Whether the document names a variable, a family it belongs to, or the file that holds its value."""
        return (
            name in self.named
            or name.removesuffix("_FILE") in self.named
            or (not self.is_dedicated and f"{name}_FILE" in self.named)
            or any(covers(family, name) for family in self.families)
        )

    def speaks_for(self, other: Inventory) -> bool:
        """Whether another document is about what this one is about, or a part of it."""
        return not self.scope or other.document.path.startswith(f"{self.scope}/")


class Survey(Struct, frozen=True):
    """What is known of the variables of a set."""

    inventories: tuple[Inventory, ...]
    known: frozenset[str]
    """Names that some document says are variables."""
    foreign: frozenset[str]
    """Names that stand for an event, an error or a queue somewhere, and for a variable nowhere."""
    alone: frozenset[str]
    """Names that one document alone has."""
    heads: frozenset[str]
    """The first words of the names that are listed anywhere."""

    def is_candidate(self, variable: Variable) -> bool:
        """Whether a name is a variable of the system's own; one in a sentence may just be spelled like its variables."""
        name = variable.name
        if not is_own(name) or name in self.foreign:
            return False
        return name in self.known or (variable.form in ("prose", "list") and looks_like_a_setting(name, self.heads))


def survey(graph: Graph) -> Survey:
    """Every document's variables, list by list."""
    inventories = tuple(_inventory(document) for document in graph.documents if document.facts.variables)
    everywhere = [variable for inventory in inventories for variable in inventory.document.facts.variables]
    listed = {variable.name for variable in everywhere if variable.use == "set"}
    documents = Counter(name for inventory in inventories for name in inventory.named)
    return Survey(
        inventories,
        frozenset(variable.name for variable in everywhere if variable.use in ("set", "read")),
        frozenset(variable.name for variable in everywhere if variable.use == "other" and variable.form != "code")
        - listed,
        frozenset(name for name, count in documents.items() if count == 1),
        frozenset(name.partition("_")[0] for name in listed),
    )


def summaries(inventory: Inventory, fewest: int, share: float) -> Iterator[tuple[Section, dict[str, Variable]]]:
    """Sections that repeat what the rest of their document lists, and what they leave out.

    A section is a summary if its heading says so and it has this share of at least so many variables.
    """
    sections = inventory.document.sections
    everything: dict[str, Variable] = {}
    inside: dict[int, set[str]] = {}
    for listing in inventory.listings:
        for name, variable in listing.names.items():
            if variable.use == "set" and is_own(name):
                everything.setdefault(name, variable)
                for index in around(sections, listing.section):
                    inside.setdefault(index, set()).add(name)
    for index, names in sorted(inside.items()):
        section = sections[index]
        if len(names) < fewest or not _COMPLETE.search(section.title) or _QUICK.search(section.title):
            continue
        outside = {
            name: variable
            for name, variable in everything.items()
            if not section.span.line <= variable.span.line <= section.last_line
        }
        left_out = {name: variable for name, variable in outside.items() if name not in names}
        if left_out and len(outside) >= fewest and len(outside) - len(left_out) + 1 >= share * len(outside):
            yield section, left_out


def around(sections: Sequence[Section], index: int) -> Iterator[int]:
    """A section and those around it, the innermost first, without the document itself."""
    while index >= 0:
        if sections[index].level > 1:
            yield index
        index = sections[index].parent


def _inventory(document: Document) -> Inventory:
    named: dict[str, Variable] = {}
    for variable in document.facts.variables:
        named.setdefault(variable.name, variable)
    listings = tuple(_listings(document))
    listed: dict[str, Variable] = {}
    chosen: dict[str, Variable] = {}
    by_name: dict[str, Variable] = {}
    together: Counter[int] = Counter()
    for listing in listings:
        for name, variable in listing.names.items():
            if variable.use == "set" and variable.form in _STRUCTURED:
                key = key_of(name)
                if not listing.pipeline and key not in chosen:
                    together.update(around(document.sections, listing.section))
                chosen.setdefault(key, variable)
                by_name.setdefault(name, variable)
                if not listing.partial:
                    listed.setdefault(key, variable)
    may_declare = variable_documents.is_of_today(document)
    return Inventory(
        document,
        listings,
        named,
        listed,
        chosen,
        by_name,
        _repeats(document),
        families=tuple(name for name in named if "*" in name),
        scope=variable_documents.scope(document),
        is_home=variable_documents.is_home(document),
        is_full=variable_documents.is_home_of_all(document) and max(together.values(), default=0) >= _FEWEST_OF_FULL,
        is_choice=not listed or _sends_elsewhere(document, chosen.values()),
        is_dedicated=variable_documents.is_dedicated(document),
        may_declare=may_declare,
        may_lack=may_declare and len(chosen) >= _FEWEST and variable_documents.may_be_complete(document),
    )


def _repeats(document: Document) -> dict[str, tuple[Variable, Variable]]:
    rows: dict[tuple[str, str], Variable] = {}
    found: dict[str, tuple[Variable, Variable]] = {}
    for variable in document.facts.variables:
        if variable.form == "table" and variable.use == "set":
            first = rows.setdefault((variable.listing, variable.name), variable)
            if first.span.line < variable.span.line:
                found.setdefault(variable.name, (first, variable))
    return found


def _sends_elsewhere(document: Document, chosen: Iterable[Variable]) -> bool:
    """Whether a text beside the lists says that all variables stand somewhere else."""
    inside = {index for variable in chosen for index in around(document.sections, variable.section)}
    return any(
        passage.section in inside and _ELSEWHERE.search(passage.text)
        for passage in document.facts.passages
        if passage.form in ("prose", "list")
    )


def _listings(document: Document) -> Iterator[Listing]:
    found: dict[str, dict[str, Variable]] = {}
    for variable in document.facts.variables:
        if variable.use != "other" and "*" not in variable.name:
            names = found.setdefault(variable.listing, {})
            if variable.name not in names or (variable.use == "set" and names[variable.name].use != "set"):
                names[variable.name] = variable
    lines = [passage.line for passage in document.facts.passages]
    for names in found.values():
        first = min(names.values(), key=lambda variable: variable.span)
        introduction = _introduction(document, lines, first)
        partial, pipeline = bool(_PARTIAL.search(introduction)), bool(_PIPELINE.search(introduction))
        yield Listing(first.section, partial, pipeline, names)


def _introduction(document: Document, lines: Sequence[int], first: Variable) -> str:
    """What introduces a listing: its heading, and the passage before it."""
    passages = document.facts.passages
    index = bisect_left(lines, first.span.line) - 1
    while index >= 0 and passages[index].listing == first.listing and first.form != "prose":
        index -= 1
    before = passages[index].text[-200:] if index >= 0 and passages[index].section == first.section else ""
    return f"{document.sections[first.section].title if first.section >= 0 else ''}\n{before}"

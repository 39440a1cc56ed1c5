"""Where a set lists its environment variables, and what each list is worth as an inventory."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping

from msgspec import Struct

from crossref.counterparts.variable_names import covers, is_own, key_of, looks_like_a_setting
from crossref.graph import Graph
from crossref.model import Document, Section, Variable

_FEWEST = 3
"""Variables from which a document is an inventory of them."""
_STRUCTURED = frozenset({"table", "list", "code", "heading"})

_PARTIAL_DOCUMENT = re.compile(
    r"\b(?:quick ?start|getting ?started|first steps|tutorials?|examples?|migrat\w+|upgrad\w+|backlog|troubleshoot\w*|check ?lists?|"
    r"faq|todo|plan)\b"
)
_PAST_DOCUMENT = re.compile(
    r"\b(?:reviews?|reports?|assessments?|findings|analysis|ideas|change ?log|release ?notes|releases?|roadmap|post ?mortem|incidents?|audits?|news|history|archived?|legacy|proposals?|rfcs?)\b"
)
_ASIDE = re.compile(
    r"(?:^|/)(?:\.\w+|archived?|_archive|legacy|deprecated|old|history|examples?|samples?|demos?|tests?|e2e|upgrad\w+|migrations?|"
    r"changelogs?|releases?|proposals?|rfcs?|\w*reports?|reviews?|audits?|backlog|tasks|plans?)/",
    re.IGNORECASE,
)
"""Folders of what is past, planned, or of no system: examples, tests, the build server's own."""
_DOCUMENTS = re.compile(r"(?:^|/)[\w.-]*(?:docs?|documentation|wiki|handbook|guides?|manual)(?:/|$)", re.IGNORECASE)
_PARTIAL_LIST = re.compile(
    r"\b(?:key|important|main|essential|common\w*|notable|selected|relevant|minimal|frequent\w*|useful|handy)\s+(?:\w+[\s-]+){0,2}"
    r"(?:variables?|vars?|settings?|options?|ones|parameters?|secrets|overrides|flags|configuration)\b|"
    r"\bat (?:a )?minimum\b|\bat least\b|\bsuch as\b|\be\.g\.|\bfor (?:example|instance)\b|\binclud(?:e|es|ing)\b(?! all)|\bsome of\b|"
    r"\boverrid\w+|\bmost (?:important|common\w*|used|relevant)\b|\bsubset\b|\bhighlights\b|\bz\.\s?b\.|\bwichtig\w*|\bprincipales\b|"
    r"\bimportantes\b",
    re.IGNORECASE,
)
_HOME = re.compile(r"\b(?:setup|set up|install\w*|operations?|ops|hosting|hosted|infrastructure|docker|runbook|development|developers?)\b")
_FULL = re.compile(
    r"\b(?:envs?|environments?|variables?|vars|config\w*|settings?|deploy\w*|entorno|umgebung\w*|despliegue|konfiguration|"
    r"bereitstellung)\b"
)
_DEDICATED = re.compile(
    r"\b(?:env(?:ironment)? (?:vars?|variables?)|environment|env|variables(?: de entorno)?|umgebungsvariablen|config(?:uration)? reference)\b"
)
_COMPLETE = re.compile(
    r"\b(?:complete|full|all|summary|reference|overview|index|cheat ?sheet|glossary|appendix|list)\b", re.IGNORECASE
)


class Listing(Struct, frozen=True):
    """What stands together: a table, a list, a code block; or the mentions of a section."""

    section: int
    partial: bool
    """Whether it is introduced as a choice: *important settings include*, *at minimum set*."""
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
    families: tuple[str, ...]
    scope: str
    """The folder that the document speaks for: all of it (``""``), or the part of the system in whose folder it lies."""
    is_home: bool
    """Whether variables belong here: set-up, development, operations; not so a README or an architecture."""
    is_full: bool
    """Whether all of them belong here: deployment, configuration."""
    is_dedicated: bool
    """Whether variables are what the document is for."""
    may_declare: bool
    """Whether what it names is of today: neither decisions nor tests, neither a changelog nor a proposal."""
    may_lack: bool
    """Whether an absence can mean something: a list in a document that is no quick start."""

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
        return not self.scope or f"{other.document.path}/".startswith(f"{self.scope}/")


class Survey(Struct, frozen=True):
    """What is known of the variables of a set."""

    inventories: tuple[Inventory, ...]
    known: frozenset[str]
    """Names that some document says are variables."""
    foreign: frozenset[str]
    """Names that stand for an event, an error or a queue somewhere, and for a variable nowhere."""
    heads: frozenset[str]
    """The first words of the names that are listed anywhere."""

    def is_candidate(self, variable: Variable) -> bool:
        """Whether a name is a variable of the system's own; one in a sentence may just be spelled like its variables."""
        name = variable.name
        if not is_own(name) or name in self.foreign:
            return False
        if name in self.known:
            return True
        return variable.form in ("prose", "list") and looks_like_a_setting(name, self.heads)


def survey(graph: Graph) -> Survey:
    """Every document's variables, list by list."""
    inventories = tuple(_inventory(document) for document in graph.documents if document.facts.variables)
    everywhere = [variable for inventory in inventories for variable in inventory.document.facts.variables]
    listed = {variable.name for variable in everywhere if variable.use == "set"}
    return Survey(
        inventories,
        frozenset(variable.name for variable in everywhere if variable.use in ("set", "read")),
        frozenset(variable.name for variable in everywhere if variable.use == "other" and variable.form != "code") - listed,
        frozenset(name.partition("_")[0] for name in listed),
    )


def summaries(inventory: Inventory, fewest: int, share: float) -> Iterator[tuple[Section, dict[str, Variable]]]:
    """Sections that repeat what the rest of their document lists, and what they leave out.

    A section is a summary if its heading says so and it has this share of at least so many variables.
    """
    sections = inventory.document.sections
    inside: dict[int, set[str]] = {}
    everything: dict[str, list[tuple[int, Variable]]] = {}
    for listing in inventory.listings:
        for name, variable in listing.names.items():
            if variable.use == "set" and is_own(name):
                everything.setdefault(name, []).append((listing.section, variable))
                for index in around(sections, listing.section):
                    inside.setdefault(index, set()).add(name)
    for index, names in sorted(inside.items()):
        title = sections[index].title
        if len(names) < fewest or not _COMPLETE.search(title):
            continue
        last = sections[index].last_line
        outside = {
            name: variable
            for name, places in everything.items()
            for section, variable in places[:1]
            if not sections[index].span.line <= variable.span.line <= last
        }
        common = sum(name in names for name in outside)
        if len(outside) >= fewest and common + 1 >= share * len(outside) and len(outside) > common:
            yield sections[index], {name: variable for name, variable in outside.items() if name not in names}


def around(sections: tuple[Section, ...], index: int) -> Iterator[int]:
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
    for listing in listings:
        for name, variable in listing.names.items():
            if variable.use == "set" and variable.form in _STRUCTURED:
                chosen.setdefault(key_of(name), variable)
                if not listing.partial:
                    listed.setdefault(key_of(name), variable)
    called = f"{_words(document.path.rpartition('/')[2].rpartition('.')[0])}\n{_words(document.title)}"
    is_full = document.role == "deployment" or bool(_FULL.search(called))
    aside = _ASIDE.search(document.path) and document.role is None
    may_declare = document.role not in ("decisions", "testing") and not aside and not _PAST_DOCUMENT.search(called)
    return Inventory(
        document,
        listings,
        named,
        listed,
        chosen,
        families=tuple(name for name in named if "*" in name),
        scope=_scope(document),
        is_home=is_full or bool(_HOME.search(called)),
        is_full=is_full,
        is_dedicated=bool(_DEDICATED.search(called)),
        may_declare=may_declare,
        may_lack=may_declare and len(chosen) >= _FEWEST and not _PARTIAL_DOCUMENT.search(called),
    )


def _scope(document: Document) -> str:
    folder = document.path.rpartition("/")[0]
    return "" if document.role or _DOCUMENTS.search(folder) else folder


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
        yield Listing(first.section, bool(_PARTIAL_LIST.search(_introduction(document, lines, first))), names)


def _introduction(document: Document, lines: list[int], first: Variable) -> str:
    """What introduces a listing: its heading, and the passage before it."""
    passages = document.facts.passages
    index = bisect_left(lines, first.span.line) - 1
    while index >= 0 and passages[index].listing == first.listing and first.form != "prose":
        index -= 1
    before = passages[index].text[-200:] if index >= 0 and passages[index].section == first.section else ""
    return f"{document.sections[first.section].title if first.section >= 0 else ''}\n{before}"


def _words(text: str) -> str:
    return re.sub(r"[-_.]+", " ", text).lower()

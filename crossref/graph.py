"""The set as one linked whole: documents, sections, and links with where they lead.

A graph is immutable, and what rules ask for lies in plain indices. The networkx graph is made from it by
``crossref.network``, for those who ask for paths, cycles or an export; a plain check never pays for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal, TypeVar, cast

from crossref import globs
from crossref.memory import Recall, afresh
from crossref.model import Config, Document, LinkKind, Profile, Section, Tree
from crossref.resolve import UNCHECKED, Reference, index_of, is_markdown, site_of
from crossref.slugs import slug

T = TypeVar("T")
AnchorState = Literal["none", "found", "wrong-case", "missing", "unknown"]

_LINES = re.compile(r"L(\d+)(?:C\d+)?(?:-L?(\d+)(?:C\d+)?)?$")
_ALWAYS_THERE = frozenset({"", "top"})


class Graph:
    """Documents, their references, and the answers to where a reference leads."""

    def __init__(
        self,
        documents: Sequence[Document],
        others: Sequence[Document],
        references: Sequence[Reference],
        tree: Tree,
        config: Config,
        recall: Recall = afresh,
    ) -> None:
        """``others`` are documents outside the set that were read only because a link names an anchor in them.

        ``recall`` is asked for what depends on one document alone.
        """
        self.documents = tuple(documents)
        self.tree = tree
        self.config = config
        self.recall = recall
        self._references = tuple(references)
        self._by_path = {document.path: document for document in (*others, *documents)}
        self._anchors: dict[str, frozenset[str]] = {}
        self._states: dict[tuple[str, str, str, bool], AnchorState] = {}
        """What a fragment of a target leads to; documents repeat their links, and several rules ask."""
        self._computed: dict[object, object] = {}
        self._members = frozenset(document.path for document in documents)

    @property
    def profile(self) -> Profile:
        """What the documents are for and how they are read."""
        return self.config.profile

    def document(self, path: str) -> Document | None:
        """The document at a path: one of the set, or one outside it that was read for its anchors."""
        return self._by_path.get(path)

    def is_member(self, path: str) -> bool:
        """Whether a path is a document of the set."""
        return path in self._members

    def links(self, *kinds: LinkKind) -> Iterator[Reference]:
        """Every reference of these kinds (all, without any), by document and in order."""
        if not kinds:
            return iter(self._references)
        if len(kinds) == 1:
            return iter(self._by_kind.get(kinds[0], ()))
        return (reference for reference in self._references if reference.link.kind in kinds)

    def target(self, reference: Reference) -> str | None:
        """The document a reference leads to, a folder's README included; None if it leads to none."""
        if reference.outcome != "found":
            return None
        if reference.target not in self._by_path and self.tree.kind(reference.target) == "directory":
            return index_of(reference.target, self.tree)
        return reference.target if is_markdown(reference.target) else None

    def anchor(self, reference: Reference) -> AnchorState:
        """Whether the document a reference leads to has its fragment."""
        if not reference.fragment:
            return "none"
        key = (reference.outcome, reference.target, reference.fragment, reference.link.kind == "wiki")
        known = self._states.get(key)
        if known is None:
            known = self._states[key] = self._anchor_state(reference)
        return known

    def _anchor_state(self, reference: Reference) -> AnchorState:
        fragment = reference.fragment.removeprefix("user-content-")
        if reference.outcome != "found" or fragment in _ALWAYS_THERE or ":~:" in fragment:
            return "none"
        target = self.target(reference)
        document = self._by_path.get(target) if target else None
        if document is None or self.line_range(reference):
            return "unknown"
        names = self._anchor_names(document)
        if document.partial:
            return "found" if fragment in names else "unknown"
        if fragment in names or (reference.link.kind == "wiki" and slug(fragment, "github") in names):
            return "found"
        site = site_of(document.path, self.profile.sites)
        if site and not site.known_slugs:
            return "unknown"
        return "wrong-case" if fragment.lower() in names else "missing"

    def line_range(self, reference: Reference) -> tuple[int, int] | None:
        """The lines that a fragment such as ``#L10-L20`` names, 1-based and inclusive."""
        match = _LINES.match(reference.fragment) if reference.fragment[:1] == "L" else None
        return (int(match[1][:9]), int((match[2] or match[1])[:9])) if match else None

    def section_at(self, path: str, line: int) -> Section | None:
        """The innermost section that a line of a document stands in."""
        document = self._by_path.get(path)
        found = None
        for section in document.sections if document else ():
            if section.span.line > line:
                break
            if line <= section.last_line:
                found = section
        return found

    @cached_property
    def _by_kind(self) -> Mapping[LinkKind, list[Reference]]:
        found: dict[LinkKind, list[Reference]] = {}
        for reference in self._references:
            found.setdefault(reference.link.kind, []).append(reference)
        return found

    @cached_property
    def missing_roles(self) -> Mapping[str, tuple[str, ...]]:
        """Roles that the configuration names and no document has -> the globs that would give it."""
        present = {document.role for document in self.documents}
        return {role: self.profile.roles[role] for role in self.profile.required_roles if role not in present}

    def missing_role(self, path: str) -> str | None:
        """The missing role that a document at this path would have had."""
        return next((role for role, patterns in self.missing_roles.items() if globs.compile(patterns)(path)), None)

    def once(self, compute: Callable[[Graph], T]) -> T:
        """What a pure function says of this graph, computed on the first call only; several rules ask the same."""
        if compute not in self._computed:
            self._computed[compute] = compute(self)
        return cast(T, self._computed[compute])

    @cached_property
    def incoming(self) -> Mapping[str, tuple[Reference, ...]]:
        """Document path -> the references from other documents that lead there."""
        found: dict[str, list[Reference]] = {}
        for reference in self._references:
            target = self.target(reference)
            if target and target != reference.path:
                found.setdefault(target, []).append(reference)
        return {path: tuple(references) for path, references in found.items()}

    @cached_property
    def unchecked(self) -> Mapping[str, int]:
        """What was not checked -> how often: external links, routes of a site generator, templates and so on."""
        counts: dict[str, int] = {}
        for reference in self._references:
            if reference.outcome == "found" and not reference.fragment:
                continue
            kind = UNCHECKED.get(reference.outcome)
            if reference.fragment and self.anchor(reference) == "unknown" and not self.line_range(reference):
                kind = "unknown-anchors"
            if kind and (reference.link.kind not in ("mention", "path") or reference.outcome == "ambiguous"):
                counts[kind] = counts.get(kind, 0) + 1
        return dict(sorted(counts.items()))

    def _anchor_names(self, document: Document) -> frozenset[str]:
        names = self._anchors.get(document.path)
        if names is None:
            names = frozenset(anchor.name.removeprefix("user-content-") for anchor in document.anchors)
            self._anchors[document.path] = names
        return names

"""Fixes for references that lead nowhere.

A fix is safe only where nothing but a spelling changes: the case of a path, the case or punctuation of an anchor. What picks
another file or heading is a guess, however good, and unsafe.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from crossref.destinations import Destinations
from crossref.graph import Graph
from crossref.match import nearest
from crossref.model import Document, Edit, Fix
from crossref.resolve import Reference, is_markdown

_EVERYWHERE = frozenset({"readme", "index", "_index", "changelog", "license", "contributing", "overview"})
"""Names that say nothing of a file's content: the only one of a set need not be the one that was meant."""
_NEAR = 75
"""Percent of likeness; as near as what a message suggests, and besides:"""
_CLEAR = 5
"""Percent by which the next heading must be less like the one that was named."""
_NOT_THERE = "\0"
"""In the place of a fragment: the document has none that could be meant."""
_NUMBER = re.compile(r"\d+")
_BETWEEN = re.compile(r"[\W_]+")


def recased(graph: Graph, reference: Reference) -> Fix | None:
    """The path in the case that the file has, and with it an anchor whose spelling is off as well."""
    fragment = _fragment(graph, reference, reference.target)
    edit = graph.once(_destinations).edit(reference, reference.target, fragment)
    if edit is None or fragment == _NOT_THERE:
        return None
    return Fix(_title(reference, edit), graph.once(_Names).is_only_spelling(reference.target), (edit,))


def moved(graph: Graph, references: Sequence[Reference]) -> Fix | None:
    """The path of the one document that has the name which these references, all to one missing file, look for."""
    first = references[0]
    name = posixpath.basename(first.target)
    if not is_markdown(name) or posixpath.splitext(name)[0].casefold() in _EVERYWHERE:
        return None
    candidates = graph.tree.ending(name)
    if len(candidates) != 1 or any(reference.path == candidates[0] for reference in references):
        return None
    edits = []
    for reference in references:
        fragment = _fragment(graph, reference, candidates[0])
        edit = graph.once(_destinations).edit(reference, candidates[0], fragment)
        if edit is None or fragment == _NOT_THERE:
            return None
        edits.append(edit)
    return Fix(_title(first, edits[0]), False, tuple(edits))


def reanchored(graph: Graph, reference: Reference) -> Fix | None:
    """The anchor of the target that differs from the one named in its spelling alone, else the one that is clearly near."""
    target = graph.target(reference)
    document = graph.document(target) if target else None
    if document is None:
        return None
    names = _anchors(document)
    alike = _alike(reference.fragment, names)
    name = alike or nearest(reference.fragment, names, _NEAR, margin=_CLEAR)
    if name is None or _NUMBER.findall(name) != _NUMBER.findall(reference.fragment):
        return None
    edit = graph.once(_destinations).edit(reference, fragment=name)
    return Fix(f"change it to `#{name}`", alike is not None, (edit,)) if edit else None


def _destinations(graph: Graph) -> Destinations:
    return Destinations(graph.tree, graph.config)


def _title(reference: Reference, edit: Edit) -> str:
    """What the destination will be, as far as it changes."""
    return f"change it to `{edit.text or reference.target}`"


class _Names:
    """How many names of a folder differ in case alone, counted once for each folder."""

    def __init__(self, graph: Graph) -> None:
        self._tree = graph.tree
        self._counts: dict[str, Counter[str]] = {}

    def is_only_spelling(self, target: str) -> bool:
        """Whether no other path differs from this one in case alone."""
        folder = ""
        for name in target.split("/"):
            if folder not in self._counts:
                self._counts[folder] = Counter(map(str.casefold, self._tree.names(folder)))
            if self._counts[folder][name.casefold()] > 1:
                return False
            folder = posixpath.join(folder, name)
        return True


def _fragment(graph: Graph, reference: Reference, target: str) -> str | None:
    """How a document at another path spells the fragment of a reference; None where it needs no change, or nobody knows."""
    found = Reference(reference.path, reference.link, "found", target, reference.fragment)
    document = graph.document(graph.target(found) or target)
    if not reference.fragment or document is None or graph.anchor(found) not in ("missing", "wrong-case"):
        return None
    return _alike(reference.fragment, _anchors(document)) or _NOT_THERE


def _anchors(document: Document) -> frozenset[str]:
    return frozenset(anchor.name for anchor in document.anchors if anchor.kind != "footnote")


def _alike(fragment: str, names: Iterable[str]) -> str | None:
    """The one anchor that differs from a fragment in case and punctuation alone."""
    wanted = _spelling(fragment)
    found = [name for name in names if wanted and _spelling(name) == wanted]
    return found[0] if len(found) == 1 else None


def _spelling(anchor: str) -> str:
    """What two spellings of one heading have in common: its words, in lower case."""
    return _BETWEEN.sub("-", anchor.removeprefix("user-content-").casefold()).strip("-")

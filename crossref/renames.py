"""What must be edited when a document or heading gets another name: every reference to it in the set; pure.

References are followed twice, in the set as it is and as it will be. One that would lead elsewhere than to where it leads
now, seen through the renaming, is rewritten; so are those that only a new name of the same ending would lead astray.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

from crossref import edits as editing
from crossref import slugs
from crossref.destinations import Destinations
from crossref.extract import extract
from crossref.graph import Graph
from crossref.identity import lines_of
from crossref.match import nearest
from crossref.model import Anchor, Document, Edit, Place, Span, source_of
from crossref.names import plain_name
from crossref.overlay import OverlayTree
from crossref.resolve import Reference, seen_from, site_of

Texts = Callable[[str], str]
"""The text of a document of the set, by its path."""

_FOLLOWED = ("found", "wrong-case", "missing", "allowed", "outside", "hosting")
"""Outcomes of references that lead to a path, be there something or not."""
_HTML_HEADING = re.compile(r"(<h[1-6]\b[^>]*>\s*)(.*?)(\s*</h[1-6]\s*>)", re.DOTALL | re.IGNORECASE)
_ANCHOR_TAGS = r"(?:<a\b[^>]*>\s*</a>\s*)"
_AROUND = re.compile(
    rf"({_ANCHOR_TAGS}*)(.*?)((?:\s*{_ANCHOR_TAGS}|\s*\{{:?\s*#[^{{}}]*\}})*\s*)", re.DOTALL | re.IGNORECASE
)
"""What stands before and behind a heading's text and gives it an id of its own."""


class RenameError(ValueError):
    """A renaming that cannot be done, with the reason."""


class Renaming(Struct, frozen=True):
    """What is to be done for a renaming. Edits name places in the documents as they are now."""

    edits: tuple[Edit, ...]
    moved: tuple[str, str] | None = None
    """The old and the new path of a document."""


def rename_document(graph: Graph, old: str, new: str, texts: Texts) -> Renaming:
    """What renames a document of the set: edits to the references to it, and to its own relative ones.

    ``old`` and ``new`` are paths from the project root. The caller sees to it that nothing stands at ``new``, that the set
    would hold a document there, and that the file is renamed after the edits. Raises ``RenameError``.
    """
    if not graph.is_member(old):
        raise RenameError(f"{old} is not a document of the set")
    if graph.tree.kind(new) is not None:
        raise RenameError(f"{new} exists")
    destinations = Destinations(OverlayTree(graph.tree, {}, (old, new)), graph.config)
    found: dict[Place, Edit] = {}
    for reference in graph.links():
        if reference.outcome not in _FOLLOWED or reference.place in found:
            continue
        home = new if reference.path == old else reference.path
        target = _target(graph, reference, old, new, home, destinations)
        if target is None:
            continue
        edit = destinations.edit(reference, target, document=home)
        if edit is None and reference.outcome == "found" and _is_astray(reference, target, home, destinations):
            where = f"{reference.path}:{reference.link.span.line}"
            raise RenameError(
                f"`{reference.link.destination}` in {where} cannot be written so that it leads to {target}"
            )
        if edit is None:
            continue
        found[reference.place] = edit
        if graph.target(reference) == old and (text_edit := _link_text(reference, old, new, texts)):
            found.setdefault(text_edit.place, text_edit)
    return Renaming(tuple(sorted(found.values(), key=lambda edit: (edit.place, edit.text))), (old, new))


def rename_heading(graph: Graph, path: str, anchor: str, title: str, texts: Texts) -> Renaming:
    """What renames a heading, named by its anchor: edits to its text and to the references to every anchor that changes.

    Other headings of the document may get other anchors by it, because equal ones are numbered (``#setup-1``). An explicit
    id stays. ``title`` is Markdown. Raises ``RenameError``.
    """
    document = graph.document(path)
    if document is None or not graph.is_member(path):
        raise RenameError(f"{path} is not a document of the set")
    span = _heading(document, anchor).span
    text = texts(path)
    edit = _title_edit(graph, document, span, text, title.strip())
    after = _reread(graph, path, editing.apply(text, [edit]))
    changed = _changed_anchors(document, after, span, edit)
    destinations = Destinations(graph.tree, graph.config)
    found = {edit.place: edit}
    for reference in graph.links():
        if graph.target(reference) != path or reference.place in found:
            continue
        prefix = "user-content-" if reference.fragment.startswith("user-content-") else ""
        new = changed.get(reference.fragment.removeprefix(prefix)) or _wiki_anchor(reference, changed, after)
        if reference.fragment and new is not None and (one := destinations.edit(reference, fragment=prefix + new)):
            found[reference.place] = one
        elif reference.link.section and (named := _named_section(reference, document, span, title, texts)):
            found.setdefault(named.place, named)
    return Renaming(tuple(sorted(found.values(), key=lambda edit: (edit.place, edit.text))))


# -- documents -------------------------------------------------------------------------------------------------------


def _target(
    graph: Graph, reference: Reference, old: str, new: str, home: str, destinations: Destinations
) -> str | None:
    """Where a reference should lead after the renaming; None if it will lead there as it is, or leads nowhere."""
    link = reference.link
    leads_to = graph.target(reference) or reference.target
    if link.destination.startswith("#") and leads_to == old:
        return None
    wanted = new if leads_to == old else reference.target
    followed = destinations.follow(link, home)
    if (followed.outcome, followed.target) == (reference.outcome, wanted):
        return None
    if reference.outcome == "found":
        index_moved = leads_to == old != reference.target
        return None if followed.target == wanted and not index_moved else wanted
    # What is broken keeps naming the same file, unless its document stays where it is.
    is_own = reference.path == old and reference.target != ""
    return wanted if is_own and link.kind not in ("mention", "wiki", "path") else None


def _is_astray(reference: Reference, target: str, home: str, destinations: Destinations) -> bool:
    """Whether a reference that stays as it is would lead to another file than it should."""
    followed = destinations.follow(reference.link, home)
    return followed.outcome == "found" and followed.target != target


def _link_text(reference: Reference, old: str, new: str, texts: Texts) -> Edit | None:
    """The edit to a link's text that is nothing but the name or path of the file, in code font or not."""
    link = reference.link
    shown = _renamed_text(reference, old, new) if link.kind in ("inline", "reference") else link.text
    if shown == link.text:
        return None
    use = link.use
    lines = lines_of(texts(reference.path))
    source = lines[use.line - 1] if use.line <= len(lines) else ""
    match = re.compile(r"\[[`*_ ]*" + re.escape(link.text) + r"[`*_ ]*\]").match(source, use.column - 1)
    if match is None:
        return None
    start = source.index(link.text, match.start()) + 1
    return Edit(Place(reference.path, Span(use.line, start, use.line, start + len(link.text))), shown)


def _renamed_text(reference: Reference, old: str, new: str) -> str:
    """A link's text with the file's new name, where it is the file's name, its path, the end of it, or the destination."""
    text = reference.link.text
    if posixpath.basename(text) != posixpath.basename(old):
        return text
    if "/" not in text:
        return posixpath.basename(new)
    if text == reference.link.destination.partition("#")[0] and not text.startswith("/"):
        home = new if reference.path == old else reference.path
        relative = seen_from(new, posixpath.dirname(home))
        return f"./{relative}" if text.startswith("./") and not relative.startswith(".") else relative
    if text == old:
        return new
    return "/".join(new.split("/")[-text.count("/") - 1 :]) if old.endswith("/" + text) else text


# -- headings --------------------------------------------------------------------------------------------------------


def _heading(document: Document, name: str) -> Anchor:
    named = [anchor for anchor in document.anchors if anchor.name == name]
    if not named:
        near = nearest(name, (anchor.name for anchor in document.anchors if anchor.kind == "heading"))
        hint = f"; did you mean `#{near}`?" if near else ""
        raise RenameError(f"{document.path} has no heading `#{name}`{hint}")
    found = next((anchor for anchor in named if anchor.kind == "heading"), None)
    if found is None:
        raise RenameError(f"`#{name}` is an id in {document.path} and no heading; change it by hand")
    return found


def _title_edit(graph: Graph, document: Document, span: Span, text: str, title: str) -> Edit:
    """The edit of a heading's text; what gives it an id of its own stays."""
    if not title or len(title.splitlines()) > 1:
        raise RenameError("a heading needs a text, and that on one line")
    source = written(text, span)
    html = _HTML_HEADING.fullmatch(source)
    before, old, behind = (html or _AROUND.fullmatch(source)).groups()  # type: ignore[union-attr]
    site = site_of(document.path, graph.profile.sites)
    bare, _ = slugs.explicit_id(old, site.dialect if site else graph.profile.dialect)
    if old.startswith(bare) and bare:
        old, behind = bare.rstrip(), old[len(bare.rstrip()) :] + behind
    if old == title:
        raise RenameError(f"the heading is called “{title}” already")
    place = _within(span, source, len(before), len(before) + len(old))
    return Edit(Place(document.path, place), title)


def written(text: str, span: Span) -> str:
    """What stands in a span of a text; raises ``RenameError`` if that line is gone."""
    lines = lines_of(text)[span.line - 1 : span.end_line]
    if not lines:
        raise RenameError(f"line {span.line} is gone")
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "\n".join(lines)


def _within(span: Span, source: str, start: int, end: int) -> Span:
    """The span of ``source[start:end]``, which is what stands in a span."""

    def place(offset: int) -> tuple[int, int]:
        before = source[:offset]
        line = before.count("\n")
        return span.line + line, offset - (before.rfind("\n") + 1) + (1 if line else span.column)

    return Span(*place(start), *place(end))


def _reread(graph: Graph, path: str, text: str) -> Document:
    return extract(source_of(path, text), graph.profile, facts=False)


def _changed_anchors(before: Document, after: Document, span: Span, edit: Edit) -> Mapping[str, str]:
    """Old anchor -> new one, of every heading whose anchor changes; raises ``RenameError`` if more than that changes."""
    old, new = _headings(before), _headings(after)
    if [level for _, level in old] != [level for _, level in new]:
        raise RenameError(f"called “{edit.text}”, it would be no heading any more, or one without an anchor")
    kept = {anchor.name for anchor in after.anchors if anchor.kind != "heading"}
    changed: dict[str, str] = {}
    for (anchor, _), (renamed, _) in zip(old, new, strict=True):
        # Of several with one name, a link leads to the first.
        changed.setdefault(anchor, renamed)
    return {name: renamed for name, renamed in changed.items() if name != renamed and name not in kept}


def _headings(document: Document) -> list[tuple[str, int]]:
    """The anchor of each heading, those in lists and quotes among them, and its level where it opens a section."""
    levels = {section.span: section.level for section in document.sections}
    return [(anchor.name, levels.get(anchor.span, 0)) for anchor in document.anchors if anchor.kind == "heading"]


def _wiki_anchor(reference: Reference, changed: Mapping[str, str], after: Document) -> str | None:
    """A wiki link names a heading by its text."""
    if reference.link.kind != "wiki" or not reference.fragment:
        return None
    anchor = changed.get(slugs.slug(reference.fragment, "github"))
    return next((section.title for section in after.sections if section.anchor == anchor), None)


def _named_section(reference: Reference, document: Document, span: Span, title: str, texts: Texts) -> Edit | None:
    """The edit of a section's name in a text (*the Rollback section of* ``deployment.md``) that means this heading."""
    name = reference.link.section
    meant = {section.span for section in document.sections if plain_name(name) == plain_name(section.title)}
    if meant != {span}:
        return None
    lines = lines_of(texts(reference.path))
    use = reference.link.use
    around: Iterable[int] = range(max(use.line - 1, 1), min(use.end_line + 1, len(lines)) + 1)
    places = list(_occurrences(lines, around, name))
    if not places:
        return None
    line, column = min(places, key=lambda place: (abs(place[0] - use.line), abs(place[1] - use.column)))
    return Edit(Place(reference.path, Span(line, column, line, column + len(name))), title)


def _occurrences(lines: list[str], numbers: Iterable[int], name: str) -> Iterator[tuple[int, int]]:
    pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    for number in numbers:
        yield from ((number, match.start() + 1) for match in pattern.finditer(lines[number - 1]))

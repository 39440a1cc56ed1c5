"""What may be written at a position: paths, anchors and decisions in a link's destination, and decision numbers in text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import quote, unquote

from crossref.counterparts.decision_log import Record, log
from crossref.graph import Graph
from crossref.lsp.answers import Completion
from crossref.lsp.navigation import heading_at
from crossref.model import Document, Span, Tree
from crossref.resolve import index_of, is_markdown, seen_from, site_of

_DESTINATION = re.compile(
    r"\]\((?P<inline><?)(?P<one>[^()<>\s]*)$|^ {0,3}\[[^\]]+\]:\s*<?(?P<two>[^<>\s]*)$|\[\[(?P<wiki>[^\]|]*)$"
)
_DECISION = re.compile(r"(?<![\w/.#-])(?P<prefix>[A-Z]{1,8})(?P<between>[-_ ]?)(?P<number>\d{0,5})$")
_SAFE = "/._~-!$&'*+,;=:@"
"""What a path in a destination keeps as it is; spaces, parentheses and the rest are percent-encoded."""
_MOST = 1000


def completions(graph: Graph, path: str, line: int, column: int, text: str) -> list[Completion]:
    """What may stand at a position, given the text of its line. In plain text, only a decision that was begun."""
    before = text[: column - 1]
    match = _DESTINATION.search(before)
    found: Iterator[Completion]
    if match is None:
        found = _numbers(graph, before, line)
    elif match["wiki"] is not None:
        found = _wiki(graph, match["wiki"], line, column)
    else:
        found = _destinations(graph, path, match["one"] if match["one"] is not None else match["two"], line, column)
    return [each for each, _ in zip(found, range(_MOST), strict=False)]


def _destinations(graph: Graph, path: str, written: str, line: int, column: int) -> Iterator[Completion]:
    address, has_anchor, fragment = written.partition("#")
    folder = posixpath.dirname(path)
    if has_anchor:
        target = graph.document(_resolved(graph, path, address)) if address else graph.document(path)
        if target:
            yield from _anchors(target, Span(line, column - len(fragment), line, column))
        return
    begun = address.rpartition("/")[2]
    span = Span(line, column - len(begun), line, column)
    if "/" in address:
        here = _resolved(graph, path, address[: len(address) - len(begun)] or "/")
        yield from _names(graph.tree, here, span, below=path)
        return
    whole = Span(line, column - len(address), line, column)
    for document in graph.documents:
        if document.path != path:
            shown = seen_from(document.path, folder)
            yield Completion(shown, quote(shown, _SAFE), whole, "file", document.title)
    yield from (each for each in _names(graph.tree, folder, span, below=path) if each.kind == "folder")
    yield from _records(graph, path, whole)


def _resolved(graph: Graph, path: str, written: str) -> str:
    """Where a written path leads, from the project root; the document of a folder."""
    site = site_of(path, graph.profile.sites)
    root = site.link_root if site else graph.config.link_root
    plain = unquote(written)
    base = root if plain.startswith("/") else posixpath.dirname(path)
    joined = posixpath.normpath(posixpath.join(base, plain.lstrip("/")) or ".")
    joined = "" if joined == "." else joined
    if not written.endswith("/") and graph.tree.kind(joined) == "directory":
        return index_of(joined, graph.tree) or joined
    return joined


def _names(tree: Tree, folder: str, span: Span, below: str) -> Iterator[Completion]:
    """What a folder holds, hidden names aside."""
    if folder.startswith(".."):
        return
    for name in sorted(tree.names(folder)):
        path = f"{folder}/{name}" if folder else name
        if name.startswith(".") or path == below:
            continue
        if tree.kind(path) == "directory":
            yield Completion(name + "/", quote(name, _SAFE) + "/", span, "folder")
        else:
            yield Completion(name, quote(name, _SAFE), span, "file", "" if is_markdown(name) else "file")


def _anchors(document: Document, span: Span) -> Iterator[Completion]:
    for anchor in document.anchors:
        section = heading_at(document, anchor.span.line) if anchor.kind == "heading" else None
        detail = f"{'#' * section.level} {section.title}" if section else anchor.kind
        yield Completion(anchor.name, anchor.name, span, "heading", detail)


def _records(graph: Graph, path: str, span: Span) -> Iterator[Completion]:
    """Decisions by their number, each as a link to its record."""
    for record in graph.once(log).records:
        if record.decision.number is not None and not record.copy:
            address = seen_from(record.path, posixpath.dirname(path))
            document = graph.document(record.path)
            section = None if record.decision.is_file or not document else heading_at(document, record.place.span.line)
            target = "" if record.path == path else quote(address, _SAFE)
            text = f"{target}#{section.anchor}" if section else target
            if text:
                yield Completion(_title(record), text, span, "decision", record.decision.status, record.name)


def _numbers(graph: Graph, before: str, line: int) -> Iterator[Completion]:
    """Decisions whose id was begun: ``ADR-``, ``D0``."""
    match = _DECISION.search(before)
    decisions = graph.once(log)
    if match is None or match["prefix"] not in decisions.numbers:
        return
    span = Span(line, match.start() + 1, line, len(before) + 1)
    for record in sorted(decisions.numbers[match["prefix"]], key=lambda record: record.decision.number or 0):
        if not record.copy and (match["between"] or match["number"] or len(match["prefix"]) > 2):
            yield Completion(_title(record), record.name, span, "decision", record.decision.status, record.name)


def _wiki(graph: Graph, written: str, line: int, column: int) -> Iterator[Completion]:
    name, has_anchor, fragment = written.partition("#")
    if has_anchor:
        ending = graph.tree.ending(name if is_markdown(name) else name + ".md")
        target = graph.document(ending[0]) if ending else None
        if target:
            yield from _anchors(target, Span(line, column - len(fragment), line, column))
        return
    span = Span(line, column - len(written), line, column)
    for document in graph.documents:
        stem = posixpath.splitext(posixpath.basename(document.path))[0]
        yield Completion(stem, stem, span, "file", document.path)


def _title(record: Record) -> str:
    return f"{record.name}: {record.decision.title}" if record.decision.title != record.name else record.name

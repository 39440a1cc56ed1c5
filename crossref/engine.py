"""The order of the stages, and nothing else.

sources -> documents -> references -> the few documents outside the set whose anchors are named -> graph -> rules -> triage
-> report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from crossref import triage
from crossref.extract import extract
from crossref.graph import Graph
from crossref.model import Config, Document, Place, Problem, Report, Source, Span, Stamp, Tree
from crossref.resolve import Reference, Resolver
from crossref.rule import Rule
from crossref.rules import RULES, UNREADABLE_DOCUMENT

Progress = Callable[[int, int], None]
"""Called with how many documents are read and how many there are."""


class Analysis(Struct, frozen=True):
    """What a run produced: the graph for those who look further, and the report."""

    graph: Graph
    report: Report


def analyse(sources: Sequence[Source], tree: Tree, config: Config, *, progress: Progress | None = None) -> Analysis:
    """Check one set: its documents, what exists around them, and what the configuration asks for."""
    documents, problems = _read(sources, config, progress)
    graph = connect(documents, tree, config)
    rules = triage.selected(RULES, config)
    for rule in rules:
        problems.extend((rule, problem) for problem in rule.check(graph))
    findings, silenced = triage.judge(problems, graph.documents, config, RULES)
    report = Report(
        root=".",
        documents=len(sources),
        findings=findings,
        silenced=silenced,
        unchecked=graph.unchecked,
        excerpts=_excerpts(sources, tree, [finding.problem for finding in findings]),
    )
    return Analysis(graph, report)


def connect(documents: Sequence[Document], tree: Tree, config: Config) -> Graph:
    """Follow every link and build the graph."""
    resolver = Resolver(tree, config)
    references = [reference for document in documents for reference in resolver.references(document)]
    others = _targets_outside(documents, references, tree, config)
    return Graph(documents, others, references, tree, config)


def _read(
    sources: Sequence[Source], config: Config, progress: Progress | None
) -> tuple[list[Document], list[tuple[Rule, Problem]]]:
    documents: list[Document] = []
    problems: list[tuple[Rule, Problem]] = []
    for number, source in enumerate(sources, 1):
        try:
            documents.append(extract(source, config.profile))
        except (OSError, UnicodeDecodeError) as error:
            problems.append((UNREADABLE_DOCUMENT, _unreadable(source.path, error)))
        if progress:
            progress(number, len(sources))
    return documents, problems


def _unreadable(path: str, error: OSError | UnicodeDecodeError) -> Problem:
    if isinstance(error, UnicodeDecodeError):
        line = error.object.count(b"\n", 0, error.start) + 1
        message = f"not UTF-8: byte {error.object[error.start]:#04x} cannot be read; save the file as UTF-8"
    else:
        line, message = 1, f"cannot be read: {error.strerror or error}"
    return Problem(message, Place(path, Span(line, 1, line, 1)), subject="unreadable")


def _targets_outside(
    documents: Sequence[Document], references: Iterable[Reference], tree: Tree, config: Config
) -> list[Document]:
    """Documents that exist outside the set and whose anchors a link names."""
    members = {document.path for document in documents}
    probe = Graph(documents, (), (), tree, config)
    wanted = {
        target
        for reference in references
        if reference.fragment and reference.outcome == "found" and reference.target not in members
        if (target := probe.target(reference)) and target not in members
    }
    found = []
    for path in sorted(wanted):
        try:
            found.append(extract(_source(path, tree), config.profile))
        except (OSError, UnicodeDecodeError):
            continue
    return found


def _source(path: str, tree: Tree) -> Source:
    return Source(path, Stamp(0, 0), lambda: tree.text(path))


def _excerpts(sources: Iterable[Source], tree: Tree, problems: Iterable[Problem]) -> dict[str, dict[int, str]]:
    """The lines that findings and notes stand on, a few of which lie in no document; files are read again for these."""
    lines: dict[str, set[int]] = {}
    for problem in problems:
        for place in (problem.place, *(note.place for note in problem.notes)):
            lines.setdefault(place.path, set()).add(place.span.line)
    by_path = {source.path: source for source in sources}
    return {path: _lines(by_path.get(path) or _source(path, tree), lines[path]) for path in sorted(lines)}


def _lines(source: Source, wanted: set[int]) -> dict[int, str]:
    try:
        text = source.read()
    except (OSError, UnicodeDecodeError):
        return {}
    found = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return {line: found[line - 1] for line in sorted(wanted) if line <= len(found)}

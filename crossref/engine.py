"""The order of the stages, and nothing else.

sources -> documents -> references -> the few documents outside the set whose anchors are named -> graph -> rules -> triage
-> report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct

from crossref import triage
from crossref.cache import Cache
from crossref.executors import Executor
from crossref.extract import parser_name
from crossref.graph import Graph
from crossref.identity import lines_of
from crossref.model import Config, Document, Finding, Place, Problem, Report, Silenced, Source, Span, Tree
from crossref.reading import Progress, Reader, Unreadable
from crossref.resolve import Reference, Resolver
from crossref.rule import Rule
from crossref.rules import RULES, UNREADABLE_DOCUMENT


class Analysis(Struct, frozen=True):
    """What a run produced: the graph for those who look further, and the report."""

    graph: Graph
    report: Report


def analyse(
    sources: Sequence[Source],
    tree: Tree,
    config: Config,
    *,
    executor: Executor | None = None,
    cache: Cache | None = None,
    facts: bool = False,
    progress: Progress | None = None,
) -> Analysis:
    """Check one set: its documents, what exists around them, and what the configuration asks for.

    Facts are read if a rule that runs looks at them, or for those who want them of the graph (``facts``). Raises
    ``ExecutorError``.
    """
    # Where several places are equally good, the first is taken, and which that is must not depend on who lists files.
    sources = sorted(sources, key=lambda source: source.path)
    rules = triage.selected(RULES, config)
    reader = Reader(config.profile, executor, cache, facts=facts or any(rule.facts for rule in rules))
    documents, unreadable = reader.read(sources, progress)
    graph = connect(documents, tree, config, reader)
    reader.finish()
    return Analysis(graph, reported(graph, sources, unreadable, found(graph, rules)))


def found(graph: Graph, rules: Iterable[Rule]) -> list[tuple[Rule, Problem]]:
    """What each of some rules has to say of a graph."""
    return [(rule, problem) for rule in rules for problem in rule.check(graph)]


def judged(
    graph: Graph, unreadable: Sequence[Unreadable], problems: Iterable[tuple[Rule, Problem]]
) -> tuple[tuple[Finding, ...], tuple[Silenced, ...]]:
    """The findings that problems make, with those of sources that could not be read, and what is silenced."""
    unread = [(UNREADABLE_DOCUMENT, _problem(each)) for each in unreadable]
    return triage.judge([*unread, *problems], graph.documents, graph.config, RULES)


def reported(
    graph: Graph,
    sources: Sequence[Source],
    unreadable: Sequence[Unreadable],
    problems: Iterable[tuple[Rule, Problem]],
) -> Report:
    """The report on a set: its problems judged, and the lines behind them."""
    findings, silenced = judged(graph, unreadable, problems)
    return Report(
        root=".",
        documents=len(sources),
        findings=findings,
        silenced=silenced,
        unchecked=graph.unchecked,
        excerpts=_Excerpts(sources, graph.tree, [finding.problem for finding in findings]),
        parser=parser_name(),
        paths=tuple(source.path for source in sources),
    )


def connect(documents: Sequence[Document], tree: Tree, config: Config, reader: Reader | None = None) -> Graph:
    """Follow every link and build the graph; the reader reads the documents outside the set whose anchors are named."""
    resolver = Resolver(tree, config)
    references = [reference for document in documents for reference in resolver.references(document)]
    outside = targets_outside(documents, references, tree, config)
    others, _ = (reader or Reader(config.profile)).read(outside)
    return Graph(documents, others, references, tree, config)


def _problem(unreadable: Unreadable) -> Problem:
    line = unreadable.line
    return Problem(unreadable.message, Place(unreadable.path, Span(line, 1, line, 1)), subject="unreadable")


def targets_outside(
    documents: Sequence[Document], references: Iterable[Reference], tree: Tree, config: Config
) -> list[Source]:
    """Documents that exist outside the set and whose anchors a link names."""
    members = {document.path for document in documents}
    probe = Graph(documents, (), (), tree, config)
    wanted = {
        target
        for reference in references
        if reference.fragment and reference.outcome == "found" and reference.target not in members
        if (target := probe.target(reference)) and target not in members
    }
    return [_source(path, tree) for path in sorted(wanted)]


def _source(path: str, tree: Tree) -> Source:
    return Source(path, tree.stamp(path), partial(tree.text, path))


class _Excerpts(Mapping[str, Mapping[int, str]]):
    """The lines on which findings, notes and edits begin and end, a few of which lie in no document.

    Files are read again for these, when somebody asks; most formats do not.
    """

    def __init__(self, sources: Iterable[Source], tree: Tree, problems: Iterable[Problem]) -> None:
        self._tree = tree
        self._sources = {source.path: source for source in sources}
        self._wanted: dict[str, set[int]] = {}
        for problem in problems:
            edits = problem.fix.edits if problem.fix else ()
            for place in (problem.place, *(note.place for note in problem.notes), *(edit.place for edit in edits)):
                self._wanted.setdefault(place.path, set()).update((place.span.line, place.span.end_line))
        self._read: dict[str, dict[int, str]] = {}

    def __getitem__(self, path: str) -> Mapping[int, str]:
        if path not in self._read:
            wanted = self._wanted[path]
            self._read[path] = _lines(self._sources.get(path) or _source(path, self._tree), wanted)
        return self._read[path]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._wanted))

    def __len__(self) -> int:
        return len(self._wanted)


def _lines(source: Source, wanted: set[int]) -> dict[int, str]:
    try:
        text = source.read()
    except (OSError, UnicodeDecodeError):
        return {}
    found = lines_of(text)
    return {line: found[line - 1] for line in sorted(wanted) if line <= len(found)}

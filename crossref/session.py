"""One set over time: what has changed is extracted again, and nothing else.

An editor or a watcher holds a session. It tells the session which sources there are now, open and unsaved texts in the
place of files, and gets the graph and the problems of that moment. Each graph is immutable: what is computed of one stays
true of it, whatever comes after.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct

from crossref import triage
from crossref.cache import Cache
from crossref.engine import found, judged, reported, targets_outside
from crossref.executors import Executor
from crossref.extract.records import digest
from crossref.graph import Graph
from crossref.memory import Memory
from crossref.model import Config, Document, Finding, Problem, Report, Source, Stamp, Tree, source_of
from crossref.reading import Progress, Reader, Unreadable, without_collection
from crossref.resolve import Reference, Resolver
from crossref.rule import Rule
from crossref.rules import RULES

Problems = Sequence[tuple[Rule, Problem]]
"""What rules have to say, each problem with its rule."""


class Moment(Struct, frozen=True):
    """A set as it was at one time."""

    sources: tuple[Source, ...]
    unreadable: tuple[Unreadable, ...]
    graph: Graph

    def report(self, problems: Problems) -> Report:
        """The report that some problems of this moment make."""
        return reported(self.graph, self.sources, self.unreadable, problems)

    def findings(self, problems: Problems) -> tuple[Finding, ...]:
        """The findings of that report, for those who have the lines."""
        return judged(self.graph, self.unreadable, problems)[0]


class _Held(Struct):
    """A source and what was read of it."""

    source: Source
    digest: bytes | None
    """Of its text; None where there is none to be had."""
    document: Document | None
    unreadable: Unreadable | None = None
    references: tuple[Reference, ...] | None = None
    """None until they are followed in the tree at hand."""


class Session:
    """The documents of one set, extracted once per text."""

    def __init__(self, config: Config, *, executor: Executor | None = None, cache: Cache | None = None) -> None:
        """Nothing is read before the first ``update``, which alone asks and fills the cache."""
        self.config = config
        self.extracted = 0
        """How many documents were extracted or taken from the cache since the start."""
        self.rules = triage.selected(RULES, config)
        self._executor = executor
        self._cache = cache
        self._held: dict[str, _Held] = {}
        self._others: dict[str, tuple[Stamp, Document]] = {}
        self._tree: Tree | None = None
        self._resolver: Resolver | None = None
        self._moment: Moment | None = None
        self._memory = Memory()

    def update(
        self,
        sources: Sequence[Source],
        tree: Tree,
        touched: Collection[str] = frozenset(),
        progress: Progress | None = None,
    ) -> frozenset[str]:
        """Take over the sources that there are now, and what exists around them; the paths that were extracted again.

        A source is looked at where its stamp is another one or says nothing, or where ``touched`` names it, and extracted
        where its text is another one. A new ``tree`` stands for any change of what exists, the same for none. Raises
        ``ExecutorError``.
        """
        before, self._held = self._held, {}
        waiting: list[Source] = []
        for source in sources:
            held = before.get(source.path)
            if held and source.path not in touched and source.stamp.mtime_ns and source.stamp == held.source.stamp:
                held.source = source
            else:
                text = _text(source)
                mark = None if text is None else digest(text)
                if held and mark is not None and mark == held.digest:
                    held.source = source
                else:
                    held = _Held(source, mark, None)
                    waiting.append(source if text is None else source_of(source.path, text, source.stamp))
            self._held[source.path] = held
        self._read(waiting, progress)
        # What is no document may be a target: its anchors and lines count.
        others = any(path not in self._held for path in touched)
        if waiting or others or tree is not self._tree or self._held.keys() != before.keys():
            self._moment = None
        if tree is not self._tree:
            self._tree, self._resolver = tree, Resolver(tree, self.config)
            for held in self._held.values():
                held.references = None
        self._others = {path: known for path, known in self._others.items() if path not in touched}
        return frozenset(source.path for source in waiting)

    @property
    def moment(self) -> Moment:
        """The set as the last update left it, the same as before where that changed nothing.

        Raises ``LookupError`` before the first.
        """
        if self._moment is None:
            self._moment = self._connected()
        return self._moment

    def problems(self, moment: Moment, *, facts: bool | None = None) -> Problems:
        """What the selected rules say of a moment: all of them, or those that look at facts, or those that do not.

        Those that look at facts may run in another thread, one at a time.
        """
        if facts is not False:
            self._memory.turn()
        with without_collection():
            return found(moment.graph, [rule for rule in self.rules if facts is None or rule.facts is facts])

    def source(self, path: str) -> Source | None:
        """The source of a document of the set."""
        held = self._held.get(path)
        return held.source if held else None

    def _read(self, waiting: Sequence[Source], progress: Progress | None) -> None:
        reader = Reader(self.config.profile, self._executor, self._cache)
        documents, unreadable = reader.read(waiting, progress)
        reader.finish()
        self._cache = None
        self.extracted += len(waiting)
        for document in documents:
            self._held[document.path].document = document
        for each in unreadable:
            self._held[each.path].unreadable = each

    def _connected(self) -> Moment:
        if self._tree is None or self._resolver is None:
            raise LookupError("the session has no sources yet; call update first")
        documents: list[Document] = []
        references: list[Reference] = []
        for held in self._held.values():
            if held.document:
                if held.references is None:
                    held.references = tuple(self._resolver.references(held.document))
                documents.append(held.document)
                references.extend(held.references)
        others = self._outside(targets_outside(documents, references, self._tree, self.config))
        return Moment(
            tuple(held.source for held in self._held.values()),
            tuple(held.unreadable for held in self._held.values() if held.unreadable),
            Graph(documents, others, references, self._tree, self.config, self._memory),
        )

    def _outside(self, sources: Iterable[Source]) -> list[Document]:
        """The documents outside the set whose anchors are named; those that did not change are remembered."""
        wanted = {source.path: source for source in sources}
        known: Mapping[str, tuple[Stamp, Document]] = {
            path: (stamp, document)
            for path, (stamp, document) in self._others.items()
            if path in wanted and wanted[path].stamp == stamp and stamp.mtime_ns
        }
        read, _ = Reader(self.config.profile).read([source for path, source in wanted.items() if path not in known])
        self._others = {**known, **{document.path: (wanted[document.path].stamp, document) for document in read}}
        return [self._others[path][1] for path in wanted if path in self._others]


def _text(source: Source) -> str | None:
    try:
        return source.read()
    except (OSError, UnicodeDecodeError):
        return None

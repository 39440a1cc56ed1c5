"""What the server knows: the sets that are open, what was found in them, and the lines behind every place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from crossref.identity import lines_of
from crossref.lsp.index import Index
from crossref.model import Document, Finding
from crossref.session import Moment, Problems
from crossref.workspace import Member


class OpenSet:
    """A set, and what is worked out of it when somebody asks."""

    def __init__(self, member: Member) -> None:
        self.member = member
        self.links: Problems = ()
        """What the rules about references said last."""
        self.facts: Problems = ()
        """What the rules about facts said last, maybe of an earlier moment."""
        self.links_of: Moment | None = None
        """The moment that ``links`` are of."""
        self.facts_of: Moment | None = None
        self.findings: Mapping[str, Sequence[Finding]] = {}
        """Path -> what was reported last."""
        self._moment: Moment | None = None
        self._lines: dict[str, tuple[Document | None, list[str]]] = {}
        self._index: Index | None = None

    @property
    def moment(self) -> Moment:
        """The set as it is now."""
        moment = self.member.session.moment
        if moment is not self._moment:
            self._moment, self._index = moment, None
            graph = moment.graph
            self._lines = {
                path: known
                for path, known in self._lines.items()
                if known[0] is not None and graph.document(path) is known[0]
            }
        return moment

    @property
    def index(self) -> Index:
        """The index of the set as it is now."""
        moment = self.moment
        if self._index is None:
            self._index = Index(moment.graph, self.lines)
        return self._index

    def lines(self, path: str) -> Sequence[str]:
        """The lines of a document or of another file of the project; none where it cannot be read."""
        moment = self.moment
        known = self._lines.get(path)
        if known is None:
            known = self._lines[path] = (moment.graph.document(path), lines_of(self.text(path)))
        return known[1]

    def text(self, path: str) -> str:
        """The text of a document or of another file of the project; empty where it cannot be read."""
        try:
            source = self.member.session.source(path)
            return source.read() if source else self.moment.graph.tree.text(path)
        except (OSError, UnicodeDecodeError):
            return ""

    def judge(self) -> Mapping[str, Sequence[Finding]]:
        """Make findings of the problems that are known, by path."""
        found: dict[str, list[Finding]] = defaultdict(list)
        for finding in self.moment.findings((*self.links, *self.facts)):
            found[finding.problem.place.path].append(finding)
        self.findings = dict(found)
        return self.findings

    def at(self, path: str, first: tuple[int, int], last: tuple[int, int]) -> list[Finding]:
        """The findings that overlap a stretch of a document."""
        return [
            finding
            for finding in self.findings.get(path, ())
            for span in (finding.problem.place.span,)
            if (span.line, span.column) <= last and first <= (span.end_line, span.end_column)
        ]

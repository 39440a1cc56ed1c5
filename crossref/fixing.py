"""Which fixes are made, and the texts that come of it; pure but for reading the documents it edits.

Fixes are made in rounds, because one may wait for another that overlaps it. A round is tried in memory: the set is analysed
with the edits made, and a fix that brings up a finding that was not there, or leaves its own where it is, is not made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from crossref import edits, triage
from crossref.edits import Change
from crossref.engine import Analysis, connect, found, judged
from crossref.extract import extract
from crossref.model import Config, Document, Finding, Fix, Source, UnreadFacts, source_of
from crossref.overlay import OverlayTree
from crossref.rules import RULES, UNREADABLE_DOCUMENT

ROUNDS = 10
"""As many as one fix may wait for others."""
_ALONE = 50
"""Fixes of a round that are tried one by one, each of which costs an analysis."""
_Key = tuple[str | int, ...]
"""What two findings have in common."""


class Fixed(Struct, frozen=True):
    """What fixes would make of a set."""

    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    """Those that are gone."""
    refused: tuple[Finding, ...]
    """Those whose fix would bring up another finding, or not help."""


class ChangedSinceReadError(Exception):
    """A document has another text than the one that was analysed; its path is the argument."""


class _State(Struct, frozen=True):
    """A set with some edits made."""

    documents: Mapping[str, Document]
    texts: Mapping[str, str]
    """Of the documents that were edited."""
    findings: tuple[Finding, ...]


def fix(analysis: Analysis, sources: Iterable[Source], wanted: Callable[[Finding], bool]) -> Fixed:
    """Make the fixes of the findings that are wanted; the rest of the set is looked at, but not changed.

    Raises ``ChangedSinceReadError``, ``OSError`` and ``UnicodeDecodeError`` for a document that cannot be read again.
    """
    return _Fixing(analysis, sources).run([finding for finding in analysis.report.findings if wanted(finding)])


def findings_after(
    analysis: Analysis, config: Config, documents: Mapping[str, Document], tree: OverlayTree
) -> tuple[Finding, ...]:
    """The findings of a set in which some documents are others; those that could not be read are not tried again."""
    graph = connect([documents[path] for path in sorted(documents)], tree, config)
    findings, _ = judged(graph, (), found(graph, triage.selected(RULES, config)))
    unread = [finding for finding in analysis.report.findings if finding.code == UNREADABLE_DOCUMENT.code]
    return (*findings, *unread)


def reread(document: Document, text: str, config: Config, path: str = "") -> Document:
    """A document with another text, maybe at another path, read as far as it was before."""
    facts = not isinstance(document.facts, UnreadFacts)
    return extract(source_of(path or document.path, text), config.profile, facts=facts)


def findings_after_renaming(
    analysis: Analysis, changes: Iterable[Change], moved: tuple[str, str] | None
) -> tuple[Finding, ...]:
    """The findings that a set would have after a renaming and has not now, its configuration changed along with it.

    A finding may tell another name or stand under another heading and be the same. Raises ``ChangedSinceReadError``.
    """
    graph = analysis.graph
    config = _renamed(graph.config, *moved) if moved else graph.config
    documents = {document.path: document for document in graph.documents}
    texts = {}
    for change in changes:
        document = documents.pop(change.path)
        if reread(document, change.before, graph.config) != document:
            raise ChangedSinceReadError(change.path)
        texts[change.path] = change.after
        documents[change.moved or change.path] = reread(document, change.after, config, change.moved)
    after = findings_after(analysis, config, documents, OverlayTree(graph.tree, texts, moved))
    return _unmatched(analysis.report.findings, after, moved or ("", ""))


def _renamed(config: Config, old: str, new: str) -> Config:
    """A configuration that names a document by its new path."""

    def each(paths: Iterable[str]) -> tuple[str, ...]:
        return tuple(new if path == old else path for path in paths)

    return replace(
        config,
        include=each(config.include),
        exclude=each(config.exclude),
        allowed_links=each(config.allowed_links),
        per_file_ignores={new if path == old else path: names for path, names in config.per_file_ignores.items()},
        profile=replace(config.profile, roles={role: each(paths) for role, paths in config.profile.roles.items()}),
    )


def _unmatched(before: Iterable[Finding], after: Iterable[Finding], moved: tuple[str, str]) -> tuple[Finding, ...]:
    """The findings that none of before can be: of the same rule and with a line in common, else by fingerprint."""
    old, left = dict(enumerate(before)), list(after)
    for keys in (_same_on_a_line, _rule_on_a_line, _fingerprint):
        waiting: dict[_Key, list[int]] = {}
        for index in reversed(old):
            for key in keys(old[index], *moved):
                waiting.setdefault(key, []).append(index)
        unknown, left = left, []
        for finding in unknown:
            fitting = [first for key in keys(finding) if (first := _first(waiting.get(key, []), old)) is not None]
            if fitting:
                del old[min(fitting)]
            else:
                left.append(finding)
    return tuple(left)


def _first(waiting: list[int], left: Mapping[int, Finding]) -> int | None:
    """The lowest of some indices, told from the highest on, that is still left; those below it are forgotten."""
    while waiting and waiting[-1] not in left:
        waiting.pop()
    return waiting[-1] if waiting else None


def _fingerprint(finding: Finding, _old: str = "", _new: str = "") -> Iterable[_Key]:
    return ((finding.fingerprint,),)


def _rule_on_a_line(finding: Finding, old: str = "", new: str = "") -> Iterable[_Key]:
    """For each line that has a share in a finding, with an ``old`` path told as a ``new`` one."""
    places = (finding.problem.place, *(note.place for note in finding.problem.notes))
    return {(finding.code, new if place.path == old else place.path, place.span.line) for place in places}


def _same_on_a_line(finding: Finding, old: str = "", new: str = "") -> Iterable[_Key]:
    return ((finding.fingerprint, *key) for key in _rule_on_a_line(finding, old, new))


class _Fixing:
    """One set on its way to be fixed."""

    def __init__(self, analysis: Analysis, sources: Iterable[Source]) -> None:
        self._analysis = analysis
        self._config = analysis.graph.config
        self._sources = {source.path: source for source in sources}
        self._originals: dict[str, str] = {}
        self._rejected: set[str] = set()

    def run(self, wanted: Sequence[Finding]) -> Fixed:
        documents = {document.path: document for document in self._analysis.graph.documents}
        start = state = _State(documents, {}, self._analysis.report.findings)
        chosen = {finding.fingerprint for finding in wanted}
        for number in range(ROUNDS):
            if number == 1:  # from here on, something may be fixed
                chosen = _unmistakable(start.findings, chosen)
            able = [each for each in state.findings if each.fingerprint in chosen and self._is_able(each)]
            if not able:
                break
            going, _ = edits.compatible([_fix_of(finding) for finding in able])
            state = self._round(state, [able[index] for index in going])
        changes = [
            Change(path, self._originals[path], text)
            for path, text in sorted(state.texts.items())
            if text != self._originals[path]
        ]
        gone = _gone(start.findings, state.findings, {finding.fingerprint for finding in wanted})
        refused = tuple(finding for finding in state.findings if finding.fingerprint in self._rejected)
        return Fixed(tuple(changes), gone, refused)

    def _is_able(self, finding: Finding) -> bool:
        if finding.problem.fix is None or finding.fingerprint in self._rejected:
            return False
        return all(edit.place.path in self._sources for edit in finding.problem.fix.edits)

    def _round(self, state: _State, batch: Sequence[Finding]) -> _State:
        """The state after as many fixes of a batch as go well; the others are not tried again."""
        tried = self._after(state, batch)
        if _is_well(state, tried, batch):
            return tried
        suspects = _suspects(state, tried, batch)
        made = self._most(state, [], [finding for finding in batch if finding not in suspects])
        for number, suspect in enumerate(suspects):
            if number < _ALONE:
                made = self._most(state, made, [suspect])
            else:
                self._rejected.add(suspect.fingerprint)
        return self._after(state, made) if made else state

    def _most(self, state: _State, made: list[Finding], batch: list[Finding]) -> list[Finding]:
        """What is made already and what of a batch goes well with it, found by halving the batch."""
        if not batch or _is_well(state, self._after(state, [*made, *batch]), [*made, *batch]):
            return [*made, *batch]
        if len(batch) == 1:
            self._rejected.add(batch[0].fingerprint)
            return made
        middle = len(batch) // 2
        return self._most(state, self._most(state, made, batch[:middle]), batch[middle:])

    def _after(self, state: _State, batch: Sequence[Finding]) -> _State:
        texts, documents = dict(state.texts), dict(state.documents)
        every = [edit for finding in batch for edit in _fix_of(finding).edits]
        for path, some in edits.by_path(every).items():
            texts[path] = edits.apply(texts[path] if path in texts else self._original(path), some)
            documents[path] = reread(documents[path], texts[path], self._config)
        tree = OverlayTree(self._analysis.graph.tree, texts)
        return _State(documents, texts, findings_after(self._analysis, self._config, documents, tree))

    def _original(self, path: str) -> str:
        """The text that a document was read from, or what says the same."""
        if path not in self._originals:
            text = self._sources[path].read()
            document = self._analysis.graph.document(path)
            if document is None or reread(document, text, self._config) != document:
                raise ChangedSinceReadError(path)
            self._originals[path] = text
        return self._originals[path]


def _unmistakable(findings: Sequence[Finding], chosen: Collection[str]) -> set[str]:
    """Of some fingerprints those that mean the same findings after others are fixed.

    Twins are numbered: once one is fixed, the next has its number, and that may be one that is not to be fixed.
    """
    others = {finding.identity for finding in findings if finding.fingerprint not in chosen}
    return {each.fingerprint for each in findings if each.fingerprint in chosen and each.identity not in others}


def _gone(before: Sequence[Finding], after: Iterable[Finding], chosen: Collection[str]) -> tuple[Finding, ...]:
    """The findings that are there no more; of twins, those whose fix was wanted."""
    left = Counter(finding.identity for finding in after)
    gone = set()
    for finding in sorted(before, key=lambda each: each.fingerprint in chosen):
        if left[finding.identity]:
            left[finding.identity] -= 1
        else:
            gone.add(finding.fingerprint)
    return tuple(finding for finding in before if finding.fingerprint in gone)


def _fix_of(finding: Finding) -> Fix:
    assert finding.problem.fix
    return finding.problem.fix


def _is_well(before: _State, after: _State, batch: Sequence[Finding]) -> bool:
    """Whether fixes bring up nothing new, and each does away with its finding."""
    return not _new(before, after) and len(after.findings) <= len(before.findings) - len(batch)


def _new(before: _State, after: _State) -> list[Finding]:
    known = {finding.fingerprint for finding in before.findings}
    return [finding for finding in after.findings if finding.fingerprint not in known]


def _suspects(before: _State, after: _State, batch: Sequence[Finding]) -> list[Finding]:
    """The fixes on whose lines something new stands, or whose own finding still does."""
    lines = {
        (place.path, place.span.line)
        for finding in _new(before, after)
        for place in (finding.problem.place, *(note.place for note in finding.problem.notes))
    }
    left = {finding.fingerprint for finding in after.findings}
    return [
        finding
        for finding in batch
        if finding.fingerprint in left
        or any((edit.place.path, edit.place.span.line) in lines for edit in _fix_of(finding).edits)
    ]

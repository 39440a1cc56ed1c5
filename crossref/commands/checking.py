"""From the sets to one report: each is checked, held against its baseline and a revision, and weighed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from crossref.commands.baselines import Loaded, place_of, share_of, updated
from crossref.commands.fixes import FixOptions, Proposed, proposed, written
from crossref.commands.reading import ReadingOptions, cache, executor
from crossref.commands.reports import limited, together, weighed
from crossref.commands.sets import DocumentSet
from crossref.files import DirectoryTree
from crossref.identity import Texts, lines_of
from crossref.model import Place, Report, Source, Tree
from crossref.rules import RULES

if TYPE_CHECKING:
    from crossref.baseline import Outcome, Share
    from crossref.changes import Run
    from crossref.engine import Analysis
    from crossref.executors import Executor
    from crossref.graph import Graph
    from crossref.reading import Progress
    from crossref.revisions import Snapshot


class CheckOptions(Struct, frozen=True):
    """What a check is told beside the configuration of each set."""

    reading: ReadingOptions = ReadingOptions()
    baseline: str | None = None
    """A file to use instead of the configured ones."""
    since: str | None = None
    """A git revision to which findings are compared."""
    is_narrowed: bool = False
    """Whether flags leave documents out that the configuration has."""
    facts: bool = False
    fixing: FixOptions = FixOptions()


class Checked(Struct, frozen=True):
    """One set after its check."""

    found: DocumentSet
    analysis: Analysis
    report: Report
    """Without what the baseline knows."""
    texts: Texts
    outcome: Outcome | None = None
    """What became of the entries of the baseline; None without one."""
    then: Run | None = None
    """What was found at the revision that was asked for."""
    commit: str = ""
    """Of that revision."""
    proposed: Proposed = Proposed()
    """What fixes would change, where that was asked for."""


def check_sets(
    sets: Sequence[DocumentSet],
    options: CheckOptions,
    baselines: Mapping[str, Loaded],
    progress: Progress | None = None,
) -> tuple[Checked, ...]:
    """Check the sets of a run, each alone; of ``baselines``, each has that at its place. Raises ``CrossrefError``."""
    chosen = executor(options.reading)
    return tuple(_checked(each, sets, options, baselines, chosen, progress) for each in sets)


def combined(checked: Sequence[Checked]) -> Report:
    """One report of all sets, limited to what a revision or the paths leave of each."""
    reports = []
    for one in checked:
        report = _since(one)
        if one.found.only is not None:
            report = limited(report, one.found.only, _leading_to(one.found.only, one.analysis.graph))
        reports.append((one.found.folder, weighed(report, one.found.config.fail_on)))
    return together(reports)


def _leading_to(paths: Collection[str], graph: Graph) -> set[Place]:
    """The places of the links that lead to one of some documents."""
    return {link.place for link in graph.links() if (graph.target(link) or link.target) in paths}


def _since(one: Checked) -> Report:
    """The report of a set with what a revision leaves of it; all of it where none was asked for."""
    if one.then is None:
        return one.report
    from crossref.changes import since

    return since(one.report, one.texts, one.then)


def updates(
    checked: Sequence[Checked], options: CheckOptions, baselines: Mapping[str, Loaded]
) -> dict[str, tuple[str, int]]:
    """Baselines by place: the text without stale entries, and how many these are. One that needs no change is left out."""
    texts = {}
    for file, loaded in baselines.items():
        own = [
            (one.found, one.outcome)
            for one in checked
            if one.outcome and place_of(one.found.config, options.baseline) == file
        ]
        if (text := updated(loaded, own)) is not None:
            texts[file] = text
    return texts


def without_stale(checked: Sequence[Checked]) -> tuple[Checked, ...]:
    """The same without the findings about entries that are taken out."""
    return tuple(replace(one, report=_without_stale(one.report)) for one in checked)


def _without_stale(report: Report) -> Report:
    from crossref.baseline import STALE

    return replace(report, findings=tuple(finding for finding in report.findings if finding.code != STALE))


def _checked(
    each: DocumentSet,
    sets: Sequence[DocumentSet],
    options: CheckOptions,
    baselines: Mapping[str, Loaded],
    chosen: Executor,
    progress: Progress | None,
) -> Checked:
    from crossref.engine import analyse

    loaded = baselines.get(place_of(each.config, options.baseline) or "")
    share = share_of(loaded, each, sets, is_narrowed=options.is_narrowed) if loaded else None
    # The baseline is that of today, whatever a revision has in its place.
    given = {share.file: loaded.lines} if share and loaded else {}

    def analysed(sources: Sequence[Source], tree: Tree, progress: Progress | None = None) -> Analysis:
        known = cache(options.reading, each)
        return analyse(sources, tree, each.config, executor=chosen, cache=known, facts=options.facts, progress=progress)

    def checked(found: DocumentSet) -> Checked:
        tree = DirectoryTree(found.config.project_root)
        analysis = analysed(found.sources, tree, progress)
        texts = texts_of(found.sources, tree, given)
        outcome = _outcome(analysis.report, share, found, texts)
        return Checked(found, analysis, outcome.report if outcome else analysis.report, texts, outcome)

    now = checked(each)
    if options.since is None:
        return _with_fixes(now, options.fixing, checked)

    from crossref.changes import Run

    old = _snapshot(each, options.since)
    old_texts = texts_of(old.sources, old.tree, given)
    old_report = analysed(old.sources, old.tree).report
    old_outcome = _outcome(old_report, share, each, old_texts)
    then = Run((old_outcome.report if old_outcome else old_report).findings, old_texts, old_report.paths)

    def compared(now: Checked) -> Checked:
        return replace(now, then=then, commit=old.commit)

    return _with_fixes(compared(now), options.fixing, lambda found: compared(checked(found)))


def _with_fixes(now: Checked, wanted: FixOptions, again: Callable[[DocumentSet], Checked]) -> Checked:
    """The same with what fixes would change, or what ``again`` finds once they are made."""
    if wanted.diff:
        return replace(now, proposed=proposed(now.found, now.analysis, _since(now), wanted))
    if wanted.fix:
        found, made = written(now.found, now.analysis, _since(now), wanted)
        if found is not now.found:
            now = again(found)
            return replace(now, report=replace(now.report, fixed=made))
    return now


def _outcome(report: Report, share: Share | None, each: DocumentSet, texts: Texts) -> Outcome | None:
    if share is None:
        return None
    from crossref.baseline import apply

    return apply(report, share, each.config, RULES, texts)


def _snapshot(each: DocumentSet, revision: str) -> Snapshot:
    from crossref.revisions import RevisionError, snapshot

    try:
        return snapshot(each.config, revision)
    except RevisionError as error:
        raise RevisionError(f"--since: {error}") from None


def texts_of(sources: Sequence[Source], tree: Tree, given: Mapping[str, Sequence[str]] = MappingProxyType({})) -> Texts:
    """The lines of the documents of a set and of what stands around them, each read once; none of what cannot be read.

    ``given`` are lines that are known already.
    """
    by_path: dict[str, Callable[[], str]] = {source.path: source.read for source in sources}
    known: dict[str, Sequence[str]] = {**given}

    def lines(path: str) -> Sequence[str]:
        if path not in known:
            try:
                known[path] = lines_of(by_path[path]() if path in by_path else tree.text(path))
            except (OSError, UnicodeDecodeError):
                known[path] = []
        return known[path]

    return lines

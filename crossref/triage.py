"""What becomes of problems: severity, fingerprint, ignores and order; pure and independent of the input's order.

The two rules about ignores themselves, XR901 ``unused-ignore`` and XR902 ``unknown-rule``, find their problems here,
because only here is known what an ignore silenced.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from crossref import globs, match, selectors
from crossref.identity import digest, normal
from crossref.model import Config, Document, Finding, Ignore, Place, Problem, Severity, Silenced, Span

if TYPE_CHECKING:
    from crossref.rule import Rule

UNUSED_IGNORE = "XR901"
UNKNOWN_RULE = "XR902"

_FAR = 100
"""Lines from which an ignore reaches far: over a whole file, or a long table."""


def severity_of(rule: Rule, config: Config) -> Severity:
    """The severity of a rule's findings: the configured one, else the rule's own.

    A rule that is off by default and that ``select`` names is a warning.
    """
    configured = config.severity.get(rule.code)
    if configured is not None:
        return configured
    if rule.severity is Severity.OFF and _is_named(rule, config.select):
        return Severity.WARNING
    return rule.severity


def selected(rules: Iterable[Rule], config: Config) -> tuple[Rule, ...]:
    """The rules that run, in the order given.

    Without ``select`` these are all whose severity is not off; with it, those it names. ``ignore`` takes rules away,
    and so does the severity ``off`` in the configuration.
    """
    return tuple(
        rule
        for rule in rules
        if (not config.select or _is_named(rule, config.select))
        and not _is_named(rule, config.ignore)
        and severity_of(rule, config) is not Severity.OFF
    )


def judge(
    problems: Iterable[tuple[Rule, Problem]], documents: Iterable[Document], config: Config, rules: Sequence[Rule]
) -> tuple[tuple[Finding, ...], tuple[Silenced, ...]]:
    """Turn problems into the findings to report and those that are silenced, both in order of path and line.

    ``rules`` are all rules there are, against which the names in ignores are read. A problem of a rule that the
    configuration does not select is dropped. The problems of XR901 and XR902 are added here.
    """
    return _Triage(documents, config, rules).run(problems)


class _Triage:
    """One run over the problems of a set."""

    def __init__(self, documents: Iterable[Document], config: Config, rules: Sequence[Rule]) -> None:
        documents = tuple(documents)
        self.config = config
        self.rules = rules
        self.ran = frozenset(rule.code for rule in selected(rules, config))
        self.ignores = _Ignores(documents)
        self.documents = {document.path: document for document in documents}
        self.titles: dict[str, _Titles] = {}
        self.per_file = [(globs.compile((glob,)), names) for glob, names in config.per_file_ignores.items()]
        self.findings: list[Finding] = []
        self.silenced: list[Silenced] = []

    def run(self, problems: Iterable[tuple[Rule, Problem]]) -> tuple[tuple[Finding, ...], tuple[Silenced, ...]]:
        self.settle(problems)
        # In this order: an ignore may silence an XR902, and only then is known whether it silences anything at all.
        by_code = {rule.code: rule for rule in self.rules}
        if unknown := by_code.get(UNKNOWN_RULE):
            self.settle((unknown, problem) for problem in self.ignores.unknown(self.rules))
        if unused := by_code.get(UNUSED_IGNORE):
            off = {rule.code for rule in self.rules if severity_of(rule, self.config) is Severity.OFF}
            idle = list(self.ignores.unused(self.rules, self.ran, off))
            self.settle((unused, problem) for problem in idle)
        silenced = sorted(self.silenced, key=lambda item: order(item.finding))
        return tuple(sorted(self.findings, key=order)), tuple(silenced)

    def settle(self, problems: Iterable[tuple[Rule, Problem]]) -> None:
        """Sort the problems of rules that ran into findings and silenced ones."""
        for finding in self.judged(problem for problem in problems if problem[0].code in self.ran):
            # Asked first even where a glob silences the finding too, so that the ignore counts as used.
            if ignores := self.ignores.silencing(finding):
                reasons = sorted({ignore.reason for ignore in ignores if ignore.reason})
                self.silenced.append(Silenced(finding, "ignore", "; ".join(reasons)))
            elif any(_names(finding, names) and fits(finding.problem.place.path) for fits, names in self.per_file):
                self.silenced.append(Silenced(finding, "per-file"))
            else:
                self.findings.append(finding)

    def judged(self, problems: Iterable[tuple[Rule, Problem]]) -> Iterator[Finding]:
        """Give each problem its severity and fingerprint; one that is off is dropped."""
        ordinals: defaultdict[tuple[str, ...], int] = defaultdict(int)
        for rule, problem in sorted(problems, key=lambda pair: (pair[0].code, _problem_order(pair[1]))):
            severity = severity_of(rule, self.config)
            if problem.severity is not None:
                severity = min(severity, problem.severity)
            if severity is Severity.OFF:
                continue
            place = problem.place
            title = self.title_at(place)
            parts = (rule.code, place.path, title, normal(problem.subject))
            number = ordinals[parts]
            ordinals[parts] += 1
            yield Finding(
                rule.code, rule.name, severity, digest(*parts, str(number)), problem, identity=digest(*parts, "0")
            )

    def title_at(self, place: Place) -> str:
        """The title of the section that a place stands in; empty for none."""
        document = self.documents.get(place.path)
        if document is None:
            return ""
        if place.path not in self.titles:
            self.titles[place.path] = _Titles(document)
        return self.titles[place.path].at(place.span.line)


# -- fingerprint and order -------------------------------------------------------------------------------------------


class _Titles:
    """The title of the innermost section around a line."""

    def __init__(self, document: Document) -> None:
        self._sections = sorted(document.sections, key=lambda section: section.span.line)
        self._starts = [section.span.line for section in self._sections]

    def at(self, line: int) -> str:
        # A section reaches to the next heading of its level or above, so the last one to open is the innermost.
        index = bisect_right(self._starts, line) - 1
        return self._sections[index].title if index >= 0 else ""


def _problem_order(problem: Problem) -> tuple[object, ...]:
    notes = tuple((note.place, note.message) for note in problem.notes)
    return (problem.place, problem.subject, problem.message, notes)


def order(finding: Finding) -> tuple[object, ...]:
    """What findings are sorted by: path, line, column, rule."""
    place = finding.problem.place
    return (place.path, place.span.line, place.span.column, finding.code, _problem_order(finding.problem))


# -- ignores ---------------------------------------------------------------------------------------------------------


class _Ignores:
    """The ignore comments of a set, and which of their selectors have silenced something."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._by_path = {document.path: document.ignores for document in documents if document.ignores}
        self._lines = {path: _Lines(ignores) for path, ignores in self._by_path.items()}
        self._used: set[tuple[str, Ignore, str]] = set()

    def silencing(self, finding: Finding) -> list[Ignore]:
        """The ignores that silence a finding; all of them count as used."""
        places = [finding.problem.place, *(note.place for note in finding.problem.notes)]
        used = {
            (place.path, ignore, selector)
            for place in places
            if place.path in self._lines
            for ignore in self._lines[place.path].covering(place.span)
            for selector in ignore.selectors
            if selectors.matches(selector, finding.code, finding.name)
        }
        self._used |= used
        return [ignore for _, ignore, _ in used]

    def unknown(self, rules: Sequence[Rule]) -> Iterator[Problem]:
        """A problem for each name that no rule has, and for each ignore that names none."""
        known = [name for rule in rules for name in (rule.code, rule.name)]
        for path, ignores in self._by_path.items():
            for ignore in ignores:
                place = Place(path, ignore.span)
                if not ignore.selectors:
                    yield Problem("this ignore names no rule and silences nothing; name one, as in `XR101`", place, "")
                for name in ignore.selectors:
                    if not any(selectors.matches(name, rule.code, rule.name) for rule in rules):
                        yield Problem(f"there is no rule `{name}`{_suggestion(name, known)}", place, name)

    def unused(self, rules: Sequence[Rule], ran: Collection[str], off: Collection[str]) -> Iterator[Problem]:
        """A problem for each ignore with a selector that silences nothing, if all its selectors name rules that ran."""
        for path, ignores in self._by_path.items():
            for ignore in ignores:
                if not ignore.selectors or not all(_did_run(name, rules, ran, off) for name in ignore.selectors):
                    continue
                idle = [name for name in ignore.selectors if (path, ignore, name) not in self._used]
                # An ignore for XR901 would be judged by what this very loop finds.
                idle = [name for name in idle if not selectors.matches(name, UNUSED_IGNORE, "unused-ignore")]
                if idle:
                    yield _unused(idle, ignore, path)


class _Lines:
    """The ignores of one document by their lines: most reach over a few, so that only those near a finding are looked at."""

    def __init__(self, ignores: Iterable[Ignore]) -> None:
        ordered = sorted(ignores, key=lambda ignore: ignore.first_line)
        self._wide = [ignore for ignore in ordered if ignore.last_line - ignore.first_line >= _FAR]
        self._narrow = [ignore for ignore in ordered if ignore.last_line - ignore.first_line < _FAR]
        self._starts = [ignore.first_line for ignore in self._narrow]

    def covering(self, span: Span) -> Iterator[Ignore]:
        """The ignores that cover a line of a span."""
        ends_before = span.end_column == 1 and span.end_line > span.line
        last_line = span.end_line - 1 if ends_before else span.end_line
        near = self._narrow[bisect_left(self._starts, span.line - _FAR) : bisect_right(self._starts, last_line)]
        for ignore in (*self._wide, *near):
            if span.line <= ignore.last_line and last_line >= ignore.first_line:
                yield ignore


def _did_run(selector: str, rules: Sequence[Rule], ran: Collection[str], off: Collection[str]) -> bool:
    """Whether every rule that a selector names ran; of a prefix's rules, one that is off is not waited for."""
    named = {rule.code for rule in rules if selectors.matches(selector, rule.code, rule.name)}
    return any(code in ran for code in named) and all(code in ran or code in off for code in named)


def _unused(idle: Sequence[str], ignore: Ignore, path: str) -> Problem:
    names = ", ".join(f"`{name}`" for name in idle)
    what = "the comment" if len(idle) == len(ignore.selectors) else "it from the comment"
    return Problem(f"ignoring {names} silences nothing here; remove {what}", Place(path, ignore.span), ",".join(idle))


def _suggestion(name: str, known: Sequence[str]) -> str:
    nearest = match.nearest(name, known)
    return f"; did you mean `{nearest}`?" if nearest else "; `crossref rules` lists them"


# -- selectors -------------------------------------------------------------------------------------------------------


def _is_named(rule: Rule, names: Iterable[str]) -> bool:
    return any(selectors.matches(name, rule.code, rule.name) for name in names)


def _names(finding: Finding, names: Iterable[str]) -> bool:
    return any(selectors.matches(name, finding.code, finding.name) for name in names)

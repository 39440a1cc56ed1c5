"""Whether a set is ready for a release: a verdict with its reasons, and everything that a reviewer weighs beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from crossref import selectors, triage
from crossref.coverage import Coverage, Share
from crossref.graph import Graph
from crossref.model import Config, Finding, Place, ReadinessConfig, Report, Severity
from crossref.rule import Rule

FAMILIES: Mapping[str, str] = {
    "XR1": "links",
    "XR2": "counterparts",
    "XR3": "contradictions",
    "XR4": "decisions",
    "XR5": "text",
    "XR9": "process",
}
"""The start of a code -> what its rules are about."""


class Reason(Struct, frozen=True):
    """One thing that keeps a set from being ready."""

    kind: Literal["findings", "coverage", "unmeasured"]
    subject: str
    """The rule's code, or the kind or contract that a threshold names."""
    what: str
    """One line, in words."""
    count: int
    """Findings, or entries that lack their counterpart."""
    places: tuple[Place, ...]
    """Where to look, all of them."""


class Family(Struct, frozen=True):
    """How many findings the rules of one family have."""

    code: str
    name: str
    rules: int
    """How many of them ran; with none, that there are no findings says nothing."""
    errors: int
    warnings: int
    infos: int


class Measure(Struct, frozen=True):
    """The coverage of a kind or contract, and what is asked of it."""

    share: Share
    required: float | None
    """Percent; None where the configuration asks for nothing."""

    @property
    def is_met(self) -> bool:
        """Whether it reaches what is asked, without rounding."""
        return 100 * self.share.covered >= (self.required or 0) * self.share.asked


class MissingRole(Struct, frozen=True):
    """A role that the configuration promises and no document has."""

    role: str
    patterns: tuple[str, ...]


class NotChecked(Struct, frozen=True):
    """What the verdict knows nothing of."""

    unchecked: Mapping[str, int]
    """Kind of reference -> how many were not followed."""
    silent: tuple[str, ...]
    """Ids of contracts that said nothing."""
    silenced: Mapping[str, int]
    """Reason -> how many findings it keeps back."""
    rules: tuple[str, ...]
    """Codes of rules that run by default and did not."""


class Readiness(Struct, frozen=True):
    """The verdict and what it rests on."""

    documents: int
    reasons: tuple[Reason, ...]
    families: tuple[Family, ...]
    findings: tuple[Finding, ...]
    blocking: frozenset[str]
    """Fingerprints of the findings that are among the reasons."""
    kinds: tuple[Measure, ...]
    contracts: tuple[Measure, ...]
    missing_documents: tuple[MissingRole, ...]
    not_checked: NotChecked

    @property
    def is_ready(self) -> bool:
        """Whether nothing keeps the set from a release."""
        return not self.reasons

    @property
    def unsettled(self) -> tuple[Finding, ...]:
        """Decisions that are still proposed."""
        return self.of("XR406")

    @property
    def placeholders(self) -> tuple[Finding, ...]:
        """Documents with placeholders of a template."""
        return self.of("XR501")

    @property
    def to_dos(self) -> tuple[Finding, ...]:
        """Spots that a writer left for later."""
        return self.of("XR502")

    def of(self, code: str) -> tuple[Finding, ...]:
        """The findings of one rule."""
        return tuple(finding for finding in self.findings if finding.code == code)


def assess(graph: Graph, report: Report, coverage: Coverage, config: Config, rules: Sequence[Rule]) -> Readiness:
    """Judge a set that was checked; ``rules`` are all rules there are, of which the configuration selects some."""
    blocking = [finding for finding in report.findings if _blocks(finding, config)]
    return Readiness(
        documents=report.documents,
        reasons=(*_from_findings(blocking), *_from_coverage(coverage, config.readiness)),
        families=tuple(_families(report.findings, triage.selected(rules, config))),
        findings=report.findings,
        blocking=frozenset(finding.fingerprint for finding in blocking),
        kinds=_measures(coverage.kinds, config.readiness),
        contracts=_measures(coverage.contracts, config.readiness),
        missing_documents=tuple(MissingRole(role, globs) for role, globs in graph.missing_roles.items()),
        not_checked=NotChecked(
            unchecked=report.unchecked,
            silent=coverage.silent,
            silenced=dict(sorted(Counter(entry.reason for entry in report.silenced).items())),
            rules=_idle(rules, config),
        ),
    )


def _blocks(finding: Finding, config: Config) -> bool:
    if config.fail_on is not Severity.OFF and finding.severity >= config.fail_on:
        return True
    return any(selectors.matches(selector, finding.code, finding.name) for selector in config.readiness.blockers)


def _idle(rules: Iterable[Rule], config: Config) -> tuple[str, ...]:
    """The codes of rules that are on unless a configuration says otherwise, and that this one does not let run."""
    rules = tuple(rules)
    ran = {rule.code for rule in triage.selected(rules, config)}
    return tuple(rule.code for rule in rules if rule.severity is not Severity.OFF and rule.code not in ran)


def _families(findings: Sequence[Finding], ran: Iterable[Rule]) -> Iterator[Family]:
    """Every family, those without findings too: that there is nothing is worth saying."""
    counts = Counter((finding.code[:3], finding.severity) for finding in findings)
    rules = Counter(rule.code[:3] for rule in ran)
    for code, name in FAMILIES.items():
        by_severity = (counts[code, severity] for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO))
        yield Family(code, name, rules[code], *by_severity)


# -- reasons ---------------------------------------------------------------------------------------------------------


def _from_findings(blocking: Sequence[Finding]) -> Iterator[Reason]:
    """A reason for each rule, those with the gravest findings first."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in blocking:
        by_rule.setdefault(finding.code, []).append(finding)
    worst = {code: max(finding.severity for finding in found) for code, found in by_rule.items()}
    for code in sorted(by_rule, key=lambda code: (-worst[code], code)):
        found = by_rule[code]
        places = tuple(finding.problem.place for finding in found)
        yield Reason("findings", code, f"{_counted(found)} of {found[0].name}", len(found), places)


def _counted(findings: Sequence[Finding]) -> str:
    """``2 errors and 1 warning``."""
    counts = Counter(finding.severity for finding in findings)
    parts = []
    for severity, noun in ((Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "note")):
        if number := counts[severity]:
            parts.append(f"{number} {noun}{'s' if number > 1 else ''}")
    return " and ".join(parts) if len(parts) < 3 else f"{parts[0]}, {parts[1]} and {parts[2]}"


def _from_coverage(coverage: Coverage, config: ReadinessConfig) -> Iterator[Reason]:
    """A reason for each threshold that is not reached, or that nothing could be held against."""
    shares = {share.name: share for share in (*coverage.contracts, *coverage.kinds)}
    for name, required in sorted(config.coverage.items()):
        share = shares.get(name)
        if share is None and required:
            what = f"the coverage of {name} was not measured: no list to compare with has most of its entries"
            yield Reason("unmeasured", name, what, 0, ())
        elif share and not Measure(share, required).is_met:
            verb = "lacks its" if len(share.missing) == 1 else "lack their"
            lacking = f"{len(share.missing)} of {share.asked} {verb} counterpart"
            what = f"the coverage of {name} is {share.percent} % and must be {required:g} %: {lacking}"
            yield Reason("coverage", name, what, len(share.missing), share.missing)


def _measures(shares: Iterable[Share], config: ReadinessConfig) -> tuple[Measure, ...]:
    return tuple(Measure(share, config.coverage.get(share.name)) for share in shares)

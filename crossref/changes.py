"""Two runs side by side, as of today and of a git revision: what is new, what has gone, what was touched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from crossref import triage
from crossref.identity import Texts, known_again, standing, trace
from crossref.model import Finding, Report, Silenced


class Changes(Struct, frozen=True):
    """Two runs side by side: findings by identity, each group in the order of its run."""

    new: tuple[Finding, ...]
    resolved: tuple[Finding, ...]
    """As the old run told them."""
    still: tuple[Finding, ...]
    """As the new run tells them."""
    revision: str = ""
    """What the old run is about, as it was asked for, and its commit."""
    commit: str = ""


class Run(Struct, frozen=True):
    """The findings of a run and the texts that they were found in."""

    findings: Sequence[Finding]
    texts: Texts
    paths: Sequence[str]
    """The documents."""


def compare(old: Run, new: Run, revision: str = "", commit: str = "") -> Changes:
    """What has come, gone and stayed between two runs; ``revision`` and ``commit`` name the old one."""
    matched = _matched(old, new)
    left = set(matched.values())
    return Changes(
        new=tuple(finding for index, finding in enumerate(new.findings) if index not in matched),
        resolved=tuple(finding for index, finding in enumerate(old.findings) if index not in left),
        still=tuple(finding for index, finding in enumerate(new.findings) if index in matched),
        revision=revision,
        commit=commit,
    )


def since(report: Report, texts: Texts, old: Run) -> Report:
    """The report with only those findings that something changed since an old run, the others silenced by ``since``.

    These are the findings that were not there, wherever the cause lies, and those with a side, their own place or that
    of a note, whose line was written or touched since.
    """
    matched = _matched(old, Run(report.findings, texts, report.paths))
    untouched = {
        index
        for index, before in matched.items()
        if _is_untouched(old.findings[before], old.texts, report.findings[index], texts)
    }
    kept_back = [Silenced(report.findings[index], "since") for index in untouched]
    silenced = sorted((*report.silenced, *kept_back), key=lambda item: triage.order(item.finding))
    return replace(
        report,
        findings=tuple(finding for index, finding in enumerate(report.findings) if index not in untouched),
        silenced=tuple(silenced),
    )


def _matched(old: Run, new: Run) -> dict[int, int]:
    return known_again(
        [trace(finding, old.texts) for finding in old.findings],
        [trace(finding, new.texts) for finding in new.findings],
        new.paths,
    )


def _is_untouched(old: Finding, old_texts: Texts, new: Finding, new_texts: Texts) -> bool:
    """Whether every side stood there already: on the same line, or wrapped anew among the same words."""
    lines, surroundings = (set(known) for known in zip(*_sides(old, old_texts), strict=True))
    return all(line in lines or around in surroundings for line, around in _sides(new, new_texts))


def _sides(finding: Finding, texts: Texts) -> Iterable[tuple[str, str]]:
    places = (finding.problem.place, *(note.place for note in finding.problem.notes))
    return [standing(texts(place.path), place.span) for place in places]

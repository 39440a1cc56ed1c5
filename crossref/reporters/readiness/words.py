"""What the formats of a verdict say in the same words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from crossref.changes import Changes
from crossref.model import Finding, Place
from crossref.readiness import Measure, NotChecked, Readiness
from crossref.reporters.text import count, of_kind


class Open(Struct, frozen=True):
    """A kind of thing that is not settled, and where."""

    title: str
    places: tuple[Place, ...]


def verdict(readiness: Readiness) -> str:
    """``Ready`` or ``Not ready: 3 reasons``."""
    return "Ready" if readiness.is_ready else f"Not ready: {count(len(readiness.reasons), 'reason')}"


def open_points(readiness: Readiness) -> tuple[Open, ...]:
    """What a reviewer decides about, without the kinds of which there is nothing."""
    points = (
        Open("Decisions still proposed", _places(readiness.unsettled)),
        Open("Documents with placeholders", _places(readiness.placeholders)),
        Open("To-do markers", _places(readiness.to_dos)),
    )
    return tuple(point for point in points if point.places)


def measures(readiness: Readiness) -> Sequence[Measure]:
    """The kinds, and those contracts that have a threshold of their own."""
    return (*readiness.kinds, *(measure for measure in readiness.contracts if measure.required is not None))


def changed(changes: Changes) -> str:
    """``3 new, 2 resolved, 40 still there``."""
    return f"{len(changes.new)} new, {len(changes.resolved)} resolved, {len(changes.still)} still there"


def since(changes: Changes) -> str:
    """The revision as it was asked for, with the start of its commit where that is something else."""
    if not changes.commit or changes.commit.startswith(changes.revision):
        return changes.revision[:12]
    return f"{changes.revision} ({changes.commit[:8]})"


def not_checked(unknown: NotChecked) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What the verdict knows nothing of: a title, and the single things; nothing where all was checked."""
    if unknown.unchecked:
        yield (
            "references not followed",
            tuple(of_kind(number, kind) for kind, number in unknown.unchecked.items() if number),
        )
    if unknown.silent:
        yield f"{count(len(unknown.silent), 'contract')} with nothing to compare with", unknown.silent
    if unknown.silenced:
        yield "findings silenced", tuple(f"{number} by {reason}" for reason, number in unknown.silenced.items())
    if unknown.rules:
        yield f"{count(len(unknown.rules), 'rule')} switched off", unknown.rules


def _places(findings: Iterable[Finding]) -> tuple[Place, ...]:
    return tuple(finding.problem.place for finding in findings)

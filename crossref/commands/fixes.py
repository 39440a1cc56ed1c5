"""What ``check`` does with fixes: makes them, or shows what they would change."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from crossref.commands.output import emit, fail, has_colour
from crossref.commands.reports import limited

if TYPE_CHECKING:
    from crossref.commands.sets import DocumentSet
    from crossref.edits import Change
    from crossref.engine import Analysis
    from crossref.fixing import Fixed
    from crossref.model import Finding, Report


class FixOptions(Struct, frozen=True):
    """What the flags say of fixes."""

    fix: bool = False
    unsafe: bool = False
    diff: bool = False

    @property
    def wanted(self) -> bool:
        """Whether anything is to be done with fixes."""
        return self.fix or self.diff


def options(*, fix: bool, unsafe: bool, diff: bool, stdin: bool) -> FixOptions:
    """The flags, if they make sense together; else the command ends."""
    if unsafe and not (fix or diff):
        fail("--unsafe-fixes says which fixes are made; add --fix to make them, or --diff to see them")
    if fix and stdin and not diff:
        fail("--fix writes files, and --stdin-filename reads none; --diff shows what would change")
    return FixOptions(fix, unsafe, diff)


class Proposed(Struct, frozen=True):
    """What fixes would do: how many findings they put right, and what they change, by paths as output shows them."""

    findings: int = 0
    changes: tuple[Change, ...] = ()


def written(found: DocumentSet, analysis: Analysis, report: Report, chosen: FixOptions) -> tuple[DocumentSet, int]:
    """Make the fixes that are wanted of a report's findings; the set as it is then, and how many findings were fixed.

    It is the same set where nothing was written.
    """
    from crossref import files
    from crossref.writing import WriteError, write

    made = _fixed(found, analysis, report, chosen)
    if not made.changes:
        return found, 0
    try:
        write(found.config.project_root, [*made.changes])
    except WriteError as error:
        fail(str(error))
    return replace(found, sources=files.find(found.config)), len(made.findings)


def proposed(found: DocumentSet, analysis: Analysis, report: Report, chosen: FixOptions) -> Proposed:
    """What the fixes that are wanted of a report's findings would do."""
    made = _fixed(found, analysis, report, chosen)
    return Proposed(
        len(made.findings), tuple(replace(change, path=found.shown(change.path)) for change in made.changes)
    )


def show(proposals: Sequence[Proposed], total: int, *, quiet: bool) -> None:
    """Print what fixes would change, and on stderr how many findings they would put right."""
    from crossref.reporters.diff import render
    from crossref.reporters.text import count

    changes = [change for one in proposals for change in one.changes]
    fixed = sum(one.findings for one in proposals)
    terminal = sys.stdout is not None and sys.stdout.isatty()
    emit(render(changes, colour=has_colour(sys.stdout), terminal=terminal))
    if not quiet:
        print(f"crossref: would fix {fixed} of {count(total, 'finding')}", file=sys.stderr)


def _fixed(found: DocumentSet, analysis: Analysis, report: Report, chosen: FixOptions) -> Fixed:
    """What the wanted fixes make of a set; of the findings that are gone, only those that the report would tell."""
    from crossref.fixing import ChangedSinceReadError, fix
    from crossref.writing import reason_against

    told = report if found.only is None else limited(report, found.only)
    touched = {finding.fingerprint for finding in told.findings}
    protected: dict[str, str] = {}

    def may_write(path: str) -> bool:
        if path not in protected:
            protected[path] = "" if chosen.diff else reason_against(found.config.project_root, path)
            if protected[path]:
                print(f"crossref: {found.shown(path)} {protected[path]} and is not fixed", file=sys.stderr)
        return not protected[path] and (found.only is None or path in found.only)

    def is_wanted(finding: Finding) -> bool:
        proposed = finding.problem.fix
        if proposed is None or finding.fingerprint not in touched or not (proposed.safe or chosen.unsafe):
            return False
        return all(may_write(edit.place.path) for edit in proposed.edits)

    try:
        made = fix(analysis, found.sources, is_wanted)
    except ChangedSinceReadError as error:
        fail(f"{found.shown(str(error))} has changed since it was read; nothing was written, run this again")
    except (OSError, UnicodeDecodeError) as error:
        fail(f"cannot fix: {error}")
    for finding in made.refused:
        place = finding.problem.place
        where = f"{found.shown(place.path)}:{place.span.line}"
        print(
            f"crossref: {where}: {finding.code} is not fixed: the fix would bring up another finding", file=sys.stderr
        )
    return replace(made, findings=tuple(finding for finding in made.findings if finding.fingerprint in touched))

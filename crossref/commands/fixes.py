"""What ``check`` does with fixes: makes them, or shows what they would change."""

from __future__ import annotations

import sys
from collections.abc import Callable
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
    from crossref.model import Finding


class FixOptions(Struct, frozen=True):
    """What the flags say of fixes."""

    fix: bool
    unsafe: bool
    diff: bool

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


def written(
    found: DocumentSet, analysis: Analysis, chosen: FixOptions, again: Callable[[DocumentSet], Analysis]
) -> Analysis:
    """Make the fixes of a set that are wanted, and say what remains; ``again`` checks a set anew."""
    from crossref import files
    from crossref.writing import WriteError, write

    made = _fixed(found, analysis, chosen)
    if not made.changes:
        return analysis
    try:
        write(found.config.project_root, [*made.changes])
    except WriteError as error:
        fail(str(error))
    after = again(replace(found, sources=files.find(found.config)))
    return replace(after, report=replace(after.report, fixed=len(made.findings)))


def differences(found: DocumentSet, analysis: Analysis, chosen: FixOptions) -> tuple[int, list[Change]]:
    """How many findings the fixes that are wanted would put right, and what they would change, as output shows it."""
    made = _fixed(found, analysis, chosen)
    return len(made.findings), [replace(change, path=found.shown(change.path)) for change in made.changes]


def show(changes: list[Change], fixed: int, total: int, *, quiet: bool) -> None:
    """Print what fixes would change, and on stderr how many findings they would put right."""
    from crossref.reporters.diff import render
    from crossref.reporters.text import count

    terminal = sys.stdout is not None and sys.stdout.isatty()
    emit(render(changes, colour=has_colour(sys.stdout), terminal=terminal))
    if not quiet:
        print(f"crossref: would fix {fixed} of {count(total, 'finding')}", file=sys.stderr)


def _fixed(found: DocumentSet, analysis: Analysis, chosen: FixOptions) -> Fixed:
    from crossref.fixing import ChangedSinceReadError, fix
    from crossref.writing import reason_against

    report = analysis.report if found.only is None else limited(analysis.report, found.only)
    touched = {finding.fingerprint for finding in report.findings}
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
    return made

"""``crossref watch``: check again after every change."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crossref.commands.options import ConfigOption, listed
from crossref.commands.output import emit, fail, has_colour, width

if TYPE_CHECKING:
    from crossref.model import Report
    from crossref.reporters import Layout
    from crossref.workspace import Workspace


def watch(
    path: Annotated[str, typer.Argument(metavar="PATH", hidden=True)] = ".",
    config: ConfigOption = None,
    select: Annotated[
        str | None, typer.Option("--select", metavar="RULES", help="Run only these: codes, prefixes or names.")
    ] = None,
    ignore: Annotated[str | None, typer.Option("--ignore", metavar="RULES", help="Do not run these.")] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="List findings of severity info, too.")] = False,
) -> None:
    """Check, and check again after every change.

    PATH is a folder (default: this one), or a file of a set, to which the
    findings are limited. Prints what is new and what is resolved. Ctrl-C ends
    it, with exit code 130.

    \b
    python -m pip install "crossref-docs[watch]"
    crossref watch docs
    """
    root = Path(path)
    if not root.exists():
        fail(f"{path}: no such file or folder")
    try:
        from crossref.watching import WatchError, changes
    except ModuleNotFoundError as error:
        if error.name == "watchfiles":
            fail('this needs the extra "watch"; install it: python -m pip install "crossref-docs[watch]"')
        raise

    from crossref.commands.reading import ReadingOptions, cache_of, executor
    from crossref.config import Overrides
    from crossref.reporters import Layout
    from crossref.workspace import Workspace

    workspace = Workspace(
        [root.absolute()],
        overrides=Overrides(
            select=None if select is None else listed([select]), ignore=None if ignore is None else listed([ignore])
        ),
        file=Path(config) if config else None,
        executor=executor(ReadingOptions()),
        cache=lambda found: cache_of(ReadingOptions(), found),
    )
    watcher = _Watcher(workspace, root.absolute(), Layout(width(), has_colour(sys.stdout), verbose))
    watcher.start()
    try:
        for batch in changes(watcher.roots()):
            watcher.look(batch)
    except WatchError as error:
        fail(str(error))


class _Watcher:
    """What was said last, and what there is to say now."""

    def __init__(self, workspace: Workspace, path: Path, layout: Layout) -> None:
        self._workspace = workspace
        self._path = path
        self._layout = layout
        self._before = _nothing()
        self._extracted = 0
        self._complaint = ""
        self._is_sure = False
        """Whether the disk was looked at since the watch began; of what changed before it nobody tells."""

    def roots(self) -> list[Path]:
        """The folders to watch: the path's own, and that of the configuration above it."""
        from crossref.tomlfile import config_in

        own = self._path.parent if self._path.is_file() else self._path
        projects = [Path(member.config.project_root) for member in self._workspace.members]
        configured = [next((above for above in (own, *own.parents) if config_in(above)), own)]
        found = {own, *projects, *configured}
        return sorted(each for each in found if found.isdisjoint(each.parents))

    def start(self) -> None:
        """Check for the first time and print all that is found."""
        from crossref.reporters import renderer

        self._scan(frozenset())
        if self._workspace.members:
            self._before = self._report()
            emit(renderer("pretty")(self._before, self._layout))
        self._extracted = self._count()
        emit("watching; Ctrl-C ends it\n")

    def look(self, batch: frozenset[str]) -> None:
        """Check again after changes to these paths, and print what is new or resolved."""
        if not batch and self._is_sure and not self._complaint:
            return
        self._is_sure = True
        complained = self._complaint
        if not self._scan(batch):
            return
        from crossref.reporters.changes import differ, render

        report, extracted = self._report(), self._count()
        before, self._before = self._before, report
        if differ(before, report) or extracted != self._extracted or complained:
            emit(render(before, report, self._named(batch), time.strftime("%H:%M:%S"), self._layout))
        self._extracted = extracted

    def _scan(self, batch: frozenset[str]) -> bool:
        """Look at the disk; what is wrong with it is said once, until it is another thing."""
        from crossref.config import ConfigError

        complaint = ""
        if self._path.exists():
            try:
                self._workspace.scan(batch)
            except ConfigError as error:
                complaint = str(error)
            else:
                if not any(member.sources for member in self._workspace.members):
                    complaint = f"no document found in {self._shown(str(self._path))}"
        else:
            complaint = f"{self._shown(str(self._path))} is gone"
        if complaint and complaint != self._complaint:
            typer.echo(f"crossref: {complaint}; still watching", err=True)
        self._complaint = complaint
        return not complaint

    def _report(self) -> Report:
        from crossref.commands.reports import limited, together

        found = []
        base = os.path.commonpath([member.config.project_root for member in self._workspace.members])
        for member in self._workspace.members:
            moment = member.session.moment
            report = moment.report(member.session.problems(moment))
            if self._path.is_file():
                report = limited(report, {member.relative(str(self._path)) or ""})
            folder = os.path.relpath(member.config.project_root, base).replace(os.sep, "/")
            found.append(("" if folder == "." else folder, report))
        return together(found)

    def _count(self) -> int:
        return sum(member.session.extracted for member in self._workspace.members)

    def _named(self, batch: frozenset[str]) -> list[str]:
        """The documents and configurations of a batch, or without any whatever else came or went."""
        from crossref.files import is_markdown
        from crossref.tomlfile import CONFIG_NAME, PYPROJECT_NAME

        told = {path for path in batch if is_markdown(path) or Path(path).name in (CONFIG_NAME, PYPROJECT_NAME)}
        return sorted(map(self._shown, told or batch)) or ["changed meanwhile"]

    def _shown(self, path: str) -> str:
        return os.path.relpath(path).replace(os.sep, "/")


def _nothing() -> Report:
    from crossref.model import Report

    return Report(".", 0, (), (), {}, {})

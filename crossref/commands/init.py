"""``crossref init``: look at a set, and write a first configuration for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crossref.commands.output import emit, fail, save

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from crossref.model import Config, Report, Source

_MOST = 3
"""Rules that are named because they report most."""


def init(
    path: Annotated[str, typer.Argument(metavar="PATH", hidden=True)] = ".",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the configuration, and write nothing.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over a crossref.toml that is there.")] = False,
) -> None:
    """Write a crossref.toml with the roles that the documents have.

    PATH is the folder that it is written in (default: this one), which is the
    project root from then on.

    \b
    crossref init --dry-run
    crossref init
    """
    from pathlib import Path

    from crossref.tomlfile import CONFIG_NAME, absolute

    folder = absolute(Path(path))
    target = folder / CONFIG_NAME
    _complain(path, folder, target, may_exist=dry_run or force)
    proposed = _Proposal(folder)
    if not proposed.sources:
        fail(f"no document found in {path}; name the folder that has them")
    said = "".join(f"{line}\n" for line in proposed.said())
    if dry_run:
        typer.echo(said, err=True, nl=False)
        emit(proposed.text)
        return
    save(str(target), proposed.text)
    emit(said + f"wrote {Path(path) / CONFIG_NAME}; next: crossref check {'' if path == '.' else path}".rstrip() + "\n")


def _complain(path: str, folder: Path, target: Path, *, may_exist: bool) -> None:
    """End the command where nothing can or may be written."""
    from crossref.tomlfile import PYPROJECT_NAME, has_table

    if not folder.is_dir():
        fail(
            f"{path}: {'not a folder; name the one' if folder.exists() else 'no such folder; name one'} that holds the documents"
        )
    if target.is_symlink():
        fail(f"{target.name} in {path} is a symbolic link; remove it, or write the file that it leads to by hand")
    if may_exist:
        return
    if target.exists():
        fail(
            f"{target.name} in {path} is there already; --dry-run prints what would be written, --force writes over it"
        )
    if has_table(folder / PYPROJECT_NAME):
        fail(
            f"{PYPROJECT_NAME} in {path} has a table [tool.crossref] already; --force writes a {target.name}, which goes first"
        )


def _rules() -> dict[str, str]:
    from crossref.rules import RULES

    return {rule.code: rule.name for rule in RULES}


class _Proposal:
    """The configuration that is proposed for a folder, and what was seen on the way to it."""

    def __init__(self, folder: Path) -> None:
        from crossref import files, scaffold
        from crossref.config import ConfigError, load
        from crossref.roles import role_of

        self._folder = folder
        self.before = self._loaded("")
        try:
            self._now = load(folder, _rules())
        except ConfigError:  # what is there is to be replaced, or stands above
            self._now = self.before
        self._nested = len(files.sets(folder)) - 1
        self.sources = files.find(self.before)
        root = self._root()
        wanted = self._loaded(f"root = {scaffold.quoted(root)}\n") if root else self.before
        self.roles = {source.path: role_of(source.path, wanted.profile) for source in self.sources}
        known = {*wanted.profile.role_names, *wanted.profile.roles} - {"none"}
        self.known = sorted(known)
        shared = wanted.profile.document_folders
        self.text = scaffold.configuration(self.roles, known, shared, root)
        self.after = self._loaded(self.text)
        if any(role_of(path, self.after.profile) != role for path, role in self.roles.items()):
            # Names that patterns cannot tell apart: the usual names do without any.
            self.text = scaffold.configuration(dict.fromkeys(self.roles), (), shared, root)
            self.after = self._loaded(self.text)

    def said(self) -> Iterator[str]:
        """What was seen, line by line."""
        from crossref.reporters.text import count, visible

        tops = sorted({source.path.partition("/")[0] + "/" * ("/" in source.path) for source in self.sources})
        where = ", ".join(tops[:5]) + (f" and {len(tops) - 5} more" if len(tops) > 5 else "")
        yield visible(f"{count(len(self.sources), 'document')} in {where}")
        for role in self.known:
            having = [path for path, has in self.roles.items() if has == role]
            more = f" and {len(having) - 1} more" if len(having) > 1 else ""
            yield visible(f"  {role}: {having[0]}{more}" if having else f"  {role}: none recognised")
        for site in self.before.profile.sites:
            yield visible(
                f"{site.generator} renders {site.folder or 'this folder'}: anchors as {site.dialect} makes them"
            )
        yield from self._told()

    def _told(self) -> Iterator[str]:
        """What a check says as things are and as they will be, and what it says most."""
        from collections import Counter

        from crossref.reporters.text import count, totals

        without, with_it = self._report(self._now), self._report(self.after)
        if totals(without) == totals(with_it):
            yield f"crossref check: {totals(with_it)}, with this file and without it"
        else:
            yield f"crossref check without this file: {totals(without)}"
            yield f"crossref check with it: {totals(with_it)}"
        most = Counter(finding.name for finding in with_it.findings).most_common(_MOST)
        if most:
            yield f"  most of them: {', '.join(f'{number} {name}' for name, number in most)}"
        if self._now.project_root != self.after.project_root:
            above = f"{self._now.file} of " if self._now.file else ""
            yield f"{above}{self._now.project_root} stands above: this folder becomes a set of its own, and links that lead"
            yield "out of it will be XR107; run `crossref init` there to have one set of it all"
        if self._nested:
            yield f"{count(self._nested, 'folder')} below {'has' if self._nested == 1 else 'have'} a configuration already and stay apart"

    def _root(self) -> str:
        """The folder that holds all documents, where more of them have a role if it is named; else ``""``."""
        import posixpath

        from crossref.roles import role_of
        from crossref.scaffold import quoted

        top = posixpath.commonpath([posixpath.dirname(source.path) for source in self.sources]) if self.sources else ""
        # TOML cannot hold a name that is not UTF-8.
        if not top or not top.isprintable():
            return ""
        named = self._loaded(f"root = {quoted(top)}\n")
        roles = [
            (role_of(source.path, self.before.profile), role_of(source.path, named.profile)) for source in self.sources
        ]
        gained = sum(after is not None for _, after in roles) > sum(before is not None for before, _ in roles)
        return top if gained and all(before in (None, after) for before, after in roles) else ""

    def _loaded(self, text: str) -> Config:
        """What a configuration in the folder would mean, before it is there."""
        import tempfile
        from pathlib import Path

        from crossref.config import load
        from crossref.tomlfile import CONFIG_NAME

        with tempfile.TemporaryDirectory(prefix="crossref-") as temporary:
            file = Path(temporary, CONFIG_NAME)
            file.write_text(text, encoding="utf-8")
            return load(self._folder, _rules(), file=file, project=self._folder)

    def _report(self, config: Config) -> Report:
        from crossref.engine import analyse
        from crossref.files import DirectoryTree, find

        sources: tuple[Source, ...] = find(config)
        return analyse(sources, DirectoryTree(config.project_root), config).report

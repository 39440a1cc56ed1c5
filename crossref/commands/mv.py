"""``crossref mv``: rename a document or a heading, and every reference to it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from crossref.commands.output import emit, fail, has_colour

if TYPE_CHECKING:
    from crossref.commands.sets import DocumentSet
    from crossref.edits import Change
    from crossref.engine import Analysis
    from crossref.renames import Renaming


def mv(
    old: Annotated[str, typer.Argument(metavar="OLD", hidden=True)],
    new: Annotated[str, typer.Argument(metavar="NEW", hidden=True)],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and write nothing.")] = False,
    config: Annotated[
        str | None, typer.Option("--config", metavar="FILE", help="Instead of the crossref.toml found upwards.")
    ] = None,
) -> None:
    """Rename a document or heading, and every reference to it.

    OLD and NEW are files (NEW may be a folder), or OLD is a heading by its
    anchor and NEW its new text. Nothing is done that would break anything.

    Exit code 0: renamed; 2: not renamed, and nothing written.

    \b
    crossref mv docs/setup.md docs/guide/install.md --dry-run
    crossref mv "docs/setup.md#first-steps" "Getting started"
    """
    from crossref.commands.checking import CheckOptions
    from crossref.commands.one_set import checked

    path, anchor = _split(old)
    found = _set_of(path, config)
    analysis = checked(found, CheckOptions(facts=True)).analysis
    name = _inside(found, path)
    if name not in {source.path for source in found.sources}:
        fail(f"{path} is not a document of its set, which leaves it out")
    target = "" if anchor else _target(found, path, new)
    changes, renaming = _changes(found, analysis, name, anchor, target or new)
    _refuse_if_broken(found, analysis, changes, renaming)
    _deliver(found, changes, renaming, dry_run=dry_run)


def _set_of(path: str, config: str | None) -> DocumentSet:
    """The set that a file belongs to; where nothing marks its root, that is the current folder and not the file's own."""
    from crossref.commands.one_set import one_set

    found = one_set(path, config)
    here, root = os.getcwd(), found.config.project_root
    is_marked = found.config.file is not None or os.path.lexists(os.path.join(root, ".git"))
    return one_set(".", config) if not is_marked and root.startswith(here + os.sep) else found


def _split(old: str) -> tuple[str, str]:
    """A file, and the anchor of a heading in it; a file may have a ``#`` in its name."""
    path, separator, anchor = (old, "", "") if os.path.isfile(old) else old.rpartition("#")
    if not separator:
        path, anchor = old, ""
    if not path:
        fail(f"{old} names no file; write it as `docs/setup.md{old}`")
    if not os.path.isfile(path):
        fail(f"there is no file {path}")
    return path, anchor


def _inside(found: DocumentSet, path: str) -> str:
    """A path as the set has it; only its folder is followed, so that a link is named as one."""
    folder = os.path.realpath(os.path.dirname(os.path.abspath(path)))
    root = os.path.realpath(found.config.project_root)
    return os.path.relpath(os.path.join(folder, os.path.basename(path)), root).replace(os.sep, "/")


def _target(found: DocumentSet, old: str, new: str) -> str:
    """The new path of a document, if it can have it."""
    from crossref.files import is_document_path, is_markdown

    if os.path.isdir(new) or new.endswith(("/", os.sep)):
        new = os.path.join(new, os.path.basename(old))
    path = _inside(found, new)
    if path.startswith("../") or os.path.isabs(path):
        fail(f"{new} lies outside the project root {found.config.project_root}")
    if os.path.lexists(new) and not _is_other_case(old, new):
        fail(f"{new} exists; remove it first, or choose another name")
    if not is_markdown(path):
        fail(f"{new} is not the name of a Markdown file; let it end in .md")
    if not is_document_path(found.config, path):
        fail(f"{new} would be no document of the set any more: root, include and exclude leave it out")
    return path


def _is_other_case(old: str, new: str) -> bool:
    return os.path.samefile(old, new) and os.path.basename(new) not in os.listdir(os.path.dirname(new) or ".")


def _changes(found: DocumentSet, analysis: Analysis, name: str, anchor: str, new: str) -> tuple[list[Change], Renaming]:
    from crossref import edits
    from crossref.edits import Change
    from crossref.renames import RenameError, rename_document, rename_heading

    sources = {source.path: source for source in found.sources}
    texts: dict[str, str] = {}

    def text(path: str) -> str:
        if path not in texts:
            texts[path] = sources[path].read()
        return texts[path]

    try:
        graph = analysis.graph
        renaming = rename_heading(graph, name, anchor, new, text) if anchor else rename_document(graph, name, new, text)
        after = {path: edits.apply(text(path), some) for path, some in edits.by_path(renaming.edits).items()}
        if renaming.moved:
            after.setdefault(name, text(name))
    except (RenameError, edits.EditError, OSError, UnicodeDecodeError) as error:
        fail(f"not renamed: {error}")
    moved = renaming.moved or ("", "")
    return [
        Change(path, texts[path], after[path], moved[1] if path == moved[0] else "") for path in sorted(after)
    ], renaming


def _refuse_if_broken(found: DocumentSet, analysis: Analysis, changes: list[Change], renaming: Renaming) -> None:
    """End the command if the set would have a finding that it has not now."""
    from crossref.fixing import ChangedSinceReadError, findings_after_renaming
    from crossref.reporters.text import count, position, visible

    try:
        worse = findings_after_renaming(analysis, changes, renaming.moved)
    except ChangedSinceReadError as error:
        fail(f"not renamed: {found.shown(str(error))} has changed since it was read; run this again")
    if not worse:
        return
    lines = [
        f"  {position(finding.problem.place)}: {finding.severity.label} {finding.code} {visible(finding.problem.message)}"
        for finding in worse[:10]
    ]
    more = [f"  … and {len(worse) - 10} more"] if len(worse) > 10 else []
    told = f"not renamed: it would bring up {count(len(worse), 'finding')}:"
    fail("\n".join([told, *lines, *more]))


def _deliver(found: DocumentSet, changes: list[Change], renaming: Renaming, *, dry_run: bool) -> None:
    from crossref.reporters.diff import render
    from crossref.reporters.text import count
    from crossref.writing import WriteError, write

    documents = len({edit.place.path for edit in renaming.edits})
    what = f"{count(len(renaming.edits), 'place')} in {count(documents, 'document')}"
    if dry_run:
        terminal = sys.stdout is not None and sys.stdout.isatty()
        emit(render(changes, colour=has_colour(sys.stdout), terminal=terminal))
        print(f"crossref: would change {what}", file=sys.stderr)
    else:
        try:
            write(found.config.project_root, changes)
        except WriteError as error:
            fail(str(error))
        renamed = f"renamed {renaming.moved[0]} to {renaming.moved[1]}; " if renaming.moved else ""
        emit(f"{renamed}changed {what}\n")
    if renaming.moved:
        _name_configuration(found, *renaming.moved)


def _name_configuration(found: DocumentSet, old: str, new: str) -> None:
    """Say where the configuration names the old path: it is its owner's to change, for it may mean a pattern."""
    file = found.config.file
    if file is None:
        return
    with open(os.path.join(found.config.project_root, file), encoding="utf-8", errors="replace") as config:
        for number, line in enumerate(config, 1):
            if f'"{old}"' in line or f"'{old}'" in line:
                print(f"crossref: {file}:{number} names {old}; change it to {new} by hand", file=sys.stderr)

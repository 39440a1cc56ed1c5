"""From the paths on the command line to the sets to check."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct

from crossref import files, globs
from crossref.commands.output import tell
from crossref.config import ConfigError, Overrides
from crossref.model import Config, Source, Stamp
from crossref.sets import sets_at


class DocumentSet(Struct, frozen=True):
    """A set to check: its documents, and which of them the findings are limited to."""

    config: Config
    folder: str
    """Of its project root, seen from the folder that all output is relative to; ``""`` where they are one."""
    sources: tuple[Source, ...]
    only: frozenset[str] | None
    """Paths; None stands for all."""

    def shown(self, path: str) -> str:
        """A path of this set as output shows it."""
        return f"{self.folder}/{path}" if self.folder else path


def gather(
    paths: Sequence[Path],
    overrides: Overrides,
    file: Path | None = None,
    stdin_name: str | None = None,
    warn: Callable[[str], None] = tell,
) -> tuple[DocumentSet, ...]:
    """The sets that some paths name, each once: a file stands for the set it belongs to, a folder for all sets in it.

    ``file`` is a configuration to use for the paths themselves. ``stdin_name`` names the document whose text comes from
    stdin. ``warn`` is told of files that are passed over. Raises ``ConfigError``, also where a path or document does not
    exist.
    """
    found: list[tuple[Config, set[str] | None]] = []
    tops: list[str] = []
    for path in dict.fromkeys(paths):
        top, members = sets_at(path, overrides, file)
        tops.append(top)
        for member in members:
            only = {_relative(path, member)} if path.is_file() else None
            _add(found, member, only)
    base = os.path.commonpath(tops)
    sets = [_read(each, base, only) for each, only in found]
    if stdin_name is not None:
        sets = _with_stdin(sets, Path(os.path.abspath(stdin_name)))
    _complain(sets, paths, warn)
    return tuple(each for each in sets if each.sources)


def _add(found: list[tuple[Config, set[str] | None]], member: Config, only: set[str] | None) -> None:
    for index, (known, paths) in enumerate(found):
        if known == member:
            found[index] = (known, None if paths is None or only is None else paths | only)
            return
    found.append((member, only))


def _read(member: Config, base: str, only: set[str] | None) -> DocumentSet:
    folder = os.path.relpath(member.project_root, base).replace(os.sep, "/")
    sources = files.find(member)
    return DocumentSet(member, "" if folder == "." else folder, sources, None if only is None else frozenset(only))


def _relative(path: Path, member: Config) -> str:
    return os.path.relpath(os.path.abspath(path), member.project_root).replace(os.sep, "/")


# -- what cannot be checked ------------------------------------------------------------------------------------------


def _complain(sets: Sequence[DocumentSet], paths: Sequence[Path], warn: Callable[[str], None]) -> None:
    """Raise ``ConfigError`` if nothing was found; say which files are passed over."""
    if not any(each.sources for each in sets):
        raise ConfigError(f"no document found in {', '.join(map(str, paths))}; name a folder with Markdown files")
    for each in sets:
        if not each.sources and each.config.file is not None:
            raise ConfigError(
                f"no document found for {each.shown(each.config.file)}; check its root, include and exclude"
            )
        strangers = (each.only or frozenset()) - {source.path for source in each.sources}
        for path in sorted(strangers):
            if not files.is_markdown(path):
                raise ConfigError(
                    f"{each.shown(path)} is not a Markdown file; name one that ends in .md, .markdown or .mdx"
                )
            # No error: pre-commit passes every file that changed, also those that the configuration leaves out.
            warn(f"{each.shown(path)} is not a document of its set, which leaves it out")


# -- stdin -----------------------------------------------------------------------------------------------------------


def _with_stdin(sets: Sequence[DocumentSet], path: Path) -> list[DocumentSet]:
    """The sets, with the text from stdin in the place of the document at a path, or as a new one."""
    owners = [each for each in sets if path.is_relative_to(each.config.project_root)]
    if not owners:
        raise ConfigError(f"{path} lies in none of the sets to check; name the set that it belongs to")
    owner = max(owners, key=lambda each: len(each.config.project_root))
    name = _relative(path, owner.config)
    data = sys.stdin.buffer.read()
    source = Source(name, Stamp(len(data), 0), partial(_decoded, data))
    others = [known for known in owner.sources if known.path != name]
    if len(others) == len(owner.sources) and (path.exists() or globs.compile(owner.config.exclude)(name)):
        raise ConfigError(
            f"{owner.shown(name)} is not a document of its set, which leaves it out; check include and exclude"
        )
    sources = tuple(sorted([*others, source], key=lambda known: known.path))
    changed = DocumentSet(owner.config, owner.folder, sources, owner.only)
    return [changed if each is owner else each for each in sets]


def _decoded(data: bytes) -> str:
    return data.decode("utf-8").removeprefix("\ufeff")

"""Which sets a path stands for: the one it belongs to, and those nested in it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from crossref import config, files
from crossref.config import NO_OVERRIDES, Overrides
from crossref.model import Config
from crossref.rules import RULES
from crossref.tomlfile import config_in


def sets_at(path: Path, overrides: Overrides = NO_OVERRIDES, file: Path | None = None) -> tuple[str, list[Config]]:
    """The project root that a path belongs to, and the configurations of the sets that it holds.

    A file stands for the set it belongs to, a folder for all sets in it. ``file`` is a configuration to use for the path
    itself. Raises ``ConfigError``.
    """
    rules = {rule.code: rule.name for rule in RULES}
    top = config.load(path, rules, overrides, file)
    if path.is_file():
        return top.project_root, [top]
    start = os.path.abspath(path)
    excluded = _seen_from(os.path.relpath(start, top.project_root).replace(os.sep, "/"), top.exclude)
    nested = [config.load(folder, rules, overrides) for folder in files.sets(path, excluded)[1:]]
    # A folder above other sets need not have documents of its own, unless it says by a configuration that it does.
    is_bare = nested and file is None and config_in(Path(start)) is None and not files.find(top)
    return top.project_root, nested if is_bare else [top, *nested]


def _seen_from(folder: str, patterns: Sequence[str]) -> list[str]:
    """Those patterns of a project that apply below a folder, relative to it."""
    if folder == ".":
        return list(patterns)
    below = [pattern.removeprefix(f"{folder}/") for pattern in patterns if pattern.startswith(f"{folder}/")]
    return below + [pattern for pattern in patterns if pattern.startswith("**/")]

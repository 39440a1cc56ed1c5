"""The one set that a command looks at as a whole."""

from __future__ import annotations

from pathlib import Path

from crossref.commands.output import fail
from crossref.commands.sets import DocumentSet, gather
from crossref.config import ConfigError, Overrides


def one_set(path: str, config: str | None) -> DocumentSet:
    """The set at a path, whole even if the path is a file; ends the command where there is none or more than one."""
    try:
        sets = gather([Path(path)], Overrides(), Path(config) if config else None)
    except ConfigError as error:
        fail(str(error))
    if len(sets) > 1:
        fail(f"{path} holds several sets; name one: {', '.join(each.folder or '.' for each in sets)}")
    return sets[0]

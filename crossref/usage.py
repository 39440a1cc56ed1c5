"""How the help of a command lists its options: by what they are about, where they are many.

typer has panels for this, which need rich; to import it takes longer than all the rest of a help screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

_MANY = 10
"""Options up to which a command lists them all as one."""

SECTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Documents and rules": ("--config", "--select", "--ignore", "--severity", "--exclude", "--stdin-filename"),
        "Known findings": ("--baseline", "--update", "--since"),
        "Report": ("--format", "--output", "--fail-on", "--verbose", "--quiet"),
        "Fixes": ("--fix", "--unsafe-fixes", "--diff"),
        "Reading": ("--workers", "--scheduler", "--no-cache", "--cache-dir", "--cache-by-hash"),
        "Instead of a check": ("--show-files", "--show-config"),
    }
)
"""Section -> its options, in order."""
_REST = "Other options"


def sections(params: Sequence[Any], context: Any) -> list[tuple[str, list[tuple[str, str]]]]:
    """The sections of a help screen with the rows of each: an option as it is written, and what it does.

    ``params`` are click's parameters; an option that has no section comes under the last.
    """
    rows = {
        param: row
        for param in params
        if param.param_type_name == "option" and (row := param.get_help_record(context)) is not None
    }
    if len(rows) <= _MANY:
        return [("Options", list(rows.values()))] if rows else []
    # One column for all sections is read more easily than one for each.
    width = max(len(written) for written, _ in rows.values())
    rows = {param: (written.ljust(width), about) for param, (written, about) in rows.items()}
    found: list[tuple[str, list[tuple[str, str]]]] = []
    for title, names in SECTIONS.items():
        listed = [param for name in names for param in rows if name in param.opts]
        if listed:
            found.append((title, [rows.pop(param) for param in listed]))
    return [*found, (_REST, list(rows.values()))] if rows else found

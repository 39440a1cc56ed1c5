"""Options that several commands have, each defined once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

ConfigOption = Annotated[
    str | None, typer.Option("--config", metavar="FILE", help="Instead of the crossref.toml found upwards.")
]
NoCacheOption = Annotated[bool, typer.Option("--no-cache", help="Read all documents, and remember none.")]
CacheDirOption = Annotated[
    str | None, typer.Option("--cache-dir", metavar="DIR", help="Remember them here, not in .crossref_cache.")
]
OutputsOption = Annotated[
    list[str] | None,
    typer.Option("--output", metavar="FILE", help="Where it goes; the nth belongs to the nth format."),
]
BaselineOption = Annotated[
    str | None, typer.Option("--baseline", metavar="FILE", help="Leave out the findings that it knows.")
]


def listed(given: Iterable[str]) -> tuple[str, ...]:
    """The items of comma-separated lists, white space aside."""
    return tuple(item.strip() for items in given for item in items.split(",") if item.strip())

"""``crossref graph``: the documents, their sections and links, as data or as a drawing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crossref.commands.output import emit, fail
from crossref.export import FORMATS


def graph(
    path: Annotated[str, typer.Argument(metavar="PATH", hidden=True)] = ".",
    form: Annotated[
        str, typer.Option("--format", metavar="NAME", help=f"{', '.join(FORMATS)}.", autocompletion=lambda: [*FORMATS])
    ] = "json",
    config: Annotated[
        str | None, typer.Option("--config", metavar="FILE", help="Instead of the crossref.toml found upwards.")
    ] = None,
) -> None:
    """Print the documents of a set and how they hang together.

    PATH is a folder (default: this one), or a file of the set.

    \b
    crossref graph docs --format dot | dot -Tsvg > docs.svg
    crossref graph --format json | jq '.edges[] | select(.kind == "links")'
    """
    if form not in FORMATS:
        fail(f"there is no format `{form}` for graphs; there are {', '.join(FORMATS)}")

    from crossref.commands.sets import gather
    from crossref.config import ConfigError, Overrides
    from crossref.engine import analyse
    from crossref.files import DirectoryTree
    from crossref.network import network

    try:
        sets = gather([Path(path)], Overrides(), Path(config) if config else None)
    except ConfigError as error:
        fail(str(error))
    if len(sets) > 1:
        fail(f"{path} holds several sets; name one: {', '.join(each.folder or '.' for each in sets)}")
    found = sets[0]
    analysis = analyse(found.sources, DirectoryTree(found.config.project_root), found.config)
    emit(FORMATS[form](analysis.graph.once(network)))

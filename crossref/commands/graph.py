"""``crossref graph``: the documents, their sections, entries and links, as data, as a drawing or as a page."""

from __future__ import annotations

from typing import Annotated

import typer

from crossref.commands.options import CacheDirOption, ConfigOption, NoCacheOption, OutputsOption
from crossref.export import FORMATS as TEXT_FORMATS

FORMATS = (*TEXT_FORMATS, "html")


def graph(
    path: Annotated[str, typer.Argument(metavar="PATH", hidden=True)] = ".",
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", metavar="NAME", help=f"{', '.join(FORMATS)}.", autocompletion=lambda: [*FORMATS]),
    ] = None,
    outputs: OutputsOption = None,
    config: ConfigOption = None,
    no_cache: NoCacheOption = False,
    cache_dir: CacheDirOption = None,
) -> None:
    """Print the documents of a set and how they hang together.

    PATH is a folder (default: this one), or a file of the set.

    \b
    crossref graph docs --format dot | dot -Tsvg > docs.svg
    crossref graph --format html --output graph.html
    """
    from crossref.commands.delivery import deliver, requested

    wanted = requested(formats, outputs, FORMATS, "json")

    from crossref.commands.one_set import analysed
    from crossref.commands.reading import ReadingOptions
    from crossref.network import network
    from crossref.reporters.graph_page import to_html

    _, analysis = analysed(path, config, ReadingOptions(no_cache=no_cache, cache_dir=cache_dir))
    renderers = {**TEXT_FORMATS, "html": to_html}
    deliver(wanted, lambda name, _layout: renderers[name](analysis.graph.once(network)))

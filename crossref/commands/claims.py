"""``crossref claims``: the values that were read, with what they are said of."""

from __future__ import annotations

from typing import Annotated

import typer

from crossref.commands.options import CacheDirOption, ConfigOption, NoCacheOption, OutputsOption
from crossref.reporters.claims import FORMATS, Read, renderer


def claims(
    path: Annotated[str, typer.Argument(metavar="PATH", hidden=True)] = ".",
    about: Annotated[
        str | None,
        typer.Option("--about", metavar="TEXT", help="Only claims whose subject, value or text has this in it."),
    ] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", metavar="NAME", help=f"{', '.join(FORMATS)}.", autocompletion=lambda: [*FORMATS]),
    ] = None,
    outputs: OutputsOption = None,
    config: ConfigOption = None,
    no_cache: NoCacheOption = False,
    cache_dir: CacheDirOption = None,
) -> None:
    """Show which values were read, and which of them are compared.

    PATH is a folder (default: this one), or a file of the set, whose claims alone are shown then.

    \b
    crossref claims docs --about timeout
    crossref claims docs/deployment.md --format json
    """
    from crossref.commands.delivery import deliver, requested

    wanted = requested(formats, outputs, FORMATS, "table")

    from crossref.commands.one_set import analysed
    from crossref.commands.reading import ReadingOptions

    found, analysis = analysed(path, config, ReadingOptions(no_cache=no_cache, cache_dir=cache_dir))
    needle = (about or "").casefold()
    read = [
        Read(document.path, claim)
        for document in analysis.graph.documents
        if found.only is None or document.path in found.only
        for claim in document.facts.claims
        if needle in f"{claim.subject} {claim.attribute} {claim.key} {claim.written} {claim.said}".casefold()
    ]
    deliver(wanted, lambda name, layout: renderer(name)(read, layout))

"""``crossref coverage``: which entries stand in which documents, and where one is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from crossref.commands.options import CacheDirOption, ConfigOption, NoCacheOption, OutputsOption, listed
from crossref.commands.output import fail
from crossref.reporters.coverage import FORMATS, renderer

if TYPE_CHECKING:
    from crossref.model import Profile


def coverage(
    path: Annotated[str, typer.Argument(metavar="PATH", hidden=True)] = ".",
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", metavar="NAME", help=f"{', '.join(FORMATS)}.", autocompletion=lambda: [*FORMATS]),
    ] = None,
    outputs: OutputsOption = None,
    kinds: Annotated[
        list[str] | None, typer.Option("--kind", metavar="KIND", help="Only these kinds of entries, comma-separated.")
    ] = None,
    missing: Annotated[bool, typer.Option("--missing", help="Only the entries that a document lacks.")] = False,
    config: ConfigOption = None,
    no_cache: NoCacheOption = False,
    cache_dir: CacheDirOption = None,
) -> None:
    """Show which document has which entries, and which it lacks.

    PATH is a folder (default: this one), or a file of the set.

    \b
    crossref coverage docs --missing
    crossref coverage --kind endpoint --format html --output coverage.html
    """
    from crossref.commands.delivery import deliver, requested

    wanted = requested(formats, outputs, FORMATS, "table")

    from crossref.commands.one_set import analysed
    from crossref.commands.reading import ReadingOptions
    from crossref.coverage import cover, narrowed

    found, analysis = analysed(path, config, ReadingOptions(no_cache=no_cache, cache_dir=cache_dir))
    chosen = _kinds(kinds or (), found.config.profile)
    shown = narrowed(cover(analysis.graph), chosen, missing=missing)
    deliver(wanted, lambda name, layout: renderer(name)(shown, layout))


def _kinds(given: Sequence[str], profile: Profile) -> frozenset[str]:
    """The kinds that the option names; ends the command at one that no contract speaks of."""
    from crossref.commands.delivery import suggestion

    chosen = listed(given)
    known = sorted({contract.entry for contract in profile.contracts})
    for kind in chosen:
        if kind not in known:
            fail(f"--kind: no counterpart asks for `{kind}`; {suggestion(kind, known)}")
    return frozenset(chosen)

"""crossref for programs: what the command ``check`` does, as a function that returns values and prints nothing."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from crossref.commands.checking import CheckOptions, check_sets, combined
from crossref.commands.reading import ReadingOptions
from crossref.commands.sets import gather
from crossref.config import Overrides
from crossref.model import CrossrefError, Report
from crossref.reporters import FORMATS, Layout, renderer

Name = str | os.PathLike[str]
Level = Literal["error", "warning", "info", "off"]


def check(
    *paths: Name,
    config: Name | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    exclude: Iterable[str] = (),
    severity: Mapping[str, Level] | None = None,
    fail_on: Literal["error", "warning", "info", "never"] | None = None,
    baseline: Name | None = None,
    since: str | None = None,
    workers: int | None = 1,
    scheduler: str | None = None,
    cache: bool = True,
    cache_dir: Name | None = None,
    cache_by_hash: bool = False,
) -> Report:
    """Check the sets that some folders or files name, the working directory without any, and report on all of them.

    The options are those of ``crossref check``: ``config`` is a file to use instead of the one found upwards; ``select``,
    ``ignore`` and the keys of ``severity`` are codes, prefixes or names of rules; ``exclude`` are patterns from the project
    root; ``baseline`` is a file of known findings and ``since`` a git revision. ``report.failing`` holds the findings at or
    above ``fail_on``, which make the command end with 1.

    Documents are read in this process, which may have threads of its own; ``workers=None`` takes as many processes as help.
    What is read is remembered in ``.crossref_cache`` unless ``cache`` is false.

    Raises ``ConfigError`` for a mistake in the configuration, an option or a path, and where there is no document,
    ``BaselineError``, ``RevisionError`` or ``ExecutorError`` where that is the reason, each a ``CrossrefError`` whose text is
    one line. Warns of files that the configuration leaves out.
    """
    overrides = Overrides(
        select=_names("select", select) or None,
        ignore=_names("ignore", ignore) or None,
        severity=tuple((severity or {}).items()),
        exclude=_names("exclude", exclude) or None,
        fail_on=fail_on,
    )
    sets = gather([Path(path) for path in paths or (".",)], overrides, Path(config) if config else None, warn=_warn)
    reading = ReadingOptions(
        None if workers is None or scheduler is not None else str(workers),
        scheduler,
        not cache,
        None if cache_dir is None else os.fspath(cache_dir),
        cache_by_hash,
    )
    named = None if baseline is None else os.fspath(baseline)
    options = CheckOptions(reading, named, since, is_narrowed=bool(overrides.exclude))
    from crossref.commands.baselines import baselines_of

    return combined(check_sets(sets, options, baselines_of(sets, named)))


def render(
    report: Report, format: str = "pretty", *, width: int = 80, colour: bool = False, summary: bool = True
) -> str:
    """A report as text in one of the formats of ``crossref check``, findings of severity info one by one.

    ``width`` is in cells; without ``summary`` there are no totals at the end.

    Raises ``CrossrefError`` for a format that there is not.
    """
    if format not in FORMATS:
        raise CrossrefError(f"there is no format `{format}`; there are {', '.join(FORMATS)}")
    return renderer(format)(report, Layout(width, colour, verbose=True, summary=summary))


def _names(option: str, given: Iterable[str]) -> tuple[str, ...]:
    if isinstance(given, str):
        raise TypeError(f"{option} takes several names, as in {option}=[{given!r}]")
    return tuple(given)


def _warn(message: str) -> None:
    warnings.warn(message, stacklevel=5)  # the caller of `check`

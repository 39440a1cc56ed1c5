"""Several formats of one result, each to the terminal or into a file of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest

from crossref.commands.hosts import for_log
from crossref.commands.output import emit, fail, has_colour, save, width
from crossref.reporters import Layout

_FILE_WIDTH = 100
"""Cells of a text that goes into a file."""


def requested(
    formats: Sequence[str] | None, outputs: Sequence[str] | None, known: Iterable[str], default: str
) -> list[tuple[str, str | None]]:
    """Formats and where each goes (None is the terminal), as the options say; ends the command where they make no sense."""
    names = list(formats or (default,))
    for name in names:
        if name not in known:
            fail(f"--format: there is no format `{name}`; {suggestion(name, known)}")
    if len(outputs or ()) > len(names):
        fail("more --output than --format; the nth output belongs to the nth format")
    return [(str(name), output) for name, output in zip_longest(names, outputs or ())]


def deliver(wanted: Iterable[tuple[str, str | None]], render: Callable[[str, Layout], str]) -> None:
    """Render each format and send it where it goes."""
    for name, output in wanted:
        if output is None or output == "-":
            emit(for_log(render(name, Layout(width(), has_colour(sys.stdout))), name, os.environ))
        else:
            save(output, render(name, Layout(_FILE_WIDTH, False)))


def suggestion(word: str, known: Iterable[str]) -> str:
    """The end of a message about a word that is not known."""
    from crossref.match import nearest

    names = list(known)
    near = nearest(word, names)
    return f"did you mean `{near}`?" if near else f"there are {', '.join(names)}"

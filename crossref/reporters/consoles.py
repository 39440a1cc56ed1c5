"""What everything that is shown on a terminal has in common: the console, and how lines are broken."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

from rich.console import Console
from rich.text import Text

from crossref.reporters import Layout
from crossref.reporters.text import NARROWEST

_INDENT = "  "


def console(layout: Layout, file: StringIO) -> Console:
    """A console that writes what it is given into ``file`` and changes nothing of it."""
    return Console(
        file=file,
        width=max(layout.width, NARROWEST),
        force_terminal=layout.colour,
        color_system="standard" if layout.colour else None,
        no_color=not layout.colour,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )


def wrapped(text: Text, console: Console, indent: str = "") -> Iterator[Text]:
    """A text in as many lines as it needs, those after the first set in by two more."""
    room = console.width - len(indent) - len(_INDENT)
    for number, line in enumerate(text.wrap(console, room, overflow="fold")):
        line.rstrip()
        yield Text(indent if number == 0 else indent + _INDENT).append_text(line)

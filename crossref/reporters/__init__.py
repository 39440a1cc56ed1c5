"""Report formats: each module here turns a report into text. None of them prints or opens a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import cast

from msgspec import Struct

from crossref.model import Report


class Layout(Struct, frozen=True):
    """How a report for people is laid out; formats for programs pay no heed to it."""

    width: int = 80
    """Of the terminal, in cells."""
    colour: bool = False
    verbose: bool = False
    """Show findings of severity info one by one and not as a count."""
    summary: bool = True
    """End with a line of totals."""


Renderer = Callable[[Report, Layout], str]

FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "pretty": "crossref.reporters.pretty",
        "concise": "crossref.reporters.concise",
        "json": "crossref.reporters.json_format",
    }
)
"""Format name -> the module whose ``render`` makes it; imported when asked for, because start-up counts."""


def renderer(name: str) -> Renderer:
    """The function that renders a format of ``FORMATS``; raises ``KeyError`` for another name."""
    return cast(Renderer, import_module(FORMATS[name]).render)

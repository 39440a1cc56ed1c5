"""Formats of ``crossref coverage``: each module here turns the coverage of a set into text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from crossref.reporters import Layout

if TYPE_CHECKING:
    from crossref.coverage import Coverage

Renderer = Callable[["Coverage", Layout], str]

FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "table": "crossref.reporters.coverage.table",
        "markdown": "crossref.reporters.coverage.markdown",
        "json": "crossref.reporters.coverage.json_format",
        "html": "crossref.reporters.coverage.html",
    }
)
"""Format name -> the module whose ``render`` makes it."""


def renderer(name: str) -> Renderer:
    """The function that renders a format of ``FORMATS``; raises ``KeyError`` for another name."""
    return cast(Renderer, import_module(FORMATS[name]).render)

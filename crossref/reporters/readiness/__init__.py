"""Formats of ``crossref readiness``: each module here turns a verdict, and maybe what changed, into text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Optional, cast

from crossref.reporters import Layout

if TYPE_CHECKING:
    from crossref.changes import Changes
    from crossref.readiness import Readiness

Renderer = Callable[["Readiness", Optional["Changes"], Layout], str]

FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "text": "crossref.reporters.readiness.text",
        "markdown": "crossref.reporters.readiness.markdown",
        "json": "crossref.reporters.readiness.json_format",
        "html": "crossref.reporters.readiness.html",
    }
)
"""Format name -> the module whose ``render`` makes it."""


def renderer(name: str) -> Renderer:
    """The function that renders a format of ``FORMATS``; raises ``KeyError`` for another name."""
    return cast(Renderer, import_module(FORMATS[name]).render)

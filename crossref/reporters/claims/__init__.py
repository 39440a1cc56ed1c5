"""Formats of ``crossref claims``: each module here turns what was read into text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import cast

from msgspec import Struct

from crossref.model import Claim
from crossref.reporters import Layout


class Read(Struct, frozen=True):
    """A claim and the document it was read from."""

    path: str
    claim: Claim


Renderer = Callable[[Sequence[Read], Layout], str]

FORMATS: Mapping[str, str] = MappingProxyType(
    {"table": "crossref.reporters.claims.table", "json": "crossref.reporters.claims.json_format"}
)
"""Format name -> the module whose ``render`` makes it."""


def renderer(name: str) -> Renderer:
    """The function that renders a format of ``FORMATS``; raises ``KeyError`` for another name."""
    return cast(Renderer, import_module(FORMATS[name]).render)

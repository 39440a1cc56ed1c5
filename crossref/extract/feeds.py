"""Which parser feeds pages, told without importing any: a run that remembers all documents needs no more."""

from __future__ import annotations

import os
from functools import cache
from importlib.util import find_spec
from typing import Literal

FeedName = Literal["markdown-it-py", "pyromark"]


def feed_name() -> FeedName:
    """The parser that reads pages in this process: what ``CROSSREF_PARSER`` names, else the fastest one installed."""
    chosen = os.environ.get("CROSSREF_PARSER")
    if chosen == "markdown-it-py":
        return "markdown-it-py"
    return "pyromark" if _has_pyromark() else "markdown-it-py"


@cache
def _has_pyromark() -> bool:
    return find_spec("pyromark") is not None

"""crossref finds where linked Markdown documents break.

The names below are the library: ``check`` gives a ``Report``, ``render`` makes text of it. They are imported when they are
first used, so that ``import crossref`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crossref.api import check, render
    from crossref.baseline import BaselineError
    from crossref.executors import ExecutorError
    from crossref.model import (
        CrossrefError,
        Edit,
        Finding,
        Fix,
        Note,
        Place,
        Problem,
        Report,
        Severity,
        Silenced,
        Span,
    )
    from crossref.revisions import RevisionError
    from crossref.tomlfile import ConfigError

__all__ = [
    "BaselineError",
    "ConfigError",
    "CrossrefError",
    "Edit",
    "ExecutorError",
    "Finding",
    "Fix",
    "Note",
    "Place",
    "Problem",
    "Report",
    "RevisionError",
    "Severity",
    "Silenced",
    "Span",
    "check",
    "render",
]

_HOMES = {
    "BaselineError": "crossref.baseline",
    "ConfigError": "crossref.tomlfile",
    "ExecutorError": "crossref.executors",
    "RevisionError": "crossref.revisions",
    "check": "crossref.api",
    "render": "crossref.api",
}
"""Name -> its module; all others are in ``crossref.model``."""


def __getattr__(name: str) -> Any:
    """One of the names of ``__all__``, imported now (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, "crossref.model")), name)


def __dir__() -> list[str]:
    """The names of the library."""
    return __all__

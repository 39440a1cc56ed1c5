"""Patterns that are compiled when they are first used.

Python compiles a pattern in some tenths of a millisecond, and there are hundreds, of which a run on five documents uses a
part. So those of modules that judge and read values are written down at import and no more.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("findall", "finditer", "flags", "fullmatch", "match", "pattern", "search", "split", "sub", "subn")


class _Late:
    """Becomes a pattern on first use; from then on its methods are those of the pattern, at no cost."""

    __slots__ = (*_METHODS, "_flags", "_source")

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        for method in _METHODS:
            object.__setattr__(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def late(source: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern that is compiled on first use, and raises ``re.error`` only then; not for the functions of ``re``."""
    return cast("re.Pattern[str]", _Late(source, flags))

"""Claims from badges: the address of a static badge tells its label and message, ``badge/python-3.11%2B-blue``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from crossref.extract.claims.place import Here, hint_for
from crossref.model import Claim
from crossref.values import Name, Value, Version, kind_of, parse

_HOST = "img.shields.io/badge/"
_BADGE = re.compile(r"img\.shields\.io/badge/([^\s)\"'?<>]{3,120}?)(?:\.svg|\.png)?(?=[\s)\"'?<>])")
_DASH = re.compile(r"(?<!-)-(?!-)")
"""A single dash parts label, message and colour; ``--`` is one dash, ``__`` one underscore and ``_`` a space
(https://shields.io/badges/static-badge)."""
_KINDS = frozenset({"percentage", "technology"})
"""What a badge states that documents state as well; how many tests there are is another number every day."""


def find(here: Here) -> Iterator[Claim]:
    """One claim for each badge with a technology's version or a share."""
    if _HOST not in here.page.text:
        return
    for block in here.page.blocks:
        if block.kind in ("paragraph", "html", "cell", "heading"):
            for match in _BADGE.finditer(here.page.text, block.start, block.end):
                label, value = _read(match[1])
                if value is not None:
                    yield here.claim(
                        block, match.start(1), match.end(1), value, attribute=label, said="{}", form="prose"
                    )


def _read(path: str) -> tuple[str, Value | None]:
    parts = [_plain(part) for part in _DASH.split(path)]
    if len(parts) != 3:
        return "", None
    label, message, _ = parts
    value = parse(f"{label} {message}") or parse(message, hint_for(label)) or parse(message)
    versioned = not isinstance(value, Name) or isinstance(value.version, Version)
    return label, value if value is not None and kind_of(value) in _KINDS and versioned else None


def _plain(text: str) -> str:
    return re.sub(r"(?<!_)_(?!_)", " ", unquote(text)).replace("__", "_").replace("--", "-").strip()

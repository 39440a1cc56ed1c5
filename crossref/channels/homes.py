"""Whose document a file is: the set's, or that of one part of it."""

from __future__ import annotations

import re
from functools import lru_cache

_PART = re.compile(
    r"(?:^|/)(?:packages?|apps?|modules?|services?|crates?|libs?|plugins?|examples?|samples?|integrations?|sdks?|clients?"
    r"|templates?|demos?|extensions?|connectors?|adapters?|benchmarks?|tutorials?|recipes?|projects?)/(?:[^/]+/)?",
    re.IGNORECASE,
)
_DOCS = re.compile(r"(?:^|/)(?:docs?|documentation|dokumentation|wiki)/", re.IGNORECASE)
_RECORD = re.compile(
    r"(?:^|/)(?:adrs?|decisions|decision-records|rfcs?|keps?|proposals)/|(?:^|/)adr[-_ ]?\d+", re.IGNORECASE
)


@lru_cache(maxsize=4096)
def home_of(path: str) -> str:
    """The folder of the part that a file describes (``packages/api/``); empty for the documents of the whole."""
    folder, _, name = path.rpartition("/")
    match = _PART.search(f"{folder}/")
    if match:
        return folder[: match.end()].strip("/").lower()
    # A README deep in the source tells of its own folder.
    deep = "/" in folder and name.lower().startswith("readme") and not _DOCS.search(f"{folder}/")
    return folder.lower() if deep else ""


@lru_cache(maxsize=4096)
def is_record(path: str) -> bool:
    """Whether a file is one decision of many, whose versions are those of its day."""
    return _RECORD.search(path) is not None


def is_named_for(path: str, name: str) -> bool:
    """Whether a file is about one technology (``storage/mongodb.md``), so that naming it there chooses nothing."""
    plain = _plain(name)
    return len(plain) > 1 and plain in _plain(path.rpartition("/")[2].rpartition(".")[0])


def _plain(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())

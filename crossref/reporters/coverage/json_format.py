"""The format ``json`` of a coverage, version 1: fields may be added, never changed or removed.

``documents`` are the paths of all columns. Each of ``entries`` has ``kind``, ``name``, the ``path`` and ``line`` where it
is declared first, ``states`` (path -> ``declared``, ``covered``, ``missing``, ``unwanted``, ``ambiguous`` or
``duplicate``), ``lines`` (path -> where it stands there, or where the list begins that lacks it) and ``names`` (path -> its
name there, where that is spelled otherwise). ``kinds`` and ``contracts`` say how many of the entries asked for are covered,
``percent`` rounded down. ``silent`` are the ids of the contracts that found nothing to compare with.
"""

from __future__ import annotations

import json
from typing import Any

from crossref.coverage import Coverage, Row, Share
from crossref.reporters import Layout

VERSION = 1


def render(coverage: Coverage, _layout: Layout) -> str:
    """The whole coverage as one JSON object."""
    document = {
        "version": VERSION,
        "documents": list(coverage.documents),
        "entries": [_entry(row) for row in coverage.rows],
        "kinds": [{"kind": share.name, **numbers(share)} for share in coverage.kinds],
        "contracts": [{"contract": share.name, "kind": share.kind, **numbers(share)} for share in coverage.contracts],
        "silent": list(coverage.silent),
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def numbers(share: Share) -> dict[str, int]:
    """What a share counts."""
    return {"covered": share.covered, "asked": share.asked, "percent": share.percent}


def _entry(row: Row) -> dict[str, Any]:
    cells = sorted(row.cells.items())
    return {
        "kind": row.kind,
        "name": row.name,
        "path": row.place.path,
        "line": row.place.span.line,
        "states": {path: cell.state for path, cell in cells},
        "lines": {path: cell.line for path, cell in cells},
        "names": {path: cell.near for path, cell in cells if cell.near},
    }

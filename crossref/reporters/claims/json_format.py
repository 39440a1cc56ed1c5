"""The format ``json`` of the claims of a set, version 1: fields may be added, never changed or removed.

Each of ``claims`` has ``subject`` and ``attribute`` as written (empty for a value in a sentence), ``value`` in normal form,
its ``type``, ``written`` as it stands there, ``said`` (the sentence or cell around it, with ``{}`` in its place), ``key`` (an
exact identity such as ``env NAME``), ``scope``, ``tense`` (only what is ``stated`` is compared), ``form``, ``path``, ``line``,
``column``, ``end_line`` and ``end_column``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from crossref.reporters import Layout
from crossref.reporters.claims import Read
from crossref.values import kind_of, show

VERSION = 1


def render(claims: Sequence[Read], _layout: Layout) -> str:
    """All claims as one JSON object."""
    document = {"version": VERSION, "claims": [_claim(read) for read in claims]}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _claim(read: Read) -> dict[str, Any]:
    claim, span = read.claim, read.claim.span
    return {
        "subject": claim.subject,
        "attribute": claim.attribute,
        "value": show(claim.value),
        "type": kind_of(claim.value),
        "written": claim.written,
        "said": claim.said,
        "key": claim.key,
        "scope": list(claim.scope),
        "tense": claim.tense,
        "form": claim.form,
        "path": read.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }

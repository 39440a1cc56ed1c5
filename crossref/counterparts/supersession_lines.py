"""The line that a decision record lacks about its successor or predecessor, in the grammar that the record is written in.

A record tells its status in one of a few ways: ``**Status:** Accepted``, an item, a table row, front matter, or a paragraph
under *Status* (Nygard's records, which also say *Supersedes …* in a paragraph of their own, and MADR's front matter
``status: superseded by ADR-0123``). What is told in another way, or with more than one word, is left to its writer.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from urllib.parse import quote

from crossref.counterparts.decision_log import Record
from crossref.model import Edit, Fix, Place, Span
from crossref.resolve import seen_from

_LABEL = re.compile(
    r"(?P<before>[\s>|*+-]*+[*_]*+)(?P<label>status)(?P<behind>[*_]*\s*[:|]?[*_]*[\s|]*[\"']?)", re.IGNORECASE
)
"""What stands before a status on its line."""
_FRONT_MATTER = re.compile(r"status\s*:\s*[\"']?")
_BARE = re.compile(r"\s*(?:[-*+]\s+|>\s*)?")
"""The same under a heading *Status*."""
_BEHIND = re.compile(r"[\s|*_\"'.]*")
"""What may stand behind it: marks that close it, but no words, which would be said of another status."""
_WORDS = frozenset("accepted approved active adopted decided current implemented proposed draft final valid".split())


def superseded(older: Record, newer: Record) -> Fix | None:
    """The status of a record that another one supersedes, telling so."""
    line, span = older.decision.status_line, older.decision.status_span
    if span is None or not _is_plain(older):
        return None
    told = f"Superseded by {_named(newer, older)}"
    if older.decision.status[0].islower():
        told = told[0].lower() + told[1:]
    column = len(_without_symbols(line[: span.column - 1])) + 1
    place = Place(older.path, Span(span.line, column, span.line, span.end_column))
    return Fix(f"let {older.name} say `{told}`", False, (Edit(place, told),))


def supersedes(newer: Record, older: Record) -> Fix | None:
    """A line in a record on what it supersedes, below its status."""
    line, span = newer.decision.status_line, newer.decision.status_span
    if span is None or not _is_plain(newer):
        return None
    before, behind = _without_symbols(line[: span.column - 1]), line[span.end_column - 1 :]
    name = _named(older, newer)
    if label := _LABEL.fullmatch(before):
        added = "\n" + label["before"] + _like(label["label"]) + label["behind"] + name + behind
    elif before.strip():
        added = f"\n{before}Supersedes {name}"
    else:
        added = f"\n\n{before}Supersedes {name}"
    end = len(line) + 1
    place = Place(newer.path, Span(span.line, end, span.line, end))
    return Fix(f"let {newer.name} say that it supersedes {older.name}", False, (Edit(place, added),))


def _is_plain(record: Record) -> bool:
    """Whether a record's status is one word, alone on a line that tells it in a way known here."""
    line, span = record.decision.status_line, record.decision.status_span
    if span is None or not line or record.decision.status.casefold() not in _WORDS:
        return False
    if line[span.column - 1 : span.end_column - 1] != record.decision.status:
        return False
    before = _without_symbols(line[: span.column - 1])
    known = _LABEL.fullmatch(before) or _BARE.fullmatch(before)
    return known is not None and _BEHIND.fullmatch(line[span.end_column - 1 :]) is not None


def _named(record: Record, home: Record) -> str:
    """How one record names another: by a link where each is a file, as Markdown does, and plainly elsewhere."""
    span = home.decision.status_span
    in_front_matter = span is not None and _FRONT_MATTER.fullmatch(home.decision.status_line[: span.column - 1])
    if not record.decision.is_file or in_front_matter or record.path == home.path:
        return record.name
    path = seen_from(record.path, posixpath.dirname(home.path))
    return f"[{record.name}]({quote(path)})"


def _without_symbols(before: str) -> str:
    """What stands before a status, without the emoji that shows it: another status has another one."""
    bare = before.rstrip()
    while bare and (unicodedata.category(bare[-1]) in ("So", "Sk") or bare[-1] in "\ufe0f\u200d"):
        bare = bare[:-1]
    if len(bare) == len(before.rstrip()):
        return before
    return bare


def _like(label: str) -> str:
    """*Supersedes* in the case of a label."""
    if label.isupper():
        return "SUPERSEDES"
    return "supersedes" if label[0].islower() else "Supersedes"

"""The ids of decisions: how they are written, in headings, file names, links and sentences."""

from __future__ import annotations

import re
from typing import NamedTuple

from crossref.decision_terms.words import PREFIXES
from crossref.patterns import late

_KNOWN = "|".join(PREFIXES)
_HINT = late(r"[A-Z][A-Zdr]{0,7}(?=[-_ ]?#?\d)")
LONG = frozenset(prefix for prefix in PREFIXES if len(prefix) > 2)
"""Prefixes that are ids wherever they stand; a single letter and a number are often something else."""
_WORD = r"[Dd]ecision(?: [Rr]ecord)?|[Dd]ecisión|[Ee]ntscheidung|[Dd]écision|[Dd]ecisão|DECISION|Решение"
_WORDS = frozenset({"DECISION", "DECISION RECORD", "DECISIÓN", "ENTSCHEIDUNG", "DÉCISION", "DECISÃO", "РЕШЕНИЕ"})
_MARKS = r"[^\w\[(<{#]{0,6}"
"""Emoji, check marks and the like before a heading's first word."""
_HEADING = late(
    rf"{_MARKS}\[?(?P<prefix>[A-Z]{{1,8}}|(?:Adr|adr)|{_WORD})(?P<between>[-_ ]|\s?#|)(?P<number>\d{{1,5}})(?![\w.]*\w*\()\]?"
    r"(?P<after>\s*[:.)\u2013\u2014|]\s*|\s+[-\u2013\u2014]+\s+|\s+|-\s+|$)(?P<title>.*)$",
    re.DOTALL,
)
_NUMBERED = late(
    rf"{_MARKS}(?:#\s?)?(?P<number>\d{{1,4}})(?:[.):](?!\d)\s*|\s+[-\u2013\u2014:|]\s*)(?P<title>\S.*)$", re.DOTALL
)
_DATED = late(
    rf"{_MARKS}[\[(]?(?P<date>\d{{4}}[-/.]\d{{2}}[-/.]\d{{2}})[\])]?(?:\s*[-\u2013\u2014:|]+\s*|\s+)(?P<title>\S.*)$",
    re.DOTALL,
)
_DATE_LAST = late(r"(?P<title>\S.*?)\s*+(?:[-\u2013\u2014]\s*+)?[\[(](?P<date>\d{4}-\d{2}-\d{2})[\])]\s*$", re.DOTALL)
_ID_LAST = late(
    rf"(?P<title>\S.*?)\s*[\[(](?:[Ii][Dd]\s*[:#]?\s*)?(?P<prefix>{_KNOWN})(?P<between>[- ]?)(?P<number>\d{{1,5}})[\])]\s*$",
    re.DOTALL,
)
_FILE = late(r"(?:(?P<prefix>[A-Za-z]{1,8})(?P<between>[-_ ]?))?(?P<number>\d{1,5})(?:[-_. ]+(?P<title>.*))?$")
_FILE_DATE = late(r"(?P<date>\d{4}-?\d{2}-?\d{2})(?:[-_. ]|$)")
_WHOLE = late(r"\[?(?P<prefix>[A-Za-z]{1,8})?(?P<between>[-_ ]?#?)(?P<number>\d{1,5})\]?$")
_IN_TEXT = late(
    rf"(?<![\w/.@-])(?:(?P<prefix>{_KNOWN}|Adr|[A-Z]{{2,8}}(?=-\d\d))(?P<between>[-_ ]?#|[-_ ]|)|#)(?P<number>\d{{1,5}})"
    r"(?!\w|\.\d|-\d|-[\w.-]{0,120}\.md)"
)
_RANGE = late(r"(?:to|through|until|thru|a|al|bis|à|até|[-\u2013\u2014.]+)\s*(?:[A-Z]{1,8}[-_ ]?)?#?\d", re.IGNORECASE)
"""What follows the first id of a range."""
_RANGE_BEHIND = late(
    r"\s*(?:\b(?:to|through|thru|until|bis|a|al|à|até|до)\b|[-\u2013\u2014~]|\.{2,3})\s*(?:(?:[A-Za-z]{1,8}[-_ ]?)#?\d|\d{3}\b)",
    re.IGNORECASE,
)
_BARE_LIST = late(r"\W*\d{1,5}(?:\s*(?:,|&|and|y|und|et|e)\s*#?\d{1,5})*\W*$")
_BARE = late(r"\d{1,5}")
_FRAGMENT = late(r"#(?:user-content-)?(?:[a-z]{1,8}-?)?0*(\d{1,5})(?:-|$)")


class Id(NamedTuple):
    """A decision's id where it was found, with what stands beside it."""

    text: str
    """As written, ``ADR-007``; only the digits where there is no prefix."""
    prefix: str
    """Upper case; empty for none."""
    number: int
    title: str = ""
    date: str = ""


def _id(match: re.Match[str], title: str = "", date: str = "") -> Id:
    prefix = match["prefix"] or ""
    if prefix.casefold() == "adr":
        prefix = "ADR"
    between = match.groupdict().get("between") or ""
    text = f"{prefix}{'-' if between == '_' else between}{match['number']}"
    return Id(text, prefix.upper(), int(match["number"]), title.strip(), date)


def in_heading(text: str) -> Id | None:
    """The id that a heading opens with: ``ADR-001: T``, ``D1. T``, ``[D-7] T``, ``Decision 3: T``."""
    match = _HEADING.match(text)
    if not match:
        return None
    date, title = dated(match["title"]) or ("", match["title"])
    found = _id(match, title, date)
    if _RANGE.match(found.title):
        return None
    # "D3.js charts" and "S3 buckets" have no mark between number and title; only the long prefixes are ids without one.
    clear = bool(match["after"].strip()) or match["between"] == "-" or not found.title
    tight = match["after"] == "." or (match["after"].strip() == "." and not match["after"].endswith((" ", "\n")))
    return found if (clear or len(found.prefix) > 2) and not (tight and found.title) else None


def at_the_end(text: str) -> Id | None:
    """The id that a heading closes with, a date before or behind: ``[2026-09-04] T (ID: D-013)``."""
    match = _ID_LAST.match(text)
    if not match:
        return None
    date, title = dated(match["title"]) or ("", match["title"])
    return _id(match, title, date)


def numbered(text: str) -> Id | None:
    """The number that a heading opens with: ``7. T``, ``0007 - T``, ``#7: T``."""
    match = _NUMBERED.match(text)
    return Id(match["number"], "", int(match["number"]), match["title"].strip()) if match else None


def dated(text: str) -> tuple[str, str] | None:
    """The date and the title of a heading: ``2026-01-15 - T``, ``[2026-01-15] T``, ``T (2026-01-15)``."""
    match = _DATED.match(text) or _DATE_LAST.match(text)
    return (re.sub(r"[/.]", "-", match["date"]), match["title"].strip()) if match else None


def of_file(path: str) -> Id | None:
    """The number in a file's name, with its prefix in the usual case; None for none, a date or a long word before it."""
    stem = path.rpartition("/")[2].rpartition(".")[0]
    if _FILE_DATE.match(stem):
        return None
    match = _FILE.match(stem)
    if not match:
        return None
    prefix = (match["prefix"] or "").upper()
    text = f"{prefix}{'-' if prefix else ''}{match['number']}"
    return Id(text, prefix, int(match["number"]), (match["title"] or "").replace("-", " ").replace("_", " ").strip())


def date_of_file(path: str) -> str:
    """The date that a file's name opens with; empty for none."""
    match = _FILE_DATE.match(path.rpartition("/")[2])
    return match["date"] if match else ""


def whole(text: str) -> Id | None:
    """A text that is nothing but an id: ``ADR-007``, ``[7]``, ``0007``."""
    match = _WHOLE.match(text.strip(" \u00a0*`.:"))
    return _id(match) if match else None


def in_text(text: str) -> list[tuple[Id, int, int]]:
    """Every id in a stretch of text, with its range; bare numbers only where there is nothing else."""
    found = [(_id(match), match.start(), match.end()) for match in _IN_TEXT.finditer(text)]
    if not found and _BARE_LIST.match(text):
        return [(Id(match[0], "", int(match[0])), match.start(), match.end()) for match in _BARE.finditer(text)]
    return found


def hints(text: str) -> list[int]:
    """Where a text may name a decision, read fast and not strictly."""
    # A pattern that begins with one class of characters is searched many times faster than a choice of prefixes.
    return [
        match.start()
        for match in _HINT.finditer(text)
        if match[0] in PREFIXES or match[0] == "Adr" or (len(match[0]) > 1 and text[match.end()] == "-")
    ]


def mentioned(text: str) -> list[tuple[Id, int, int]]:
    """Every id with a prefix in a text, with its range; the two ends of a range are none."""
    found = []
    closing = -1
    for match in _IN_TEXT.finditer(text):
        if not match["prefix"]:
            continue
        if behind := _RANGE_BEHIND.match(text, match.end()):
            closing = behind.end()
        elif match.start() >= closing:
            found.append((_id(match), match.start(), match.end()))
    return found


def in_destination(destination: str) -> Id | None:
    """The decision that a link leads to, by the name of its file or else by its fragment."""
    path, _, fragment = destination.partition("#")
    if path.endswith((".md", ".markdown", ".mdx")) and (found := of_file(path)):
        return found
    match = _FRAGMENT.match("#" + fragment) if fragment else None
    return Id(match[1], "", int(match[1])) if match else None


def known(prefix: str) -> bool:
    """Whether a prefix is one that decisions are usually numbered with; no prefix is none."""
    return prefix in PREFIXES or prefix in _WORDS


def restyle(found: Id, like: str) -> str:
    """An id in the style of another of the same log: *ADR 7* like *ADR-012* is *ADR-007*."""
    match = _WHOLE.match(like)
    if not match or (found.prefix and match["prefix"] and found.prefix != match["prefix"].upper()):
        return found.text
    head = like[: match.start("number") - match.start()]
    width = (
        len(match["number"]) if match["number"].startswith("0") or len(str(found.number)) < len(match["number"]) else 0
    )
    return f"{head}{found.number:0{width}d}"

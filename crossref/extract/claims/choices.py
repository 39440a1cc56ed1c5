"""Every naming of a technology, algorithm, licence or header value, with the words around it: who holds which role."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossref.extract.blocks import Block
from crossref.extract.claims.place import Here
from crossref.model import Claim, Form
from crossref.values import Name
from crossref.values.names import (
    ALGORITHM_STARTS,
    REGION_STARTS,
    STARTS,
    is_sure,
    is_written,
    read_algorithm,
    read_region,
    read_technology,
)

KEY = "name"
"""The key of these claims: they say that a name stands here, beside whatever else is claimed of it."""
_TEXT = frozenset({"heading", "paragraph", "cell"})
_DIAGRAMS = frozenset({"", "text", "txt", "mermaid", "plaintext", "ascii", "plantuml", "puml"})
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z(\[`*\"'])")
_LETTERS = re.compile(r"[^\W\d_]+")
_FIRST = STARTS | ALGORITHM_STARTS | REGION_STARTS
_STUCK = frozenset("/@#$.\\-&~_")
_GOES_ON = re.compile(
    r"\w|[/:@.\\](?=[\w{<$*])|-(?!(?:based|backed|powered|hosted|compatible|style|like)\b)(?=\w)",
    re.IGNORECASE,
)
_JOINED = re.compile(r"/[A-Z][\w. ]")
_COMMENT = re.compile(r"(?:\s|^)(?:#|//)\s")
_LONGEST = 700
_BEFORE = re.compile(r"(?:^|[|+,/(\[\":&>=\n])[ *_`]{0,5}$")
_AFTER = re.compile(r"[ *_`]{0,5}(?:$|[|+,/()\[\]\"&<\n;]|\.(?:\s|$))")

_SETTINGS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    (
        "SameSite",
        "samesite",
        re.compile(r"same-?site[\"'`]?\s*[=:]\s*[\"'`*]{0,3}(?P<name>strict|lax|none)\b", re.IGNORECASE),
    ),
    (
        "X-Frame-Options",
        "x-frame-options",
        re.compile(
            r"X-Frame-Options[\"'`*]{0,3}\s{0,2}[:=|,]?\s{0,2}[\"'`*]{0,3}(?P<name>DENY|SAMEORIGIN)\b", re.IGNORECASE
        ),
    ),
    (
        "Strict-Transport-Security",
        "max-age",
        re.compile(
            r"(?:Strict-Transport-Security|HSTS)[\"'`*]{0,3}\s{0,2}[:=|,(]?\s{0,2}[\"'`*]{0,3}(?P<name>max-age=\d{3,10})\b",
            re.IGNORECASE,
        ),
    ),
    (
        "Referrer-Policy",
        "referrer-policy",
        re.compile(
            r"Referrer-Policy[\"'`*]{0,3}\s{0,2}[:=|,]?\s{0,2}[\"'`*]{0,3}"
            r"(?P<name>no-referrer(?:-when-downgrade)?|(?:strict-)?origin(?:-when-cross-origin)?|same-origin|unsafe-url)(?![\w-])",
            re.IGNORECASE,
        ),
    ),
    (
        "journal mode",
        "mode",
        re.compile(
            r"journal_mode\s?=\s?[\"'`]?(?P<name>wal|delete|truncate|memory|persist)\b"
            r"|\b(?P<other>WAL|rollback|DELETE)(?: \(\w+\))?[`*]{0,2}[ -](?:journal(?:ing)?[ -])?mode\b",
            re.IGNORECASE,
        ),
    ),
    (
        "licence",
        "licen",
        re.compile(
            r"(?P<name>\bMIT\b|\bApache(?:[ -]License)?(?:,? Version)?[ -]2(?:\.0)?|\b[AL]?GPL[ -]?v?[23](?:\.0)?|\bBSD[ -][23][ -]Clause"
            r"|\bMPL[ -]2\.0|\bISC\b|\bBUSL-1\.1)(?![\w.]\w)"
        ),
    ),
)
_SAME = {"rollback": "delete", "apache": "Apache-2.0"}
_OWN_LICENCE = re.compile(
    r"licen[sc]ed under|released under|distributed under|under the|^[|*_\s-]*licen[sc]e[*_\s]*[:|]|^\W*(?:MIT|Apache|[AL]?GPL|BSD|MPL|ISC)"
    r"[\w .,-]{0,20} Licen[sc]e\b",
    re.IGNORECASE,
)


def find(here: Here) -> Iterator[Claim]:
    """One claim for each name, in text, diagrams and other code, whatever its tense."""
    row = (-1, -1)
    lead = ""
    for block in here.page.blocks:
        if block.kind == "code":
            yield from _in_code(here, block)
        elif block.cell:
            if row != (block.cell.table, block.cell.row):
                row = (block.cell.table, block.cell.row)
                start = here.page.starts[block.first_line - 1]
                yield from _in_text(here, block, start, start + len(here.page.line(block.first_line)), "table", "")
        elif block.kind in _TEXT and block.runs:
            text = here.page.text[block.start : block.end]
            start = block.start
            for match in _SENTENCE.finditer(here.page.text, block.start, block.end):
                yield from _in_text(here, block, start, match.start(), None, lead)
                start = match.end()
            yield from _in_text(here, block, start, block.end, None, lead)
            if block.item < 0:
                lead = text[-80:] if text.rstrip("*_ ").endswith(":") else ""


def _in_text(here: Here, block: Block, start: int, end: int, form: Form | None, lead: str) -> Iterator[Claim]:
    if end - start > _LONGEST:
        return
    said = here.page.text[start:end]
    section = here.section(block.first_line)
    titles = here.titles(section)
    above = titles[0] if titles and block.kind != "heading" else ""
    for name, at, until in _names(said, above):
        yield here.claim(
            block,
            start + at,
            start + until,
            name,
            subject=above,
            attribute=lead,
            key=KEY,
            said=said[:at] + "{}" + said[until:],
            near=said[max(0, at - 50) : until + 12],
            form=form,
        )


def _in_code(here: Here, block: Block) -> Iterator[Claim]:
    language = block.info.partition(" ")[0].partition("{")[0].lower()
    diagram = language in _DIAGRAMS
    for number in range(block.first_line, block.last_line + 1):
        line = here.page.line(number)
        if len(line) > _LONGEST or line.lstrip().startswith(("```", "~~~")):
            continue
        start = here.page.starts[number - 1]
        comment = _COMMENT.search(line)
        for name, at, until in _names(line, ""):
            form: Form = "diagram" if diagram or (comment and comment.start() < at) else "code"
            yield here.claim(
                block, start + at, start + until, name, key=KEY, said=line[:at] + "{}" + line[until:], form=form
            )


def _names(text: str, title: str) -> Iterator[tuple[Name, int, int]]:
    until = -1
    lower = text.lower()
    for match in () if _FIRST.isdisjoint(_LETTERS.findall(lower)) else _LETTERS.finditer(text):
        at = match.start()
        if at < until or match[0].lower() not in _FIRST:
            continue
        if at and (text[at - 1].isalnum() or text[at - 1] in _STUCK) and not (text[at - 1] == "/" and at == until + 1):
            continue
        hit = read_algorithm(text, at) or read_region(text, at) or read_technology(text, at)
        if hit is None or not isinstance(hit.value, Name) or hit.value.name == "TLS":
            continue
        if _GOES_ON.match(text, hit.end) and not _JOINED.match(text, hit.end):
            continue
        if hit.value.type == "technology":
            # A name that is also a word is one where it stands for itself (*Python, Express*; *| Mail | Resend |*).
            alone = not is_sure(text, hit.value, at, hit.end) and _is_alone(text, at, hit.end)
            if not is_written(text, at) or not (alone or is_sure(text, hit.value, at, hit.end)):
                continue
        until = hit.end
        yield hit.value, at, until
    for group, hint, pattern in _SETTINGS:
        if hint in lower or (group == "licence" and "licen" in title.lower()):
            yield from _settings(group, pattern, text, title)


def _is_alone(text: str, start: int, end: int) -> bool:
    """Whether nothing but a separator stands on either side."""
    return _BEFORE.search(text, max(0, start - 6), start) is not None and _AFTER.match(text, end) is not None


def _settings(group: str, pattern: re.Pattern[str], text: str, title: str) -> Iterator[tuple[Name, int, int]]:
    if group == "licence" and not (
        _OWN_LICENCE.search(text) or title.lower().strip(" #📄📜⚖️") in ("license", "licence", "licensing")
    ):
        return
    for match in pattern.finditer(text):
        name = (match["name"] or match["other"] if group == "journal mode" else match["name"]).lower()
        if group == "licence":
            name = re.sub(r"[ -]?v?(\d)(?:\.0)?$", r"-\1.0", name.upper().replace(" ", "-"))
            name = "Apache-2.0" if name.startswith("APACHE") else name
        name = _SAME.get(name, name)
        yield Name("identifier", name, group), match.start(), match.end()

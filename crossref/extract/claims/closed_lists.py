"""Claims that list all there is: the values a variable takes (``local | s3``), the steps of a sequence (``QUEUED → SENT → READ``)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossref.extract.blocks import Block, Flat
from crossref.extract.claims.place import Here
from crossref.model import STEPS, VALUES, Claim
from crossref.values import Group, Name
from crossref.words import words_of

_VARIABLE = r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+"
_WHOLE = re.compile(_VARIABLE)
_ITEM = r"[\"'`]?[A-Za-z0-9](?:[\w.-]{0,29}\w)?[\"'`]?"
_BARRED = rf"{_ITEM}(?:\s{{0,3}}\\?\|\s{{0,3}}{_ITEM}){{1,11}}"
_COMMAS = rf"{_ITEM}(?:,\s{{0,3}}{_ITEM}){{0,10}},?\s{{0,3}}(?:or\s+|,\s{{0,3}}){_ITEM}"
_END = r"(?=\s*(?:[),;\]]|\.(?:\s|$)|$|[—–]))"
_AFTER = re.compile(
    rf"({_VARIABLE})[\"'`]?\s{{0,3}}(?:[=:(]|—|–|is one of|one of)\s{{0,3}}(?:one of:?\s+|either\s+)?[\"'`]?({_BARRED}){_END}"
)
"""A variable, and behind it what it may be set to."""
_REMARKED = re.compile(
    rf"\s*(?:export\s+|-\s+)?({_VARIABLE})\s*[=:]\s*[\"']?([\w.-]{{1,31}})[\"']?\s+#\s*(?:one of:?\s+)?({_BARRED}|{_COMMAS})\s*$"
)
"""A line that sets a variable, and remarks what else it might be set to."""
_LISTED = re.compile(rf"\s*(?:one of:?\s+|either\s+)?({_BARRED}|{_COMMAS})\s*\.?\s*")
_OPTIONS = frozenset("option value allowed choice possible valid accepted enum valor valeur wert".split())
_PARTS = re.compile(r"[A-Za-z0-9](?:[\w.-]*\w)?")
_TYPES = frozenset(
    "string number boolean bool int integer float null undefined none object array str any path url".split()
)
"""Kinds of values, in whose lists no value stands."""
_NAME = r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*"
_ARROW = r"\s{0,3}(?:→|->|=>|➜|⟶|➔)\s{0,3}"
_CHAIN = re.compile(rf"(?<![\w→>-]){_NAME}(?:{_ARROW}{_NAME}){{3,11}}(?![\w→]|\s{{0,3}}(?:→|->|=>))")
_NAMES = re.compile(_NAME)
_MAY_CHAIN = re.compile(r"[→>➜⟶➔]")
_LONGEST = 400
"""Characters of a line of code that are looked at."""


def find(here: Here) -> Iterator[Claim]:
    """One claim for each closed list of the page."""
    row, variable, headers = (-1, -1), "", dict[tuple[int, int], Block]()
    for block in here.page.blocks:
        cell = block.cell
        if block.kind == "code":
            yield from _in_code(here, block)
        elif block.runs and block.kind in ("paragraph", "cell"):
            # Most blocks hold none of this, and their text as a reader sees it need not be put together.
            raw = here.page.text[block.start : block.end]
            if cell and cell.row == 0:
                headers[cell.table, cell.column] = block
            elif cell and (cell.table, cell.row) != row:
                row = cell.table, cell.row
                variable = _variable(block) if "_" in raw else ""
            elif cell and variable:
                yield from _in_cell(here, block, variable, headers.get((cell.table, cell.column)))
                continue
            if ("|" in raw and "_" in raw) or _MAY_CHAIN.search(raw):
                yield from _in_text(here, block)


def _variable(block: Block) -> str:
    """The variable that is all of a block's text; empty for none."""
    text = Flat(block, images=False).text.strip()
    return text if _WHOLE.fullmatch(text) else ""


def _in_text(here: Here, block: Block) -> Iterator[Claim]:
    flat = Flat(block, images=False)
    for match in _AFTER.finditer(flat.text) if "|" in flat.text else ():
        start, end = flat.source(match.start(2), match.end(2))
        yield from _values(here, block, match[1], match[2], start, end)
    for match in _CHAIN.finditer(flat.text):
        start, end = flat.source(match.start(), match.end())
        yield _steps(here, block, match[0], start, end)


def _in_cell(here: Here, block: Block, variable: str, header: Block | None) -> Iterator[Claim]:
    """The values in the row of a variable: barred, or told by commas below a header that announces them."""
    flat = Flat(block, images=False)
    match = _LISTED.fullmatch(flat.text)
    if match and ("|" in match[1] or (header and _announces(header))):
        start, end = flat.source(match.start(1), match.end(1))
        yield from _values(here, block, variable, match[1], start, end)


def _announces(header: Block) -> bool:
    return bool(_OPTIONS & set(words_of(Flat(header, images=False).text)))


def _in_code(here: Here, block: Block) -> Iterator[Claim]:
    for number in range(block.first_line, block.last_line + 1):
        line = here.page.line(number)
        if len(line) > _LONGEST or not ("|" in line or "#" in line or "→" in line or "->" in line):
            continue
        start = here.page.starts[number - 1]
        if match := _REMARKED.match(line):
            if match[2] in _PARTS.findall(match[3]):
                yield from _values(here, block, match[1], match[3], start + match.start(3), start + match.end(3))
        elif match := _AFTER.search(line):
            yield from _values(here, block, match[1], match[2], start + match.start(2), start + match.end(2))
        elif match := _CHAIN.search(line):
            yield _steps(here, block, match[0], start + match.start(), start + match.end())


def _values(here: Here, block: Block, variable: str, text: str, start: int, end: int) -> Iterator[Claim]:
    """The claim on what a variable takes; none where a list holds kinds of values (``string | null``) or numbers."""
    names = [part.lower() for part in _PARTS.findall(text.replace("\\", "")) if part != "or"]
    if len(set(names)) < 2 or any(name.isdigit() or name in _TYPES for name in names):
        return
    value = Group(tuple(Name("identifier", name) for name in sorted(set(names))), closed=True)
    yield here.claim(block, start, end, value, attribute=variable, key=f"{VALUES} {variable}")


def _steps(here: Here, block: Block, text: str, start: int, end: int) -> Claim:
    titles = here.titles(here.section(here.page.line_of(start)))
    value = Group(tuple(Name("identifier", name) for name in _NAMES.findall(text)), ordered=True, closed=True)
    return here.claim(block, start, end, value, subject=titles[0] if titles else "", key=STEPS)

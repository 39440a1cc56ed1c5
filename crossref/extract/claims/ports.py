"""Claims of ports on this machine, in every form, with what each form says of whose port it is.

They are read apart from other values because a port is mostly written without a word for it (``:8080``, ``8080:80``,
``http://localhost:3000``) and named by what stands around: a row, a box, a comment, a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossref.extract.blocks import Block, Flat
from crossref.extract.claims import diagrams
from crossref.extract.claims.cell_values import is_protocol
from crossref.extract.claims.place import Here, hint_for
from crossref.extract.claims.port_lines import Spotted, in_code, spot
from crossref.model import Claim
from crossref.value import Quantity

KEY = "port"
"""The key of these claims, by which channels tell them from others."""

_HINT = re.compile(r":[0-9]{2,5}|[Pp]orta?\b|PORT|[Pp]uerto|EXPOSE|listen")
_BARE = re.compile(r"\s*[`*:]*([0-9]{2,5})[`*]*(?:/(?:tcp|udp|TCP|UDP))?\s*(?:\([^)0-9]*\))?\s*")
_DEFAULTED = re.compile(r"\s*(?:defaults?(?: to| is)?:?)\s*[`*]*([0-9]{2,5})[`*]*\.?\s*", re.IGNORECASE)
_ROW = re.compile(r"[`*\s]*((?:[A-Z][A-Z0-9]*_)*PORT)[`*\s]*")
_LABEL = re.compile(r"([^:\n]{2,60}?)\s*:\s+(?=\S)|([^=\n|]{2,60}?)\s+[=\u2014\u2013\u2192-]+\s+(?=\S)")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z(\[`*\"'])")
_SAMPLES = frozenset(
    "http diff log sql csv html xml js javascript jsx ts typescript tsx python py go java kotlin swift rust rs ruby rb php cs csharp"
    " c cpp".split()
)
"""Languages of code blocks that show what is sent or printed, or how a program may be written, and run nothing."""
_WORDY = frozenset({"description", "purpose", "notes", "note", "details", "service", "used by", "component", "comment"})


def find(here: Here) -> Iterator[Claim]:
    """One claim for each port that a page gives, by its digits."""
    rows: dict[tuple[int, int], list[tuple[Block, Flat]]] = {}
    headers: dict[tuple[int, int], str] = {}
    text = here.page.text
    for block in here.page.blocks:
        if block.cell:
            flat = Flat(block, images=False)
            if block.cell.row == 0:
                headers[block.cell.table, block.cell.column] = flat.text.strip()
            else:
                rows.setdefault((block.cell.table, block.cell.row), []).append((block, flat))
        elif not _HINT.search(text, block.start, block.end):
            continue
        elif block.kind == "code":
            yield from _in_code(here, block)
        elif block.kind in ("paragraph", "heading") and block.runs:
            yield from _in_text(here, block)
    for cells in rows.values():
        yield from _in_row(here, cells, headers)


def _in_code(here: Here, block: Block) -> Iterator[Claim]:
    language = block.info.partition(" ")[0].lower()
    if diagrams.is_diagram(here, block):
        for piece in diagrams.pieces(here, block):
            text = here.page.text[piece.start : piece.end]
            for spotted in spot(text):
                yield _shown(here, block, piece, spotted, text)
    elif language not in _SAMPLES:
        lines = ((number, here.page.line(number)) for number in range(block.first_line, block.last_line + 1))
        for told in in_code(lines, language):
            start = here.page.starts[told.line - 1]
            at, until = start + told.spotted.start, start + told.spotted.end
            yield here.claim(
                block,
                at,
                until,
                told.spotted.value,
                subject=told.subject,
                attribute=told.spotted.attribute,
                key=KEY,
                said=told.said,
                form="code",
            )


def _in_text(here: Here, block: Block) -> Iterator[Claim]:
    """A sentence is read alone; the label of its block goes before it, and the heading above is its subject."""
    flat = Flat(block, images=False, line_break="\n")
    label = _LABEL.match(flat.text)
    named = (label[1] or label[2]).strip() if label else ""
    title = _title(here, block)
    begin = 0
    for match in (*_SENTENCE.finditer(flat.text), None):
        end = match.start() if match else len(flat.text)
        sentence = flat.text[begin:end][:800]
        for spotted in spot(sentence):
            labelled = label is not None and 0 <= begin + spotted.whole_start - label.end() <= 80
            labelled = labelled and "\n" not in flat.text[: begin + spotted.whole_start]
            at, until = flat.source(begin + spotted.start, begin + spotted.end)
            yield here.claim(
                block,
                at,
                until,
                spotted.value,
                subject=title,
                attribute=spotted.attribute or (named if labelled else ""),
                key=KEY,
                said=_around(sentence, spotted).replace("\n", " "),
                near=sentence[max(0, spotted.start - 50) : spotted.end + 12],
            )
        begin = match.end() if match else end


def _in_row(here: Here, cells: list[tuple[Block, Flat]], headers: dict[tuple[int, int], str]) -> Iterator[Claim]:
    """What a row's first cell names, or where that is the port, its second; a variable is told by its description."""
    first = cells[0][1].text.strip()
    name = first
    if len(cells) > 1 and (_BARE.fullmatch(first) or not first):
        others = [text for _, flat in cells[1:] if not is_protocol(text := flat.text.strip())]
        name = others[0] if others else cells[1][1].text.strip()
    variable = _ROW.fullmatch(name)
    if variable:
        told = [flat.text.strip() for block, flat in cells[1:] if _header(headers, block).lower() in _WORDY]
        name = f"{variable[1]} ({told[0][:80]})" if told else name
    for block, flat in cells:
        header = _header(headers, block)
        bare = _BARE.fullmatch(flat.text) or _DEFAULTED.fullmatch(flat.text)
        if bare and (hint_for(header) == "port" or (variable and not re.search(r"min|max|range", header.lower()))):
            number = float(bare[1])
            spotted = Spotted(*bare.span(1), Quantity("port", number, number), "", *bare.span(1))
            at, until = flat.source(*bare.span(1))
            yield _row_claim(here, block, flat, at, until, spotted, name, header)
        elif _HINT.search(flat.text):
            for spotted in spot(flat.text):
                at, until = flat.source(spotted.start, spotted.end)
                yield _row_claim(here, block, flat, at, until, spotted, name, header)


def _row_claim(
    here: Here, block: Block, flat: Flat, at: int, until: int, spotted: Spotted, name: str, header: str
) -> Claim:
    return here.claim(
        block,
        at,
        until,
        spotted.value,
        subject=name,
        attribute=spotted.attribute or header,
        key=KEY,
        said=_around(flat.text, spotted),
        line_scope=f"{name} {header}",
    )


def _header(headers: dict[tuple[int, int], str], block: Block) -> str:
    return headers.get((block.cell.table, block.cell.column), "") if block.cell else ""


def _title(here: Here, block: Block) -> str:
    titles = here.titles(here.section(block.first_line))
    return titles[0] if titles else ""


def _shown(here: Here, block: Block, piece: diagrams.Piece, spotted: Spotted, text: str) -> Claim:
    return here.claim(
        block,
        piece.start + spotted.start,
        piece.start + spotted.end,
        spotted.value,
        subject=piece.title,
        attribute=spotted.attribute,
        key=KEY,
        said=_around(text, spotted),
        form="diagram",
    )


def _around(text: str, spotted: Spotted) -> str:
    return text[: spotted.whole_start] + "{}" + text[spotted.whole_end :]

"""Environment variables: where a page lists, sets, reads or only names one.

What is spelled in capitals may as well be a constant, an event or an error. What tells them apart is what stands around:
the header of the column, the heading and the words that introduce a list, the words next to a name in a sentence, and
in code how it is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossref.extract import variable_code
from crossref.extract.blocks import Block, Flat, Page
from crossref.extract.passages import SectionAt, form_of, listing_of
from crossref.extract.variable_names import (
    ANY_NAME,
    HINT,
    caption_says,
    looks_like_another_thing,
    names_in,
    sentence_says,
)
from crossref.model import Form, Section, Variable, VariableUse

_TEXT = frozenset({"paragraph", "cell", "heading"})
_LEAD = re.compile(r"\s*(?:\[[ xX]\]\s+)?(?:[^\w\s`]+\s+)?(?:export\s+)?")
_LABEL = re.compile(r"[^:`_]{1,40}:(?=\s)")
_BETWEEN = re.compile(r"\s*+(?:\([^()]*+\))?[\s,/|&+;·]*+(?:(?:and|or|und|et|y|o|ou)\s++)?[\s,/|]*+")
_DECORATION = re.compile(r"\([^()]*\)|[^\w*]|\b(?:and|or|required|optional|deprecated)\b", re.IGNORECASE)
_LEADING_WORD = re.compile(r"[\s>]*(?:[-*+]|\d+\.)?\s*`[A-Z][A-Z0-9]+`")
_CAPITALS = re.compile(r"[A-Z]{2}")
_SINGLE = re.compile(rf"\s*({ANY_NAME})\s*")
_DENIED = re.compile(r"\b(?:not|instead of|rather than|unlike|without|wrong|never)\b[^.;:,]{0,20}$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.;\n](?:\s|$)")
_RETIRED = re.compile(
    r"\b(?:deprecated|removed|no longer|obsolete|legacy|unused|not used|replaced by|superseded|renamed|not needed|no need to set|"
    r"do not set|don't set|veraltet|obsoleto)\b",
    re.IGNORECASE,
)
_OUTDATED = re.compile(
    r"\b(?:old|legacy|deprecated|previous|former|alias(?:es)?|removed|before|forbidden|wrong|instead of)\b",
    re.IGNORECASE,
)
_MANY = 3
"""Names in a paragraph from which it is a list in a sentence."""
_FEWEST = 0.6
"""The share of a column's cells that must hold nothing but names for the column to be one of names."""

_Found = tuple[str, VariableUse, int, int]
_Cell = tuple[Block, Flat, list[_Found], bool]
"""A cell, its text, the names in it, and whether it holds nothing else."""


def find(page: Page, sections: tuple[Section, ...]) -> tuple[Variable, ...]:
    """Every variable on a page, in order; within one listing the first of each use, in a table of variables each row's."""
    if not HINT.search(page.text):
        return ()
    found: dict[tuple[str, str, str, int], Variable] = {}
    for variable in _Reader(page, sections).read():
        row = variable.span.line if variable.form == "table" and variable.use == "set" else 0
        found.setdefault((variable.name, variable.listing, variable.use, row), variable)
    return tuple(sorted(found.values(), key=lambda variable: variable.span))


class _Reader:
    """Walks a page once, with what the headings and the last paragraph say of what follows."""

    def __init__(self, page: Page, sections: tuple[Section, ...]) -> None:
        self.page = page
        self.sections = sections
        self.where = SectionAt(sections)
        self.introduction: Block | None = None

    def read(self) -> Iterator[Variable]:
        cells: list[Block] = []
        for block in self.page.blocks:
            if cells and (block.cell is None or cells[0].cell is None or block.cell.table != cells[0].cell.table):
                yield from self._table(cells)
                cells = []
                self.introduction = None
            if block.cell:
                cells.append(block)
            elif block.kind == "code":
                yield from self._code(block)
            elif block.kind in _TEXT and block.runs:
                yield from self._text(block)
        if cells:
            yield from self._table(cells)

    # -- text -----------------------------------------------------------------------------------------------------

    def _text(self, block: Block) -> Iterator[Variable]:
        text = self.page.text
        word = block.item >= 0 and _LEADING_WORD.match(text, block.start, block.end)
        if word or HINT.search(text, block.start, block.end):
            flat = Flat(block, images=False)
            found = list(_mentions(flat))
            if word and _says_variable(self._captions(block)) and (match := _SINGLE.match(flat.text)):
                found.insert(0, (match[1], "set", match.start(1), match.end(1)))
            elif block.item >= 0:
                self._judge_item(block, flat, found)
            elif block.kind == "heading" and _leading(flat, found) == len(found) == 1:
                found = _all(found, _use_under(self._titles(block)[:-1]))
            elif len(found) >= _MANY and _says_variable(self._titles(block)[-1:]):
                found = _all(found, "read")
            yield from self._records(block, flat, found)
        if block.kind == "heading":
            self.introduction = None
        elif block.item < 0:
            self.introduction = block

    def _judge_item(self, block: Block, flat: Flat, found: list[_Found]) -> None:
        """Say what the names are that an item opens with: what introduces the list says it, or a value that follows."""
        if leading := _leading(flat, found):
            rest = flat.text[found[leading - 1][3] :].lstrip(" `*")
            has_value = rest.startswith("=") and not rest.startswith("==")
            found[:leading] = _all(found[:leading], "set" if has_value else _use_under(self._captions(block)))
        elif (label := _LABEL.match(flat.text)) and _says_variable(self._captions(block)):
            leading = _leading(flat, found, label.end())
            found[:leading] = _all(found[:leading], "set")

    def _captions(self, block: Block) -> list[str]:
        """The headings above a block and what introduces its list or table: the paragraph, or the item, around it."""
        parent = self.page.items[block.item].parent if block.item >= 0 else -1
        around = self.page.line(self.page.items[parent].line) if parent >= 0 else ""
        if not around and self.introduction:
            around = Flat(self.introduction, images=False).text
        return [*self._titles(block), around[-160:]]

    def _records(self, block: Block, flat: Flat, found: list[_Found]) -> Iterator[Variable]:
        form = form_of(block)
        section = self.where.index(block.first_line)
        listing = listing_of(self.page, block, section)
        for name, use, start, end in found:
            yield Variable(name, form, self.page.span(*flat.source(start, end)), section, listing, use)

    # -- tables ---------------------------------------------------------------------------------------------------

    def _table(self, cells: list[Block]) -> Iterator[Variable]:
        """The cells of one table: a column of names lists them, whatever stands in other columns mentions them."""
        first, last = cells[0], cells[-1]
        if not _CAPITALS.search(self.page.text, first.start, last.end):
            return
        headers = {cell.column: Flat(block).text for block in cells if (cell := block.cell) and cell.row == 0}
        says = {column: caption_says(header) for column, header in headers.items()}
        columns: dict[int, list[_Cell]] = {}
        for block in cells:
            if block.cell and block.cell.row and block.runs:
                entry = self._cell(block, single=says.get(block.cell.column) == "variable")
                if entry:
                    columns.setdefault(block.cell.column, []).append(entry)
        rows = max((cell.row for block in cells if (cell := block.cell)), default=0)
        named = _column_of_names(columns, says, rows)
        use = self._use_of_column(first, headers.get(named, ""), says.get(named, ""))
        retired = self._retired_rows(cells) if named >= 0 else set()
        for column, entries in columns.items():
            for block, flat, found, only in entries:
                around: VariableUse = "named"
                if column == named and (only or says.get(column) == "variable"):
                    around = "other" if block.cell and block.cell.row in retired else use
                elif only and says.get(column) in ("variable", "setting"):
                    around = "read"
                yield from self._records(block, flat, _all(found, around))

    def _retired_rows(self, cells: list[Block]) -> set[int]:
        text = self.page.text
        return {cell.row for block in cells if (cell := block.cell) and _RETIRED.search(text, block.start, block.end)}

    def _cell(self, block: Block, *, single: bool) -> _Cell | None:
        text = self.page.text[block.start : block.end]
        if not HINT.search(text) and not (single and _SINGLE.fullmatch(text.strip("`* "))):
            return None
        flat = Flat(block, images=False)
        found = list(_mentions(flat, single=single))
        return (block, flat, found, _is_only_names(flat, found)) if found else None

    def _use_of_column(self, block: Block, header: str, says: str) -> VariableUse:
        if _OUTDATED.search(header):
            return "other"
        if says == "variable":
            return "set"
        above = _use_under(self._captions(block))
        if says == "other":
            return "set" if above == "set" and "key" in header.lower() else "other"
        return above

    # -- code -----------------------------------------------------------------------------------------------------

    def _code(self, block: Block) -> Iterator[Variable]:
        text = self.page.text[block.start : block.end]
        if not HINT.search(text):
            return
        section = self.where.index(block.first_line)
        listing = listing_of(self.page, block, section)
        form: Form = "code"
        for name, use, start, end in variable_code.in_code(block.info, text):
            yield Variable(name, form, self.page.span(block.start + start, block.start + end), section, listing, use)

    def _titles(self, block: Block) -> list[str]:
        """The headings above a block, the outermost first, without the document's own title."""
        titles = []
        index = self.where.index(block.first_line)
        while index >= 0:
            titles.append(self.sections[index].title)
            index = self.sections[index].parent
        return titles[::-1]


def _column_of_names(columns: dict[int, list[_Cell]], says: dict[int, str], rows: int) -> int:
    """The column that holds the names: one whose header says so, else the first that holds nothing else; -1 for none."""
    full = [column for column, entries in columns.items() if sum(entry[3] for entry in entries) >= _FEWEST * rows]
    called = [column for column in columns if says.get(column) == "variable"]
    return min([column for column in full if column in called] or full or called, default=-1)


def _all(found: list[_Found], around: VariableUse) -> list[_Found]:
    return [(name, _stronger(own, around), start, end) for name, own, start, end in found]


def _mentions(flat: Flat, *, single: bool = False) -> Iterator[_Found]:
    """Every name in a block's text, in order: in code spans, and bare ones in the text."""
    found: list[_Found] = []
    for run, offset in zip(flat.runs, flat.offsets, strict=True):
        if run.kind == "code":
            inside = list(variable_code.in_span(run.text))
            if not inside and single and (match := _SINGLE.fullmatch(run.text)):
                inside = [(match[1], "named", match.start(1), match.end(1))]
            found.extend((name, use, offset + start, offset + end) for name, use, start, end in inside)
    # A parser may end a run of text at an underscore, so bare names are looked for across runs.
    for name, start, end in names_in(flat.text, code=False):
        if flat.run_at(start).kind == "text":
            found.append((name, "named", start, end))
    if not found and single and (match := _SINGLE.fullmatch(flat.text)):
        found.append((match[1], "named", match.start(1), match.end(1)))
    for name, use, start, end in sorted(found, key=lambda entry: entry[2]):
        yield name, _use_in_sentence(flat, name, use, start, end), start, end


def _use_in_sentence(flat: Flat, name: str, use: VariableUse, start: int, end: int) -> VariableUse:
    before, after = flat.text[max(0, start - 60) : start], flat.text[end : end + 60]
    if (
        _DENIED.search(before)
        or _RETIRED.search(before[-25:])
        or _RETIRED.search(_SENTENCE_END.split(after, maxsplit=1)[0])
    ):
        return "other"
    if use != "named":
        return use
    says = sentence_says(before, after)
    if says == "variable":
        return "read"
    return "other" if says == "other" or looks_like_another_thing(name) else "named"


def _leading(flat: Flat, found: list[_Found], position: int = 0) -> int:
    """How many names a text opens with, one after the other, from a position on."""
    count = 0
    for _, _, start, end in found:
        pattern = _BETWEEN if count else _LEAD
        if not pattern.fullmatch(flat.text, position, start):
            break
        count, position = count + 1, end
    return count


def _is_only_names(flat: Flat, found: list[_Found]) -> bool:
    """Whether a cell holds names and next to nothing else: a footnote sign, *(required)*; ``{NAME}`` is a blank to be filled in."""
    if not found or flat.text[: found[0][2]].endswith("{"):
        return False
    rest, position = [], 0
    for _, _, start, end in found:
        rest.append(flat.text[position:start])
        position = max(position, end)
    rest.append(flat.text[position:])
    return not _DECORATION.sub("", " ".join(rest)).strip("*")


def _says_variable(captions: list[str]) -> bool:
    return any(caption_says(caption) == "variable" for caption in captions)


def _use_under(captions: list[str]) -> VariableUse:
    """What captions, the outermost first, make of the names below: the innermost that says anything, or one that is plain."""
    said = [says for caption in captions if (says := caption_says(caption))]
    if not said:
        return "named"
    return "other" if said[-1] == "other" and "variable" not in said else "set"


def _stronger(own: VariableUse, around: VariableUse) -> VariableUse:
    """What a name is, from its own words and from what it stands in."""
    if around == "set":
        return "set"
    return own if around == "named" or own in ("set", "read") else around

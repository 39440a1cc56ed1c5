"""Endpoints in tables: method and path in two columns, in one cell, below a group's base path, or a table for each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from crossref.extract.blocks import STRIKE, Block, Flat, Page
from crossref.extract.endpoints import tokens
from crossref.extract.endpoints.found import Found
from crossref.extract.endpoints.modality import Statements
from crossref.extract.endpoints.text import code_paths, flatten, is_address
from crossref.names import plain_name

_METHOD_HEADER = re.compile(
    r"\b(?:methods?|verbs?|http|métodos?|methode|méthode|metodo|метод)\b|方法|方式|メソッド|메서드"
)
_PATH_HEADER = re.compile(
    r"\b(?:endpoints?|paths?|routes?|urls?|uris?|resources?|rutas?|pfade?|chemins?|rotas?|caminhos?|percorso|путь|эндпоинт\w*|адрес)\b|路径|接口|端点|地址|パス|경로"
)
_GROUP_HEADER = re.compile(r"\b(?:base|prefix|root|mount|group|prefijo|präfix)\b")
_BETWEEN = re.compile(r"(?:\s*(?:[,;·/|&+]|\n|→|\band\b|\bor\b)\s*|\s+)[\"'`(]?(?=/|\.\.\.|…|https?://)")
_LONGEST_LABEL = 40


class _Cell(Struct, gc=False):
    block: Block
    flat: Flat
    calls: list[tokens.Use]
    paths: list[tokens.Use]
    """The paths that a cell without calls opens with."""
    statements: Statements


_Row = dict[int, _Cell]


def read(page: Page, blocks: list[Block], listing: str) -> Iterator[Found]:
    """The endpoints of one table, whose cells are given in order."""
    rows: dict[int, _Row] = {}
    for block in blocks:
        if block.cell and block.runs:
            flat = flatten(page, block)
            calls = tokens.calls(flat.text) if "/" in flat.text else []
            paths = [] if calls or "/" not in flat.text else _paths(flat)
            names = [(use.start, use.end) for use in calls or paths]
            cell = _Cell(block, flat, calls, paths, Statements(flat.text, names))
            rows.setdefault(block.cell.row, {})[block.cell.column] = cell
    header = rows.get(0, {})
    titles = {column: plain_name(cell.flat.text) for column, cell in header.items()}
    table = _Table(page, listing, titles)
    if len(titles) == 2 and (found := table.transposed(rows)):
        yield found
        return
    for number, row in rows.items():
        if number and any("/" in cell.flat.text for cell in row.values()):
            yield from table.row(row)


class _Table:
    def __init__(self, page: Page, listing: str, titles: dict[int, str]) -> None:
        self.page = page
        self.listing = listing
        self.method_columns = [column for column, name in titles.items() if _METHOD_HEADER.search(name)]
        self.path_columns = [column for column, name in titles.items() if _PATH_HEADER.search(name)]
        self.group_columns = [column for column, name in titles.items() if _GROUP_HEADER.search(name)]

    def row(self, row: _Row) -> Iterator[Found]:
        called = [column for column, cell in row.items() if cell.calls]
        paths = {column: list(cell.paths) for column, cell in row.items() if cell.paths}
        verb = self._verb(row, paths)
        if verb and not called and paths:
            column = next((c for c in self.path_columns if c in paths), min(paths))
            for use in paths.pop(column):
                use.verbs = use.verbs or verb
                yield self._found(row, column, use)
        elif called:
            yield from self._calls(row, called, paths)
        for column, uses in paths.items():
            for use in uses:
                named = column in self.path_columns or column in self.group_columns
                found = self._found(row, column, use, form_is_table=named or bool(use.verbs))
                if column in self.group_columns:
                    found.label = _label(row, column)
                if named or use.verbs or tokens.is_api_path(use.path):
                    yield found
        for column, cell in row.items():
            if "://" in cell.flat.text and not cell.calls and column not in paths:
                yield from (self._found(row, column, use) for use in code_paths(cell.flat) if is_address(use))

    def _calls(self, row: _Row, called: list[int], paths: dict[int, list[tokens.Use]]) -> Iterator[Found]:
        """Methods with paths in one cell; a group's base path in another cell of the row is what they stand below."""
        groups = [uses[0] for column, uses in paths.items() if column in self.group_columns and len(uses) == 1]
        base = groups[0].path if len(groups) == 1 and not tokens.is_file(groups[0].path) else None
        first = min(called)
        for column in called:
            cell = row[column]
            for use in tokens.with_following(cell.flat.text, cell.calls):
                found = self._found(row, column, use, form_is_table=column == first or column in self.path_columns)
                found.base = base
                yield found

    def transposed(self, rows: dict[int, _Row]) -> Found | None:
        """A table with a row for the method and a row for the path of one endpoint."""
        verb, where = "", None
        for row in rows.values():
            if 0 not in row or 1 not in row:
                continue
            label, value = plain_name(row[0].flat.text), row[1].flat
            if _METHOD_HEADER.search(label) and (verbs := tokens.verbs(value.text)):
                verb = verbs
            elif _PATH_HEADER.search(label) and (uses := row[1].paths):
                where = (row, uses[0])
        if not verb or not where:
            return None
        where[1].verbs = verb
        return self._found(where[0], 1, where[1])

    def _verb(self, row: _Row, paths: dict[int, list[tokens.Use]]) -> str:
        """The methods in a cell of their own; where no header says which cell, one that holds nothing else."""
        for column in self.method_columns or [column for column in row if column not in paths]:
            verb = tokens.verbs(row[column].flat.text) if column in row else None
            if verb and (column in self.method_columns or verb.isupper()):
                return verb
        return ""

    def _found(self, row: _Row, column: int, use: tokens.Use, *, form_is_table: bool = True) -> Found:
        cell = row[column]
        start, end = cell.flat.source(use.start, use.end)
        struck = bool(cell.flat.run_at(use.end - 1).style & STRIKE)
        stated = not struck and all(other.statements.as_row() for other in row.values())
        form = "table" if form_is_table else "prose"
        return Found(use, start, end, self.page.line_of(start), form, self.listing, stated=stated)  # type: ignore[arg-type]


def _paths(flat: Flat, position: int | None = None) -> list[tokens.Use]:
    """The paths that a cell lists from its start (or from a position on), before any other text."""
    text = flat.text
    found: list[tokens.Use] = []
    if position is None:
        position = len(text) - len(text.lstrip(" \n(\"'"))
        first = tokens.lone(text, position)
        if not first:
            return []
        found.append(first)
        position = first.end
    while gap := _BETWEEN.match(text, position):
        use = tokens.lone(text, gap.end())
        if not use:
            break
        found.append(use)
        position = use.end
    return found


def _label(row: _Row, column: int) -> str:
    """What the first column calls the group."""
    text = " ".join(row[0].flat.text.split()) if 0 in row and column else ""
    return text if len(text) <= _LONGEST_LABEL and "/" not in text else ""

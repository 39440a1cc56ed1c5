"""Endpoints in headings, lists and paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from crossref.extract.blocks import STRIKE, Block, Flat, Page, Run
from crossref.extract.endpoints import tokens
from crossref.extract.endpoints.found import Found
from crossref.extract.endpoints.modality import Statements
from crossref.extract.passages import form_of
from crossref.names import plain_name

_TAG = re.compile(r"<[a-zA-Z][\w-]{0,40}>")
_LEAD = re.compile(r"(?:[\s\d.)✅🟢🔹•*-]*|[^/:：`]{0,40}[:：]\s*)$")
_ALONE = re.compile(r"[\s`*.:]*(?:$|[-–—(])")
"""What follows a call that has a line for itself: nothing, or what it does."""
_LONGEST_LEAD = 60
"""Characters that may stand before what an item opens with: a number, a mark, a label."""
_IN_HEADING = re.compile(r"(?:^|(?<=[\s(\[:–—-]))(?=/|https?://)")
_METHOD_LABEL = re.compile(
    r"^\W*(?:(?:http|request)[\s-]*)?(?:methods?|verb|método|methode|méthode|metodo|метод|(?:请求)?(?:方法|方式)|メソッド|메서드)\W*[:：]\W*(.+)$",
    re.IGNORECASE,
)
_PATH_LABEL = re.compile(
    r"^\W*(?:(?:request|api)[\s-]*)?(?:url|path|endpoint|route|uri|ruta|rota|caminho|pfad|chemin|percorso|путь|эндпоинт|адрес|"
    r"(?:请求|接口)?(?:路径|地址|接口|端点)|パス|엔드포인트|경로)\W*[:：]\W*(?=/|https?:)",
    re.IGNORECASE,
)


def flatten(page: Page, block: Block) -> Flat:
    """A block's text, with a parameter that reads as HTML (``/orders/<id>``) kept; a line break is a newline."""
    runs = [_kept(page, run) for run in block.runs]
    return Flat(Block(block.kind, block.first_line, block.last_line, inside=(runs, [])), images=False, line_break="\n")


def _kept(page: Page, run: Run) -> Run:
    if (
        run.kind != "html"
        or page.text[run.start - 1 : run.start] != "/"
        or not _TAG.fullmatch(page.text[run.start : run.end])
    ):
        return run
    return Run("text", page.text[run.start : run.end], run.start, run.end, run.style)


class _Text:
    """One block: its text, the calls in it, and what it says of what they name."""

    def __init__(self, page: Page, block: Block, listing: str) -> None:
        self.page = page
        self.block = block
        self.listing = listing
        self.flat = flatten(page, block)
        self.calls = tokens.calls(self.flat.text) if any(map(self.flat.text.__contains__, tokens.METHODS)) else []
        if self.calls and self.leads(self.calls[0]):
            self.calls = tokens.with_following(self.flat.text, self.calls)
        self._starts = [use.start for use in self.calls]
        self._statements = Statements(self.flat.text, [(use.start, use.end) for use in self.calls])

    def leads(self, use: tokens.Use) -> bool:
        """Whether a use is what the heading or item opens with."""
        if self.block.kind == "heading":
            return True
        return self.block.item >= 0 and _opens(self.flat, use.start)

    def is_taken(self, use: tokens.Use) -> bool:
        """Whether a path is that of a call."""
        index = bisect_right(self._starts, use.start) - 1
        return index >= 0 and use.start < self.calls[index].end

    def found(self, use: tokens.Use) -> Found:
        """A use with its place, and whether it is stated."""
        start, end = self.flat.source(use.start, use.end)
        struck = bool(self.flat.run_at(use.end - 1).style & STRIKE)
        stated = not struck and (self._statements.as_row() if self.leads(use) else self._statements.at(use.start))
        line = self.page.line_of(start)
        form = "list" if self._has_a_line(use) else form_of(self.block)
        return Found(use, start, end, line, form, self.listing, stated=stated)

    def _has_a_line(self, use: tokens.Use) -> bool:
        """Whether a call has a line of a paragraph for itself, as under the heading that names what it does."""
        if self.block.kind != "paragraph" or self.block.item >= 0 or not use.methods:
            return False
        text = self.flat.text
        first, last = text.rfind("\n", 0, use.start) + 1, text.find("\n", use.end)
        before, after = text[first : use.start], text[use.end : last if last >= 0 else len(text)]
        return len(before) <= _LONGEST_LEAD and bool(_LEAD.match(before)) and bool(_ALONE.match(after))


class TextReader:
    """Reads the blocks of one page in order; it remembers a method or path that waits for its other half."""

    def __init__(self, page: Page) -> None:
        """Take the page whose blocks will be given."""
        self._page = page
        self._waiting: tuple[int, str, Found | None] = (-1, "", None)

    def read(self, block: Block, section: int, listing: str) -> list[Found]:
        """The endpoints of a heading, list item or paragraph."""
        text = _Text(self._page, block, listing)
        found = [text.found(use) for use in text.calls]
        if not found:
            found.extend(self._labelled(text, section))
        for use, leads in _lone(text.flat, block):
            if not text.is_taken(use):
                one = text.found(use)
                if not leads and not use.verbs and not (block.item >= 0 and is_address(use)):
                    one.form = "prose"
                found.append(one)
        return found

    def _labelled(self, text: _Text, section: int) -> Iterator[Found]:
        """``Method: POST`` and ``Path: /orders`` in lines or items of their own, in either order.

        A path whose method never comes is read as any other path is.
        """
        offset = 0
        for line in text.flat.text.split("\n") if ":" in text.flat.text or "：" in text.flat.text else ():
            _, verb, path = self._waiting if self._waiting[0] == section else (section, "", None)
            if (match := _METHOD_LABEL.match(line)) and (verbs := tokens.verbs(match[1].strip("*` "))):
                verb = verbs
            elif (match := _PATH_LABEL.match(line)) and (use := tokens.lone(text.flat.text, offset + match.end())):
                path = text.found(use)
            else:
                offset += len(line) + 1
                continue
            offset += len(line) + 1
            self._waiting = (section, verb, path)
            if verb and path:
                path.use.verbs = verb
                self._waiting = (-1, "", None)
                yield path


def is_address(use: tokens.Use) -> bool:
    """Whether it is a full address of an interface, which says more than a path does: ``https://<host>/api/orders``."""
    return "://" in use.origin and tokens.is_api_path(use.path)


def group_path(page: Page, block: Block) -> str:
    """The path that a heading, or a line that serves as one, carries for what follows: ``Users (`/users`)``."""
    flat = flatten(page, block)
    if len(flat.text) > 100 or tokens.calls(flat.text):
        return ""
    uses = [use for use, _ in _lone(flat, block, heading=True) if not use.verbs]
    if len(uses) != 1 or tokens.is_file(uses[0].path) or uses[0].origin:
        return ""
    rest = flat.text[uses[0].end :].strip(" `)]:*")
    return uses[0].path if len(plain_name(rest).split()) < (3 if block.kind == "heading" else 1) else ""


def code_paths(flat: Flat) -> Iterator[tokens.Use]:
    """The code spans that hold a path or an address and nothing else."""
    for run, offset in zip(flat.runs, flat.offsets, strict=True):
        if run.kind == "code" and "/" in run.text:
            use = tokens.lone(flat.text, offset + len(run.text) - len(run.text.lstrip()))
            if use and use.end >= offset + len(run.text.split("?")[0].rstrip()):
                yield use


def _lone(flat: Flat, block: Block, *, heading: bool = False) -> Iterator[tuple[tokens.Use, bool]]:
    """Paths without a method before them, and whether each leads its item or heading."""
    for use in code_paths(flat):
        yield use, block.kind == "heading" or (block.item >= 0 and _opens(flat, use.start))
    if block.kind == "heading" or heading or block.item >= 0:
        for match in _IN_HEADING.finditer(flat.text):
            bare = tokens.lone(flat.text, match.start()) if flat.run_at(match.start()).kind == "text" else None
            leads = block.kind == "heading" or heading or _opens(flat, match.start())
            if bare and bare.path != "/" and leads:
                yield bare, True


def _opens(flat: Flat, position: int) -> bool:
    """Whether only a number, a mark or a label stands before a position."""
    return position <= _LONGEST_LEAD and bool(_LEAD.match(flat.text[:position]))

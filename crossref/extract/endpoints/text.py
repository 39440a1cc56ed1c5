"""Endpoints in headings, lists and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossref.extract.blocks import STRIKE, Block, Flat, Page, Run
from crossref.extract.endpoints import tokens
from crossref.extract.endpoints.found import Found
from crossref.extract.endpoints.modality import is_stated, row_is_stated
from crossref.extract.passages import form_of
from crossref.names import plain_name

_TAG = re.compile(r"<[a-zA-Z][\w-]{0,40}>")
_LEAD = re.compile(r"(?:[\s\d.)✅🟢🔹•*-]*|[^/:`]{0,40}:\s*)$")
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
    return Flat(Block(block.kind, block.first_line, block.last_line, runs, []), images=False, line_break="\n")


def _kept(page: Page, run: Run) -> Run:
    if (
        run.kind != "html"
        or page.text[run.start - 1 : run.start] != "/"
        or not _TAG.fullmatch(page.text[run.start : run.end])
    ):
        return run
    return Run("text", page.text[run.start : run.end], run.start, run.end, run.style)


class TextReader:
    """Reads the blocks of one page in order; it remembers a method or path that waits for its other half."""

    def __init__(self, page: Page) -> None:
        """Take the page whose blocks will be given."""
        self._page = page
        self._waiting: tuple[int, str, Found | None] = (-1, "", None)

    def read(self, block: Block, section: int, listing: str) -> list[Found]:
        """The endpoints of a heading, list item or paragraph."""
        flat = flatten(self._page, block)
        calls = tokens.calls(flat.text)
        if calls and (block.kind == "heading" or (block.item >= 0 and _LEAD.match(flat.text[: calls[0].start]))):
            calls = tokens.with_following(flat.text, calls)
        found = [self._found(flat, block, use, listing) for use in calls]
        if not calls:
            found.extend(self._labelled(flat, block, section, listing))
        taken = [(use.start, use.end) for use in calls]
        for use, leads in _lone(flat, block):
            if not any(start <= use.start < end for start, end in taken):
                one = self._found(flat, block, use, listing)
                if not leads and not use.verbs and not (block.item >= 0 and is_address(use)):
                    one.form = "prose"
                found.append(one)
        return found

    def _found(self, flat: Flat, block: Block, use: tokens.Use, listing: str) -> Found:
        start, end = flat.source(use.start, use.end)
        struck = bool(flat.run_at(use.end - 1).style & STRIKE)
        leads = block.kind == "heading" or (block.item >= 0 and bool(_LEAD.match(flat.text[: use.start])))
        rest = flat.text[: use.start] + flat.text[use.end :]
        stated = not struck and (row_is_stated(rest) if leads else is_stated(flat.text, use.start, use.end))
        return Found(use, start, end, self._page.line_of(start), form_of(block), listing, stated=stated)

    def _labelled(self, flat: Flat, block: Block, section: int, listing: str) -> Iterator[Found]:
        """``Method: POST`` and ``Path: /orders`` in lines or items of their own, in either order."""
        offset = 0
        for line in flat.text.split("\n"):
            _, verb, path = self._waiting if self._waiting[0] == section else (section, "", None)
            if (match := _METHOD_LABEL.match(line)) and (verbs := tokens.verbs(match[1].strip("*` "))):
                verb = verbs
            elif (match := _PATH_LABEL.match(line)) and (use := tokens.lone(flat.text, offset + match.end())):
                path = self._found(flat, block, use, listing)
            else:
                offset += len(line) + 1
                continue
            offset += len(line) + 1
            self._waiting = (section, verb, path)
            if verb and path:
                path.use.verbs = verb
                self._waiting = (-1, "", None)
                yield path
        # A path whose method never comes is read as any other path is.


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
        yield use, block.kind == "heading" or (block.item >= 0 and bool(_LEAD.match(flat.text[: use.start])))
    if block.kind == "heading" or heading or block.item >= 0:
        for match in _IN_HEADING.finditer(flat.text):
            bare = tokens.lone(flat.text, match.start()) if flat.run_at(match.start()).kind == "text" else None
            leads = block.kind == "heading" or heading or bool(_LEAD.match(flat.text[: match.start()]))
            if bare and bare.path != "/" and leads:
                yield bare, True

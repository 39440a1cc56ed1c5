r"""The neutral stream that a Markdown parser feeds and the rest of extraction reads.

A page is a flat list of blocks in document order. A block that holds text is a list of runs, each with one style and an
exact source range. Offsets count characters from the start of the text, after line endings became ``\n``; ends
are exclusive. Nothing here knows which parser ran.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Literal

from msgspec import Struct

from crossref.model import Span

BlockKind = Literal["heading", "paragraph", "cell", "code", "html", "math", "front-matter", "rule"]
RunKind = Literal["text", "code", "html", "image", "break", "math", "footnote"]
LinkForm = Literal["inline", "reference", "autolink", "image"]

STRONG, EMPHASIS, STRIKE = 1, 2, 4


class Run(Struct, gc=False):
    """A piece of a block's text in one style; ``text`` is what a reader sees, the range is its source."""

    kind: RunKind
    text: str
    start: int
    end: int
    style: int = 0


class LinkUse(Struct, gc=False):
    """A link or image in a block, its destination unescaped, and the ranges of both."""

    form: LinkForm
    destination: str
    start: int
    end: int
    destination_start: int
    destination_end: int
    first_run: int
    last_run: int
    """The runs ``[first_run, last_run)`` are its text."""


class Item(Struct, gc=False):
    """A list item: its number in its list (0-based), its list, and the item around it (-1 for none)."""

    number: int
    listing: int
    parent: int
    ordinal: int | None
    """The number an ordered list shows; None for a bullet."""
    line: int


class Cell(Struct, gc=False):
    """Where a table cell stands: table, row (0 is the header) and column, all 0-based."""

    table: int
    row: int
    column: int


class Block(Struct, gc=False):
    """A leaf block. ``first_line`` and ``last_line`` are 1-based and inclusive."""

    kind: BlockKind
    first_line: int
    last_line: int
    runs: list[Run]
    links: list[LinkUse]
    start: int = 0
    end: int = 0
    level: int = 0
    """A heading's level, 1 to 6."""
    info: str = ""
    """What follows the fence of a code block."""
    item: int = -1
    """Index of the list item it stands in, -1 outside lists."""
    quoted: bool = False
    cell: Cell | None = None


class Definition(Struct, gc=False):
    """A link reference definition: ``[label]: destination``."""

    label: str
    destination: str
    start: int
    end: int


class Footnote(Struct, gc=False):
    """A footnote's definition: its label and the range of ``[^label]:``."""

    label: str
    start: int
    end: int


class Extent(Struct, gc=False):
    """The lines of a block of any kind (a list or table included) and how deep it is nested."""

    level: int
    first_line: int
    last_line: int


class Page:
    """A parsed Markdown text: its blocks and how offsets become places."""

    def __init__(self, text: str) -> None:
        r"""Take a text whose line endings are ``\n``; a parser fills in the rest."""
        self.text = text
        self.blocks: list[Block] = []
        self.items: list[Item] = []
        self.extents: list[Extent] = []
        self.definitions: dict[str, Definition] = {}
        self.footnotes: dict[str, Footnote] = {}
        self.starts = _line_starts(text)
        """The offset of each line; one past the end closes the list."""

    def line_of(self, offset: int) -> int:
        """The 1-based line an offset lies on."""
        return bisect_right(self.starts, offset, 0, len(self.starts) - 1)

    def line(self, number: int) -> str:
        """The text of a 1-based line, without its line ending."""
        return self.text[self.starts[number - 1] : self.starts[number]].rstrip("\n")

    @property
    def line_count(self) -> int:
        """How many lines the text has; a closing line ending opens no further line."""
        return len(self.starts) - 1

    def span(self, start: int, end: int) -> Span:
        """The span of a source range."""
        line = self.line_of(start)
        end_line = line if end <= self.starts[line] else self.line_of(end)
        return Span(line, start - self.starts[line - 1] + 1, end_line, end - self.starts[end_line - 1] + 1)


class Flat:
    """A block's text as a reader sees it, with a way back to the source.

    Code keeps its text, images their alternative text, a line break is a space, math its formula; HTML and footnotes are nothing.
    """

    def __init__(self, block: Block, *, images: bool = True, code: bool = True, line_break: str = " ") -> None:
        """Join the runs of a block; ``images`` and ``code`` say whether theirs take part."""
        parts: list[str] = []
        self.runs: list[Run] = []
        self.offsets: list[int] = []
        length = 0
        for run in block.runs:
            text = line_break if run.kind == "break" else _shown(run, images=images, code=code)
            if text:
                self.runs.append(run)
                self.offsets.append(length)
                parts.append(text)
                length += len(text)
        self.text = "".join(parts)

    def run_at(self, index: int) -> Run:
        """The run that a position of the text comes from."""
        return self.runs[bisect_right(self.offsets, index) - 1]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The source range behind ``text[start:end]``, which must not be empty."""
        return self._offset(start, closing=False), self._offset(end - 1, closing=True)

    def _offset(self, index: int, *, closing: bool) -> int:
        position = bisect_right(self.offsets, index) - 1
        run = self.runs[position]
        if run.kind == "text" and run.end - run.start == len(run.text):
            return run.start + index - self.offsets[position] + closing
        if run.kind == "code":
            return _inside_code(run, index - self.offsets[position]) + closing
        return run.end if closing else run.start


def _inside_code(run: Run, index: int) -> int:
    """A code span's text stands in the middle of its backticks and of one stripped space on each side."""
    return run.start + (run.end - run.start - len(run.text)) // 2 + index


def _shown(run: Run, *, images: bool, code: bool) -> str:
    shown = run.kind in ("text", "math") or (run.kind == "code" and code) or (run.kind == "image" and images)
    return run.text if shown else ""


def _line_starts(text: str) -> list[int]:
    starts = [0]
    position = text.find("\n")
    while position >= 0:
        starts.append(position + 1)
        position = text.find("\n", position + 1)
    if starts[-1] != len(text):
        starts.append(len(text))
    elif len(starts) == 1:
        starts.append(0)
    return starts

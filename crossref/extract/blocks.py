r"""The neutral stream that a Markdown parser feeds and the rest of extraction reads.

A page is a flat list of blocks in document order. A block that holds text is a list of runs, each with one style and an
exact source range. Offsets count characters from the start of the text, after line endings became ``\n``; ends
are exclusive. Nothing here knows which parser ran.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate
from operator import add
from typing import Any, Literal, Protocol

from msgspec import Struct

from crossref.model import Span

BlockKind = Literal["heading", "paragraph", "cell", "code", "html", "math", "front-matter", "rule"]
RunKind = Literal["text", "code", "html", "image", "break", "math", "footnote"]
LinkForm = Literal["inline", "reference", "autolink", "image"]

STRONG, EMPHASIS, STRIKE = 1, 2, 4

TEXT = frozenset({"paragraph", "cell", "heading"})
"""The kinds of block that hold text."""


ANY_INLINE = re.compile(r"[\\`*_~<\[&$]")
"""What any markup takes; a text without it is plain."""


class Run(Struct, gc=False):
    """A piece of a block's text in one style; ``text`` is what a reader sees, the range is its source."""

    kind: RunKind
    text: str
    start: int
    end: int
    style: int = 0
    is_exact: bool = False
    """Whether this is text exactly as it stands in the source."""
    is_split: bool = False
    """Whether this is code over several lines, between which containers may have marks of their own."""


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
    text: str = ""
    """What a reader sees of it."""


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


class NestingError(ValueError):
    """A text is nested so deeply that a parser would leave out all that follows; ``line`` is where, 1-based."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class Inline(Protocol):
    """What a parser leaves behind to read a block's text when somebody asks for it."""

    def read(self, block: Block, content: Any) -> tuple[list[Run], list[LinkUse]]:
        """The runs and links of a block; ``content`` is what the parser put there for it."""

    def uses(self, block: Block, content: Any) -> list[LinkUse]:
        """The links of a block without its runs, whose numbers mean nothing then."""

    def html(self, block: Block, content: Any) -> list[tuple[str, int]]:
        """The raw HTML of a block, each stretch with the offset it starts at."""


class Block(Struct, gc=False):
    """A leaf block. ``first_line`` and ``last_line`` are 1-based and inclusive.

    Its runs and links are read on first use, because most blocks of a large document set are never asked for them.
    """

    kind: BlockKind
    first_line: int
    last_line: int
    start: int = 0
    end: int = 0
    item: int = -1
    """Index of the list item it stands in, -1 outside lists."""
    quoted: bool = False
    level: int = 0
    """A heading's level, 1 to 6."""
    info: str = ""
    """What follows the fence of a code block."""
    cell: Cell | None = None
    inline: Inline | None = None
    """Reads ``content``; None where there is none. Must not lead back to the block, for blocks are not garbage-collected."""
    content: Any = None
    linkless: bool = False
    """Whether its source holds nothing that could be a link, so that there is no need to read it for links."""
    htmlless: bool = False
    """The same for raw HTML."""
    inside: tuple[list[Run], list[LinkUse]] | None = None
    found: list[LinkUse] | None = None

    @property
    def runs(self) -> list[Run]:
        """The pieces of its text."""
        return (self.inside or self._read())[0]

    @property
    def links(self) -> list[LinkUse]:
        """Its links and images."""
        return [] if self.linkless else (self.inside or self._read())[1]

    @property
    def uses(self) -> list[LinkUse]:
        """Its links and images for those who do not look at its runs, which may then stay unread."""
        if self.linkless:
            return []
        if self.inside is None and self.found is None and self.inline:
            self.found = self.inline.uses(self, self.content)
        return self.inside[1] if self.inside else self.found or []

    @property
    def html(self) -> list[tuple[str, int]]:
        """The raw HTML in its text, each stretch with the offset it starts at."""
        if self.htmlless:
            return []
        return self.inline.html(self, self.content) if self.inline else html_runs(self)

    def _read(self) -> tuple[list[Run], list[LinkUse]]:
        self.inside = self.inline.read(self, self.content) if self.inline else ([], [])
        self.inline = self.content = None
        return self.inside


def html_runs(block: Block) -> list[tuple[str, int]]:
    """The raw HTML in a block's text, each stretch with the offset it starts at."""
    return [(run.text, run.start) for run in block.runs if run.kind == "html"]


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
    """The lines of a block of any kind, a list or table included."""

    first_line: int
    last_line: int


class Container(Struct, gc=False):
    """A list, a list item, a quote or a table: the line it opens on and the blocks ``[first_block, last_block)`` in it."""

    first_line: int
    first_block: int
    last_block: int


class Page:
    """A parsed Markdown text: its blocks and how offsets become places."""

    def __init__(self, text: str) -> None:
        r"""Take a text whose line endings are ``\n``; a parser fills in the rest."""
        self.text = text
        self.blocks: list[Block] = []
        self.items: list[Item] = []
        self.containers: list[Container] = []
        self.definitions: dict[str, Definition] = {}
        self.footnotes: dict[str, Footnote] = {}
        self._held: dict[str, bool] = {}
        self.starts = _line_starts(text)
        """The offset of each line; one past the end closes the list."""

    def holds(self, hint: str) -> bool:
        """Whether the text holds a string. Many ask, often for the same, and a search goes through all of a text."""
        known = self._held.get(hint)
        if known is None:
            # To look for one character is several times as fast, and one that is rare decides it.
            known = self._held[hint] = hint[-1] in self.text and hint in self.text
        return known

    @cached_property
    def extents(self) -> list[Extent]:
        """Every container and block in document order; few pages are asked for them."""
        blocks = [Extent(block.first_line, block.last_line) for block in self.blocks]
        around = []
        for container in self.containers:
            inside = blocks[container.first_block : container.last_block]
            last = max((extent.last_line for extent in inside), default=container.first_line)
            around.append(Extent(container.first_line, last))
        return sorted(around + blocks, key=lambda extent: extent.first_line)

    @cached_property
    def raw_html(self) -> list[tuple[str, int]]:
        """Every stretch of raw HTML, in order, with the offset it starts at."""
        found = []
        for block in self.blocks if "<" in self.text else ():
            if block.kind == "html":
                found.append((self.text[block.start : block.end], block.start))
            elif block.kind in TEXT:
                found.extend(block.html)
        return found

    def blocks_at(self, matches: Iterable[re.Match[str]]) -> Iterator[Block]:
        """The blocks that stand where something was found, in order, each once; so that the rest need not be read."""
        starts = self._block_starts
        until = -1
        for match in matches:
            offset = match.start()
            if offset >= until and (index := bisect_right(starts, offset)):
                if offset < self.blocks[index - 1].end:
                    yield self.blocks[index - 1]
                until = starts[index] if index < len(starts) else len(self.text)

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    def open(self, line: int) -> Container:
        """Note that a container opens on a line, before its blocks; who opens it sets its ``last_block``."""
        container = Container(line, len(self.blocks), len(self.blocks))
        self.containers.append(container)
        return container

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
        starts = self.starts
        line = end_line = bisect_right(starts, start, 0, len(starts) - 1)
        if end > starts[line]:
            end_line = bisect_right(starts, end, line, len(starts) - 1)
        return Span(line, start - starts[line - 1] + 1, end_line, end - starts[end_line - 1] + 1)

    def spans(self, start: int, end: int, inner_start: int, inner_end: int) -> tuple[Span, Span]:
        """The spans of an inner and an outer source range; nearly all lie on one line, which is then looked for once."""
        starts = self.starts
        line = bisect_right(starts, start, 0, len(starts) - 1)
        before = starts[line - 1] - 1
        if end <= starts[line] and before < inner_start and inner_end <= starts[line]:
            inner = Span(line, inner_start - before, line, inner_end - before)
            return inner, Span(line, start - before, line, end - before)
        return self.span(inner_start, inner_end), self.span(start, end)


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
        if run.kind == "code" and not run.is_split:
            return _inside_code(run, index - self.offsets[position]) + closing
        return run.end if closing else run.start


def _inside_code(run: Run, index: int) -> int:
    """A code span's text stands in the middle of its backticks and of one stripped space on each side."""
    return run.start + (run.end - run.start - len(run.text)) // 2 + index


def _shown(run: Run, *, images: bool, code: bool) -> str:
    shown = run.kind in ("text", "math") or (run.kind == "code" and code) or (run.kind == "image" and images)
    return run.text if shown else ""


def _line_starts(text: str) -> list[int]:
    lines = text.split("\n")
    starts = [0, *map(add, accumulate(map(len, lines)), range(1, len(lines)))]
    if starts[-1] != len(text):
        starts.append(len(text))
    elif len(starts) == 1:
        starts.append(0)
    return starts

"""Mentions: a file named in the text, as many document sets refer to each other (``See `deployment.md```).

A mention is always an edge of the graph when it leads somewhere. Whether it may be reported as broken depends on the
sentence: only one that sends the reader to the file promises that there is one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache

from msgspec import Struct

from crossref.extract.blocks import TEXT, Block, Flat, Page, Run
from crossref.extract.ranges import covering
from crossref.model import Link, Section
from crossref.names import called, plain_name, spellings

RELATED = "related documentation"
KEY_FILES = "key files"

_EXTENSION = r"\.(?:md|markdown|mdx)"
_FILE = re.compile(rf"(?:[\w.@~+-]+/)*[\w.+()-]*\w{_EXTENSION}(?:#[^\s`]*)?", re.IGNORECASE)
_BARE = re.compile(
    rf"(?<![\w/.@\\:*<{{}}~-])(?:\.{{0,2}}/)?(?:[\w.-]+/)*[\w-][\w.-]*{_EXTENSION}(?![\w/*(-]|\.\w)(?:#[\w-]+)?",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?;](?:[\"')\]*]*)\s+(?=[\"'(\[*`]*[A-Z0-9`])")
_CUE_BEFORE = re.compile(
    r"\b(?:see(?: also| the| our)?|refer(?: back)? to|consult|(?:described|documented|defined|detailed|explained|covered|listed|"
    r"found|available|specified|outlined|summari[sz]ed|discussed|recorded|given|shown|specification|guide|instructions|"
    r"reference|details?|more|information|documentation|documented) (?:are |is )?(?:fully |further )?(?:in|at|under)|"
    r"details?:|according to|as per|siehe|vgl\.|voir|véase|ver|см\.|参见|请参阅|详见)"
    r"(?:\s+(?:also|the|our|full|file|document|page|section|in))*[\s:*(\"'\[–—-]*"
    r"(?:(?:[`\w./\\#-]+(?:\s*,\s*|\s+and\s+|\s+or\s+|\s*&\s*|,\s+and\s+))*[\s*]*)$",
    re.IGNORECASE,
)
_CUE_AFTER = re.compile(
    r"[`*)\s]*(?:for (?:more|the|full|further|details|a |all|complete)|has (?:the )?(?:full|details))", re.IGNORECASE
)
_NOT_THERE_YET = re.compile(
    r"\b(?:create[sd]?|creating|generate[sd]?|generating|will|to be|should|would|could|add(?:s|ed|ing)?|new file|rename[sd]?|"
    r"delete[sd]?|remove[sd]?|move[sd]?|moving|merge[sd]?|replace[sd]?|template|e\.g\.|for example|such as|missing|"
    r"does not exist|doesn't exist|not yet|no longer|planned|todo|tbd|deprecated|archived|obsolete|if (?:present|it exists|any)|"
    r"when (?:present|available)|optional(?:ly)?|repo(?:sitory)?|upstream|fork|draft|write|wrote|written to|output)\b",
    re.IGNORECASE,
)
_SECTION_BEFORE = re.compile(
    r"(?:\bthe\s+|[\"“*(]|\bsee\s+)[\"“*]*([A-Z0-9][\w&/+' -]{2,60}?)[\"”*]*\s+section\s+(?:of|in)\s+(?:the\s+)?[*(\[]*$"
)
_SECTION_AFTER = re.compile(
    r"^[`*)\]]*,?\s*(?:\(?section[:\s]+|§\s*|→\s*|->\s*|>\s+)[\"“*]*([A-Z0-9][^\"”*.,;:()\[\]\n→>§]{2,60})[\"”*]*"
)
_SECTION_NAMED_AFTER = re.compile(r"^[`*)\]]*['’]?s?\s+[\"“*]([A-Z0-9][^\"”*\n]{2,60})[\"”*]\s+section\b")
_PLACEHOLDER = re.compile(
    r"[<>{}*$?\[\]|]|\b(?:NNN+|XXX+|YYYY|N{3,}|xxx+|nnn+|foo|bar|example|filename|file-?name|your-)\b|\.\.\.|…"
)
_PATH = re.compile(r"(?:\.{0,2}/)?(?:[\w.@+-]+/)+[\w.@+-]*|[\w@+-]+\.[a-z][a-z0-9]{0,4}")
_OPENINGS = frozenset("*_~[")
"""What styled words open with, or a link around them."""
_LABEL_SOURCE = 80
"""Characters in which the words of a label stand, with the markup before and between them."""
_FILE_HINT = re.compile(r"\.[mM][dDaA]")
_LONGEST = 1000
"""Characters before and behind a mention that can belong to its sentence."""


def find(page: Page, sections: tuple[Section, ...], vocabulary: Mapping[str, tuple[str, ...]]) -> tuple[Link, ...]:
    """Every mention of a Markdown file on a page, and every path listed under *Key files*, in order."""
    names = _names_of(vocabulary.get(RELATED, ()), vocabulary.get(KEY_FILES, ()))
    return tuple(_mentions(page, _Headings(sections, names)))


def named_section(flat: Flat, start: int, end: int) -> str:
    """The section that the text around ``flat.text[start:end]`` names: *the Rollback section of* it."""
    before, after = flat.text[max(0, start - 120) : start], flat.text[end : end + 100]
    match = _SECTION_BEFORE.search(before) or _SECTION_AFTER.match(after) or _SECTION_NAMED_AFTER.match(after)
    return match[1].strip() if match else ""


class _Names(Struct, frozen=True):
    """How the two special headings may be spelled."""

    known: dict[str, frozenset[str]]
    key_files: tuple[tuple[str, re.Pattern[str]], ...]
    """Words that all spellings of *Key files* share among them, and for each its spellings, words one behind the other."""


@lru_cache(maxsize=8)
def _names_of(related: tuple[str, ...], key_files: tuple[str, ...]) -> _Names:
    vocabulary = {RELATED: related, KEY_FILES: key_files}
    known = {name: spellings((name,), vocabulary) for name in vocabulary}
    left = {spelling for spelling in known[KEY_FILES] if spelling}
    patterns = []
    while left:
        words = sorted({word for spelling in left for word in spelling.split()})
        word = max(words, key=lambda word: sum(word in spelling for spelling in left))
        sharing = sorted(spelling for spelling in left if word in spelling)
        left.difference_update(sharing)
        each = (r"[\W_]+".join(map(re.escape, spelling.split())) for spelling in sharing)
        patterns.append((word, re.compile("|".join(each))))
    return _Names(known, tuple(patterns))


class _Headings:
    """Which of the two special headings a line stands under."""

    def __init__(self, sections: tuple[Section, ...], names: _Names) -> None:
        self.sections = sections
        self.names = names

    @cached_property
    def covers(self) -> Mapping[str, Callable[[int], bool]]:
        return {
            name: covering(
                (section.span.line, section.last_line + 1) for section in self.sections if called(section.title, known)
            )
            for name, known in self.names.known.items()
        }

    def is_under(self, line: int, name: str) -> bool:
        return self.covers[name](line)

    def may_list_key_files(self, page: Page) -> bool:
        """Whether a heading or label holds the words of *Key files* one behind the other, in any of its spellings."""
        told = "\n".join([*(section.title for section in self.sections), *_label_sources(page)]).lower()
        return any(word in told and pattern.search(told) for word, pattern in self.names.key_files)

    def labels(self, text: str, name: str) -> bool:
        """Whether a label such as **Key files:** is this name."""
        return len(text) < 40 and called(text, self.names.known[name])


def _mentions(page: Page, headings: _Headings) -> Iterator[Link]:
    key_item = -1
    every = headings.may_list_key_files(page)
    for block in page.blocks if every else page.blocks_at(_outside_links(page)):
        if block.kind not in TEXT or not block.runs:
            continue
        label = _label(block)
        if label and headings.labels(label, KEY_FILES):
            key_item = block.item
            yield from _paths(page, block)
        elif headings.is_under(block.first_line, KEY_FILES) or _is_inside(page, block.item, key_item):
            yield from _paths(page, block)
        elif not every or _FILE_HINT.search(page.text, block.start, block.end):
            related = headings.is_under(block.first_line, RELATED) or headings.labels(label, RELATED)
            yield from _in_block(page, block, related=related)


def _outside_links(page: Page) -> list[re.Match[str]]:
    """Where a file may be named elsewhere than in a link, which is no mention."""
    is_linked = covering((use.start, use.end) for block in page.blocks if not block.linkless for use in block.uses)
    return [match for match in _FILE_HINT.finditer(page.text) if not is_linked(match.start())]


def _is_inside(page: Page, item: int, around: int) -> bool:
    while item >= 0 and around >= 0:
        item = page.items[item].parent
        if item == around:
            return True
    return False


def _label_sources(page: Page) -> list[str]:
    """The source of what may be labels, without reading any block: cheap, and more of it than labels."""
    text = page.text
    starts = [block.start for block in page.blocks if block.kind in TEXT]
    openings = [text[start : start + _LABEL_SOURCE] for start in starts]
    return [opening for opening in openings if ":" in opening or opening[:1] in _OPENINGS]


def _label(block: Block) -> str:
    """The bold or colon-closed words a block opens with."""
    first = block.runs[0]
    if first.style:
        return first.text.rstrip(": ")
    head, colon, _ = first.text.partition(":")
    return head if colon else ""


def _in_block(page: Page, block: Block, *, related: bool) -> Iterator[Link]:
    flat = Flat(block, images=False)
    if ".m" not in flat.text and ".M" not in flat.text:
        return
    is_linked = covering((use.start, use.end) for use in block.uses)
    for start, end in _names(flat):
        at, until = flat.source(start, end)
        if is_linked(at):
            continue
        name = flat.text[start:end]
        if _PLACEHOLDER.search(name) or name.lower() in ("node.md",):
            continue
        refers = block.kind != "heading" and _sends_the_reader(flat, start, end, related=related)
        span = page.span(at, until)
        yield Link("mention", name, name, span, span, refers, named_section(flat, start, end))


def _names(flat: Flat) -> Iterator[tuple[int, int]]:
    """Where the text names a Markdown file: a code span that is nothing else, or a bare word."""
    for run, offset in zip(flat.runs, flat.offsets, strict=True):
        if run.kind == "code":
            name = run.text.strip()
            if _FILE.fullmatch(name.removeprefix("./")):
                start = offset + run.text.index(name)
                yield start, start + len(name)
        elif run.kind == "text" and (".m" in run.text or ".M" in run.text):
            for match in _BARE.finditer(flat.text, offset, offset + len(run.text)):
                if not match[0].startswith("/"):
                    yield match.span()


def _sends_the_reader(flat: Flat, start: int, end: int, *, related: bool) -> bool:
    sentence_start, sentence_end = _sentence(flat.text, start, end)
    before, after = flat.text[sentence_start:start], flat.text[end:sentence_end]
    if _NOT_THERE_YET.search(before) or _NOT_THERE_YET.search(after[:80]):
        return False
    if related and len(plain_name(before)) < 40:
        return True
    return bool(_CUE_BEFORE.search(before[-200:]) or (not before.strip(" (*") and _CUE_AFTER.match(after)))


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    first, last = max(0, start - _LONGEST), min(end + _LONGEST, len(text))
    for match in _SENTENCE_END.finditer(text, first, start):
        first = match.end()
    after = _SENTENCE_END.search(text, end, last)
    return first, after.start() if after else last


def _paths(page: Page, block: Block) -> Iterator[Link]:
    for run in block.runs:
        if run.kind == "code" and _is_path(run):
            start = run.start + (run.end - run.start - len(run.text)) // 2
            span = page.span(start, start + len(run.text))
            yield Link("path", run.text, run.text, span, span)


def _is_path(run: Run) -> bool:
    return bool(_PATH.fullmatch(run.text)) and not _PLACEHOLDER.search(run.text) and "://" not in run.text

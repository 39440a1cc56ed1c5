"""How many of a kind a text says there are: *ten queues*, *a 5-phase pipeline*, *Total: 10 queues*."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from crossref.context import is_advice, path_tense, section_tense, tense_of, titles_above
from crossref.extract.blocks import STRONG, Block, Flat, Page
from crossref.extract.listings import Listed, Listings
from crossref.extract.passages import SectionAt, form_of, listing_of
from crossref.model import Count, Form, Section, Tense
from crossref.value import Quantity
from crossref.values.counting import REFERENCES
from crossref.values.numbers import WORDS
from crossref.words import singular, words_of

_TEXT = frozenset({"heading", "paragraph", "cell"})
_WORD = "|".join(sorted((word for word, value in WORDS.items() if 2 <= value <= 40), key=len, reverse=True))
_DIGIT = re.compile(r"\d")
_NUMBER_WORD = re.compile(rf"\b(?:{_WORD})\b")
_COUNT = re.compile(
    rf"(?<![\w.,/:$\u00a7\u20ac\u00a3#%@&=+<>\u2013-])(?P<sign>[~\u2248\u2265]\s?)?(?:(?P<done>\d[\d,]{{0,7}})/(?=(?P=done)\D))?(?P<n>\d{{1,3}}(?:,\d{{3}}){{1,2}}|\d{{1,6}}|(?:{_WORD})(?!-(?:{_WORD})))"
    r"(?P<plus>\+)?(?:(?P<joint>-)|[ \u00a0]+)(?P<run>[^\W\d_][\w-]*(?:[ /][^\W\d_][\w-]*){0,4})",
    re.IGNORECASE,
)
"""A number and up to five words after it; which of them is the noun is seen later."""
_NAMED = re.compile(
    r"\s*+(?:[|:\u2014\u2013=]\s*+)?(?P<sign>[~\u2248])?(?P<n>\d{1,3}(?:,\d{3}){1,2}|\d{1,6})(?:/(?P=n))?(?P<plus>\+)?\s*+(?:\(.*\))?[\s\u2705\u2714.]*$"
)
"""A cell, or what follows a label, that holds a bare number, or all of so many: *663/663*."""
_LABEL = re.compile(
    r"\s*(?:total |number of |no\. of )?(?P<name>[^\W\d_][\w /-]{2,50}?)\s*:\s+(?=[~\u2248]?\d)", re.IGNORECASE
)
_LONGEST = 4000
"""Characters from which a sentence is none."""
_MOST = 30
"""Numbers from which a sentence is none, but a dump of data."""
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z(\[`*\"'])")
_BEFORE = re.compile(
    r"((?:(?:up|limited|scaled?|scales|grows?|extended|increased?|reduced?|down|from [\w.]+) )?[^\W\d_]+)[\s\u00a0]*[~\u2248(\"'`]*$"
)
_STOP = frozenset(
    "and or of to in on at is are was were for with from the by as if but then than that when where which who it its a an be been not no"
    " so via per vs into out up down across over under after before each within without between using has have will can may must plus"
    " including include includes run runs covers cover exist exists remain pass passed passing y de en con por para und oder von bis"
    " mit et ou los las del des du les que this these those their our your there here also only both all against behind through"
    " during until while since about because total overall currently today now minus times more less fewer".split()
)
"""Words at which a noun phrase ends."""
_SINGULARS = frozenset(
    "always https kubernetes canvas alias redis postgres series news aws dns tls js css sms gps os".split()
)
_RUN_WORD = re.compile(r"[^\W\d_][\w-]*")
_OF = re.compile(r" of ((?:[\w-]+ ?){1,2})")
_PARTS = frozenset(
    "new more other additional extra remaining failing failed missing open undocumented unused pending sample example most broken"
    " consecutive successive parallel concurrent active idle different separate adjacent further old legacy dead stale"
    " deprecated recent minor major critical high low medium optional skipped flaky duplicate random nested single fewer".split()
)
"""Words by which a count tells of a part or of a moment."""
_PARTIAL_AFTER = re.compile(
    r" (?:per|each|or (?:more|less|fewer)|in parallel|at (?:a time|once)|concurrently|simultaneously|behind|ahead|away|remaining|left"
    r"|added|new|fail\w*|skipped|missing|changed|updated|removed|touched|affected|apart|ago|earlier|later|deep|long|old)\b|/"
    r"| to (?:build|come|add|write|do|be|go|make)\b|\s*\((?:incl|excl|plus|not|of which|without|only)"
)
_GENERIC = frozenset(
    "total distinct main builtin built in available supported registered core existing overall complete full comprehensive whole"
    " defined dedicated specialized independent individual unique key primary documented production-ready implemented major"
    " api system project application platform logical sequential explicit following well custom real simple".split()
)
"""Words that narrow nothing."""
_SHARE = re.compile(
    rf"(?:\d|\b(?:{_WORD}|one|some|any|most|none|many|few|each|half)) (?:out )?of (?:the |these |those |its |our |all )?$",
    re.IGNORECASE,
)
_TESTS = re.compile(r"\btest(?:s|ing)?\b", re.IGNORECASE)
_OPENING = re.compile(r"\s*([^:\n]{2,50}):\s")
_VALUE_COLUMN = re.compile(r"(?:value|count|total|number|amount|current|quantity|#|size|how many)?")
_COMMENT = re.compile(r"(?:^|\s)(?:#+|//|--|\u2190|<-)\s")
_LIMITS = frozenset(
    "last next first other another additional extra remaining top least most max maximum min minimum within after every per"
    " under below exceed exceeds exceeding between until and than just only these those any some another further previous"
    " keep allow allows limit limits wait waits least beyond up maximal across"
    " outros outras otros otras autres anderen weitere weiteren letzten nächsten últimos últimas primeros primeras próximos derniers"
    " january february march april may june july august september october november december jan feb mar apr jun jul aug sep oct nov"
    " dec".split()
)
"""Words before a number by which it selects or limits, and counts no inventory."""
_JOINT = frozenset(
    "phase stage step layer tier service module agent part level pillar gate package table role way component screen sprint wave"
    " plane".split()
)
"""What a hyphen joins to its number: *a 6-phase pipeline*."""


def find(page: Page, sections: tuple[Section, ...], path: str) -> tuple[Count, ...]:
    """Every count of a page, in order, with what is listed right after it."""
    reader = _Reader(page, sections, path)
    found = [count for index, block in enumerate(page.blocks) for count in reader.read(index, block)]
    return tuple(sorted(found, key=lambda count: count.span))


class _Reader:
    """Reads the counts of a page, block by block."""

    def __init__(self, page: Page, sections: tuple[Section, ...], path: str) -> None:
        self._page = page
        self._sections = sections
        self._where = SectionAt(sections)
        self._file: Tense = "example" if is_advice(path.rpartition("/")[2].rpartition(".")[0]) else path_tense(path)
        self._tenses: dict[int, Tense] = {}
        self._heads: dict[tuple[int, int, int], str] = {}
        self._listings = Listings(page)

    def read(self, index: int, block: Block) -> Iterator[Count]:
        """The counts of a block; those of a code block stand in its comments."""
        if block.cell and block.runs and (block.cell.row == 0 or block.cell.column == 0):
            self._heads[block.cell.table, block.cell.row, block.cell.column] = Flat(block, images=False).text.strip()
        if block.kind == "code":
            yield from self._comments(block)
        elif block.kind in _TEXT and block.runs and self._has_number(block):
            yield from self._text(index, block)

    def _has_number(self, block: Block) -> bool:
        source = self._page.text[block.start : block.end]
        return bool(_DIGIT.search(source) or _NUMBER_WORD.search(source.lower()))

    def _text(self, index: int, block: Block) -> Iterator[Count]:
        flat = Flat(block, images=False)
        subject = self._subject(block, flat.text)
        seen = False
        for start, end in _pieces(flat.text):
            sentence = flat.text[start:end]
            matches = list(_COUNT.finditer(sentence))
            for match in matches if len(matches) <= _MOST else ():
                phrase = _phrase(sentence, match)
                if phrase is None:
                    continue
                seen = True
                at, until = flat.source(start + match.start("n"), start + phrase.end)
                listed = self._listings.inline(sentence, phrase.noun, phrase.end)
                if listed is None and end >= len(flat.text.rstrip()):
                    lead, rest = sentence[: match.start()], sentence[phrase.end :]
                    listed = self._listings.after(index, block, lead, phrase.noun, rest)
                yield self._count(block, match, phrase, sentence, at, until, subject, listed)
        if not seen and (named := self._named(block, flat.text)):
            match, phrase = named
            at, until = flat.source(match.start("n"), match.end("plus" if match["plus"] else "n"))
            yield self._count(block, match, phrase, flat.text, at, until, subject, None)

    def _subject(self, block: Block, text: str) -> str:
        """What the row and column of a cell are called, or the label that another block opens with."""
        cell = block.cell
        if not cell:
            return _opening(block, text)
        row = self._heads.get((cell.table, cell.row, 0), "") if cell.column else ""
        return f"{row} | {self._heads.get((cell.table, 0, cell.column), '')}"

    def _named(self, block: Block, text: str) -> tuple[re.Match[str], _Phrase] | None:
        """A bare number that a row, a column or a label gives its noun."""
        if block.cell and block.cell.row and block.cell.column and (match := _NAMED.match(text)):
            row, _, column = self._subject(block, text).partition(" | ")
            phrase = _label_phrase(column, row)
            if _VALUE_COLUMN.fullmatch(column.lower()):
                phrase = _label_phrase(row) or self._tests(block, row)
            return (match, phrase) if phrase else None
        if not block.cell and (label := _LABEL.match(text)) and (match := _NAMED.match(text, label.end())):
            phrase = _label_phrase(label["name"])
            return (match, phrase) if phrase else None
        return None

    def _tests(self, block: Block, row: str) -> _Phrase | None:
        """What a table of tests counts in its rows: *Backend: 111* under *Test Suites*."""
        titles = titles_above(self._sections, self._where.index(block.first_line))
        if not row or not any(_TESTS.search(title) for title in titles):
            return None
        return _Phrase("test", tuple(word for word in words_of(row) if word not in _GENERIC), 0, False)

    def _comments(self, block: Block) -> Iterator[Count]:
        if not self._has_number(block):
            return
        for number in range(block.first_line, block.last_line + 1):
            line = self._page.line(number)
            comment = _COMMENT.search(line)
            matches = list(_COUNT.finditer(line, comment.end())) if comment else []
            for match in matches if len(matches) <= _MOST else ():
                phrase = _phrase(line, match)
                if phrase:
                    start = self._page.starts[number - 1]
                    span = start + match.start("n"), start + phrase.end
                    yield self._count(block, match, phrase, line, *span, line[: match.start()], None, form="code")

    def _count(
        self,
        block: Block,
        match: re.Match[str],
        phrase: _Phrase,
        sentence: str,
        start: int,
        end: int,
        subject: str,
        listed: Listed | None,
        form: Form | None = None,
    ) -> Count:
        section = self._where.index(self._page.line_of(start))
        return Count(
            noun=phrase.noun,
            narrowed=phrase.narrowed,
            subject=subject,
            value=_value(match),
            written=self._page.text[start:end],
            said=sentence.strip(),
            partial=phrase.partial,
            tense=self._tense(section, sentence, listed),
            form=form or form_of(block),
            span=self._page.span(start, end),
            section=section,
            listing=listing_of(self._page, block, section),
            listed=_amount(listed, match) if listed else 0,
            listed_lines=listed.lines if listed else (0, 0),
        )

    def _tense(self, section: int, sentence: str, listed: Listed | None) -> Tense:
        if section not in self._tenses:
            titles = titles_above(self._sections, section)
            self._tenses[section] = self._file if self._file != "stated" else section_tense(titles)
        tense = self._tenses[section]
        if tense != "stated":
            return tense
        tense = tense_of(sentence)
        # What was divided into five parts still has the five beside it.
        return "stated" if listed and tense == "past" else tense


class _Phrase(Struct, frozen=True):
    """The noun phrase after a number."""

    noun: str
    narrowed: tuple[str, ...]
    end: int
    partial: bool


def _phrase(sentence: str, match: re.Match[str]) -> _Phrase | None:
    """The noun that a number counts and the words that narrow it; None where it counts nothing or names something."""
    before = _BEFORE.search(sentence, max(0, match.start() - 24), match.start())
    word = before[1].lower() if before else ""
    word = "up" if " " in word and word.endswith(" to") else word.rpartition(" ")[2]
    if _SHARE.search(sentence, max(0, match.start() - 24), match.start()):
        return None
    if word.removesuffix("s") in REFERENCES and not sentence[
        max(0, match.start() - 24) : match.start()
    ].rstrip().endswith((":", "(")):
        return None
    words = list(_RUN_WORD.finditer(match["run"]))
    if match["joint"]:
        first = words[0][0].lower()
        if first not in _JOINT:
            return None
        narrowing = _until_stop(words[1:])
        return _Phrase(first, words_of(" ".join(narrowing)), match.start("run") + len(first), word in _LIMITS)
    taken: list[str] = []
    for found in words:
        lower = found[0].lower()
        if lower in _STOP:
            return None
        taken.append(lower)
        if _is_plural(lower):
            end = match.start("run") + found.end()
            of = _OF.match(sentence, end)
            narrowed = words_of(" ".join(taken[:-1]), of[1] if of else "")
            partial = bool(word in _LIMITS or _PARTS & set(taken) or _PARTIAL_AFTER.match(sentence, end))
            noun = singular(lower)
            return _Phrase(noun, tuple(word for word in narrowed if word not in _GENERIC), end, partial)
    return None


def _label_phrase(label: str, row: str = "") -> _Phrase | None:
    words = [word.lower() for word in _RUN_WORD.findall(label)]
    while words and words[-1] in ("count", "total"):
        words.pop()
    if not words or not _is_plural(words[-1]) or set(words) & _STOP:
        return None
    narrowed = tuple(word for word in words_of(" ".join(words[:-1]), row) if word not in _GENERIC)
    return _Phrase(singular(words[-1]), narrowed, 0, bool(_PARTS & set(words)))


def _until_stop(words: list[re.Match[str]]) -> list[str]:
    taken: list[str] = []
    for found in words:
        if found[0].lower() in _STOP:
            break
        taken.append(found[0])
    return taken


def _is_plural(word: str) -> bool:
    return (
        len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "ous")) and word not in _SINGULARS
    ) or word in ("apis", "adrs", "uis", "vms", "pods")


def _opening(block: Block, text: str) -> str:
    """The label that a paragraph or list item opens with; empty for none."""
    if block.kind != "paragraph":
        return ""
    first = block.runs[0]
    if first.style & STRONG and len(first.text) <= 60 and len(first.text) < len(text.strip()):
        return first.text.strip(" :")
    match = _OPENING.match(text)
    return match[1] if match else ""


def _amount(listed: Listed, match: re.Match[str]) -> int:
    """How many are listed; where a column repeats some, the amount that fits the count."""
    return listed.different if listed.different == _value(match).low else listed.amount


def _value(match: re.Match[str]) -> Quantity:
    digits = match["n"].replace(",", "").lower()
    amount = float(WORDS.get(digits) or digits)
    sign = (match["sign"] or "").strip()
    return Quantity(
        "count", amount, None if match["plus"] or sign == "\u2265" else amount, about=sign not in ("", "\u2265")
    )


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of a text; what is longer than any sentence in pieces, so that reading stays linear."""
    for start, end in _sentences(text):
        for at in range(start, max(end, start + 1), _LONGEST):
            yield at, min(at + _LONGEST, end)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SENTENCE.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)

"""Claims from labels, list items, headings and sentences: every value in running text, with the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from crossref.extract.blocks import STRONG, Block, Flat, Run
from crossref.extract.claims.cell_values import remark
from crossref.extract.claims.parents import Parents
from crossref.extract.claims.place import Here, counted, hint_for
from crossref.model import Claim
from crossref.values import Found, Name, Quantity, Version, kind_of, parse
from crossref.values import find as find_values
from crossref.words import singular

_TEXT = frozenset({"paragraph", "cell", "heading"})
_LABEL = re.compile(r"\s*+(?:([^:\n]{2,60}?)\s{0,60}:\s++(?=\S)|([^=\n]{2,60}?)\s{1,60}[=\u2014\u2013-]\s++(?=\S))")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z(\[`*\"'])")
_INTERESTING = re.compile(r"[\d`/]|[A-Z]")
_VARIABLE = re.compile(r"\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b")
_DEFAULT = re.compile(
    r"\b(?:defaults?(?: to| is)?|por defecto|par défaut|padrão|set to|=)\W*\||\|\W*(?:by default|default)",
    re.IGNORECASE,
)
_TAG = re.compile(r"(?<![\w./:-])([a-z][a-z0-9]*(?:-[a-z0-9]+)?):(\d+(?:\.\d+)*(?:-[a-z][\w.-]*)?)(?![\w:/])")
_NAMED = re.compile(
    r"(?<![\w/.@-])([A-Z][\w+#-]*(?: [A-Z][\w+#-]*){0,2}|[a-z]+(?:-[a-z]+)+) v?"
    r"(\d{1,3}\.\d+(?:\.\d+)?\+?)(?![\w%/:+-]|\.\d| ?[%$]| (?:m?s|sec|min|[a-z]+s|[kKMGT]i?B|x|percent|million)\b)"
)
_SET = re.compile(r"(?<![\w$])([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)=([\w.:%-]{1,40})(?![\w/])")
_ROUNDS = re.compile(
    r"(?<![\w.,/-])(\d{1,2})\+? (?:(?:salt|hash(?:ing)?|bcrypt) )?rounds\b"
    r"|\b(?:rounds|(?:cost|work) factor)(?: of)?[:= ]+(\d{1,2})(?![\w.])"
)
"""How often a password is hashed, which stands in brackets and after its noun as often as before it."""
_JOINED = re.compile(r"(?<![\w.,/-])(\d{1,3})-([a-z]{4,})\b")
_DIGITS = re.compile(r"[~\d.,]+\+?")
_LABEL_LENGTH = 64
_LONGEST = 600
"""Characters of a sentence."""
_MOST = 20
"""Values in a sentence; one with more is a dump of data, of which nothing is said. Real sentences have 15 at most."""
_UNITS = frozenset(
    "second minute hour days week weeks month year bits byte bytes digit character char factor based point core node fold time"
    " only line pixel inch tier turn star page person".split()
)
_NAME_BEFORE = re.compile(
    r"(?<![\w/.@-])((?:[A-Z][\w.+#-]*|[a-z][\w.]*[-/][\w./-]*)(?: (?:[A-Z][\w.+#-]*)){0,2})[:*`\s(]*(?:version\s+)?(?:to |is )?[`v]?$"
)


def find(here: Here) -> Iterator[Claim]:
    """One claim for each value in the text; a label in front makes it the label's."""
    parents = Parents(here.page)
    for block in here.page.blocks:
        if block.kind in _TEXT and block.runs and _INTERESTING.search(here.page.text, block.start, block.end):
            flat = Flat(block, images=False)
            starts = _labelled_lines(block, flat)
            for start, end in zip(starts, (*starts[1:], len(flat.text)), strict=True):
                yield from _in_piece(here, block, flat, start, end, parents.of(block))


def _labelled_lines(block: Block, flat: Flat) -> list[int]:
    """Where the lines of a block begin that have a label of their own: **RTO**: 4 h, below it **RPO**: 5 min."""
    starts = [0]
    for run, offset in zip(flat.runs, flat.offsets, strict=True) if len(flat.runs) > 2 and not block.cell else ():
        if run.kind == "break":
            first = offset + 1
            colon = flat.text.find(":", first, first + _LABEL_LENGTH)
            ends = (first, max(first, colon - 1))
            if colon > 0 and all(flat.run_at(end).style & STRONG for end in ends):
                starts.append(first)
    return starts


def _in_piece(here: Here, block: Block, flat: Flat, first: int, last: int, parent: str) -> Iterator[Claim]:
    text = flat.text[first:last]
    start = 0
    above = parent
    label = _label(flat.run_at(first), text) if not block.cell and block.kind == "paragraph" and text else None
    if label:
        start = label[1]
        if not above:
            titles = here.titles(here.section(block.first_line))
            above = titles[0] if titles else ""
        rest = text[start:]
        value = parse(rest, hint_for(label[0])) or parse(rest)
        found = find_values(rest) if value is None else ()
        if value is None and len(found) == 1:
            at, until = flat.source(first + start + found[0].start, first + start + found[0].end)
            said = rest[: found[0].start] + "{}" + rest[found[0].end :]
            yield here.claim(block, at, until, found[0].value, subject=above, attribute=label[0], said=said)
            return
        if value is not None:
            stripped = rest.strip()
            begin = first + start + rest.index(stripped)
            at, until = flat.source(begin, begin + len(stripped))
            key = (
                counted(stripped, digits.end())
                if kind_of(value) == "count" and (digits := _DIGITS.match(stripped))
                else ""
            )
            yield here.claim(
                block, at, until, value, subject=above, attribute=label[0], key=key, line_scope=remark(stripped)
            )
            return
    for begin, end in _sentences(text):
        sentence = text[begin:end]
        found = find_values(sentence)
        if len(found) > _MOST:
            continue
        yield from islice(_special(here, block, flat, first + begin, sentence), _MOST)
        for found_value in found:
            at, until = flat.source(first + begin + found_value.start, first + begin + found_value.end)
            said = sentence[: found_value.start] + "{}" + sentence[found_value.end :]
            around = above if kind_of(found_value.value) == "port" else parent if _is_amount(found_value) else ""
            yield here.claim(
                block,
                at,
                until,
                found_value.value,
                subject=_named_before(sentence, found_value) or around,
                key=_variable_of(sentence, found_value) or _counted(sentence, found_value),
                said=said,
                near=sentence[max(0, found_value.start - 50) : found_value.end + 12],
            )


def _is_amount(found: Found) -> bool:
    return isinstance(found.value, Quantity) and found.value.type != "count"


def _special(here: Here, block: Block, flat: Flat, begin: int, sentence: str) -> Iterator[Claim]:
    """Image tags, and numbers that a hyphen joins to what they count: *a 6-step wizard*."""
    for match in _TAG.finditer(sentence) if ":" in sentence else ():
        value = parse(f"{match[1]} {match[2].partition('-')[0]}")
        if value is not None:
            at, until = flat.source(begin + match.start(), begin + match.end())
            yield here.claim(block, at, until, value, subject=match[1], attribute="image", key=f"image {match[1]}")
    for match in _NAMED.finditer(sentence) if "." in sentence else ():
        version = parse(match[2], "version")
        if version is not None and _is_product(match) and not isinstance(parse(match[0]), Name):
            at, until = flat.source(begin + match.start(2), begin + match.end(2))
            yield here.claim(
                block,
                at,
                until,
                version,
                subject=match[1],
                said=sentence[: match.start(2)] + "{}" + sentence[match.end(2) :],
            )
    for match in _ROUNDS.finditer(sentence) if "ounds" in sentence or "factor" in sentence else ():
        group = 1 if match[1] else 2
        number = parse(match[group], "count")
        if number is not None:
            at, until = flat.source(begin + match.start(group), begin + match.end(group))
            said = sentence[: match.start(group)] + "{}" + sentence[match.end(group) :]
            yield here.claim(block, at, until, number, said=said)
    for match in _SET.finditer(sentence) if "=" in sentence else ():
        value = parse(match[2])
        if value is not None:
            at, until = flat.source(begin + match.start(2), begin + match.end(2))
            yield here.claim(block, at, until, value, attribute=match[1], key=f"env {match[1]}")
    for match in _JOINED.finditer(sentence) if "-" in sentence else ():
        number = parse(match[1], "count")
        if number is not None and match[2] not in _UNITS:
            at, until = flat.source(begin + match.start(1), begin + match.end(1))
            said = sentence[: match.start()] + "{}" + sentence[match.end(1) :]
            yield here.claim(block, at, until, number, key=f"count {singular(match[2])}", said=said)


def _is_product(match: re.Match[str]) -> bool:
    """Whether a name before a number can be a product's, and not that of a chapter, an epic or a rule."""
    name = match[1]
    return (
        match[2].endswith("+")
        or "-" in name
        or (name.isupper() and len(name) > 3)
        or parse(name.split()[0]) is not None
    )


def _counted(sentence: str, found: Found) -> str:
    value = found.value
    return counted(sentence, found.end) if isinstance(value, Quantity) and value.type == "count" else ""


def _named_before(sentence: str, found: Found) -> str:
    """What a version follows: *cert-manager 1.15+*, *Tailwind CSS v4*."""
    if not isinstance(found.value, Version):
        return ""
    match = _NAME_BEFORE.search(sentence, max(0, found.start - 60), found.start)
    return match[1] if match else ""


def _variable_of(sentence: str, found: Found) -> str:
    """The environment variable that a sentence gives one value: the only variable, and a value that says it is one."""
    names = set(_VARIABLE.findall(sentence))
    if len(names) != 1 or (isinstance(found.value, Name) and found.value.type == "identifier"):
        return ""
    around = sentence[max(0, found.start - 30) : found.start] + "|" + sentence[found.end : found.end + 20]
    return f"env {names.pop()}" if _DEFAULT.search(around) else ""


def _label(first: Run, text: str) -> tuple[str, int] | None:
    """The label a text opens with, and where what it labels starts; ``first`` is its first run."""
    if first.style & STRONG and len(first.text) <= 60:
        rest = text[len(first.text) :]
        skipped = len(rest) - len(rest.lstrip(" :\u2014\u2013-="))
        if first.text.rstrip().endswith(":") or (skipped and rest[:skipped].strip()):
            return first.text.strip(" :"), len(first.text) + skipped
    match = _LABEL.match(text)
    if match:
        label = match[1] or match[2]
        if len(label.split()) <= 7 and not label.endswith((".", ",")):
            return label, match.end()
    return None


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SENTENCE.finditer(text):
        yield from _cut(text, start, match.start())
        start = match.end()
    yield from _cut(text, start, len(text))


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence in pieces no longer than sentences are, so that a log pasted as one paragraph costs no more than its length."""
    while end - start > _LONGEST:
        space = text.rfind(" ", start + 1, start + _LONGEST)
        until = space if space > start else start + _LONGEST
        yield start, until
        start = until
    yield start, end

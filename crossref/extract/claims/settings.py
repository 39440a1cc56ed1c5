"""Claims on settings in running text: ``PORT`` (default 3001), *Default is* ``1000`` ms, ``workers = 4``, a header line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from crossref.extract.blocks import Block, Flat
from crossref.extract.claims.place import Here
from crossref.extract.claims.raw import identifier, is_template, value_of
from crossref.model import Claim, Standing
from crossref.values import Name, Quantity, Value, parse

_BLOCKS = frozenset({"paragraph", "cell"})
_HINT = re.compile(r"[A-Z]{2}[A-Z0-9_]*|=|-[A-Z][a-z]+")
_VARIABLE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
_SINGLE = frozenset("PORT HOST DEBUG TZ".split())
_SAYS = (
    r"(?:defaults?\s+(?:to|is|value is|value of)|default(?:\s*+value)?(?:\s*+[:=])?|por defecto\s*:?|par défaut\s*:?|padrão\s*:?"
    r"|valor por defecto\s*:?|valeur par défaut\s*:?|standard(?:mäßig)?\s*:|默认(?:值)?(?:为)?\s*[:：]?|по умолчанию\s*:?)"
)
_AFTER_NAME = re.compile(
    r"\W{0,3}(?:(?:env(?:ironment)?\s+(?:var(?:iable)?)|variable|setting|option)\W{0,3})?[\s(,;:—–-]{0,4}(?:which\s++)?"
    rf"{_SAYS}\s*+",
    re.IGNORECASE,
)
_OPENING = re.compile(r"(?:The\s+)?(?:Default(?:s to| is|:)|default is)\s+", re.IGNORECASE)
_TOKEN = re.compile(r"[\"'“]?([\w.:/@%+*-]{1,80}?)[\"'”]?(?=[\s),;\]]|\.(?:\s|$)|$)")
_UNIT = re.compile(r"\s?(ms|s|sec|seconds?|minutes?|mins?|hours?|days?|weeks?|[KMG]i?B|bytes|%)(?!\w)")
_PAIR = re.compile(r"([A-Za-z][\w-]*(?:\.[\w-]+)*)\s*(=)\s*([\w.:%/-]{1,60})")
_LENGTH = re.compile(
    r"\W{0,8}(?:[\w ]{0,30}?\W)?(?:(?:min(?:imum)?|at least|mínimo|≥|>=)\.?\s*(\d{1,3})\s*(?:\+\s*)?(?:-\s*)?"
    r"(?:random\s+)?(?:char(?:acter)?s?|bytes|caracteres)|(\d{1,3})\+\s*(?:char(?:acter)?s?|bytes))\b",
    re.IGNORECASE,
)
_HEADERS: dict[str, re.Pattern[str]] = {
    "x-frame-options": re.compile(r"DENY|SAMEORIGIN", re.IGNORECASE),
    "x-content-type-options": re.compile(r"nosniff", re.IGNORECASE),
    "referrer-policy": re.compile(
        r"no-referrer(?:-when-downgrade)?|(?:strict-)?origin(?:-when-cross-origin)?|same-origin|unsafe-url"
    ),
    "strict-transport-security": re.compile(r"(?<=max-age=)\d{1,12}"),
    "samesite": re.compile(r"strict|lax|none", re.IGNORECASE),
}
"""Headers and cookie attributes whose value is one of a few, and how it looks."""
_UNSAFE = re.compile(
    r"\b(?:insecure|unsafe|missing|absent|misconfigur\w+|vulnerab\w+|attack\w*|weak|hijack\w*|wrong|bypass\w*)\b",
    re.IGNORECASE,
)
"""What a header is said with where it is a fault."""
_HEADER = re.compile(
    r"(?<![\w-])(X-Frame-Options|X-Content-Type-Options|Referrer-Policy|Strict-Transport-Security|SameSite)"
    r"[\"'`]?(?::\s*|=|\s+)[\"'`]?([\w-]+(?:=\d+)?)",
    re.IGNORECASE,
)
_ORDERED = re.compile(
    r"\b(?:set\w*|us(?:e|es|ing)|with|if|when|unless|chang\w+|increas\w+|rais\w+|reduc\w+|lower\w*|try|pass\w*|run|by|to|via|or|cuando|wenn)\W*$"
    r"|\b(?:if|when|unless|set|setze|e\.g|example)\b",
    re.IGNORECASE,
)
"""What a pair is told with where the reader may set it, and nothing says that it is so."""
_ORDER = 80
"""Characters before a pair that tell it."""
_REACH = 60
"""Characters after a variable in which its least length may be said."""


def find(here: Here) -> Iterator[Claim]:
    """One claim for each default, pair and header that a text gives."""
    row, variable = (-1, -1), ""
    for block in here.page.blocks:
        if block.cell and (block.cell.table, block.cell.row) != row:
            row = block.cell.table, block.cell.row
            first = Flat(block, images=False).text.strip()
            variable = first if _VARIABLE.fullmatch(first) else ""
        elif block.cell and variable and block.runs:
            flat = Flat(block, images=False)
            yield from _length(here, block, flat, variable, 0)
        if block.kind in _BLOCKS and block.runs and _HINT.search(here.page.text, block.start, block.end):
            yield from _in_block(here, block, Flat(block, images=False))
        elif block.kind == "code" and "-" in here.page.text[block.start : block.end]:
            yield from _headers(here, block, None)


def _in_block(here: Here, block: Block, flat: Flat) -> Iterator[Claim]:
    text = flat.text
    named = list(_names(flat))
    for name, _, end in named:
        if (default := _AFTER_NAME.match(text, end)) and (
            claim := _value(here, block, flat, name, default.end(), "default")
        ):
            yield claim
        yield from _length(here, block, flat, name, end)
    if named and (opening := _OPENING.search(text)) and _opens(text, opening.start()):
        before = {name for name, at, _ in named if at < opening.start()} or {name for name, _, _ in named}
        if len(before) == 1 and (claim := _value(here, block, flat, before.pop(), opening.end(), "default")):
            yield claim
    yield from _pairs(here, block, flat)
    yield from _headers(here, block, flat)


def _length(here: Here, block: Block, flat: Flat, name: str, at: int) -> Iterator[Claim]:
    """The least length that a text gives a variable right behind its name."""
    match = _LENGTH.match(flat.text, at, at + _REACH)
    if match and not _VARIABLE.search(flat.text, at, match.start(match.lastindex or 0)):
        group = 1 if match[1] else 2
        least = Quantity("count", float(match[group]), None)
        yield _claim(here, block, flat, match.start(group), match.end(group), least, f"length {name}", "")


def _names(flat: Flat) -> Iterator[tuple[str, int, int]]:
    """The variables of a text and where they stand; one word only in code font."""
    for match in _VARIABLE.finditer(flat.text) if "_" in flat.text else ():
        yield match[0], match.start(), match.end()
    for run, offset in zip(flat.runs, flat.offsets, strict=True):
        if run.kind == "code" and run.text in _SINGLE:
            yield run.text, offset, offset + len(run.text)


def _opens(text: str, at: int) -> bool:
    """Whether a sentence begins here."""
    before = text[:at].rstrip()
    return not before or before[-1] in ".!?;:)"


def _value(here: Here, block: Block, flat: Flat, name: str, at: int, standing: Standing) -> Claim | None:
    """A claim on the value that stands at a position: a code span as a whole, or a word, with a unit behind it."""
    text = flat.text
    run, begin = _code_at(flat, at)
    if run is not None:
        end = begin + len(run)
    else:
        token = _TOKEN.match(text, at)
        if token is None:
            return None
        begin, end, run = token.start(1), token.end(1), token[1]
    bare = run.strip("\"'")
    begin += run.index(bare)
    end = begin + len(bare)
    if not bare or is_template(bare):
        return None
    unit = _UNIT.match(text, end)
    value: Value | None
    if unit and bare.replace(".", "").replace(",", "").isdigit():
        value = parse(f"{bare} {unit[1]}")
        end = end if flat.run_at(begin).kind == "code" else unit.end()
    else:
        value = value_of(bare, name) or (identifier(bare) if flat.run_at(begin).kind == "code" else None)
    return _claim(here, block, flat, begin, end, value, f"env {name}", standing) if value is not None else None


def _code_at(flat: Flat, at: int) -> tuple[str | None, int]:
    """The code span that begins at a position."""
    if at < len(flat.text):
        run = flat.run_at(at)
        begin = flat.offsets[bisect_right(flat.offsets, at) - 1]
        if run.kind == "code" and begin == at:
            return run.text, begin
    return None, at


def _pairs(here: Here, block: Block, flat: Flat) -> Iterator[Claim]:
    """Code spans that set something: ``workers = 4``."""
    for run, offset in zip(flat.runs, flat.offsets, strict=True):
        if (
            run.kind != "code"
            or "=" not in run.text
            or not (match := _PAIR.fullmatch(run.text))
            or is_template(match[3])
        ):
            continue
        name = match[1]
        value = value_of(match[3], name)
        if value is None or (isinstance(value, Name) and value.type == "boolean"):
            continue
        key = f"env {name}" if _VARIABLE.fullmatch(name) else f"config {name}"
        told = flat.text[max(0, offset - _ORDER) : offset]
        standing: Standing = "example" if _ORDERED.search(told[told.rfind(". ") + 1 :]) else ""
        yield _claim(here, block, flat, offset + match.start(3), offset + match.end(3), value, key, standing)


def _headers(here: Here, block: Block, flat: Flat | None) -> Iterator[Claim]:
    """Headers and cookie attributes with one of their few values."""
    text = flat.text if flat else here.page.text[block.start : block.end]
    if "-" not in text and "amesite" not in text and "ameSite" not in text:
        return
    for match in _HEADER.finditer(text):
        name = match[1].lower()
        found = _HEADERS[name].search(text, match.start(2), match.end(2))
        if _UNSAFE.search(text, max(0, match.start() - _ORDER), match.end() + _ORDER):
            continue
        if found is None or (name != "strict-transport-security" and found.end() != match.end(2)):
            continue
        value: Value | None = (
            parse(f"{found[0]} seconds") if found[0].isdigit() else Name("identifier", found[0].lower())
        )
        if value is None:
            continue
        if flat is not None:
            yield _claim(here, block, flat, found.start(), found.end(), value, f"header {name}", "")
        else:
            at, until = block.start + found.start(), block.start + found.end()
            yield here.claim(block, at, until, value, attribute=match[1], key=f"header {name}", form="code")


def _claim(
    here: Here, block: Block, flat: Flat, begin: int, end: int, value: Value, key: str, standing: Standing
) -> Claim:
    start, until = flat.source(begin, end)
    reach = max(begin - 200, 0)
    low = max(flat.text.rfind(". ", reach, begin) + 1, reach)
    high = end + 30
    said = flat.text[low:begin] + "{}" + flat.text[end:high]
    near = flat.text[max(0, begin - 50) : end + 12]
    return here.claim(
        block, start, until, value, attribute=key.partition(" ")[2], key=key, said=said, near=near, standing=standing
    )

"""What a record says of itself: its status, its date, what it supersedes and what superseded it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from crossref.decision_terms import ids, words
from crossref.extract.blocks import STRIKE, STRONG, Block, Flat, Page
from crossref.model import Span

_TEXT = frozenset({"paragraph", "cell"})
_BETWEEN = re.compile(r"\s[|·•]\s|\s{3,}")
"""What separates several labels on one line."""
_LONGEST_LABEL = 40
_STATE_WITHIN = 20
"""Characters within which a longer line must have told its state."""
_LONGEST_STATUS = 120
_LONGEST_STATEMENT = 2000
"""Characters within which a record says what it supersedes; what goes on longer is its text."""
_SUPERSEDED_BY = re.compile(
    r"\b(?:super[sc]eded|replaced|obsoleted|overridden|reemplazad[oa]|sustituid[oa]|supersedid[oa]|remplacée?|substituíd[oa]"
    r"|substituid[oa]|ersetzt|abgelöst)(?:\s+(?:entirely|fully|completely|in full))?\s*(?:by|with|por|durch|par|pela?|von)\b:?",
    re.IGNORECASE,
)
_SUPERSEDES = re.compile(
    r"\b(?:super[sc]edes|replaces|obsoletes|reemplaza(?:\s+a)?|sustituye(?:\s+a)?|remplace|substitui|ersetzt(?!\s+durch))\b:?",
    re.IGNORECASE,
)
_CUE = re.compile(f"(?P<by>{_SUPERSEDED_BY.pattern})|(?P<older>{_SUPERSEDES.pattern})", re.IGNORECASE)
_OPENS = re.compile(
    r"\W*(?:(?:this|the)\s+(?:adr|decision|record|document)(?:\s+(?:is|was|has\s+been))?\s+(?:now\s+|fully\s+)?)?",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(
    r"[;(]|\.\s|\n\s*\n|\b(?:but|which|that|because|amend\w*|refin\w*|extend\w*|relate\w*|see|since)\b", re.IGNORECASE
)
_ONLY_PART = re.compile(
    r"\s*(?:['\u2019]s\b|\(?(?:part(?:ial(?:ly)?|ly|s)?\b|in part\b|only\b|for\b|regarding\b|with respect\b|concerning\b|as far\b|sections?\b))",
    re.IGNORECASE,
)
_PARTS_OF = re.compile(r"\s*(?:\w+\s+)?(?:parts?|sections?|aspects?|some)\b", re.IGNORECASE)
_MARKUP = re.compile(r"^[\s\W]+(?=[\w(\[])|[\s*_~`.]+$")
_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_PLAIN_ID = re.compile(r"[A-Za-z]+ \d+|[A-Za-z0-9][^\s,\[\]\"'()]*")
_FRONT_MATTER = re.compile(r"^(?P<key>[A-Za-z_-]+)[ \t]*:[ \t]*(?P<value>.*(?:\n[ \t]+.*|\n- .*)*)", re.MULTILINE)


class Details:
    """What was read of one record; reading goes through its blocks once."""

    def __init__(self) -> None:
        self.status = ""
        self.status_span: Span | None = None
        self.date = ""
        self.supersedes: dict[int, tuple[ids.Id, Span]] = {}
        self.superseded_by: dict[int, tuple[ids.Id, Span]] = {}
        self.labels: set[str] = set()
        """The labels and headings that decisions are written under, as far as they were met."""

    @property
    def is_decision(self) -> bool:
        """Whether this much tells a decision: it has a status, or two of the parts that decisions have."""
        return bool(self.status) or len(self.labels) > 1


def read(page: Page, blocks: Sequence[Block]) -> Details:
    """Read a record's blocks, without its own heading."""
    found = Details()
    under: words.Label | None = None
    for block in blocks:
        if block.kind == "front-matter":
            _front_matter(page, block, found)
        elif block.kind == "heading":
            under = _heading(page, block, found)
        elif block.kind in _TEXT and block.runs:
            flat = _without_struck(block)
            if under in ("status", "supersedes", "superseded-by") and not block.cell:
                _below_heading(page, block, flat, under, found)
            elif block.cell is None:
                _labelled_lines(page, block, flat, found)
    _tables(page, blocks, found)
    return found


def _without_struck(block: Block) -> Flat:
    if any(run.style & STRIKE for run in block.runs):
        kept = [run for run in block.runs if not run.style & STRIKE]
        block = Block(block.kind, block.first_line, block.last_line, inside=(kept, []))
    return Flat(block, images=False, line_break="\n")


def _heading(page: Page, block: Block, found: Details) -> words.Label | None:
    """The label that a heading is; one such as *Status: Accepted* holds its value as well."""
    flat = _without_struck(block)
    head, colon, rest = flat.text.partition(":")
    label = words.label(head)
    if label in ("reasoning", "title", "status"):
        found.labels.add(head.strip().casefold())
    if colon and rest.strip() and label == "status":
        _take_status(page, flat, len(head) + 1, len(flat.text), found)
        return None
    return label


def _below_heading(page: Page, block: Block, flat: Flat, under: words.Label, found: Details) -> None:
    """A paragraph or item under *Status* (or *Supersedes*): the first line is the status, any may tell a supersession."""
    position = 0
    for line in flat.text.split("\n"):
        if under == "status" and line.strip():
            pieces = list(_labels(line, 0))
            if any(label == "date" for label, *_ in pieces) and not any(
                words.label(head) == "status" for _, head, *_ in pieces
            ):
                pass
            elif pieces:
                _labelled(page, block, flat, pieces, position, found)
            elif _is_status_line(block, line, position) and (
                not found.status or words.state_of(line) in ("superseded", "deprecated")
            ):
                _take_status(page, flat, position, position + len(line), found)
        position += len(line) + 1
    if under == "status":
        _supersessions(page, block, flat, 0, len(flat.text), found)
    else:
        _targets(page, block, flat, 0, len(flat.text), under == "superseded-by", found)


def _is_status_line(block: Block, line: str, position: int) -> bool:
    """Whether a line under *Status* tells one: it opens with a word for a state, or it is short and the first.

    A template's explanation of the states is long, and often a quotation.
    """
    if position == 0 and len(line) <= _LONGEST_LABEL:
        return True
    return not block.quoted and words.state_of(line[:_STATE_WITHIN]) not in ("unknown", "none")


def _labelled_lines(page: Page, block: Block, flat: Flat, found: Details) -> None:
    """**Label**: value on lines of their own, several on one line where they are set apart."""
    first = block.runs[0]
    if first.style & STRONG and words.label(first.text.rstrip(".:")) in ("reasoning", "title"):
        found.labels.add(first.text.strip(" .:").casefold())
    if first.style & STRONG and ":" not in flat.text and words.label(first.text) == "status":
        _take_status(page, flat, len(first.text), len(flat.text), found)
    position = 0
    for line in flat.text.split("\n"):
        _labelled(page, block, flat, _labels(line, position), 0, found)
        position += len(line) + 1
    opening = _OPENS.match(flat.text)
    if opening and _CUE.match(flat.text, opening.end()):
        end = flat.text.find(". ", opening.end())
        _supersessions(page, block, flat, opening.end(), end if end >= 0 else len(flat.text), found)


def _labels(line: str, offset: int) -> Iterator[tuple[words.Label, str, int, int]]:
    """The labels on a line: what each is, how it is written, and the range of its value."""
    if ":" not in line and "\uff1a" not in line:
        return
    position = 0
    for match in [*_BETWEEN.finditer(line), None]:
        piece = line[position : match.start() if match else len(line)]
        head, colon, value = piece.replace("\uff1a", ":").partition(":")
        head_text = head.strip(" >*_-\u2022")
        if colon and len(head) <= _LONGEST_LABEL and (label := words.label(head_text)):
            start = offset + position + len(head) + 1
            yield label, head_text, start, start + len(value)
        position = match.end() if match else position


def _labelled(
    page: Page,
    block: Block,
    flat: Flat,
    pieces: Iterable[tuple[words.Label, str, int, int]],
    offset: int,
    found: Details,
) -> None:
    for label, head, start, end in pieces:
        start, end = start + offset, end + offset
        value = flat.text[start:end]
        if label == "status" and not found.status and words.is_status(head, value):
            _take_status(page, flat, start, end, found)
            _supersessions(page, block, flat, start, end, found)
        elif label == "date" and not found.date:
            found.date = value.strip()
        elif label in ("supersedes", "superseded-by"):
            _targets(page, block, flat, start, end, label == "superseded-by", found)
        elif label in ("reasoning", "title"):
            found.labels.add(head.casefold())


def _take_status(page: Page, flat: Flat, start: int, end: int, found: Details) -> None:
    """Take a stretch of text as the status, if it can be one."""
    text = flat.text[start:end].partition("\n")[0][: 2 * _LONGEST_STATUS]
    status = _MARKUP.sub("", text)[:_LONGEST_STATUS] or ("Accepted" if words.state_of(text) == "accepted" else "")
    if len(status) > _LONGEST_LABEL:
        status = status.partition(". ")[0]
    if "(" in status and ")" not in status:
        status = status[: status.index("(")].rstrip()
    if not status or status[0].isdigit() or words.state_of(text) == "none":
        return
    at = start + text.index(status) if status in text else start + len(text) - len(text.lstrip())
    until = at + len(status) if status in text else at + len(text.strip())
    if not found.date and (date := _DATE.search(flat.text)):
        found.date = date[0]
    found.status = status
    found.status_span = page.span(*flat.source(at, max(until, at + 1)))


def _tables(page: Page, blocks: Sequence[Block], found: Details) -> None:
    """A table of labels and values, or one with a single row, tells what labelled lines tell."""
    rows: dict[tuple[int, int], list[Block]] = {}
    last: dict[int, int] = {}
    for block in blocks:
        if block.cell and block.runs:
            rows.setdefault((block.cell.table, block.cell.row), []).append(block)
            last[block.cell.table] = block.cell.row
    for (table, row), cells in rows.items():
        if len(cells) == 2 and cells[0].cell and cells[0].cell.column == 0:
            _pair(page, cells[0], cells[1], found)
        elif row == 1 and last[table] == 1:
            for header, value in zip(rows.get((table, 0), []), cells, strict=False):
                _pair(page, header, value, found)


def _pair(page: Page, name: Block, value: Block, found: Details) -> None:
    head = Flat(name, images=False).text.strip(" :")
    label = words.label(head)
    if label is None:
        return
    flat = _without_struck(value)
    _labelled(page, value, flat, [(label, head, 0, len(flat.text))], 0, found)


def _supersessions(page: Page, block: Block, flat: Flat, start: int, end: int, found: Details) -> None:
    """What *superseded by …* and *supersedes …* name in a stretch of text; partial ones do not retire the whole."""
    end = min(end, start + _LONGEST_STATEMENT)
    for match in _CUE.finditer(flat.text, start, end):
        stop = _CLAUSE_END.search(flat.text, match.end(), end)
        following = _CUE.search(flat.text, match.end(), end)
        until = min(stop.start() if stop else end, following.start() if following else end)
        before = flat.text[start : match.start()]
        partial = words.is_partial(before[-25:]) or words.of_a_part(before, len(before))
        # The targets of links may hold a point ("3. Use X"), so a link's text is never cut.
        until = max([until, *(last for _, first, last in _links(block, flat) if match.end() <= first < until)])
        if not partial and not _PARTS_OF.match(flat.text, match.end(), until):
            _targets(page, block, flat, match.end(), until, bool(match["by"]), found)


def _targets(page: Page, block: Block, flat: Flat, start: int, end: int, newer: bool, found: Details) -> None:
    """The decisions that a stretch of text names, by link or by id."""
    taken = found.superseded_by if newer else found.supersedes
    text = flat.text[start:end]
    named = [(found_id, first, last) for found_id, first, last in _links(block, flat) if start <= first < end]
    covered = [(first, last) for _, first, last in named]
    for found_id, first, last in ids.in_text(text):
        if not any(begin <= start + first < until for begin, until in covered):
            named.append((found_id, start + first, start + last))
    for found_id, first, last in named:
        if not _ONLY_PART.match(flat.text, last):
            taken.setdefault(found_id.number, (found_id, page.span(*flat.source(first, last))))


def _links(block: Block, flat: Flat) -> list[tuple[ids.Id, int, int]]:
    """The decisions that links lead to, by their text or else their destination, with the range of the text."""
    if not block.links:
        return []
    offsets = {id(run): offset for run, offset in zip(flat.runs, flat.offsets, strict=True)}
    found = []
    for use in block.links:
        runs = [run for run in block.runs[use.first_run : use.last_run] if id(run) in offsets]
        if not runs or use.form == "image":
            continue
        first, last = offsets[id(runs[0])], offsets[id(runs[-1])] + len(runs[-1].text)
        named = ids.in_text(flat.text[first:last])
        found_id = named[0][0] if named and named[0][0].prefix else ids.in_destination(use.destination)
        if found_id:
            found.append((found_id, first, last))
    return found


def _front_matter(page: Page, block: Block, found: Details) -> None:
    """The keys of YAML or TOML front matter, read line by line."""
    text = page.text[block.start : block.end]
    for match in _FRONT_MATTER.finditer(text):
        label = words.label(match["key"].replace("_", " "))
        value = match["value"].partition(" #")[0].strip().strip("\"'[]")
        if not value or value in ("null", "~", "none", "None"):
            continue
        start = block.start + match.start("value") + match["value"].index(value)
        if label == "status" and words.state_of(value) != "none":
            found.status, found.status_span = (
                value.partition("\n")[0].strip("\"' "),
                page.span(start, start + len(value)),
            )
            if cue := _SUPERSEDED_BY.search(value):
                _plain_targets(page, value[cue.end() :], start + cue.end(), newer=True, found=found)
        elif label == "date":
            found.date = value
        elif label in ("supersedes", "superseded-by"):
            _plain_targets(page, value, start, newer=label == "superseded-by", found=found)


def _plain_targets(page: Page, value: str, start: int, *, newer: bool, found: Details) -> None:
    taken = found.superseded_by if newer else found.supersedes
    for match in _PLAIN_ID.finditer(value):
        name = match[0].rpartition("/")[2]
        found_id = ids.whole(name) or (ids.of_file(name) if "-" in name or "." in name else None)
        if found_id:
            taken.setdefault(found_id.number, (found_id, page.span(start + match.start(), start + match.end())))

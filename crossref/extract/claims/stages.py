"""Claims from status columns: how far each row's subject has come, *planned*, *in progress*, *done* or *dropped*."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossref.extract.blocks import Block, Flat
from crossref.extract.claims.place import Here
from crossref.model import STAGE, Claim
from crossref.names import plain_name
from crossref.values import Name

_HEADERS = frozenset("status state maturity stage implementation estado statut stand статус 状态".split()) | {
    "implementation status", "current status", "development status",
}  # fmt: skip
_STAGES = {
    word: stage
    for stage, words in {
        "planned": "planned|todo|to do|not started|proposed|future|upcoming|not implemented|not yet implemented|planificado|pendiente|geplant|"
        "planifié|запланировано|计划中",
        "in progress": "in progress|wip|work in progress|partial|partially implemented|partially done|under development|in development|beta|alpha|"
        "experimental|preview|en progreso|en curso|in arbeit|en cours|в работе|进行中",
        "done": "done|complete|completed|implemented|stable|available|ga|generally available|shipped|live|released|production ready|completado|"
        "completo|implementado|hecho|fertig|erledigt|terminé|готово|已完成",
        "dropped": "deprecated|removed|retired|obsolete|sunset|dropped|discontinued|obsoleto|veraltet",
    }.items()
    for word in words.split("|")
}
"""What a cell says in full, marks aside -> how far it has come."""
_MARKS = re.compile(r"^[^\w(]+|[^\w)]+$")
_NUMBERED = re.compile(r"[A-Za-z]{0,8}[-_ #.]?\d[\d.]*")
"""The number of a step or requirement, which each list counts for itself."""
_VERSION = re.compile(r"v\d{1,2}")


def find(here: Here) -> Iterator[Claim]:
    """One claim for each cell of a status column, on what the row's first cell names."""
    row, subject, columns = (-1, -1), "", dict[int, bool]()
    for block in here.page.blocks:
        cell = block.cell
        if cell is None:
            continue
        if cell.row == 0:
            columns[cell.column] = _is_header(block)
        elif any(columns.values()) and (cell.table, cell.row) != row:
            row, subject = (cell.table, cell.row), Flat(block, images=False).text.strip()
        elif columns.get(cell.column) and subject and _names_something(subject):
            yield from _in_cell(here, block, subject)


def _is_header(block: Block) -> bool:
    return plain_name(Flat(block, images=False).text) in _HEADERS


def _names_something(subject: str) -> bool:
    return not _NUMBERED.fullmatch(subject) or bool(_VERSION.fullmatch(subject))


def _in_cell(here: Here, block: Block, subject: str) -> Iterator[Claim]:
    flat = Flat(block, images=False)
    bare = _MARKS.sub("", flat.text)
    stage = _STAGES.get(" ".join(bare.lower().replace("-", " ").split()))
    if stage is None or not bare:
        return
    at = flat.text.index(bare)
    start, end = flat.source(at, at + len(bare))
    value = Name("identifier", stage, group=STAGE)
    yield here.claim(block, start, end, value, subject=subject, attribute="status", key=STAGE)

"""Where variables stand, and where one that is missing belongs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from crossref.counterparts.variable_lists import Inventory
from crossref.model import Passage, Place, Section, Span, Variable

_FEWEST = 8
_PREFIX = 0.6
"""The length of a list, and the share of its names, from which their common prefix is the system's own."""
_MOST = 0.6
"""The share of a list that must stand under a heading for the heading to be the list's."""
_SCOPES = frozenset(
    "service services component components environment environments env stage scope app application module file where container "
    "image job workflow package profile servicio entorno dienst umgebung".split()
)
"""Columns by which two rows of one variable are told apart."""


def places_of(declared: Sequence[tuple[Inventory, Variable]]) -> tuple[Place, ...]:
    """One place of each document."""
    found: dict[str, Place] = {}
    for inventory, variable in declared:
        found.setdefault(inventory.document.path, Place(inventory.document.path, variable.span))
    return tuple(found.values())


def place_of(target: Inventory, name: str) -> Place:
    """Where a target has a name; a name that a family covers, where the family stands or else the list."""
    variable = target.chosen_by_name.get(name) or target.named.get(name)
    return Place(target.document.path, variable.span) if variable else heading_for(target, name)


def heading_for(target: Inventory, name: str) -> Place:
    """The heading that a missing name belongs under: that of its family, else the narrowest around most of the list."""
    sections = target.document.sections
    family = family_of(name, target)
    index = _around_most(target, family) if family else -1
    if index < 0:
        index = _around_most(target)
    if index < 0 and sections:
        index = 0
    return Place(target.document.path, sections[index].span if index >= 0 else Span(1, 1, 1, 1))


def family_of(name: str, target: Inventory) -> str:
    """The family a variable is missing with: its first word, the system's own prefix aside; empty for none."""
    inner = name.removeprefix(own_prefix(target))
    head, _, rest = inner.partition("_")
    return f"{name[: len(name) - len(inner)]}{head}_*" if rest else ""


def own_prefix(inventory: Inventory) -> str:
    """The prefix that a long list's names have in common: that of the system itself; empty for none."""
    if len(inventory.listed) < _FEWEST:
        return ""
    heads = Counter(variable.name.partition("_")[0] for variable in inventory.listed.values())
    head, count = max(heads.items(), key=lambda item: (item[1], item[0]))
    return f"{head}_" if count >= _PREFIX * len(inventory.listed) else ""


def repeated(inventory: Inventory, name: str) -> Place | None:
    """The second row that a table has for a variable; None for one row, or two that another column tells apart."""
    rows = inventory.repeats.get(name)
    return Place(inventory.document.path, rows[1].span) if rows and _opens_rows(inventory, *rows) else None


def _opens_rows(inventory: Inventory, first: Variable, second: Variable) -> bool:
    """Whether both names are the first cell of a row, in a table without a column of services or environments."""
    rows: dict[int, list[Passage]] = {}
    for passage in inventory.document.facts.passages:
        if passage.listing == first.listing:
            rows.setdefault(passage.line, []).append(passage)
    header, *_ = rows.values()
    scoped = any(word.casefold() in _SCOPES for cell in header for word in cell.text.split())
    return not scoped and all(rows[each.span.line][0].text.strip("`* ") == each.name for each in (first, second))


def _around_most(target: Inventory, family: str = "") -> int:
    """The innermost section that lists most of a family, or of all; -1 for none."""
    sections = target.document.sections
    inside: dict[int, set[str]] = {}
    for listing in target.listings:
        names = {name for name, variable in listing.names.items() if variable.use == "set"}
        if family:
            names = {name for name in names if family_of(name, target) == family}
        for index in _outwards(sections, listing.section):
            inside.setdefault(index, set()).update(names)
    total = len(set().union(*inside.values()))
    most = [index for index, names in inside.items() if names and len(names) >= _MOST * total]
    return max(most, key=lambda index: (sections[index].level, len(inside[index]), -index), default=-1)


def _outwards(sections: Sequence[Section], index: int) -> Iterator[int]:
    while index >= 0:
        yield index
        index = sections[index].parent

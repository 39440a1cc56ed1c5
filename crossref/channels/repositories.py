"""Channel: the address of one repository, misspelled in one letter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from crossref.channels.side import Disagreement, Side
from crossref.match import is_slip
from crossref.model import REPOSITORY, Severity
from crossref.value import Name

_SHORTEST = 7
"""Letters of a name in which one letter more or less is a slip, and no sister."""
_MANY = 40
"""Repositories of one owner (or owners of one name) beyond which a set is a catalogue."""


def disagreements(sides: Sequence[Side]) -> Iterator[Disagreement]:
    """Repositories of one owner whose names differ in a letter, or of one name whose owners do.

    A document may spell it in both ways: no repository is named so to be told from its twin.
    """
    places: dict[tuple[str, str], dict[str, Side]] = defaultdict(dict)
    for side in sides:
        if side.claim.key == REPOSITORY and isinstance(side.claim.value, Name):
            owner, _, name = side.claim.value.name.casefold().partition("/")
            places[owner, name].setdefault(side.path, side)
    for part in (0, 1):
        groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for address in places:
            groups[address[part]].append(address)
        for group in groups.values():
            for one, two in combinations(group, 2) if len(group) <= _MANY else ():
                ours, theirs = one[1 - part], two[1 - part]
                if min(len(ours), len(theirs)) >= _SHORTEST and is_slip(ours, theirs):
                    found = sorted((*places[one].values(), *places[two].values()), key=lambda side: side.order)
                    yield Disagreement("repository", "repository", tuple(found), Severity.WARNING)

"""Entries x documents: what every contract asks for, and what became of it. What a release review reads."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from crossref.counterparts import Pairing, pairings
from crossref.graph import Graph
from crossref.model import Contract, Place

CellState = Literal["declared", "covered", "missing", "unwanted", "ambiguous", "duplicate"]
STATES: tuple[CellState, ...] = ("declared", "covered", "missing", "unwanted", "ambiguous", "duplicate")

_DIGITS = re.compile(r"([0-9]+)")


class Cell(Struct, frozen=True):
    """What became of an entry in one document."""

    state: CellState
    line: int
    """Where it stands; for a missing entry the inventory that lacks it."""
    near: str = ""
    """The document's own name for it, where that is spelled otherwise."""


class Row(Struct, frozen=True):
    """An entry, where it is declared first, and its state in each document that has or lacks it."""

    kind: str
    name: str
    place: Place
    cells: Mapping[str, Cell]
    """Document path -> state; a document that nobody asks for the entry has none."""

    @property
    def states(self) -> frozenset[CellState]:
        """The states it has in any document."""
        return frozenset(cell.state for cell in self.cells.values())

    @property
    def is_missing(self) -> bool:
        """Whether any document lacks it."""
        return "missing" in self.states


class Share(Struct, frozen=True):
    """How many of a contract's or kind's entries have their counterpart."""

    name: str
    """The kind, or the id of the contract."""
    kind: str
    covered: int
    asked: int
    missing: tuple[Place, ...]
    """Where those that lack it are declared first."""

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means all."""
        return 100 * self.covered // self.asked if self.asked else 100


class Coverage(Struct, frozen=True):
    """The whole table, and its shares."""

    documents: tuple[str, ...]
    """The columns: every document that declares, holds or lacks an entry, sorted."""
    rows: tuple[Row, ...]
    """By kind and name."""
    kinds: tuple[Share, ...]
    contracts: tuple[Share, ...]
    silent: tuple[str, ...]
    """Ids of contracts that said nothing, because no counterpart lists that kind."""


def cover(graph: Graph) -> Coverage:
    """The coverage of a set, from what its contracts say."""
    return tabulate(graph.once(pairings), graph.profile.contracts)


def tabulate(judged: Sequence[Pairing], contracts: Iterable[Contract]) -> Coverage:
    """The table of some pairings, and which of ``contracts`` none of them speaks for."""
    rows: dict[tuple[str, str], _Draft] = {}
    for pairing in judged:
        if pairing.declared:
            key = (pairing.kind, pairing.key)
            rows.setdefault(key, _Draft(pairing)).add(pairing)
    ordered = sorted((draft.row() for draft in rows.values()), key=_order)
    spoken = {pairing.contract.id for pairing in judged if not _is_of_its_own(pairing)}
    return Coverage(
        documents=_columns(ordered),
        rows=tuple(ordered),
        kinds=_shares(judged, lambda pairing: pairing.kind),
        contracts=_shares(judged, lambda pairing: pairing.contract.id),
        silent=tuple(contract.id for contract in contracts if contract.severity and contract.id not in spoken),
    )


def narrowed(coverage: Coverage, kinds: Collection[str] = (), *, missing: bool = False) -> Coverage:
    """The same with some kinds only, and with ``missing`` only the rows that lack something; shares count all rows."""
    rows = [row for row in coverage.rows if (not kinds or row.kind in kinds) and (row.is_missing or not missing)]
    return replace(
        coverage,
        documents=_columns(rows),
        rows=tuple(rows),
        kinds=tuple(share for share in coverage.kinds if not kinds or share.kind in kinds),
        contracts=tuple(share for share in coverage.contracts if not kinds or share.kind in kinds),
    )


class _Draft:
    """A row that grows with each contract that speaks of its entry."""

    def __init__(self, pairing: Pairing) -> None:
        self._kind, self._name, self._place = pairing.kind, pairing.name, pairing.declared[0]
        self._cells: dict[str, Cell] = {}

    def add(self, pairing: Pairing) -> None:
        """What one more contract says; that a counterpart is missing outweighs whatever else is known of a document."""
        is_unwanted = pairing.state == "unwanted"
        for place in pairing.declared:
            known = self._cells.get(place.path)
            if known is None or (known.state == "unwanted" and not is_unwanted):
                self._cells[place.path] = Cell("unwanted" if is_unwanted else "declared", place.span.line)
        if pairing.counterpart and not is_unwanted:
            path, line = pairing.counterpart.path, pairing.counterpart.span.line
            known = self._cells.get(path)
            is_weaker = pairing.state == "covered" or (known is not None and known.state == "missing")
            if known is None or known.state == "unwanted" or not is_weaker:
                self._cells[path] = Cell(pairing.state, line, pairing.near)
        if pairing.declared[0] < self._place:
            self._name, self._place = pairing.name, pairing.declared[0]

    def row(self) -> Row:
        """The row as it is now."""
        return Row(self._kind, self._name, self._place, self._cells)


def _order(row: Row) -> tuple[object, ...]:
    """By kind and name, ``step 9`` before ``step 10``; endpoints by their path before their method."""
    method, _, path = row.name.partition(" ")
    name = f"{path} {method}" if row.kind == "endpoint" and path.startswith("/") else row.name
    # Every other part is a number, so that like is compared with like.
    parts = _DIGITS.split(name.casefold())
    natural = tuple((text, int(digits[:18])) for text, digits in zip(parts[::2], [*parts[1::2], "0"], strict=True))
    return (row.kind, natural, row.name, row.place)


def _columns(rows: Iterable[Row]) -> tuple[str, ...]:
    return tuple(sorted({path for row in rows for path in row.cells}))


def _shares(judged: Iterable[Pairing], name: Callable[[Pairing], str]) -> tuple[Share, ...]:
    """The shares by a name; an entry that several contracts ask for is covered when none of them misses it."""
    found: dict[str, tuple[str, dict[str, Place | None]]] = {}
    for pairing in judged:
        if pairing.state == "unwanted" or _is_of_its_own(pairing) or _is_lowered(pairing):
            continue
        _, lacking = found.setdefault(name(pairing), (pairing.kind, {}))
        lacking[pairing.key] = lacking.get(pairing.key) or (pairing.declared[0] if pairing.state == "missing" else None)
    return tuple(_share(title, kind, lacking) for title, (kind, lacking) in sorted(found.items()))


def _is_of_its_own(pairing: Pairing) -> bool:
    """Whether it says that a document declares an entry twice, and so nothing of a counterpart."""
    declaring = {place.path for place in pairing.declared}
    return pairing.state == "duplicate" and pairing.counterpart is not None and pairing.counterpart.path in declaring


def _is_lowered(pairing: Pairing) -> bool:
    """Whether a missing counterpart is worth less than its contract asks, as that of a health endpoint is."""
    return pairing.state == "missing" and pairing.severity is not None and pairing.severity < pairing.contract.severity


def _share(name: str, kind: str, lacking: Mapping[str, Place | None]) -> Share:
    missing = sorted(place for place in lacking.values() if place)
    return Share(name, kind, len(lacking) - len(missing), len(lacking), tuple(missing))

"""What became of the endpoints that one side wants and an inventory lists, or does not: pairings, with groups and near names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

from crossref.counterparts.endpoint_documents import HEALTH, is_for_developers, side_kind
from crossref.counterparts.endpoint_inventory import Inventory
from crossref.counterparts.endpoint_paths import Key, Listed, Segments
from crossref.counterparts.endpoint_places import Home, Homes
from crossref.counterparts.pairing import Pairing
from crossref.model import Contract, Document, Place, Severity

Wanted = dict[tuple[Key, str], list[Listed]]
"""A path and a method (``""`` for any) -> where it is told."""

_WRITING = frozenset({"POST", "PUT", "PATCH"})
_API_ROOTS = frozenset({"api", "rest", "v1", "v2", "v3"})


class Survey(Struct, frozen=True):
    """Every document's endpoints with their keys, and what they tell of a path together."""

    documents: Mapping[str, list[Listed]]
    methods: Mapping[Segments, list[set[str]]]
    """A path -> the methods that each document tells of it."""
    parents: frozenset[Segments]
    """The paths beneath which others lie."""
    silent: Mapping[str, list[Document]]
    """A role -> its documents that list no endpoint."""

    def tells_both(self, key: Key, method: str, others: set[str]) -> bool:
        """Whether a document tells a method of a path and one of the others, so that they are two endpoints."""
        return any(method in methods and methods & others for methods in self.methods.get(key.rest, ()))

    def told_beside(self, places: Iterable[Listed]) -> set[Segments]:
        """The paths that the documents of some places tell."""
        return {one.key.rest for path in {place.document.path for place in places} for one in self.documents[path]}


class _Fate(Struct):
    key: Key
    state: str
    other: Listed | None
    """The entry that covers it or is near it."""
    methods: list[str] = field(default_factory=list)
    places: dict[Listed, None] = field(default_factory=dict)


def found(inventory: Inventory, key: Key, method: str, ones: Iterable[Listed] = ()) -> Listed | None:
    """The entry of the inventory for a method of a path, or for the path where no method is told.

    ``ones`` are the places that tell it: where one tells a parameter beside the literal, they are two endpoints.
    """
    if not method:
        return inventory.holds(key)
    return inventory.covers(key, method, literally=any(one.is_literal for one in ones))


def judged(contract: Contract, wanted: Wanted, inventory: Inventory, survey: Survey) -> Iterator[Pairing]:
    """One pairing for each endpoint; the methods of a path that are told in one place and share their fate are one."""
    fates: dict[tuple[Key, str, int], _Fate] = {}
    for (key, method), ones in _generalised(wanted, inventory).items():
        places = sorted(ones, key=lambda one: not one.is_structured)
        covering = found(inventory, key, method, ones)
        near = None if covering else _near(key, method, ones, inventory, survey)
        state = "covered" if covering else "near" if near else "missing"
        # A path that is absent altogether is missing once, whatever its methods and wherever they are told.
        together = 0 if state == "missing" and not inventory.entries(key) else id(places[0])
        fate = fates.setdefault((key, state, together), _Fate(key, state, covering or near))
        if method not in fate.methods and (method or not fate.methods):
            fate.methods.append(method)
        fate.places.update((one, None) for one in places)
    others = survey.silent.get(contract.needed_in, [])
    missing = _Missing(inventory, survey, others, [fate.key for fate in fates.values() if fate.state == "missing"])
    for fate in fates.values():
        yield missing.pairing(contract, fate) if fate.state == "missing" else _covered(contract, fate)


def _generalised(wanted: Wanted, inventory: Inventory) -> Wanted:
    """The same, with the literals of examples in code as the parameters that the inventory has in their place."""
    alike: Wanted = {}
    for (key, method), ones in wanted.items():
        is_example = all(one.endpoint.form == "code" for one in ones)
        alike.setdefault((inventory.generalised(key) if is_example else key, method), []).extend(ones)
    return alike


def _covered(contract: Contract, fate: _Fate) -> Pairing:
    first = next(iter(fate.places))
    return Pairing(
        contract=contract,
        kind=contract.entry,
        name=_name(first, fate.methods),
        key=f"{'|'.join(fate.methods)} {fate.key.text}".strip(),
        state="covered",
        declared=tuple(dict.fromkeys(one.place for one in fate.places)),
        counterpart=fate.other.place if fate.other else None,
        near=fate.other.endpoint.written if fate.state == "near" and fate.other else "",
    )


class _Missing:
    """What an inventory lacks: where each belongs, what it is missing with, and what may have been meant."""

    def __init__(self, inventory: Inventory, survey: Survey, others: list[Document], keys: list[Key]) -> None:
        self._inventory = inventory
        self._survey = survey
        self._homes = Homes(inventory.listed, others) if keys else None
        self._groups = Counter(inventory.absent_prefix(key) for key in keys)
        self._known: dict[Segments, Home] = {}

    def pairing(self, contract: Contract, fate: _Fate) -> Pairing:
        """The pairing of a missing endpoint."""
        first = next(iter(fate.places))
        prefix = self._inventory.absent_prefix(fate.key)
        together = self._groups[prefix] > 1
        meant, place = self._meant(fate, together=together)
        home = self._home(prefix if together else fate.key.rest, fate.key)
        return Pairing(
            contract=contract,
            kind=contract.entry,
            name=_name(first, fate.methods),
            key=f"{'|'.join(fate.methods)} {fate.key.text}".strip(),
            state="missing",
            declared=tuple(dict.fromkeys(one.place for one in fate.places)),
            counterpart=place or home.place,
            group=_group(first, prefix) if together else "",
            lacking=() if place or home.is_near else tuple(sorted({home.place.path, *self._inventory.paths})),
            perhaps=meant,
            severity=_severity(first, self._inventory),
        )

    def _home(self, rest: Segments, key: Key) -> Home:
        """Where a path belongs; what is missing together belongs together."""
        assert self._homes is not None
        if rest not in self._known:
            self._known[rest] = self._homes.of(key)
        return self._known[rest]

    def _meant(self, fate: _Fate, *, together: bool) -> tuple[str, Place | None]:
        """What the inventory has in its place, quoted where it may have been meant, and where that stands."""
        first = next(iter(fate.places))
        same = [one for one in self._inventory.entries(first.key) if one.key.rest == first.key.rest]
        if same:
            # Who tells the other method too means both.
            methods = {method for one in same for method in one.endpoint.methods}
            both = any(self._survey.tells_both(fate.key, method, methods) for method in fate.methods)
            return "" if both or len(same) > 1 else same[0].endpoint.written, same[0].place
        tail = None if together else self._inventory.with_tail(fate.key, fate.methods)
        if tail is None or tail.key.rest in self._survey.told_beside(fate.places):
            return "", None
        return tail.endpoint.written, tail.place


def _near(key: Key, method: str, ones: list[Listed], inventory: Inventory, survey: Survey) -> Listed | None:
    """The entry that is meant, told with a misspelled path or another method; not where somebody tells both."""
    other = inventory.near(key, method)
    if other is not None:
        return None if other.key.rest in survey.told_beside(ones) else other
    same = [one for one in inventory.entries(key) if one.key.rest == key.rest]
    if not method or len(same) != 1:
        return None
    methods = set(same[0].endpoint.methods)
    changes = method in _WRITING and methods <= _WRITING
    # Reading and writing one path are two endpoints, unless it names an action: a last word with nothing beneath.
    is_action = len(methods) == 1 and len(key.rest) > 1 and key.rest[-1] != "{}" and key.rest not in survey.parents
    if not changes and not is_action:
        return None
    return None if survey.tells_both(key, method, methods) else same[0]


def _severity(one: Listed, inventory: Inventory) -> Severity | None:
    """An endpoint for monitors or browsers may be left out, unless others are listed or a monitor's is below the API's root."""
    if is_for_developers(one) and one.key.rest[0] not in inventory.heads:
        return Severity.INFO
    kind = side_kind(one)
    if not kind or (kind is HEALTH and one.root in _API_ROOTS & inventory.roots):
        return None
    entries = (entry for entry in inventory.listed if entry.is_structured and entry.endpoint.methods)
    return None if any(kind & set(entry.key.rest) for entry in entries) else Severity.INFO


def _name(one: Listed, methods: list[str]) -> str:
    """The endpoint as written, with only the methods that are spoken of."""
    written = one.endpoint.written
    if set(methods) == set(one.endpoint.methods) or not one.endpoint.methods:
        return written
    return f"{'|'.join(methods)} {written.rpartition(' ')[2]}"


def _group(one: Listed, prefix: Segments) -> str:
    """The beginning of the path as written that goes with an absent prefix."""
    parts = [part for part in one.endpoint.written.rpartition(" ")[2].strip("()").split("/") if part]
    return "/" + "/".join(parts[: len(parts) - len(one.key.rest) + len(prefix)])

"""Environment variables: what one list of a system's variables has, another must have too.

Absence means something only in an inventory. A document is one for a variable when variables belong in it and it lists most
of what stands with the variable elsewhere, the variable itself left out; or when its list is a copy of the one the variable
stands in. Of several that lack a variable the most authoritative is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from crossref.counterparts import variable_lists
from crossref.counterparts.pairing import Pairing, State
from crossref.counterparts.variable_lists import Inventory, Survey
from crossref.counterparts.variable_names import is_own, key_of, longer, near
from crossref.counterparts.variable_places import family_of, heading_for, own_prefix, place_of, places_of, repeated
from crossref.graph import Graph
from crossref.model import Contract, Place, Severity, Variable

_RANK = {"set": 0, "read": 1, "named": 2}
_FEWEST = 3
"""Variables that two lists must share before one can lack another."""
_SHARE = 0.75
"""How many of a variable's companions its counterpart must have, the variable counted in."""
_SHARE_OF_FULL = 0.45
_FEWEST_OF_FULL = 4
"""The same where all variables belong in the counterpart, and from how many shared ones on."""
_FEWEST_SETTLED = 6
"""Variables to be shared where the document that is for variables has the one in question."""
_FEWEST_CHOSEN = 5
"""Variables that two choices of important ones must share before one can lack another."""
_COPIED = 0.85
_FEWEST_COPIED = 5
"""The share of either list, and how many variables, that make one the other's copy."""
_MAIN = 0.75
_FEWEST_OF_MAIN = 8
"""The share of a set's variables, and how many, from which a document is the set's main list of them."""
_SUMMARY = 0.8
_FEWEST_OF_SUMMARY = 8
_MOST = 100
_CLOSEST = 30
"""Inventories that are looked at for a name, and for what stands together, so that the cost stays linear in large sets."""


class _Company(Struct, frozen=True):
    """Variables that are judged by what stands with them."""

    names: frozenset[str]
    others: frozenset[str]
    listed: bool
    """Whether they are listed together, not only named in one document."""
    partial: bool = False
    pipeline: bool = False


class _Bond(Struct, frozen=True):
    """How a variable's company and a target are related, the variable itself left out."""

    company: _Company
    target: Inventory
    shared: int
    others: int
    is_main: bool
    """Whether the target is the set's main list of variables."""
    is_settled: bool
    """Whether a document that is for variables has this one."""


def pairings(graph: Graph, contract: Contract) -> Iterator[Pairing]:
    """What became of each variable that an inventory ought to have; nothing of those that no inventory is for."""
    survey = graph.once(variable_lists.survey)
    declared = _declared(survey, contract.declared_in)
    drifted: set[frozenset[str]] = set()
    wanted = _wanted(survey, contract.declared_in, contract.needed_in)
    for _, name in sorted((places_of(declared[name]), name) for name in wanted):
        targets = wanted[name]
        best, *_ = [target for target in targets if not target.has(name)] or [targets[0]]
        pairing = _judge(contract, name, declared[name], best)
        if pairing.near:
            # Of two documents that each have one spelling, only one is said to differ.
            pair = frozenset((name, pairing.near))
            pairing = replace(pairing, near="") if pair in drifted else pairing
            drifted.add(pair)
        yield pairing
        yield from _twice(contract, name, (inventory for inventory, _ in declared[name]))
    if "any" not in (contract.declared_in, contract.needed_in):
        yield from _unwanted(survey, contract)
    yield from _left_out(survey, contract)


def _judge(contract: Contract, name: str, declared: Sequence[tuple[Inventory, Variable]], target: Inventory) -> Pairing:
    """A variable against the inventory that ought to have it: there, there in another spelling or several, or missing."""
    places = places_of(declared)
    declaring = {place.path for place in places}
    if target.document.path not in declaring and (again := repeated(target, name)):
        return Pairing(contract, "env-var", name, name, "duplicate", places, again)
    if target.has(name):
        return Pairing(contract, "env-var", name, name, "covered", places, place_of(target, name))
    # What the same documents list as well is another variable, however alike its name.
    elsewhere = {other for inventory, _ in declared for other in inventory.chosen_by_name}
    others = near(name, (other for other in target.named if other not in elsewhere and is_own(other)))
    same = others[0] if others else next((other for other in target.named if key_of(other) == key_of(name)), "")
    if same:
        rivals = near(same, elsewhere - {name} - target.named.keys()) if others else ()
        state: State = "ambiguous" if len(others) > 1 or rivals else "covered"
        where = place_of(target, same)
        places = places_of([place for place in declared if place[1].use != "named"]) or places
        return Pairing(contract, "env-var", name, name, state, places, where, near=" or ".join(others))
    perhaps = longer(name, (other for other in target.chosen_by_name if other not in elsewhere))
    return Pairing(
        contract,
        "env-var",
        name,
        name,
        "missing",
        places,
        place_of(target, perhaps) if perhaps else heading_for(target, name),
        family_of(name, target),
        severity=Severity.INFO if target.is_choice else None,
        perhaps=perhaps,
    )


def _twice(contract: Contract, name: str, inventories: Iterable[Inventory]) -> Iterator[Pairing]:
    """Where a document that declares a variable has two rows for it."""
    for inventory in {inventory.document.path: inventory for inventory in inventories}.values():
        if again := repeated(inventory, name):
            yield Pairing(contract, "env-var", name, name, "duplicate", (place_of(inventory, name),), again)


def _unwanted(survey: Survey, contract: Contract) -> Iterator[Pairing]:
    """What only the counterpart has, where the owner's own list is an inventory."""
    declared = _declared(survey, contract.needed_in)
    for name, owners in _wanted(survey, contract.needed_in, contract.declared_in).items():
        lacking = [owner for owner in owners if not owner.has(name)]
        if lacking and not any(near(name, owner.named) for owner in owners):
            list_of_owner = heading_for(lacking[0], name)
            yield Pairing(contract, "env-var", name, name, "unwanted", places_of(declared[name]), list_of_owner)


def _left_out(survey: Survey, contract: Contract) -> Iterator[Pairing]:
    """What a summary leaves out of its own document."""
    for inventory in survey.inventories:
        if not inventory.may_lack or not _has_role(inventory, contract.needed_in):
            continue
        path = inventory.document.path
        for section, names in variable_lists.summaries(inventory, _FEWEST_OF_SUMMARY, _SUMMARY):
            for name, variable in names.items():
                place, summary = Place(path, variable.span), Place(path, section.span)
                family = family_of(name, inventory)
                yield Pairing(contract, "env-var", name, name, "missing", (place,), summary, family)


# -- which inventory ought to have which variable ----------------------------------------------------------------------


def _wanted(survey: Survey, declared_in: str, needed_in: str) -> dict[str, list[Inventory]]:
    """Variable -> the inventories that ought to have it, the most authoritative first."""
    targets = [inventory for inventory in survey.inventories if inventory.may_lack and _has_role(inventory, needed_in)]
    targets.sort(key=_authority)
    main = _main(survey, targets)
    dedicated = [targets[index] for index in sorted(main) if targets[index].is_dedicated][:_CLOSEST]
    settled = {name for name in survey.known if any(document.has(name) for document in dedicated)}
    having = _having(targets)
    wanted: dict[str, set[int]] = {}
    for inventory in survey.inventories:
        if not inventory.may_declare or not _has_role(inventory, declared_in):
            continue
        helpers = _helpers(survey, inventory)
        for company in _companies(survey, inventory):
            keys = {name: having.get(key_of(name), frozenset()) for name in company.names | company.others}
            shared = Counter(index for name in company.others for index in keys[name])
            for index, count in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:_CLOSEST]:
                if count < _FEWEST - 1 or targets[index] is inventory:
                    continue
                for name in company.names - (frozenset() if index in main else helpers):
                    present = count - (name in company.others and index in keys[name])
                    others = len(company.others) - (name in company.others)
                    bond = _Bond(company, targets[index], present, others, index in main, name in settled)
                    if _is_copy(bond) or (targets[index].speaks_for(inventory) and _is_inventory(bond)):
                        wanted.setdefault(name, set()).add(index)
    for name, index in _prefixed(survey, targets, declared_in):
        wanted.setdefault(name, set()).add(index)
    return {name: [targets[index] for index in sorted(found)] for name, found in wanted.items()}


def _having(targets: Sequence[Inventory]) -> dict[str, frozenset[int]]:
    """Key -> the first targets that list it; where none is full, those that list it as important."""
    found: dict[str, list[int]] = {}
    for index, target in enumerate(targets):
        for key in target.listed or target.chosen:
            indices = found.setdefault(key, [])
            if len(indices) < _MOST:
                indices.append(index)
    return {key: frozenset(indices) for key, indices in found.items()}


def _companies(survey: Survey, inventory: Inventory) -> Iterator[_Company]:
    """What stands together: a list, the lists of a section, and for what is only mentioned the whole document.

    A list of one or two belongs to the document too; a longer one, such as the secrets of a pipeline, stands for itself.
    """
    sections: dict[int, set[str]] = {}
    loose: set[str] = set()
    apart: set[str] = set()
    everything: set[str] = set()
    for listing in inventory.listings:
        names = {name for name, variable in listing.names.items() if survey.is_candidate(variable)}
        listed = {name for name in names if listing.names[name].use == "set"}
        everything |= names
        loose |= {name for name in names - listed if listing.names[name].form != "code"}
        (apart if len(listed) >= _FEWEST else loose).update(listed)
        if listed:
            yield _Company(frozenset(listed), frozenset(names), True, listing.partial, listing.pipeline)
        if listed and not listing.partial and not listing.pipeline:
            for index in variable_lists.around(inventory.document.sections, listing.section):
                sections.setdefault(index, set()).update(listed)
    for together in sections.values():
        yield _Company(frozenset(together), frozenset(together), True)
    yield _Company(frozenset(loose - apart), frozenset(everything), False)


def _helpers(survey: Survey, inventory: Inventory) -> frozenset[str]:
    """What a deployment guide tells by the way and no other document knows: a tunnel's, a local tool's, that of one step.

    What the step needs stands there, in a document where variables belong; only the set's main list ought to have it too.
    """
    if not inventory.is_home:
        return frozenset()
    names = {name for listing in inventory.listings for name in listing.names}
    for listing in inventory.listings:
        listed = {name for name, variable in listing.names.items() if variable.use == "set"}
        if len(listed) >= _FEWEST:
            names -= listed
    return survey.alone & names


def _is_copy(bond: _Bond) -> bool:
    """Whether a list and a target are one list told twice; then any absence counts, wherever they stand."""
    shared, listed = bond.shared, len(bond.target.listed)
    return (
        bond.company.listed
        and listed > 0
        and shared >= _FEWEST_COPIED
        and shared + 1 >= _COPIED * (bond.others + 1)
        and shared >= _COPIED * listed
    )


def _is_inventory(bond: _Bond) -> bool:
    """Whether a target has so many of a variable's companions that it ought to have the variable too."""
    company, target, shared, size = bond.company, bond.target, bond.shared, bond.others + 1
    if not target.listed:
        # A choice of important variables can lack one only of those that another document chose as well.
        return company.partial and shared >= _FEWEST_CHOSEN and shared + 1 >= _SHARE * size
    if not target.is_home and not bond.is_main:
        return False
    if bond.is_main and shared == _FEWEST - 1:
        return shared == bond.others if company.listed else shared + 1 >= _SHARE * size
    of_full = target.is_full and shared >= _FEWEST_OF_FULL and not bond.is_settled and not company.pipeline
    fewest = _FEWEST_SETTLED if bond.is_settled else _FEWEST
    return shared >= fewest and shared + 1 >= (_SHARE_OF_FULL if of_full else _SHARE) * size


def _main(survey: Survey, targets: Sequence[Inventory]) -> frozenset[int]:
    """The targets that are the set's main list of variables: for nothing else, or with most of what is listed anywhere."""
    everything = {
        key_of(name)
        for inventory in survey.inventories
        if inventory.may_declare
        for listing in inventory.listings
        for name, variable in listing.names.items()
        if variable.use == "set" and survey.is_candidate(variable)
    }
    return frozenset(
        index
        for index, target in enumerate(targets)
        if len(target.listed) >= _FEWEST_OF_MAIN
        and (target.is_dedicated or len(everything & target.listed.keys()) >= _MAIN * len(everything))
    )


def _prefixed(survey: Survey, targets: Sequence[Inventory], declared_in: str) -> Iterator[tuple[str, int]]:
    """The system's own variables by their prefix, in documents that have several of those which the full list has."""
    owners: dict[str, int] = {}
    for index, target in enumerate(targets):
        if target.is_full and (prefix := own_prefix(target)):
            owners.setdefault(prefix, index)
    for inventory in survey.inventories if owners else ():
        if not inventory.may_declare or not _has_role(inventory, declared_in):
            continue
        found: dict[int, set[str]] = {}
        for variable in inventory.document.facts.variables:
            index = owners.get(variable.name.partition("_")[0] + "_", -1)
            if index >= 0 and variable.use in ("set", "read") and survey.is_candidate(variable):
                found.setdefault(index, set()).add(variable.name)
        for index, names in found.items():
            target = targets[index]
            shared = sum(key_of(name) in target.listed for name in names)
            if target is not inventory and target.speaks_for(inventory) and shared >= _FEWEST - 1:
                yield from ((name, index) for name in names)


def _declared(survey: Survey, role: str) -> dict[str, list[tuple[Inventory, Variable]]]:
    """Variable -> where documents of a role have it: what lists it before what only names it."""
    found: dict[str, list[tuple[Inventory, Variable]]] = {}
    for inventory in survey.inventories:
        if inventory.may_declare and _has_role(inventory, role):
            for listing in inventory.listings:
                for name, variable in listing.names.items():
                    found.setdefault(name, []).append((inventory, variable))
    for places in found.values():
        places.sort(key=lambda place: _RANK[place[1].use])
    return found


def _authority(target: Inventory) -> tuple[bool, bool, int, str]:
    """Documents that variables belong in come first, then those that list most of them; a mere choice comes last."""
    return (
        target.is_choice,
        not (target.is_dedicated or target.document.role == "deployment"),
        -len(target.chosen),
        target.document.path,
    )


def _has_role(inventory: Inventory, role: str) -> bool:
    return role in ("any", inventory.document.role)

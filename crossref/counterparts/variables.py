"""Environment variables: what one list of a system's variables has, another must have too.

Absence means something only in an inventory. A document is one for a variable when it lists most of what stands with the
variable elsewhere, the variable itself left out; or when variables are what it is for. Of several that lack a variable
the most authoritative is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from crossref.counterparts import variable_lists
from crossref.counterparts.pairing import Pairing
from crossref.counterparts.variable_lists import Inventory, Survey
from crossref.counterparts.variable_names import key_of, near
from crossref.graph import Graph
from crossref.model import Contract, Place, Span, Variable

_FEWEST = 3
"""Variables that two lists must share before one can lack another."""
_FEW = 4
"""Shared variables below which nearly all others must be shared."""
_SHARE = 0.45
_SHARE_OF_FEW = 0.75
"""How many of a variable's companions its counterpart must have, the variable counted in; of few companions nearly all."""
_FEWEST_FOR_SHARE = 6
"""Variables below which a list is a minimum rather than a full one."""
_MAIN = 0.75
_MAIN_FEWEST = 8
"""The share of a set's variables, and how many, from which a document is the set's main list of them."""
_SUMMARY = 0.8
_SUMMARY_FEWEST = 8
_PREFIX = 0.6
"""The share of a list's names from which their common prefix is the system's own."""
_RANK = {"set": 0, "read": 1, "named": 2, "other": 3}


class _Place(Struct, frozen=True):
    """Where a variable is named, and with which others."""

    inventory: Inventory
    variable: Variable


def pairings(graph: Graph, contract: Contract) -> Iterator[Pairing]:
    """What became of each variable that an inventory ought to have; nothing of those that no inventory is for."""
    survey = graph.once(variable_lists.survey)
    targets = [inventory for inventory in survey.inventories if inventory.may_lack and _may(contract.needed_in, inventory)]
    declared = _declared(survey, contract)
    wanted = _wanted(survey, contract, targets)
    for name, indices in wanted.items():
        places = _places(declared[name])
        lacking = [targets[index] for index in indices if not targets[index].has(name)]
        if not lacking:
            best = max((targets[index] for index in indices), key=_authority)
            yield Pairing(contract, "env-var", name, name, "covered", places, _where(best, name))
            continue
        yield _missing(contract, name, places, declared[name], max(lacking, key=_authority))
    for inventory in survey.inventories:
        for section, names in variable_lists.summaries(inventory, _SUMMARY_FEWEST, _SUMMARY):
            for name, variable in names.items():
                place, counterpart = Place(inventory.document.path, variable.span), Place(inventory.document.path, section.span)
                yield Pairing(contract, "env-var", name, name, "missing", (place,), counterpart, _group(name, inventory))


def _wanted(survey: Survey, contract: Contract, targets: Sequence[Inventory]) -> dict[str, list[int]]:
    """Variable -> the targets that ought to have it, by their place in the list."""
    full: dict[str, list[int]] = {}
    chosen: dict[str, list[int]] = {}
    for index, target in enumerate(targets):
        for key in target.listed:
            full.setdefault(key, []).append(index)
        # A choice of important variables can lack one only of those that another document chose as well.
        for key in target.chosen if target.is_home or not target.listed else ():
            chosen.setdefault(key, []).append(index)
    main = _main(survey, targets)
    prefixes = {index: prefix for index, target in enumerate(targets) if (prefix := _own_prefix(target))}
    wanted: dict[str, set[int]] = {}
    for inventory in survey.inventories:
        if not inventory.may_declare or not _may(contract.declared_in, inventory):
            continue
        for company in _companies(survey, inventory):
            having = chosen if company.partial else full
            shared = Counter(index for name in company.others for index in having.get(key_of(name), ()))
            for index, count in shared.items():
                if targets[index] is inventory or not targets[index].speaks_for(inventory):
                    continue
                for name in company.names:
                    present = count - (index in having.get(key_of(name), ()))
                    size = len(company.others) - (name in company.others)
                    is_settled = any(targets[other].is_dedicated and targets[other].has(name) for other in main)
                    if _is_enough(present, size, targets[index], company, is_main=index in main, is_settled=is_settled):
                        wanted.setdefault(name, set()).add(index)
        for index, prefix in prefixes.items():
            if targets[index] is not inventory:
                for name in _prefixed(survey, inventory, targets[index], prefix):
                    wanted.setdefault(name, set()).add(index)
    return {name: sorted(indices) for name, indices in sorted(wanted.items())}


def _prefixed(survey: Survey, inventory: Inventory, target: Inventory, prefix: str) -> set[str]:
    """The system's own variables by their prefix, in a document that has several of those which the target lists."""
    names = {
        variable.name
        for variable in inventory.document.facts.variables
        if variable.name.startswith(prefix) and variable.use in ("set", "read") and survey.is_candidate(variable)
    }
    return names if sum(key_of(name) in target.listed for name in names) >= _FEWEST - 1 else set()


class _Company(Struct, frozen=True):
    """Variables that are judged by what stands with them."""

    names: frozenset[str]
    others: frozenset[str]
    listed: bool
    """Whether they are listed together, not only named in one document."""
    partial: bool


def _companies(survey: Survey, inventory: Inventory) -> Iterator[_Company]:
    """What stands together: a list, the lists of a section, and for what is only mentioned the whole document.

    A list of one or two belongs to the document too; a longer one, such as the secrets of a pipeline, stands for itself.
    """
    sections: dict[int, set[str]] = {}
    loose: set[str] = set()
    everything: set[str] = set()
    apart: set[str] = set()
    for listing in inventory.listings:
        names = {name for name, variable in listing.names.items() if survey.is_candidate(variable)}
        listed = {name for name in names if listing.names[name].use == "set"}
        said = {name for name in names - listed if listing.names[name].form != "code"}
        everything |= names
        loose |= said
        if len(listed) < _FEWEST:
            loose |= listed
        else:
            apart |= listed
        if listed:
            yield _Company(frozenset(listed), frozenset(names), True, listing.partial)
            for index in () if listing.partial else variable_lists.around(inventory.document.sections, listing.section):
                sections.setdefault(index, set()).update(listed)
    for together in sections.values():
        yield _Company(frozenset(together), frozenset(together), True, False)
    yield _Company(frozenset(loose - apart), frozenset(everything), False, False)


def _is_enough(shared: int, others: int, target: Inventory, company: _Company, *, is_main: bool, is_settled: bool) -> bool:
    """Whether a target has so many of a variable's companions that it ought to have the variable too."""
    if not (target.is_home or is_main or company.partial):
        return False
    if is_main and shared == _FEWEST - 1:
        return shared == others if company.listed else shared + 1 >= _SHARE_OF_FEW * (others + 1)
    lenient = not is_settled and target.is_full and shared >= _FEW and len(target.chosen) >= _FEWEST_FOR_SHARE
    return shared >= _FEWEST and shared + 1 >= (_SHARE if lenient else _SHARE_OF_FEW) * (others + 1)


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
        if len(target.listed) >= _MAIN_FEWEST
        and (target.is_dedicated or len(everything & target.listed.keys()) >= _MAIN * len(everything))
    )


def _own_prefix(target: Inventory) -> str:
    """The prefix that a long list's names have in common: that of the system itself; empty for none."""
    if len(target.listed) < _MAIN_FEWEST:
        return ""
    heads = Counter(variable.name.partition("_")[0] for variable in target.listed.values())
    head, count = max(heads.items(), key=lambda item: (item[1], item[0]))
    return f"{head}_" if count >= _PREFIX * len(target.listed) and target.is_full else ""


def _declared(survey: Survey, contract: Contract) -> dict[str, list[_Place]]:
    found: dict[str, list[_Place]] = {}
    for inventory in survey.inventories:
        if inventory.may_declare and _may(contract.declared_in, inventory):
            for listing in inventory.listings:
                for name, variable in listing.names.items():
                    found.setdefault(name, []).append(_Place(inventory, variable))
    return found


def _places(declared: Sequence[_Place]) -> tuple[Place, ...]:
    """One place of each document: where it is listed before where it is only named."""
    found: dict[str, Place] = {}
    for place in sorted(declared, key=lambda place: _RANK[place.variable.use]):
        path = place.inventory.document.path
        found.setdefault(path, Place(path, place.variable.span))
    return tuple(found.values())


def _missing(contract: Contract, name: str, places: tuple[Place, ...], declared: Sequence[_Place], target: Inventory) -> Pairing:
    """A variable that its counterpart lacks, or has in another spelling."""
    elsewhere = {other for place in declared for other in place.inventory.named}
    same = [other for other in target.named if key_of(other) == key_of(name)]
    other = near(name, (other for other in target.named if other not in elsewhere))
    if other or same:
        return Pairing(contract, "env-var", name, name, "covered", places, _where(target, other or same[0]), near=other)
    return Pairing(contract, "env-var", name, name, "missing", places, _heading(target, declared), _group(name, target))


def _heading(target: Inventory, declared: Sequence[_Place]) -> Place:
    """The heading under which the target lists most variables."""
    document = target.document
    sections = Counter(variable.section for variable in target.chosen.values())
    index = max(sections, key=lambda index: (sections[index], -index))
    return Place(document.path, document.sections[index].span if index >= 0 else Span(1, 1, 1, 1))


def _group(name: str, target: Inventory) -> str:
    """The family a variable is missing with: its first word, the system's own prefix aside."""
    prefix = _own_prefix(target)
    inner = name.removeprefix(prefix) if prefix else name
    head, _, rest = inner.partition("_")
    return f"{name[: len(name) - len(inner)]}{head}_*" if rest else ""


def _where(target: Inventory, name: str) -> Place:
    variable = target.named.get(name) or next(iter(target.chosen.values()))
    return Place(target.document.path, variable.span)


def _authority(target: Inventory) -> tuple[bool, int, str]:
    return (target.is_dedicated or target.document.role == "deployment", len(target.chosen), target.document.path)


def _may(role: str, inventory: Inventory) -> bool:
    return role in ("any", inventory.document.role)

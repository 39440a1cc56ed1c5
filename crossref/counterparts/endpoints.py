"""Endpoints against the contracts that specify them, and lists of endpoints against each other.

What one document tells and the counterpart does not is missing only where the counterpart is an inventory, and where the
endpoint is one of the interface that the inventory is of: it shares a root or a group with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from crossref.counterparts.endpoint_documents import (
    is_digest,
    is_of_a_part,
    is_partial,
    is_real,
    may_declare,
    means_to_list_all,
)
from crossref.counterparts.endpoint_fates import Survey, Wanted, found, judged
from crossref.counterparts.endpoint_inventory import Inventory
from crossref.counterparts.endpoint_paths import Key, Listed, Prefixes, Segments, is_version, segments
from crossref.counterparts.pairing import Pairing
from crossref.graph import Graph
from crossref.model import Contract, Document, Severity

_FEWEST = 5
"""Endpoints from which documents of a role are an inventory."""
_MOST = 0.5
"""How much of what others tell of an interface its inventory must hold."""
_GROUP_SHARE = 0.4
"""How much of what is known of a group a list must have for an absence to count, the one in question left out."""
_LIST_SHARE = 0.6
"""How much of all that is known of the groups it has a list must hold to be an inventory."""
_NEARLY_ALL = 0.9
"""How much of all that is known anywhere it must hold for a group that it lacks altogether."""
_SHARED_GROUPS = 3
"""Groups that two lists must share, or half of those of the shorter."""
_DECLARED_SHARE = 0.6
"""How much of a group other documents must tell for what they leave out of it to be undeclared."""
_SMALLEST_GROUP = 4


def pairings(graph: Graph, contract: Contract) -> Iterator[Pairing]:
    """What became of each endpoint that the contract speaks of; nothing where no counterpart is an inventory."""
    survey = graph.once(_survey)
    if contract.needed_in == "any":
        roles = {
            other.needed_in
            for other in graph.profile.contracts
            if other.entry == contract.entry and other.severity is not Severity.OFF and other.needed_in != "any"
        }
        yield from _between(survey, contract, roles)
    else:
        yield from _towards(survey, contract)


def _survey(graph: Graph) -> Survey:
    prefixes = Prefixes(endpoint for document in graph.documents for endpoint in document.facts.endpoints)
    documents = {
        document.path: _with_literals(
            [
                Listed(document, one, prefixes.key(one.path, is_example=one.form in ("code", "prose", "diagram")))
                for one in document.facts.endpoints
            ]
        )
        for document in graph.documents
        if document.facts.endpoints
    }
    methods: dict[Segments, list[set[str]]] = {}
    for listed in documents.values():
        told: dict[Segments, set[str]] = {}
        for one in listed:
            told.setdefault(one.key.rest, set()).update(one.endpoint.methods)
        for rest, verbs in told.items():
            methods.setdefault(rest, []).append(verbs)
    parents = frozenset(rest[:length] for rest in methods for length in range(1, len(rest)))
    silent: dict[str, list[Document]] = {}
    for document in graph.documents:
        listed = documents.get(document.path, [])
        if document.role and not any(one.is_structured or one.is_request for one in listed):
            silent.setdefault(document.role, []).append(document)
    return Survey(documents, methods, parents, silent)


def _with_literals(listed: list[Listed]) -> list[Listed]:
    """Mark the endpoints that a document tells beside one with a parameter in the place of a literal."""
    told = {(one.key.rest, method) for one in listed if one.is_structured for method in one.endpoint.methods}
    return [
        replace(one, is_literal=True) if one.is_structured and _is_beside_parameter(one, told) else one
        for one in listed
    ]


def _is_beside_parameter(one: Listed, told: set[tuple[Segments, str]]) -> bool:
    rest = one.key.rest
    variants = [(*rest[:index], "{}", *rest[index + 1 :]) for index, part in enumerate(rest) if index and part != "{}"]
    return any((variant, method) in told for variant in variants for method in one.endpoint.methods)


# -- towards the documents of a role -------------------------------------------------------------------------------


def _towards(survey: Survey, contract: Contract) -> Iterator[Pairing]:
    targets = _targets(survey, contract.needed_in)
    inventory = Inventory(one for listed in targets.values() for one in listed)
    if inventory.size < _FEWEST:
        return
    wanted: Wanted = {}
    for path, listed in survey.documents.items():
        document = listed[0].document
        if path in targets or contract.declared_in not in ("any", document.role) or not may_declare(document):
            continue
        told = [
            ((one.key, method), one)
            for one in _without_groups(listed)
            if _belongs(one, inventory)
            for method in one.endpoint.methods or ("",)
        ]
        # What lies beside a part of the system may tell of that part's own interface.
        if not is_of_a_part(path) or _held(inventory, [entry for entry, _ in told]) >= _MOST * len(told):
            for entry, one in told:
                wanted.setdefault(entry, []).append(one)
    if _held(inventory, wanted) >= _MOST * (len(wanted) - 1):
        # Contracts that tell only the main endpoints, by their own words, may lack others.
        doubtful = all(is_digest(listed) for listed in targets.values())
        for pairing in judged(contract, wanted, inventory, survey):
            yield replace(pairing, severity=Severity.INFO) if doubtful and pairing.state == "missing" else pairing
        yield from _undeclared(survey, contract, targets)


def _targets(survey: Survey, role: str) -> dict[str, list[Listed]]:
    """The role's documents that mean to be complete; one that tells what is new only stands among those that tell."""
    members = {path: listed for path, listed in survey.documents.items() if listed[0].document.role == role}
    whole = {path: listed for path, listed in members.items() if not is_partial(path)}
    return whole or members


def _without_groups(listed: list[Listed]) -> Iterator[Listed]:
    """Leave out the bare paths of groups whose endpoints the document tells one by one."""
    called = [one.key.rest for one in listed if one.endpoint.methods]
    told = {rest[:length] for rest in called for length in range(1, len(rest) + 1)}
    for one in listed:
        if one.endpoint.methods or one.is_open or one.key.rest not in told:
            yield one


def _belongs(one: Listed, inventory: Inventory) -> bool:
    """Whether an endpoint is one of the interface that the inventory lists."""
    endpoint, rest = one.endpoint, one.key.rest
    if not is_real(one) or (endpoint.methods and not set(endpoint.methods) - {"OPTIONS", "HEAD"}):
        return False
    if not endpoint.methods and (endpoint.form in ("prose", "code") or rest == segments(endpoint.path)):
        return False
    below = inventory.heads.get(rest[0])
    # A program in a document is as often a sample as a part of the system.
    if endpoint.listing.startswith("program") and not (below and one.root in inventory.roots):
        return False
    if below and (not one.key.prefix or not any(below) or {(), one.key.prefix} & below):
        return True
    if one.key.prefix and any(inventory.prefixes):
        return one.key.prefix in inventory.prefixes
    if one.root in inventory.roots and not is_version(one.root):
        return True
    return any(inventory.near(one.key, method) for method in endpoint.methods)


def _held(inventory: Inventory, entries: Wanted | list[tuple[Key, str]]) -> int:
    return sum(1 for key, method in entries if found(inventory, key, method))


def _undeclared(survey: Survey, contract: Contract, targets: Mapping[str, list[Listed]]) -> Iterator[Pairing]:
    """Endpoints of the contracts that nobody else tells, in groups that others tell most of.

    Where a single list is an inventory of its own, the endpoint is missing there instead.
    """
    outside = {path: listed for path, listed in survey.documents.items() if path not in targets}
    if any(means_to_list_all(listed) for listed in outside.values()):
        return
    others = Inventory(one for listed in outside.values() for one in listed if may_declare(one.document))
    listed = [
        one for ones in targets.values() for one in ones if one.key.rest and one.is_structured and one.endpoint.methods
    ]
    shares = _Shares(others, {(one.key, method) for one in listed for method in one.endpoint.methods})
    for one in listed:
        group = one.key.rest[0]
        if shares.sizes[group] < _SMALLEST_GROUP or shares.of({group}) < _DECLARED_SHARE:
            continue
        if not any(others.covers(one.key, method) for method in one.endpoint.methods):
            yield Pairing(
                contract=contract,
                kind=contract.entry,
                name=one.endpoint.written,
                key=f"{'|'.join(one.endpoint.methods)} {one.key.text}",
                state="unwanted",
                declared=(one.place,),
                counterpart=others.nearest(one.key).place,
            )


class _Shares:
    """How much an inventory covers of what is known, by group: a path's first segment."""

    def __init__(self, inventory: Inventory, known: set[tuple[Key, str]]) -> None:
        self.sizes = Counter(key.rest[0] for key, _ in known)
        self._held = Counter(key.rest[0] for key, method in known if inventory.covers(key, method))

    def of(self, groups: Iterable[str]) -> float:
        """The share of groups that is covered, one of the missing left out; -1 where nothing else is known."""
        held = sum(self._held[group] for group in groups)
        others = sum(self.sizes[group] for group in groups)
        others -= held < others
        return held / others if others else -1.0


# -- between inventories -------------------------------------------------------------------------------------------


class _List(Struct):
    """A document that means to list all endpoints, and how much of what is known it holds."""

    inventory: Inventory
    shares: _Shares
    whole: float
    is_contract: bool

    def share(self, one: Listed) -> float:
        """The share of an endpoint's group that the list has."""
        return self.shares.of({one.key.rest[0]})

    def should_hold(self, one: Listed) -> bool:
        """Whether the list has enough of an endpoint's group, or of everything, for its absence to count."""
        share = self.share(one)
        enough = self.whole >= (_LIST_SHARE if share < 0 and self.is_contract else _NEARLY_ALL)
        return (share >= _GROUP_SHARE or enough) and _belongs(one, self.inventory)


def _between(survey: Survey, contract: Contract, roles: set[str]) -> Iterator[Pairing]:
    targets = [_targets(survey, role) for role in sorted(roles)]
    contracts = [Inventory(one for listed in members.values() for one in listed) for members in targets if members]
    owned = {path: len(members) for members in targets for path in members}
    tellers = {path: _told_one_by_one(listed, path in owned) for path, listed in survey.documents.items()}
    tellers = {
        path: listed
        for path, listed in tellers.items()
        if len({(one.key, one.endpoint.methods) for one in listed}) >= _FEWEST
    }
    lists = dict(_lists(survey, tellers, owned))
    wanted: dict[str, Wanted] = {path: {} for path in lists}
    lacking: dict[tuple[Key, str], tuple[float, str]] = {}
    for path, a_list in lists.items():
        for entry, one in _asked_of(path, a_list, tellers):
            # What the contracts lack is told of them.
            if all(found(inventory, *entry, (one,)) for inventory in contracts):
                wanted[path].setdefault(entry, []).append(one)
                if not found(a_list.inventory, *entry, (one,)):
                    lacking[entry] = max(lacking.get(entry, (-2.0, "")), (a_list.share(one), path))
    for path, entries in wanted.items():
        # What several lists lack is missing in the one that has most of its group.
        mine = {entry: places for entry, places in entries.items() if entry not in lacking or lacking[entry][1] == path}
        yield from judged(contract, mine, lists[path].inventory, survey)


def _asked_of(
    path: str, a_list: _List, tellers: Mapping[str, list[Listed]]
) -> Iterator[tuple[tuple[Key, str], Listed]]:
    """What other documents list and this one should."""
    for other, listed in tellers.items():
        if other != path and may_declare(listed[0].document) and _are_of_a_kind(listed, a_list.inventory):
            for one in listed:
                if a_list.should_hold(one):
                    yield from (((one.key, method), one) for method in one.endpoint.methods)


def _told_one_by_one(listed: list[Listed], coded: bool) -> list[Listed]:
    """The endpoints that a document lists; those of contracts may stand in code."""
    return [
        one
        for one in listed
        if one.endpoint.methods and is_real(one) and (one.is_structured or (coded and one.endpoint.form == "code"))
    ]


def _lists(
    survey: Survey, tellers: Mapping[str, list[Listed]], owned: Mapping[str, int]
) -> Iterator[tuple[str, _List]]:
    """The documents that are inventories by what they list; the only contract of its role is spoken of elsewhere."""
    known = {(one.key, method) for listed in tellers.values() for one in listed for method in one.endpoint.methods}
    for path, listed in tellers.items():
        if owned.get(path) == 1 or not means_to_list_all(listed):
            continue
        inventory = Inventory(survey.documents[path])
        shares = _Shares(inventory, known)
        whole = shares.of(shares.sizes)
        if whole >= _MOST and shares.of(inventory.heads) >= _LIST_SHARE:
            yield path, _List(inventory, shares, whole, path in owned)


def _are_of_a_kind(listed: list[Listed], inventory: Inventory) -> bool:
    heads = {one.key.rest[0] for one in listed}
    shared = len(heads & inventory.heads.keys())
    return shared >= _SHARED_GROUPS or shared * 2 >= min(len(heads), len(inventory.heads))

"""The port of the application itself, which texts mostly give without a name: *open http://localhost:3000*.

Two documents are compared only where each knows a single port of the application, or of its frontend or backend, and
neither mentions the other's at all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from crossref.channels.port_subjects import Subject
from crossref.channels.question import are_sisters
from crossref.channels.side import Disagreement, Side
from crossref.model import Severity
from crossref.value import Quantity

_CONTAINED = re.compile(r"docker|compose|container|kubernetes|k8s|helm|podman|nginx|proxy", re.IGNORECASE)
_APART = frozenset({"production", "staging", "test", "sandbox", "demo", "cloud"})
_DOCUMENTS = frozenset("docs doc documentation documents wiki .github .".split())
_NAMES = {"front": "frontend", "back": "backend", "page": "application", "variable": "application"}
_AGREED = 2
"""Documents that must give one page before another contradicts it: *open* is said of many tools."""
_TROUBLE = re.compile(r"troubleshoot|faq|debug", re.IGNORECASE)
_FEW = 20
"""Documents that are compared for one port; more say nothing more."""


class _Told(Struct, frozen=True):
    """What one document says of a part of the application: each port, and the first place that surely gives it."""

    path: str
    ports: Mapping[int, Side | None]


def disagreements(
    sides: Sequence[tuple[Side, Subject]], mentioned: Collection[tuple[str, int]]
) -> Iterator[Disagreement]:
    """Single ports of a part of the application that differ; ``mentioned`` holds every port of every document."""
    for (family, _, _), groups in sorted(_told(sides).items()):
        given: dict[int, list[tuple[str, Side]]] = defaultdict(list)
        for told in groups:
            for port, side in told.ports.items():
                if side is not None and len(told.ports) == 1:
                    given[port].append((told.path, side))
        if family == "page" and all(len(places) < _AGREED for places in given.values()):
            continue
        yield from _differing(family, given, mentioned)


def _told(sides: Sequence[tuple[Side, Subject]]) -> Mapping[tuple[str, str, bool], list[_Told]]:
    """Part, part of the tree, in containers or not -> documents."""
    found: dict[tuple[str, str, bool], dict[str, dict[int, Side | None]]] = defaultdict(lambda: defaultdict(dict))
    for side, subject in sides:
        claim = side.claim
        if (
            not subject.family
            or _TROUBLE.search(side.path)
            or _APART & set(claim.scope)
            or not isinstance(claim.value, Quantity)
        ):
            continue
        contained = bool(_CONTAINED.search(f"{side.path} {claim.subject} {claim.said}"))
        ports = found[subject.family, area(side.path), contained][side.path]
        port = int(claim.value.low or 0)
        if ports.get(port) is None:
            ports[port] = side if subject.sure else None
    return {key: [_Told(path, ports) for path, ports in sorted(paths.items())] for key, paths in found.items()}


def _differing(
    family: str, given: Mapping[int, Sequence[tuple[str, Side]]], mentioned: Collection[tuple[str, int]]
) -> Iterator[Disagreement]:
    """One disagreement for two ports of which some documents each give one, and do not know the other."""
    for port, other in combinations(sorted(given), 2):
        pairs = [
            (ours, theirs)
            for one, ours in given[port][:_FEW]
            for two, theirs in given[other][:_FEW]
            if not are_sisters(one, two)
            and (family == "variable" or ((one, other) not in mentioned and (two, port) not in mentioned))
        ]
        members = {side.order: side for pair in pairs for side in pair}
        if members:
            sides = tuple(members[order] for order in sorted(members))
            yield Disagreement("port", f"{_NAMES[family]} port", sides, Severity.WARNING)


def area(path: str) -> str:
    """The part of a tree whose documents speak of one application: a package, or all that is in no package."""
    folders = path.split("/")[:-1]
    if not folders or folders[0].lower() in _DOCUMENTS:
        return ""
    return "/".join(folders[:2])

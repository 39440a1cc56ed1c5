"""XR201 missing-counterpart."""

from __future__ import annotations

from collections.abc import Iterator

from crossref.counterparts import Pairing, pairings
from crossref.graph import Graph
from crossref.model import Note, Problem, Severity
from crossref.rule import rule

_GROUP = 3
"""Members from which a group that is missing together is one finding."""


@rule("XR201", Severity.WARNING)
def missing_counterpart(graph: Graph) -> Iterator[Problem]:
    """An entry that one document declares is absent where its counterpart belongs.

    An endpoint without a contract, a variable that the deployment guide forgot. A contract of the profile
    (`[[counterpart]]`) says what must stand where; it speaks only towards an inventory, a list that has most of the
    others already. What is missing together, such as a whole group of endpoints, is one finding.

    Fails:

        --- architecture.md ---
        # Architecture
        | Method | Path |
        |---|---|
        | GET | /api/orders |
        | POST | /api/orders |
        | GET | /api/orders/{id} |
        | PUT | /api/orders/{id} |
        | DELETE | /api/orders/{id} |
        | POST | /api/orders/{id}/refund |
        --- api-contracts.md ---
        # API
        | Method | Path | Answer |
        |---|---|---|
        | GET | /api/orders | a list |
        | POST | /api/orders | the order |
        | GET | /api/orders/{id} | the order |
        | PUT | /api/orders/{id} | the order |
        | DELETE | /api/orders/{id} | nothing |

    Passes:

        --- architecture.md ---
        # Architecture
        | Method | Path |
        |---|---|
        | GET | /api/orders |
        | POST | /api/orders |
        | GET | /api/orders/{id} |
        | PUT | /api/orders/{id} |
        | DELETE | /api/orders/{id} |
        --- api-contracts.md ---
        # API
        | Method | Path | Answer |
        |---|---|---|
        | GET | /api/orders | a list |
        | POST | /api/orders | the order |
        | GET | /api/orders/{orderId} | the order |
        | PUT | /api/orders/{orderId} | the order |
        | DELETE | /api/orders/{orderId} | nothing |
    """
    for members in _grouped(pairing for pairing in graph.once(pairings) if pairing.state == "missing"):
        first = members[0]
        yield Problem(
            _message(members),
            first.declared[0],
            subject=" ".join((_home(first), *(member.key for member in members))),
            notes=tuple(_notes(members)),
            severity=_severity(first),
        )


def _grouped(missing: Iterator[Pairing]) -> Iterator[list[Pairing]]:
    """Pairings that are reported together: whole groups of one contract and inventory, and the rest alone."""
    groups: dict[tuple[str, str, str], list[Pairing]] = {}
    seen = set()
    for pairing in missing:
        # An entry that two contracts miss in the same document is missing once.
        inventory = pairing.counterpart.path if pairing.counterpart else ""
        if (pairing.kind, pairing.key, inventory) in seen:
            continue
        seen.add((pairing.kind, pairing.key, inventory))
        groups.setdefault((pairing.kind, pairing.group, inventory), []).append(pairing)
    for (_, name, _), members in groups.items():
        if name and len(members) >= _GROUP:
            yield members
        else:
            yield from ([member] for member in members)


def _severity(pairing: Pairing) -> Severity | None:
    wanted = [pairing.contract.severity]
    if pairing.severity is not None:
        wanted.append(pairing.severity)
    return min(wanted)


def _message(members: list[Pairing]) -> str:
    first = members[0]
    kind = _KINDS.get(first.kind, first.kind.replace("-", " "))
    where = _where(first)
    if len(members) == 1:
        return f"the {kind} `{first.name}` is missing {where}"
    names = ", ".join(f"`{member.name}`" for member in members)
    return f"{len(members)} {kind}s of `{first.group}` are missing {where}: {names}"


def _home(pairing: Pairing) -> str:
    """The role that the entry is missing in, or the document where any may have it: what tells two absences apart."""
    needed_in = pairing.contract.needed_in
    return pairing.counterpart.path if needed_in == "any" and pairing.counterpart else needed_in


def _where(pairing: Pairing) -> str:
    if pairing.counterpart is None:
        return f"in the {pairing.contract.needed_in} document"
    others = len(pairing.lacking) - 1
    more = f" and the {others} {'other' if others == 1 else 'others'} like it" if others > 0 else ""
    return f"in `{pairing.counterpart.path}`{more}"


_SHOWN = 6
"""Places of an entry that a finding lists; who mends it needs one."""
_KINDS = {"env-var": "environment variable"}
"""Kinds whose name in messages is not their own with spaces for hyphens."""


def _notes(members: list[Pairing]) -> Iterator[Note]:
    first = members[0]
    others = first.declared[1:]
    for place in others[:_SHOWN]:
        rest = len(others) - _SHOWN
        more = f", and in {rest} more places" if rest > 0 and place is others[_SHOWN - 1] else ""
        yield Note(f"`{first.name}` also stands here{more}", place)
    for member in members[1:]:
        yield Note(f"`{member.name}`", member.declared[0])
    if first.counterpart:
        is_told = first.perhaps and len(members) == 1
        home = "it belongs here" if len(first.lacking) < 2 else "it belongs here, or into one of the others"
        yield Note(f"perhaps `{first.perhaps}` is meant" if is_told else home, first.counterpart)

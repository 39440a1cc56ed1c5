"""Channel: the port of a service, in whatever form each document states it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from crossref.channels import application_ports
from crossref.channels.port_subjects import ENDS, Subject, subject_of
from crossref.channels.question import Question, ask
from crossref.channels.side import Disagreement, Side
from crossref.model import Severity
from crossref.value import Address, Quantity

_PRODUCTS = {
    "postgres": 5432,
    "mysql": 3306,
    "mariadb": 3306,
    "redis": 6379,
    "mongo": 27017,
    "rabbitmq": 5672,
    "kafka": 9092,
    "elasticsearch": 9200,
    "prometheus": 9090,
    "grafana": 3000,
    "memcached": 11211,
    "minio": 9000,
}
"""The port that a product listens on where nobody says otherwise: inside its container, whatever is published."""
_LOWEST = 1024
"""Ports below belong to protocols, and say little of a service."""
_OTHERS = frozenset(
    {
        1025,
        1433,
        1521,
        2181,
        2375,
        2379,
        3306,
        4317,
        4318,
        5432,
        5555,
        5601,
        5672,
        6379,
        6443,
        8025,
        9090,
        9092,
        9093,
        9100,
        9200,
    }
    | {11211, 11434, 15672, 16686, 27017}
)
"""Ports that are hardly ever the application's own."""
_VARIANTS = tuple(
    {int(port) for port in pair.split("/")}
    for pair in (
        "4317/4318 4317/16686 4318/16686 6831/16686 14268/16686 5672/15672 5671/5672 9200/9300 9092/9093 9092/29092 8123/9000"
        " 1883/8883 6333/6334 7474/7687 9000/9001 8080/8443 1025/8025"
    ).split()
)
"""Ports of two protocols that one product speaks."""
_REPORT = re.compile(
    r"(?:progress|status|handoff|summary|report|complete|benchmark|perf|session|retro|audit|\d{4}-\d\d-\d\d)[^/]*$",
    re.IGNORECASE,
)
"""Files that tell what somebody saw or did once."""
_VARIES = re.compile(
    r"\b(?:different|another|alternat\w+|custom|chang(?:e|ed|ing)|overrid\w+|instead|conflicts?|in use|occupied|taken|free"
    r"|e\.g|example|unless|if|increment\w*|fall(?:s|ing)? ?back)\b",
    re.IGNORECASE,
)
"""Texts about another port than the one in use."""


class _Port(Struct, frozen=True):
    """What a side says of whose port."""

    number: int
    subject: Subject
    end: str
    """``host`` or ``container`` end of a published pair; empty where the text does not say."""


_Order = tuple[str, int, int]
_Known = Mapping[_Order, _Port]


def disagreements(sides: Sequence[Side]) -> Iterator[Disagreement]:
    """Ports that documents give one service, or the application itself; ``sides`` hold claims of ports only."""
    known: dict[_Order, _Port] = {}
    told = []
    for side in sides:
        port = _port(side) if not _REPORT.search(side.path) else None
        if port and side.order not in known and not _VARIES.search(side.claim.said):
            known[side.order] = port
            told.append(_as_port(side, port.number))
    shared = _shared(known)
    members = [side for side in told if (side.path, known[side.order].number) not in shared]
    question = Question(
        "port",
        Severity.WARNING,
        partial(_keys, known),
        partial(_alike, known, _mixed(known)),
        scoped=False,
        whole=True,
        subject=lambda side: f"{_name(known[side.order])} port",
    )
    yield from ask(question, [side for side in members if known[side.order].subject.is_named])
    yield from application_ports.disagreements(
        [(side, known[side.order].subject) for side in members if _is_unnamed(known[side.order].subject)],
        {(side.path, known[side.order].number) for side in members},
    )


def _shared(known: _Known) -> set[tuple[str, int]]:
    """Documents and the ports that they give frontend and backend alike: those of what stands before both."""
    families: dict[tuple[str, int], set[str]] = defaultdict(set)
    for (path, *_), port in known.items():
        if not port.subject.weak:
            families[path, port.number].add(port.subject.family)
    return {place for place, found in families.items() if {"front", "back"} <= found}


def _is_unnamed(subject: Subject) -> bool:
    """Whether only the application can be meant: no name in the text, and none in a heading that speaks of a part."""
    return not subject.is_named or (subject.weak and not subject.family and not subject.marks)


def _port(side: Side) -> _Port | None:
    """Whose port a side gives; None where it gives none, or one that is hardly the application's."""
    value = side.claim.value
    if isinstance(value, Address):
        return _at(value.port, subject_of(side.claim, side.above[0] if side.above else ""), "host")
    if isinstance(value, Quantity) and value.low:
        end = side.claim.attribute.partition(" ")[0] if side.claim.attribute in ENDS else ""
        return _at(int(value.low), subject_of(side.claim), end)
    return None


def _at(number: int, subject: Subject, end: str) -> _Port | None:
    if number < _LOWEST or (not subject.is_named and number in _OTHERS):
        return None
    if not end and any(_PRODUCTS.get(word) == number for word in subject.words):
        end = "container"
    return _Port(number, subject, end)


def _as_port(side: Side, number: int) -> Side:
    return replace(side, claim=replace(side.claim, value=Quantity("port", float(number), float(number))))


def _name(port: _Port) -> str:
    return " ".join(sorted(port.subject.words | port.subject.marks))


def _keys(known: _Known, side: Side) -> Iterable[Hashable]:
    subject = known[side.order].subject
    return sorted(subject.words | subject.marks)


def _mixed(known: _Known) -> frozenset[frozenset[str]]:
    """The names that both a frontend and a backend have: there the bare name says too little."""
    families: dict[frozenset[str], set[str]] = defaultdict(set)
    for port in known.values():
        families[port.subject.words].add(port.subject.family)
    return frozenset(words for words, found in families.items() if {"front", "back"} <= found)


def _alike(known: _Known, mixed: frozenset[frozenset[str]], a: Side, b: Side) -> bool:
    """Whether two ports are of one service, and the same end of it."""
    ours, theirs = known[a.order], known[b.order]
    if {ours.end, theirs.end} == {"host", "container"} or {ours.number, theirs.number} in _VARIANTS:
        return False
    if a.claim.form == b.claim.form == "code" and a.path != b.path and not (ours.end and theirs.end):
        return False  # two samples
    if ("test" in a.claim.scope) != ("test" in b.claim.scope) or _are_packages(a.path, b.path):
        return False
    if ours.subject.family != theirs.subject.family and {ours.subject.words, theirs.subject.words} & mixed:
        return False
    return _is_same(ours.subject, theirs.subject)


def _is_same(one: Subject, two: Subject) -> bool:
    """Whether two subjects are one: the same words, or a shorter name that keeps the noun of the longer."""
    if (one.weak and two.weak) or one.marks != two.marks:
        return False
    if one.family and two.family and one.family != two.family:
        return False
    small, large = sorted((one, two), key=lambda subject: len(subject.words))
    if not small.words:
        return "preview" in one.marks or (not large.words and "grpc" in one.marks)
    if small.words == large.words:
        return True
    return small.words <= large.words and large.head in small.words and 2 * len(small.words) >= len(large.words)


def _are_packages(a: str, b: str) -> bool:
    """Whether two documents belong to two packages of one repository, each with services of its own."""
    ours, theirs = application_ports.area(a), application_ports.area(b)
    return bool(ours and theirs) and ours != theirs

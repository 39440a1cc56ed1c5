"""How two names, addresses, dates or schedules compare."""

from __future__ import annotations

from collections.abc import Callable

from crossref.value import Address, Date, Name, Relation, Schedule
from crossref.values.compare_amounts import near, versions

# -- names --------------------------------------------------------------------------------------------------------


def names(a: Name, b: Name) -> Relation:
    """Compare two names; only alternatives to each other can conflict, a version is compared where both have one."""
    if a.type != b.type or a.group != b.group:
        return "incomparable"
    relation = _COMPARE_NAMES.get(a.type, _plain_names)(a.name, b.name)
    if relation != "equal" or a.version == b.version:
        return relation
    return versions(a.version, b.version) if a.version and b.version else "compatible"


def _plain_names(a: str, b: str) -> Relation:
    return "equal" if a == b else "conflict"


def _algorithms(a: str, b: str) -> Relation:
    if a == b:
        return "equal"
    short, long = sorted((a, b), key=len)
    return (
        "compatible" if long.startswith(f"{short}-") or (short == "argon2" and long.startswith(short)) else "conflict"
    )


def _statuses(a: str, b: str) -> Relation:
    if a == b:
        return "equal"
    return "compatible" if a[0] == b[0] and "xx" in (a[1:], b[1:]) else "conflict"


def _regions(a: str, b: str) -> Relation:
    """Compare regions; a zone (``us-east-1a``, ``us-central1-a``) lies in its region."""
    if a == b:
        return "equal"
    short, long = sorted((a, b), key=len)
    rest = long.removeprefix(short).lstrip("-")
    return "compatible" if long.startswith(short) and len(rest) == 1 and rest.isalpha() else "conflict"


def _identifiers(a: str, b: str) -> Relation:
    """Compare identifiers: another spelling or one more part (``orders``, ``orders-db``) is no conflict."""
    if a == b:
        return "equal"
    short, long = sorted(("-".join(_words(a)), "-".join(_words(b))), key=len)
    return (
        "compatible" if short == long or f"-{short}-" in f"-{long}-" or _joined(short) == _joined(long) else "conflict"
    )


def _words(name: str) -> list[str]:
    words = [""]
    for before, char in zip(" " + name, name, strict=False):
        if not char.isalnum():
            words.append("")
        elif char.isupper() and before.islower():
            words.append(char.lower())
        else:
            words[-1] += char.lower()
    return [word for word in words if word]


def _joined(words: str) -> str:
    return words.replace("-", "")


_COMPARE_NAMES: dict[str, Callable[[str, str], Relation]] = {
    "algorithm": _algorithms,
    "status": _statuses,
    "region": _regions,
    "identifier": _identifiers,
}

SELF = frozenset("localhost 127.0.0.1 0.0.0.0 [::1] [::]".split())
"""The machine itself, by any name."""
_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}


def addresses(a: Address, b: Address) -> Relation:
    """Compare URLs, hosts with ports and paths, as far as both say the same part."""
    if a.type == "path" or b.type == "path":
        return _paths_of(a, b)
    if {a.type, b.type} == {"url", "host-port"}:
        relation = _hosts(a, b)
        return "compatible" if relation == "equal" else relation
    relation = _hosts(a, b)
    if relation not in ("equal", "compatible"):
        return relation
    paths = _paths(a.path, b.path) if a.path and b.path else ("equal" if a.path == b.path else "compatible")
    if paths == "conflict":
        return paths
    return "equal" if relation == paths == "equal" and a.scheme == b.scheme else "compatible"


def _hosts(a: Address, b: Address) -> Relation:
    ports_agree = port_of(a) == port_of(b) or 0 in (port_of(a), port_of(b))
    if a.host == b.host or {a.host, b.host} <= SELF:
        if port_of(a) == port_of(b):
            return "equal"
        secured = not a.port and not b.port  # http and https of one host
        return "compatible" if ports_agree or secured else "conflict"
    if len(SELF & {a.host, b.host}) == 1 or _is_example(a.host) or _is_example(b.host):
        return "incomparable"
    return "conflict" if "." in a.host and "." in b.host else "incomparable"


def port_of(address: Address) -> int:
    """Give the port of an address, the scheme's own where none is written; 0 without either."""
    return address.port or _PORTS.get(address.scheme, 0)


def _is_example(host: str) -> bool:
    """Whether a host stands for any (RFC 2606, ``your-host``)."""
    return host.endswith((".example", ".test", ".invalid")) or any(
        part in ("example", "domain") or part.startswith(("your", "my-", "example-")) for part in host.split(".")
    )


def _paths_of(a: Address, b: Address) -> Relation:
    """Compare a path with a path, or with the path of a URL."""
    if "host-port" in (a.type, b.type) or not (a.path and b.path):
        return "incomparable"
    relation = _paths(a.path, b.path)
    if a.type == b.type:
        return relation
    return "compatible" if relation in ("equal", "compatible") else "incomparable"


def _paths(a: str, b: str) -> Relation:
    """Compare paths: one that begins or ends like the other is a base, a folder or a shorter way to say it."""
    one, two = sorted((_segments(a), _segments(b)), key=len)
    if one == two:
        return "equal" if a.startswith("/") == b.startswith("/") else "compatible"
    if not one or two[-len(one) :] == one or two[: len(one)] == one:
        return "compatible"
    return "conflict"


def _segments(path: str) -> list[str]:
    return ["{}" if part[0] in ":{<[" else part for part in path.split("/") if part not in ("", ".", "..", "~")]


def dates(a: Date, b: Date) -> Relation:
    """Compare two dates; a month agrees with each of its days."""
    parts = zip((a.year, a.month, a.day), (b.year, b.month, b.day), strict=True)
    return "compatible" if all(x == y or not (x and y) for x, y in parts) else "conflict"


def schedules(a: Schedule, b: Schedule) -> Relation:
    """Compare two schedules; what one of them does not say cannot conflict, nor can times in different zones."""
    if not (a.every and b.every):
        return (
            "equal" if a.cron == b.cron and a.every == b.every else "conflict" if a.cron and b.cron else "incomparable"
        )
    if not near(a.every, b.every):
        return "conflict"
    if a.on and b.on and a.on != b.on:
        return "conflict"
    if not a.at or not b.at or a.at == b.at:
        return "equal" if (a.at, a.on) == (b.at, b.on) and "" in (a.zone, b.zone) else "compatible"
    return "conflict" if a.zone == b.zone else "incomparable"

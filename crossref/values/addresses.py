"""URLs, hosts with a port, and paths.

Anything with a placeholder in it (``https://<host>/``, ``${HOST}:8080``) is no value. Path parameters are fine:
``/users/{id}`` says as much as ``/users/:id``.
"""

from __future__ import annotations

import re

from crossref.patterns import late
from crossref.value import Address, Hit

# Every repeated class is bounded, and no two neighbours can match the same character.
_URL = late(
    r"(https?|wss?|postgres(?:ql)?|mysql|redis|rediss|mongodb|amqps?|s3|ftp|sftp|tcp|grpc)://"
    r"(?:[\w.%-]{1,64}(?::[^\s@/`]{0,64})?@)?"
    r"(?P<host>\[[0-9a-f:]{2,39}\]|[A-Za-z0-9][A-Za-z0-9.-]{0,252})(?::(?P<port>[0-9]{1,5}))?"
    r"(?P<path>/[\w.~:/@!$&+,;=%{}-]{0,500})?(?P<query>[?#][^\s`\"'<>)\]|]{0,500})?",
    re.IGNORECASE,
)
_OPEN = late(r"[$<{*\[…]")
_HOST_PORT = late(r"(?P<host>[A-Za-z0-9](?:[\w.-]{0,126}[A-Za-z0-9])?):(?P<port>[0-9]{2,5})(?![\w.:-]|/[0-9])")
_IPV4 = late(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}")
_SEGMENT = r"(?:[\w@.~%+-]{1,100}|:[A-Za-z_]\w{0,50}|\{[\w.:-]{1,50}\}|<[\w.:-]{1,50}>|\[[\w.-]{1,50}\])"
_PATH = late(rf"(?:~|\.\.?)?/(?:{_SEGMENT}/){{0,20}}(?:{_SEGMENT})?")
_RELATIVE = late(r"[\w@.+-]{1,100}/(?:[\w@.+-]{1,100}/){0,20}[\w@.+-]{1,100}\.[A-Za-z][A-Za-z0-9]{0,9}")
_FILE = late(r"[\w@.+-]{1,100}\.([A-Za-z][A-Za-z0-9]{0,9})")
_FOLDER = late(r"[\w@.+-]{1,100}(?:/[\w@.+-]{1,100}){1,20}/?")
_NAMED = late(r"[A-Za-z]{2}|v[0-9]")
_TRAILING = ".,;:!"

FILES = frozenset(
    "md mdx py js jsx ts tsx mjs cjs go rs java kt rb php cs cpp c h sh bash ps1 sql css scss html vue svelte json yaml yml toml"
    " ini cfg conf env xml txt csv log db sqlite sqlite3 pem key crt lock proto graphql tf tfvars service ipynb".split()
)
"""What a file's name ends in; ``page.tsx:43`` is a line and no port."""

_KNOWN_PORTS = frozenset(
    int(port)
    for port in "80 443 1433 1521 1883 2181 2379 3000 3001 3306 4000 4222 4317 4318 5000 5173 5432 5433 5601 5672 6333 6379"
    " 6380 7687 8000 8080 8081 8086 8123 8200 8443 8500 8888 9000 9042 9090 9092 9093 9100 9200 9418 11211 15672 16379 16686"
    " 19530 26257 26379 27017 50051".split()
)
"""Ports that make ``redis:6379`` a host with its port; ``rsa:4096``, ``uid:1000`` are neither."""


def read_url(text: str, at: int) -> Hit | None:
    """Read an absolute URL; query, fragment and user are left out of the value, user data out of the comparison."""
    match = _URL.match(text, at)
    if match is None or not _fits(match["port"]) or not _plain(match["host"]):
        return None
    end = match.end()
    while text[end - 1] in _TRAILING:
        end -= 1
    path = (match["path"] or "")[: max(0, end - match.start("path"))] if match["path"] else ""
    if _OPEN.search(match["host"]) or "${" in path or _goes_on(text, end):
        return None
    port = int(match["port"]) if match["port"] else 0
    return Hit(Address("url", match[1].lower(), match["host"].lower().rstrip("."), port, path.rstrip("/")), end)


def read_host_port(text: str, at: int) -> Hit | None:
    """Read ``localhost:8080``, ``10.0.0.1:80``, ``db.internal:5432``; a single name only with a port that is known."""
    hit = read_any_host_port(text, at)
    if hit is None or not isinstance(hit.value, Address):
        return None
    host = hit.value.host
    if host == "localhost" or _IPV4.fullmatch(host):
        return hit
    if "." in host:
        return hit if host.rpartition(".")[2] not in FILES and host.rpartition(".")[2].isalpha() else None
    return hit if hit.value.port in _KNOWN_PORTS else None


def read_any_host_port(text: str, at: int) -> Hit | None:
    """Read a host with a port where one is expected."""
    match = _HOST_PORT.match(text, at)
    if match is None or not _fits(match["port"]) or not _plain(match["host"]) or match["host"].isdigit():
        return None
    return Hit(Address("host-port", "", match["host"].lower(), int(match["port"]), ""), match.end())


def _fits(port: str | None) -> bool:
    return port is None or (port[0] != "0" and int(port) <= 65535)


def _plain(host: str) -> bool:
    """Whether a host is one and no broken IP address."""
    labels = host.split(".")
    if all(label.isdigit() for label in labels):
        return len(labels) == 4 and all(len(label) < 4 and int(label) < 256 for label in labels)
    return ".." not in host


def read_path(text: str, at: int) -> Hit | None:
    """Read an absolute path, ``./x``, ``../x``, ``~/x``, or a relative one that ends in a file name."""
    match = _PATH.match(text, at) or _RELATIVE.match(text, at)
    if match is None:
        return None
    end = match.end()
    while end > at and text[end - 1] in _TRAILING:
        end -= 1
    written = text[at:end]
    if not _NAMED.search(written) or "//" in written or _goes_on(text, end):
        return None
    if "..." in written or not (written[0] in "./~" or written.rpartition(".")[2].lower() in FILES):
        return None
    return Hit(Address("path", "", "", 0, written.rstrip("/") or "/"), end)


_PLACEHOLDER = late(r"[$<{\[…\\]|\|\w|\*(?!\*)")


def _goes_on(text: str, end: int) -> bool:
    """Whether a placeholder, a glob, a pattern or an escape follows; two asterisks are markup."""
    return _PLACEHOLDER.match(text, end) is not None


def read_any_path(text: str, at: int) -> Hit | None:
    """Read a path where one is expected: ``/``, a single file name, ``src/app`` as well."""
    if text[at:] == "/":
        return Hit(Address("path", "", "", 0, "/"), at + 1)
    file = _FILE.match(text, at)
    if file and file.end() == len(text) and (file[1].lower() in FILES):
        return Hit(Address("path", "", "", 0, file[0]), file.end())
    folder = _FOLDER.match(text, at)
    return read_path(text, at) or (
        Hit(Address("path", "", "", 0, folder[0].rstrip("/")), folder.end()) if folder else None
    )


def read_file(text: str, at: int) -> Hit | None:
    """Read a single file name with a known ending, ``config.yml``, where it is all there is."""
    file = _FILE.match(text, at)
    known = file is not None and file.end() == len(text) and file[1].lower() in FILES
    return Hit(Address("path", "", "", 0, file[0]), file.end()) if file and known else None

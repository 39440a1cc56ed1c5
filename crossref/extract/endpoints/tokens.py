"""How methods, paths and calls are spelled, and what becomes of a path: parameters, bases, canonical form."""

from __future__ import annotations

import re

from msgspec import Struct

_DEEPEST = 40
"""Segments of a path."""
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "WS", "SSE")
"""What a text must hold for a call to be in it."""

_METHOD = "(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)"
_STREAM = "(?:WSS?|SSE)"
_VERBS = rf"(?:{_METHOD}(?:\s*(?:[|/,&·+]|\b(?:and|or|und|oder|y|o|et|ou|и)\b)\s*{_METHOD}){{0,6}}|{_STREAM})"
_SEGMENT = r"(?:[\w.~%@+:-]|\{\{?[^{}\s/]{0,60}\}?\}|\$\{?\w{1,40}+\}?|<[\w .:|-]{1,40}>|\[\[?(?:\.\.\.)?[\w-]{1,40}\]?\]|\*|…)+"
_PATH = rf"/(?:{_SEGMENT}(?:/{_SEGMENT})*/?)?"
_HOST = r"(?:[\w.~%@+:$\[\]-]|\{\{?[^{}\s]{1,60}\}?\}|<[^<>\s]{1,60}>)+"
_ORIGIN = rf"(?:(?:https?|wss?)://{_HOST}|\$\{{?\w{{1,40}}\}}?|\{{\{{?\s?[\w.]{{1,40}}\s?\}}?\}}|(?:localhost|127\.0\.0\.1)(?::\d+)?)"
_QUERY = r"(?:\?[^\s`\"'<>|)]*)?"
_GAP = r"(?:\s+|:\s*|\s+[-–—:→]\s+)(?:(?:requests?|calls?|to|on|at|from|against|the|endpoint|via)\s+){0,3}[\"'(\[]?"
_CALL = re.compile(
    rf"(?<![\w/.$-])(?P<verbs>{_VERBS})(?!\s+/\s*{_METHOD}\b){_GAP}"
    rf"(?P<target>(?P<origin>{_ORIGIN})?(?P<path>(?:\.\.\.|…)?{_PATH})){_QUERY}"
)
_LONE = re.compile(rf"(?P<target>(?P<origin>{_ORIGIN})?(?P<path>(?:\.\.\.|…)?{_PATH})){_QUERY}(?=$|[\s,;:)(·])")
_LISTED = re.compile(r"(?:\?[^\s`\"'<>|),]*)?[\"'`)]?(?:\s*[,;·]\s*|\s+(?:and|or)\s+)[\"'`(]?(?=/|\.\.\./|…/)")
_TRAILING_VERBS = re.compile(rf"\s*(?:\(\s*|\[\s*|[-–—:]\s+|→\s*)(?P<verbs>{_VERBS})\b(?!\s*[\"'`(]?/)")
_ONLY_VERBS = re.compile(rf"\s*\(?(?P<verbs>{_VERBS}|ANY|ALL|\*|CRUD|WEBSOCKET|STREAM)\)?\s*", re.IGNORECASE)
_JOINED_VERBS = re.compile(rf"(?:{_METHOD}[\s,/|&·+]*)+", re.IGNORECASE)
_EACH_METHOD = re.compile(_METHOD)
_PARAMETER = re.compile(r"\{\{?[^{}]*\}?\}|<[^<>]*>|\[\[?[^\[\]]*\]?\]|\$\{?\w+\}?")
_VERSION = re.compile(r"v\d{1,3}(?:(?:alpha|beta)\d*|\.\d+)?$", re.IGNORECASE)
_FILE = re.compile(
    r"\.(?:tsx?|jsx?|mjs|py|go|rs|java|kt|rb|php|cs|md|mdx|txt|ya?ml|toml|ini|cfg|conf|env|sh|sql|log|pem|crt|key|html?|css|"
    r"png|svg|jpe?g|gif|ico|csv|xml|db|sock|pid|gz|zip|lock|tf|proto)$",
    re.IGNORECASE,
)
_FOLDERS = frozenset(
    "etc var opt usr tmp home root bin sbin dev proc sys mnt srv run boot lib src app apps packages backend frontend server "
    "client internal cmd pkg docs doc scripts test tests config configs node_modules dist build public static assets "
    "components pages workspace github data backup backups volumes secrets certs".split()
)
_SPECIFICATIONS = re.compile(r"/(?:open-?api|swagger)[\w.-]*\.(?:ya?ml|json)$", re.IGNORECASE)


class Use(Struct, gc=False):
    """A method and path as a text gives them; the range is that of the text it was read from."""

    verbs: str
    """As written; empty where the text gives none."""
    origin: str
    """Scheme and host, or the variable that stands for them."""
    path: str
    """As written, without query."""
    start: int
    end: int

    @property
    def methods(self) -> tuple[str, ...]:
        """The methods in upper case, each once; none for a stream or for any."""
        return tuple(dict.fromkeys(_EACH_METHOD.findall(self.verbs.upper())))


def calls(text: str) -> list[Use]:
    """Every method with the path or address that follows it: ``GET /x``, ``POST to https://host/x``."""
    return [
        _use(match, match["verbs"], match.start("verbs"))
        for match in _CALL.finditer(text)
        if not _is_no_path(match["path"])
    ]


def following(text: str, call: Use, until: int) -> list[Use]:
    """The paths that share a call's methods, before ``until``: ``GET /orders, /orders/{id}``, ``POST /x/open · /close``."""
    found: list[Use] = []
    position = call.end
    while (gap := _LISTED.match(text, position)) and gap.end() < until:
        use = lone(text, gap.end())
        if not use or use.verbs:
            break
        if use.path.count("/") == 1 < call.path.count("/") and not call.path.startswith(use.path + "/"):
            # Only the end of the path is told.
            use.path = "…" + use.path
        use.verbs = call.verbs
        found.append(use)
        position = use.end
    return found


def with_following(text: str, found: list[Use]) -> list[Use]:
    """Calls, each with the paths that share its methods."""
    ends = [*(use.start for use in found[1:]), len(text)] if found else []
    return [one for use, end in zip(found, ends, strict=True) for one in (use, *following(text, use, end))]


def lone(text: str, position: int = 0) -> Use | None:
    """The path or address that stands at a position and has no method before it: ``/x``, ``https://host/x``, ``/x (GET)``."""
    match = _LONE.match(text, position)
    if not match or _is_no_path(match["path"]):
        return None
    after = _TRAILING_VERBS.match(text, match.end())
    use = _use(match, after["verbs"] if after else "", match.start())
    if after:
        use.end = after.end("verbs")
    return use


def verbs(text: str) -> str | None:
    """The methods that a text consists of: ``GET``, ``get / post``, ``GETPOST`` where a line break was; None for other text."""
    match = _ONLY_VERBS.fullmatch(text)
    if match:
        return match["verbs"].strip()
    if _JOINED_VERBS.fullmatch(text.strip()):
        return "|".join(_EACH_METHOD.findall(text.upper()))
    return None


def canonical(path: str) -> str:
    """A path with every parameter as ``{}``, every *and so on* as ``*``, no closing slash."""
    return "/" + "/".join(_segment(part) for part in path.split("/") if part)


def join(base: str, path: str) -> str:
    """A path below a base, unless it already holds the base or a part of it; in the document's spelling."""
    if not base or base == "/":
        return path
    head = [part for part in base.split("/") if part]
    tail = [part for part in path.split("/") if part]
    if not tail:
        return "/" + "/".join(head)
    known, first = [_segment(part) for part in head], _segment(tail[0])
    if first == known[0] or is_api_root(first):
        return path
    at = len(head)
    if first != "{}" and first in known:
        at = len(known) - 1 - known[::-1].index(first)
    return "/" + "/".join([*head[:at], *tail]) + ("/" if path.endswith("/") else "")


def is_api_root(segment: str) -> bool:
    """Whether a first segment says that an interface begins here: ``api``, ``v1``."""
    return segment.lower() in ("api", ".well-known") or bool(_VERSION.match(segment))


def is_api_path(path: str) -> bool:
    """Whether a path is one of an interface by its looks: it starts with ``/api`` or a version and goes on from there."""
    segments = [part for part in canonical(path).split("/") if part]
    return len(segments) > 1 and is_api_root(segments[0]) and not is_file(path)


def is_file(path: str) -> bool:
    """Whether a path looks like one on a disk."""
    first = path.lstrip("/.…").partition("/")[0].lower()
    if path.startswith("/api/") or _SPECIFICATIONS.search(path):
        return False
    return first in _FOLDERS or bool(_FILE.search(path))


def _use(match: re.Match[str], found: str, start: int) -> Use:
    path = match["path"]
    bare = path if path.endswith(("...", "…")) else path.rstrip(".,:;")
    end = match.end("target") - (len(path) - len(bare))
    return Use(" ".join(found.split()), match["origin"] or "", bare, start, end)


def _is_no_path(path: str) -> bool:
    """Whether a path is but the bar between two methods, or deeper than that of any interface."""
    return bool(_EACH_METHOD.fullmatch(path.strip("/ "))) or path.count("/") > _DEEPEST


def _segment(part: str) -> str:
    if part.strip(".…*") == "":
        return "*"
    if part.startswith(":") and part[1:2].isalpha():
        return "{}"
    return _PARAMETER.sub("{}", part)

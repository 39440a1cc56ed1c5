"""Whose port a text speaks of: the noun phrase nearest to the number, without what any port is called."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from crossref.model import Claim
from crossref.value import Address
from crossref.words import words_of

_GENERIC = frozenset(
    "access addr address app application arrive asgi available base bind binding boolean bootstrap browse browser "
    "build built bun cd check client code command component compose config configuration connect connection "
    "consensus container create curl default description dev development direct docker endpoint entry env environment exec "
    "expose exposed external fallback field find full get go header hit host hot http http2 inbound install "
    "instance int integer interface internal ip kill left line link list listen listener listening live local "
    "localhost loopback machine main make manual mode must name navigate network note now npm npx number open "
    "optional outbound overview page pnpm podman point pointing port post prerequisite private process project "
    "protocol public publish published purpose quick reachable ready reference reload request required requirement "
    "response rest restricted right root run running runs same sample script see serve server service servidor "
    "serving set setting sh site stack standalone start started starting status step string sudo system target task "
    "tcp template terminal tip type udp up upstream uri url user using value variable verification verify via view "
    "visit website wsgi yarn".split()
)
"""What any port may be called, and what readers do with it; none of it tells one service from another."""
_MARKS = {
    word: mark
    for mark, words in {
        "grpc": "grpc",
        "websocket": "websocket ws wss",
        "metric": "metric exporter",
        "health": "health healthcheck probe liveness readiness",
        "debug": "debug debugger pprof inspector inspect",
        "console": "console management",
        "cluster": "cluster gossip peer replication sentinel",
        "tunnel": "tunnel forward forwarded forwarding",
        "proxy": "proxy",
        "test": "test testing e2e ci playwright cypress",
        "database": "database db dbname sql",
        "preview": "preview storybook",
        "mock": "mock stub fake emulator simulator",
    }.items()
    for word in words.split()
}
"""Words that tell the ports of one service apart: both sides must have the same."""
_FRONT = frozenset(
    "frontend front web webapp spa ui vite next nextj nuxt react vue angular svelte browser gui cors origin".split()
)
_BACK = frozenset(
    "backend back api flask fastapi express nest nestj django gunicorn uvicorn hono rail laravel spring swagger openapi".split()
)
_SAME = dict.fromkeys(("postgre", "postgresql", "psql", "pg", "pgsql"), "postgres") | {"mongodb": "mongo"}
_CUT = re.compile(r"[,;()\[\]|→←⇒►•]|\. |\s[-–—]{1,2}\s|:\s|\s=\s|=>|\b(?:and|or|und|y|et|then|&&)\b|&&|\*\*")
_PREPOSITION = re.compile(
    r"\b(?:at|on|to|via|with|runs?|running|is|are|in|into|from|using|uses?|by|under|behind|against|listens?|listening"
    r"|the|a|an|your|our|its|exposes?|publishes|published|binds?|binding|reach(?:es)?|through|when|if|en|sur|auf|unter)\b",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:[\s:`*\"'(\[>~=-]|\b(?:at|on|to|via|is|port|ports|runs?|running|listens?|listening|bound|binds?|binding|available"
    r"|accessible|reachable|published|publishes|exposed|host|as|by|default|defaults|en|puerto|porta|sur|auf|http|tcp|udp|url"
    r"|localhost|server|service|starts?|started|up|be|will|should|can|the)\b)+$",
    re.IGNORECASE,
)
_REMARK = re.compile(r"[`*\"'/\w]{0,12}[)\]]?\s*(?:\(|#|//|←|—|–|-\s|:\s|for\b|is\b|serves\b|=)\s*(.*)")
_COMMENT = re.compile(r"\s(?:#|//|←|<-)\s")
_FLAG = re.compile(r"(?<!\w)--?[a-zA-Z][\w-]*")
_LETTERS = re.compile(r"[^\W\d_]+")
_ASSIGNED = re.compile(r"\b([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)[^\w.;]{1,9}$")
_PREFIX = re.compile(r"^(?:NEXT_PUBLIC|VITE|REACT_APP|NUXT_PUBLIC|EXPO_PUBLIC)_")
"""What makes a variable visible in a browser, whatever it names."""
_OWN_VARIABLE = re.compile(r"[`*\s]*(?:(?:APP|SERVER|HTTP)_)?PORT\b")
_BASE = re.compile(r"\bbase (?:urls?|address(?:es)?)\b", re.IGNORECASE)
_OPENED = re.compile(r"\b(?:open|visit|browse|navigate|go)\b[^.;]{0,40}$", re.IGNORECASE)
_PARENTHESES = re.compile(r"\([^()]*\)")
_SECURE = re.compile(r"\b(?:HTTPS|https|TLS|SSL)\b(?!:)|HTTPS")
_PROGRAM = re.compile(r"^/(?:[\w-]*api|docs|redoc|swagger|openapi|health\w*|graphql|metrics|v[0-9]+)\b")
ENDS = ("host port", "container port")
"""What a published pair's ends are called."""
_FEW = 6
"""Words that a noun phrase has at most; what is longer tells something."""


class Subject(Struct, frozen=True):
    """Whose port it is."""

    words: frozenset[str]
    """What is telling: ``grafana``, ``admin``; may be empty."""
    marks: frozenset[str]
    """Which of a service's ports: ``https``, ``metric``."""
    family: str
    """``front``, ``back``, or empty where the text does not say which part of the application it is."""
    weak: bool = False
    """Whether only the heading above says so."""
    head: str = ""
    """The last of the words, which says what the thing is."""
    sure: bool = False
    """Whether the text itself names the part of the application, and not the path of an address."""

    @property
    def is_named(self) -> bool:
        """Whether it is a service with a name, and not just the application or a part of it."""
        return bool(self.words or self.marks)


def subject_of(claim: Claim, title: str = "") -> Subject:
    """Whose port a claim gives: the row or label, else the phrase before the number, the remark after it, the heading.

    Under a ``title`` that speaks of base URLs it is the API's, whoever calls it: the rows name the clients.
    """
    if isinstance(claim.value, Address) and claim.form == "table" and _BASE.search(title):
        return Subject(frozenset(), frozenset(), "back", sure=True)
    return _named(claim)


def _named(claim: Claim) -> Subject:
    """Whose port the texts around a claim name."""
    label = "" if claim.attribute in ENDS else claim.attribute
    near = _phrases(claim.said)
    if claim.form == "table":
        texts = [_bare(claim.subject), claim.subject, label, *near]
    elif claim.form in ("code", "diagram"):
        texts = [*near, label]
    else:
        texts = [label, *near]
    if variable := _ASSIGNED.search(claim.said.partition("{}")[0]):
        texts.insert(0, _PREFIX.sub("", variable[1]))
    path = claim.value.path.lower() if isinstance(claim.value, Address) else ""
    marks = _marks(" ".join((claim.subject, label) if claim.form == "table" else (label, *near[:2])))
    if isinstance(claim.value, Address) and claim.value.scheme in ("https", "wss"):
        marks |= {"https"}
    if path:
        marks -= {"health", "metric"}  # a page of the service, and no port of its own
    for text in texts:
        found = _read(text)
        words = frozenset(word for word in found.words if word[:5] not in path)
        if words:
            if claim.form == "code" and "prometheus" in words:
                marks |= {"metric"}  # where an application lets itself be measured
            return replace(found, words=words, marks=marks | (frozenset() if path else found.marks))
        if found.family or marks:
            return Subject(frozenset(), marks, found.family, sure=True)
    family = _application(claim, label, near)
    if family:
        return Subject(frozenset(), marks, family, sure=True)
    above = _read(claim.subject) if claim.form != "table" else None
    if above and (above.words or above.family or above.marks):
        return replace(above, marks=marks | above.marks, weak=claim.form not in ("code", "diagram"))
    return Subject(frozenset(), marks, "back" if _PROGRAM.search(path) else "")


def _application(claim: Claim, label: str, near: tuple[str, ...]) -> str:
    """The part of the application that an unnamed port is: its own variable, its page, the base of its API."""
    name = claim.subject if claim.form == "table" else label
    if _OWN_VARIABLE.match(name):
        # *PORT=5001 npm start* sets it for once.
        return "" if claim.form == "code" and claim.said.partition("{}")[2].lstrip()[:1].isalpha() else "variable"
    if _BASE.search(label) or _BASE.search(name):
        return "" if "test" in claim.scope or "test" in _marks(claim.subject) else "back"
    address = claim.value
    before = claim.said.partition("{}")[0]
    opened = claim.form in ("list", "prose") and isinstance(address, Address) and not address.path
    return "page" if opened and _OPENED.search(before) else ""


@lru_cache(maxsize=4096)
def _read(text: str) -> Subject:
    """The telling words of a phrase, the marks and the part of the application it names; nothing of a long one."""
    words = {_SAME.get(word, word) for word in words_of(text)}
    front, back = words & _FRONT, words & _BACK
    marks = frozenset(_MARKS[word] for word in words if word in _MARKS)
    if _SECURE.search(text):
        marks |= {"https"}
    known = _GENERIC | _FRONT | _BACK | _MARKS.keys()
    telling = frozenset(word for word in words if len(word) > 2 and word not in known)
    family = "" if bool(front) == bool(back) else "front" if front else "back"
    if len(telling) > _FEW:
        telling = frozenset()
    last = (word for part in reversed(_LETTERS.findall(text)) for word in words_of(part))
    return Subject(telling, marks, family, head=next((_SAME.get(w, w) for w in last if _SAME.get(w, w) in telling), ""))


def _marks(text: str) -> frozenset[str]:
    return _read(text).marks


def _bare(text: str) -> str:
    """A row's label without what stands in parentheses, unless that is all."""
    return _PARENTHESES.sub(" ", text).strip() or text


@lru_cache(maxsize=4096)
def _phrases(said: str) -> tuple[str, ...]:
    """The phrase before the value, the remark after it, and the clause before."""
    before, mark, after = said.partition("{}")
    if not mark:
        return ()
    comment = _COMMENT.split(before)[-1]
    opened = comment.rpartition("(")
    if opened[1] and ")" not in opened[2] and ")" in after:
        # *Vault (secrets, :8200)*: what the parentheses belong to comes before what they hold.
        outer, inner = _phrases(opened[0] + "{}"), _phrases(opened[2] + "{}")
        return (*inner, *outer) if inner and _read(inner[0]).words else (*outer, *inner)
    clause = _TAIL.sub("", _FLAG.sub(" ", comment))
    pieces = [piece for piece in _CUT.split(clause) if piece and any(char.isalpha() for char in piece)]
    near = pieces[-1] if pieces else ""
    phrase = next((part for part in reversed(_PREPOSITION.split(near)) if words_of(part)), near)
    remark = _REMARK.match(after)
    told = _first(remark[1]) if remark else ""
    remarked = bool(_COMMENT.match(after) or (remark and "#" in after))
    return (told, phrase, near) if remarked else (phrase, told, near)


def _first(text: str) -> str:
    """The first clause of a remark."""
    return next((piece for piece in _CUT.split(text) if piece and words_of(piece)), "")

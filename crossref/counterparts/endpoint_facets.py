"""What documents say of an endpoint beside its name: who may call it, whether it is open, which status it answers with.

Read from the row of a table, the labels under the heading that an endpoint stands in, or what a list says behind it. Roles
are compared only between documents that speak of the same ones, so that *admin* here and *ADMIN, RRHH* there differ and
*Bearer* says nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Literal

from msgspec import Struct

from crossref.counterparts.endpoint_documents import is_of_a_part, is_real, may_declare
from crossref.counterparts.endpoint_paths import Key, Listed, Prefixes
from crossref.graph import Graph
from crossref.model import Document, Passage, Place
from crossref.names import plain_name
from crossref.patterns import late
from crossref.standing import has_standing
from crossref.words import singular

Facet = Literal["role", "status", "access"]

_HEADERS: dict[str, Facet] = {
    **dict.fromkeys(
        (
            "role", "roles", "required role", "required roles", "allowed roles", "allowed role", "minimum role", "access", "auth",
            "auth required", "authentication", "authorization", "permission", "permissions", "who", "rol", "acceso", "rolle", "rollen",
            "zugriff", "autenticación", "permiso", "permisos", "roles permitidos",
        ),
        "role",
    ),
    **dict.fromkeys(
        ("status", "status code", "success", "success status", "success code", "response code", "http status", "code", "returns", "answer"),
        "status",
    ),
}  # fmt: skip
"""Headers and labels that give a facet."""
_ACCESS = frozenset(
    (
        "auth", "authentication", "authorization", "authorisation", "protected", "secured", "access", "auth required", "requires auth",
        "needs auth", "authentication required", "requires authentication", "autenticación", "autenticação", "authentifizierung",
    )
)  # fmt: skip
"""Headers and labels that say whether a caller has to log in."""
_OPEN_TO_ALL = late(
    r"\W{0,3}(?:no(?:ne|t required|t needed)?|public(?:\s\(no auth\))?|open|anonymous|❌(?: no)?|✗|✘|false|no auth(?:entication)?(?: required)?|"
    r"unauthenticated|pública?|nein|keine?|não|нет|无|公开)\W{0,3}",
    re.IGNORECASE,
)
_LOCKED = late(
    r"\W{0,3}(?:yes|required|true|✅(?: yes)?|✓|✔|🔒|jwt|"
    r"bearer(?: (?:token|jwt))?|jwt bearer|token|access token|authenticated|auth required|sí|si|ja|sim|да|是|oui)\W{0,3}",
    re.IGNORECASE,
)
_ONLY = late(r"\b(?:only|solo|sólo|somente|apenas|nur|roles?|rol|requires?|requiere|requer)\b", re.IGNORECASE)
"""What a remark behind an endpoint says of the roles it names."""
_ROLE = late(r"(?<![\w-])[A-Z][A-Z_]{2,}(?![\w-])")
_LABEL = late(r"\s*+([^:\n]{2,30}?)\s*+:\s*+(\S.*)", re.DOTALL)
_SUCCESS = late(r"(?<![\d.])20[0-6](?![\d.])")
_WORD = late(r"[^\W\d_][\w-]+")
_NO_ROLES = frozenset(
    "bearer token jwt required require requires yes no only role roles user-token cookie session access auth authenticated"
    " authentication authorization header api key apikey oauth oauth2 basic optional none public any all or and the with for"
    " not via http valid sólo solo por un una required-role self own owner-or".split()
)
"""What a cell on access says beside the roles."""
_CONDITIONS = r"\b(?:if|unless|except|depends|varies|own|self|when|scoped?|where|excepto|propio|si|wenn)\b"
_CONDITION = late(_CONDITIONS, re.IGNORECASE)
_OPEN = late(rf"{_CONDITIONS}|\(", re.IGNORECASE)
"""What makes a cell say more than a set of roles."""


class Stated(Struct, frozen=True):
    """What a document says of one facet of an endpoint."""

    listed: Listed
    value: tuple[str, ...]
    """The roles, or the one status; sorted."""
    written: str
    place: Place


class FacetConflict(Struct, frozen=True):
    """Documents that state a facet of one endpoint differently."""

    facet: Facet
    name: str
    """The endpoint as written."""
    sides: tuple[Stated, ...]


def facet_conflicts(graph: Graph) -> Iterator[FacetConflict]:
    """The facets that two documents state differently; a document that itself states two is silent."""
    prefixes = Prefixes(endpoint for document in graph.documents for endpoint in document.facts.endpoints)
    found: dict[tuple[Key, str, Facet], dict[str, list[Stated]]] = defaultdict(lambda: defaultdict(list))
    spoken: dict[str, set[str]] = defaultdict(set)
    for document in graph.documents:
        if not document.facts.endpoints or not may_declare(document) or not has_standing(document):
            continue
        if is_of_a_part(document.path):
            continue
        for method, facet, stated in _of_document(document, prefixes):
            found[stated.listed.key, method, facet][document.path].append(stated)
            if facet == "role":
                spoken[document.path].update(stated.value)
    _add_remarks(graph, prefixes, found, spoken)
    for (_, _, facet), by_path in found.items():
        sure = [ones[0] for ones in by_path.values() if len({one.value for one in ones}) == 1]
        if facet == "role":
            sure = _of_one_language(sure, spoken)
        if len(sure) > 1 and len({one.value for one in sure}) > 1:
            yield FacetConflict(facet, sure[0].listed.endpoint.written, tuple(sure))


def _add_remarks(
    graph: Graph,
    prefixes: Prefixes,
    found: Mapping[tuple[Key, str, Facet], dict[str, list[Stated]]],
    spoken: dict[str, set[str]],
) -> None:
    """Add the roles that lists name behind an endpoint, in capitals, and that a table gives the same endpoint or others."""
    known = frozenset().union(*spoken.values()) if spoken else frozenset()
    for document in graph.documents if known else ():
        if not document.facts.endpoints or not may_declare(document) or not has_standing(document):
            continue
        lines = {passage.line: passage for passage in document.facts.passages if passage.form == "list"}
        alone = Counter(endpoint.span.line for endpoint in document.facts.endpoints)
        for endpoint in document.facts.endpoints:
            passage = lines.get(endpoint.span.line)
            if (
                passage is None
                or endpoint.form != "list"
                or alone[endpoint.span.line] > 1
                or len(endpoint.methods) != 1
            ):
                continue
            listed = Listed(document, endpoint, prefixes.key(endpoint.path))
            value = _remarked(passage.text, known)
            if value and is_real(listed) and (listed.key, endpoint.methods[0], "role") in found:
                spoken[document.path].update(known)
                stated = Stated(listed, value, " ".join(passage.text.split()), listed.place)
                found[listed.key, endpoint.methods[0], "role"][document.path].append(stated)


def _remarked(text: str, known: Set[str]) -> tuple[str, ...]:
    """The roles that a list item limits its endpoint to; none where it names a condition beside them."""
    roles = {singular(word.lower()) for word in _ROLE.findall(text)} & known
    return tuple(sorted(roles)) if roles and _ONLY.search(text) and not _CONDITION.search(text) else ()


def _of_one_language(sides: Sequence[Stated], spoken: Mapping[str, set[str]]) -> list[Stated]:
    """The sides whose documents know each other's roles."""
    words = {word for side in sides for word in side.value}
    return [side for side in sides if words <= spoken[side.place.path]]


def _of_document(document: Document, prefixes: Prefixes) -> Iterator[tuple[str, Facet, Stated]]:
    rows = _rows(document)
    labels = _labels(document)
    for endpoint in document.facts.endpoints:
        listed = Listed(document, endpoint, prefixes.key(endpoint.path))
        if not is_real(listed) or len(endpoint.methods) != 1:
            continue
        if endpoint.form == "table":
            facets = rows.get((endpoint.listing, endpoint.span.line), ())
        elif endpoint.form == "heading":
            facets = labels.get(endpoint.section, ())
        else:
            continue
        for facet, value, passage in facets:
            text = " ".join(passage.text.split())
            yield endpoint.methods[0], facet, Stated(listed, value, text, listed.place)


_Facets = Sequence[tuple[Facet, tuple[str, ...], Passage]]


def _rows(document: Document) -> Mapping[tuple[str, int], _Facets]:
    """Table and line -> the facets of a row; rows with an empty cell cannot be told from shifted ones."""
    tables: dict[str, dict[int, list[Passage]]] = defaultdict(lambda: defaultdict(list))
    for passage in document.facts.passages:
        if passage.form == "table":
            tables[passage.listing][passage.line].append(passage)
    found: dict[tuple[str, int], _Facets] = {}
    for listing, lines in tables.items():
        first, *others = sorted(lines)
        columns = [_facets_of(passage.text) for passage in lines[first]]
        if not any(columns):
            continue
        for line in others:
            if len(lines[line]) == len(columns):
                found[listing, line] = [
                    (facet, value, passage)
                    for facets, passage in zip(columns, lines[line], strict=True)
                    for facet in facets
                    if (value := _value(facet, passage.text))
                ]
    return found


def _labels(document: Document) -> Mapping[int, _Facets]:
    """Section -> the facets that labels give in it; for sections whose heading is one endpoint."""
    found: dict[int, list[tuple[Facet, tuple[str, ...], Passage]]] = defaultdict(list)
    for passage in document.facts.passages:
        if passage.form not in ("prose", "list") or passage.section < 0 or ":" not in passage.text[:32]:
            continue
        for line in passage.text.split("\n"):
            match = _LABEL.match(line)
            for facet in _facets_of(match[1]) if match else ():
                if match and (value := _value(facet, match[2])):
                    found[passage.section].append((facet, value, passage))
    return found


def _facets_of(header: str) -> tuple[Facet, ...]:
    """What a header or label announces; *Auth* tells who may call and whether anybody may."""
    name = plain_name(header)
    named = _HEADERS.get(name)
    return (*((named,) if named else ()), *(("access",) if name in _ACCESS else ()))


def _value(facet: Facet, text: str) -> tuple[str, ...]:
    if facet == "status":
        codes = set(_SUCCESS.findall(text))
        return tuple(codes) if len(codes) == 1 else ()
    if facet == "access":
        return ("open",) if _OPEN_TO_ALL.fullmatch(text) else ("login",) if _LOCKED.fullmatch(text) else ()
    bare = re.sub(r"\b(?:bearer|jwt|session|cookie)\s*\(([^()]*)\)", r"\1", text, flags=re.IGNORECASE)
    if _OPEN.search(bare):
        return ()
    words = {singular(word.lower()) for word in _WORD.findall(bare)} - _NO_ROLES
    return tuple(sorted(words)) if words and len(words) <= 6 else ()

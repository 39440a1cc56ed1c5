"""Which documents tell of endpoints as they are, which mean to list them all, and which endpoints are special."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from crossref.counterparts.endpoint_paths import Listed
from crossref.model import Document, Passage
from crossref.patterns import late

_FEWEST_LISTED = 8
"""Endpoints from which a document that is no contract is an inventory."""

_TENTATIVE = late(
    r"(?:^|[^a-z])(?:change-?log|changes|roadmap|proposals?|rfcs?|drafts?|backlog|to-?dos?|migrations?|releases?|archived?|"
    r"legacy|old|deprecated|ideas?|spikes?|templates?|examples?|fixtures?|samples?|prompts?|plan|plans|planning|status|"
    r"upgrad\w+|history|wip|gaps?|discrepanc\w+|inconsistenc\w+|findings|audits?|reviews?|verification|results?|bck|bak|copy|"
    r"orig|post-?mortems?|retrospectives?|faq|issues?|reports?|tickets?|tasks?|demos?|skills?|refactor\w*|hand-?offs?|"
    r"vulnerabilit\w+|stories|epics?)(?:[^a-z]|$)",
    re.IGNORECASE,
)
_JUDGING = late(
    r"analys[ie]s|assessments?|evaluations?|comparisons?|problems|investigations?|decision[-_ ]matrix|proof[-_ ]of[-_ ]concept",
    re.IGNORECASE,
)
_TEST_PLAN = late(r"test(?:ing)?[-_ ]plans?", re.IGNORECASE)
_PARTIAL = late(
    r"(?:^|[^a-z])(?:new|features?|quick|quick-?start|overview|summary|mapping|getting-?started|cheat-?sheet|tutorials?)"
    r"(?:[^a-z]|$)",
    re.IGNORECASE,
)
_DOCUMENTATION = late(
    r"(?:^|/)(?:docs?|documentation|documents|wiki|manual|guides?|api|reference|doku|документация|文档)(?:/|$)"
)
_LISTS_ENDPOINTS = late(
    r"\b(?:apis?|endpoints?|routes?|rest|https?|interfaces?|rutas?|schnittstellen?|métodos|rotas|маршруты|эндпоинты)\b|接口|端点|API",
    re.IGNORECASE,
)
_SOME = late(
    r"\b(?:key|main|important|common|core|selected|examples?|popular|basic|essential|primary|principal\w*|highlights?|"
    r"permissions?|rbac|authori[sz]ation|access control|rate limit\w*|throttl\w*|audit\w*|tests?|testing|cach\w*|latency|"
    r"wichtig\w*|ejemplos?)\b",
    re.IGNORECASE,
)
_WHAT = r"(?:(?:http|rest|api|public) )*(?:apis?|endpoints?|routes?|operations?|calls)"
_POINTS_ELSEWHERE = late(
    rf"\b(?:full|complete|entire|exhaustive|comprehensive) (?:\w+ ){{0,2}}(?:list|listing|inventory|catalog(?:ue)?|index|set|overview)"
    rf"(?: of (?:the |all |our |available |supported ){{0,3}}{_WHAT})?\b|\b(?:full|complete|entire|all(?: the| other| available)?|other|remaining)"
    rf" {_WHAT}(?: (?:list|reference|catalog(?:ue)?|documentation|specification))?\b|"
    r"\b(?:lista completa|vollständige(?:n|r)? \w+|liste complète|полный (?:список|перечень))\b|完整(?:的)?(?:接口|列表|清单)",
    re.IGNORECASE,
)
"""What a document that tells only some says of the one that tells all."""
_POINTER = late(
    r"\b(?:see|refer to|consult|visit|check|browse|find|found|listed|documented|described|available|lives?|in|at|siehe|ver|véase|voir|см)\b|参见|见",
    re.IGNORECASE,
)
_DOCUMENT = late(
    r"\.(?:mdx?|ya?ml|json|html)\b|https?://|swagger|open-?api|redoc|postman|\bdocs\b|\bdocument(?:ation)?\b|\bspec(?:ification)?\b|\]\(|reference\b",
    re.IGNORECASE,
)
_SOME_OF = late(
    rf"\b(?:key|main|major|most important|some(?: of)?(?: the| our)?|a few|selected|(?:commonly|most|frequently)[ -](?:used|called)|"
    rf"common|notable|example|sample|representative|highlighted|principal(?:es)?|wichtigste\w*) {_WHAT}\b|"
    rf"\b(?:not (?:an? )?(?:exhaustive|complete)|non-exhaustive)\b",
    re.IGNORECASE,
)
_LONGEST_POINTER = 300
_LONGEST_HEADER = 30
HEALTH = frozenset(
    "health healthz healthcheck health-check ready readyz readiness live livez liveness alive startup startupz metrics ping "
    "prometheus actuator".split()
)
"""Segments of endpoints for monitors."""
_PAGES = frozenset(
    "docs redoc swagger swagger-ui api-docs openapi.json openapi.yaml openapi.yml swagger.json robots.txt favicon.ico".split()
)
_DEVELOPERS = frozenset("test testing e2e debug dev devtools mock mocks pprof _test _debug __test__ __debug__".split())
"""First segments of endpoints that only developers call."""
_MADE_UP = late(
    r"^(?:[\w-]+\.)?(?:non-?existent|does-?not-?exist|invalid|unknown|foo|bar|baz|example|your-|my-|xxx|nope|missing)"
)
_SAMPLES = frozenset(
    "data hello hello-world weather resource resources endpoint something protected test demo sample todos".split()
)
"""What samples call the one endpoint of their interface: ``/api/data``."""
_ELSEWHERE = late(
    r"(?:/v1)?/(?:chat/)?completions$|(?:/v1)?/(?:embeddings|models|responses|moderations)$|/v1/(?:audio|images|files|messages)\b|"
    r"/api/(?:chat|generate|embed|embeddings|tags|pull|show|ps|create)$|"
    r"/api/v1/(?:query|query_range|labels?|series|targets|rules|alerts|metadata|write|read|admin/tsdb)\b|/-/(?:reload|healthy|ready)$|"
    r"/api/(?:dashboards|datasources|search|annotations|org|folders)(?:/(?:db|uid|proxy)\b|$)|/metrics/job\b|/loki/api\b|"
    r"/_(?:search|cluster|cat|bulk|count|aliases)\b|/api/v1/(?:namespaces|nodes|pods|services)\b|/apis/[\w.]+/v\d|"
    r"/realms/|/auth/realms/|/oauth2?/v\d|/v1/(?:secret|sys|kv|catalog|agent)/|/v1\.\d+/(?:containers|images)\b|/repos/\{\}/\{\}",
    re.IGNORECASE,
)
"""Endpoints of interfaces that many systems call: OpenAI, Ollama, Prometheus, Grafana, Elasticsearch, Kubernetes, Vault …"""


def may_declare(document: Document) -> bool:
    """Whether a document tells what there is: no decision, which weighs what might be, no plan, report or sample."""
    return document.role != "decisions" and not _is_tentative(document.path)


def is_partial(path: str) -> bool:
    """Whether a document means to tell only some: what is new, what is first to know, what is planned."""
    return _is_tentative(path) or bool(_PARTIAL.search(path.rpartition("/")[2]))


def is_of_a_part(path: str) -> bool:
    """Whether a document lies beside a part of the system and tells of that part: ``services/billing/README.md``."""
    folder = path.rpartition("/")[0].lower()
    return bool(folder) and not _DOCUMENTATION.search(folder)


def is_digest(listed: list[Listed]) -> bool:
    """Whether most of what a contract lists stands where it says that all are told elsewhere."""
    document = listed[0].document
    some = _sections(document, _points_elsewhere)
    inside = [any(section in some for section in _around(document, one.endpoint.section)) for one in listed]
    return sum(inside) * 2 > len(inside)


def _sections(document: Document, holds: Callable[[Passage], bool]) -> frozenset[int]:
    return frozenset(passage.section for passage in document.facts.passages if holds(passage))


def _tells_some(passage: Passage) -> bool:
    """Whether a passage says of what stands around it that it is not all: *the main endpoints*, *all are in api.md*."""
    if passage.form == "table":
        return len(passage.text) < _LONGEST_HEADER and bool(_SOME_OF.match(passage.text))
    if passage.form == "prose" and len(passage.text) <= _LONGEST_POINTER and _SOME_OF.search(passage.text):
        return True
    return _points_elsewhere(passage)


def _points_elsewhere(passage: Passage) -> bool:
    text = passage.text
    if passage.form in ("heading", "table") or len(text) > _LONGEST_POINTER:
        return False
    # *The complete list of error codes* is another matter.
    said = _POINTS_ELSEWHERE.search(text) and _LISTS_ENDPOINTS.search(text)
    return bool(said and _POINTER.search(text) and _DOCUMENT.search(text))


def means_to_list_all(listed: list[Listed]) -> bool:
    """Whether the lists of a document, which is no contract, mean to be complete: their headings say endpoints, not which."""
    document = listed[0].document
    if document.role in ("decisions", "testing") or is_partial(document.path) or is_of_a_part(document.path):
        return False
    names = False
    entries = set()
    some = _sections(document, _tells_some)
    for one in listed:
        if any(section in some for section in _around(document, one.endpoint.section)):
            continue
        titles = list(_titles(document, one.endpoint.section))
        if one.is_structured and not any(_SOME.search(title) for title in titles[:-1] or titles):
            entries.add((one.key, one.endpoint.methods))
            names = names or any(_LISTS_ENDPOINTS.search(title) for title in titles)
    return names and len(entries) >= _FEWEST_LISTED


def is_real(one: Listed) -> bool:
    """Whether an endpoint is stated as one of the system: not a made-up one of an example, nor one of a known other."""
    endpoint, rest = one.endpoint, one.key.rest
    if not endpoint.stated or not rest or rest[0] in ("{}", "*") or any(_MADE_UP.match(part) for part in rest):
        return False
    if len(rest) == 1 and rest[0] in _SAMPLES and not one.is_structured:
        return False
    # ``/orders/{open,close}`` are several at once.
    return "," not in endpoint.written and not _ELSEWHERE.match(endpoint.path)


def side_kind(one: Listed) -> frozenset[str]:
    """The segments that name endpoints for monitors or for browsers, if this is one of them; empty for others."""
    return next((kind for kind in (HEALTH, _PAGES) if kind & set(one.key.rest)), frozenset())


def is_for_developers(one: Listed) -> bool:
    """Whether an endpoint lies in an area that is there for tests and debugging: ``/api/test/reset``."""
    return len(one.key.rest) > 1 and one.key.rest[0] in _DEVELOPERS


def _is_tentative(path: str) -> bool:
    return bool(_TENTATIVE.search(_TEST_PLAN.sub("", path)) or _JUDGING.search(path.rpartition("/")[2]))


def _titles(document: Document, section: int) -> Iterator[str]:
    return (document.sections[around].title for around in _around(document, section))


def _around(document: Document, section: int) -> Iterator[int]:
    """A section and those around it, from the inside out."""
    while section >= 0:
        yield section
        section = document.sections[section].parent

"""Which documents tell of endpoints as they are, which mean to list them all, and which endpoints are special."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossref.counterparts.endpoint_paths import Listed
from crossref.model import Document

_FEWEST_LISTED = 8
"""Endpoints from which a document that is no contract is an inventory."""

_TENTATIVE = re.compile(
    r"(?:^|[^a-z])(?:change-?log|changes|roadmap|proposals?|rfcs?|drafts?|backlog|to-?dos?|migrations?|releases?|archived?|"
    r"legacy|old|deprecated|ideas?|spikes?|templates?|examples?|fixtures?|samples?|prompts?|plan|plans|planning|status|"
    r"upgrad\w+|history|wip|gaps?|discrepanc\w+|inconsistenc\w+|findings|audits?|reviews?|verification|results?|bck|bak|copy|"
    r"orig|post-?mortems?|retrospectives?|faq|issues?|reports?|tickets?|tasks?|demos?|skills?|refactor\w*|hand-?offs?|"
    r"vulnerabilit\w+|stories|epics?)(?:[^a-z]|$)",
    re.IGNORECASE,
)
_JUDGING = re.compile(
    r"analys[ie]s|assessments?|evaluations?|comparisons?|problems|investigations?|decision[-_ ]matrix|proof[-_ ]of[-_ ]concept",
    re.IGNORECASE,
)
_TEST_PLAN = re.compile(r"test(?:ing)?[-_ ]plans?", re.IGNORECASE)
_PARTIAL = re.compile(
    r"(?:^|[^a-z])(?:new|features?|quick|quick-?start|overview|summary|mapping|getting-?started|cheat-?sheet|tutorials?)"
    r"(?:[^a-z]|$)",
    re.IGNORECASE,
)
_DOCUMENTATION = re.compile(
    r"(?:^|/)(?:docs?|documentation|documents|wiki|manual|guides?|api|reference|doku|документация|文档)(?:/|$)"
)
_LISTS_ENDPOINTS = re.compile(
    r"\b(?:apis?|endpoints?|routes?|rest|https?|interfaces?|rutas?|schnittstellen?|métodos|rotas|маршруты|эндпоинты)\b|接口|端点|API",
    re.IGNORECASE,
)
_SOME = re.compile(
    r"\b(?:key|main|important|common|core|selected|examples?|popular|basic|essential|primary|principal\w*|highlights?|"
    r"permissions?|rbac|authori[sz]ation|access control|rate limit\w*|throttl\w*|audit\w*|tests?|testing|cach\w*|latency|"
    r"wichtig\w*|ejemplos?)\b",
    re.IGNORECASE,
)
HEALTH = frozenset(
    "health healthz healthcheck health-check ready readyz readiness live livez liveness alive startup startupz metrics ping "
    "prometheus actuator".split()
)
"""Segments of endpoints for monitors."""
_PAGES = frozenset(
    "docs redoc swagger swagger-ui api-docs openapi.json openapi.yaml openapi.yml swagger.json robots.txt favicon.ico".split()
)
_MADE_UP = re.compile(
    r"^(?:non-?existent|does-?not-?exist|invalid|unknown|foo|bar|baz|example|your-|my-|xxx|nope|missing)"
)
_SAMPLES = frozenset(
    "data hello hello-world weather resource resources endpoint something protected test demo sample todos".split()
)
"""What samples call the one endpoint of their interface: ``/api/data``."""
_ELSEWHERE = re.compile(
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


def means_to_list_all(listed: list[Listed]) -> bool:
    """Whether the lists of a document, which is no contract, mean to be complete: their headings say endpoints, not which."""
    document = listed[0].document
    if document.role in ("decisions", "testing") or is_partial(document.path) or is_of_a_part(document.path):
        return False
    names = False
    entries = set()
    for one in listed:
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


def _is_tentative(path: str) -> bool:
    return bool(_TENTATIVE.search(_TEST_PLAN.sub("", path)) or _JUDGING.search(path.rpartition("/")[2]))


def _titles(document: Document, section: int) -> Iterator[str]:
    while section >= 0:
        yield document.sections[section].title
        section = document.sections[section].parent

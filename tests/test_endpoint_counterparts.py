"""What becomes of endpoints: covered, missing, near or undeclared, and where nothing is said."""

from __future__ import annotations

import time
from collections.abc import Mapping
from types import SimpleNamespace
from typing import cast

import pytest

from crossref.counterparts import endpoints as counterparts
from crossref.counterparts.endpoint_paths import Prefixes
from crossref.counterparts.pairing import Pairing
from crossref.extract import anchors, endpoints, passages
from crossref.extract.markdown import parse
from crossref.graph import Graph
from crossref.model import Config, Contract, Document, Endpoint, Facts, Profile, Severity, Span, Tree

HAS_CONTRACT = Contract("has-contract", "endpoint", "any", "api-contracts", "entry", Severity.WARNING)
IN_INVENTORIES = Contract("in-inventories", "endpoint", "any", "any", "entry", Severity.WARNING)
ROLES = {
    "api.md": "api-contracts",
    "api-new-features.md": "api-contracts",
    "architecture.md": "architecture",
    "decisions.md": "decisions",
    "testing.md": "testing",
    "books.md": "api-contracts",
    "loans.md": "api-contracts",
    "docs/api/README.md": "api-contracts",
}

ORDERS = (
    "GET /api/orders",
    "POST /api/orders",
    "GET /api/orders/{id}",
    "PUT /api/orders/{id}",
    "DELETE /api/orders/{id}",
)
SHELVES = ("GET /api/shelves", "POST /api/shelves", "GET /api/shelves/{id}", "DELETE /api/shelves/{id}")


def table(*calls: str, title: str = "# API\n\n## Endpoints") -> str:
    rows = "\n".join(f"| {call.replace(' ', ' | ', 1)} | does |" for call in calls)
    return f"{title}\n\n| Method | Path | Does |\n| --- | --- | --- |\n{rows}\n"


def document(path: str, text: str, role: str | None) -> Document:
    page = parse(text)
    sections = anchors.find(page, "github")[1]
    facts = Facts(passages=passages.find(page, sections), endpoints=endpoints.find(page, sections))
    return Document(path, role, page.line_count, False, (), sections, (), (), (), (), facts)


def pairings(texts: Mapping[str, str], *contracts: Contract) -> list[Pairing]:
    profile = Profile({}, {}, "github", (), {}, contracts=contracts or (HAS_CONTRACT, IN_INVENTORIES))
    documents = [
        document(path, text, ROLES.get(path, ROLES.get(path.rpartition("/")[2]))) for path, text in texts.items()
    ]
    graph = Graph(documents, (), (), cast(Tree, None), cast(Config, SimpleNamespace(profile=profile)))
    return [found for contract in profile.contracts for found in counterparts.pairings(graph, contract)]


def missing(texts: Mapping[str, str]) -> list[str]:
    return [found.name for found in pairings(texts) if found.state == "missing"]


@pytest.mark.parametrize(
    ("listed", "told", "expected"),
    [
        (ORDERS, "- `POST /api/orders/{id}/refund`", ["POST /api/orders/{id}/refund"]),
        # a path with only other methods is missing
        (ORDERS, "- `PATCH /api/orders`\n- `POST /api/orders`", ["PATCH /api/orders"]),
        # parameters, however they are spelled; the inventory's stands for a literal, not the other way round
        (ORDERS, "- `GET /api/orders/:orderId`", []),
        (ORDERS, "- `GET /api/orders/4711`", []),
        ((*ORDERS, "GET /api/orders/mine/open"), "- `GET /api/orders/{id}/open`", ["GET /api/orders/{id}/open"]),
        # a literal that is told beside the parameter is an endpoint of its own
        (ORDERS, "- `GET /api/orders/{id}`\n- `GET /api/orders/mine`", ["GET /api/orders/mine"]),
        # bases and versions that one side leaves out
        (ORDERS, "- `GET /v1/orders`\n- `GET /orders/{id}`", []),
        (ORDERS, "- `GET /shop/api/orders/{id}`", []),
        # without a method, any method; a prefix is covered by what lies beneath
        (ORDERS, "- `/api/orders/{id}`", []),
        (ORDERS, "- `/api/orders/*`", []),
        (ORDERS, "- `/api/refunds/*`", ["/api/refunds/*"]),
        (ORDERS, "The page `/orders/new` shows it; so does `/api/refunds`.", []),
        # an example in code, a sentence, a message
        (ORDERS, "```bash\ncurl -X POST http://localhost:8000/api/orders/7/refund\n```", ["POST /api/orders/7/refund"]),
        (ORDERS, "The till calls `POST /api/orders/{id}/refund`.", ["POST /api/orders/{id}/refund"]),
        # not of this interface, not stated, not real, somebody else's
        (ORDERS, "- `POST /lookup/{id}/refund`", []),
        (ORDERS, "- `/:id/refund`\n- GET `/:id/refund`", []),
        (ORDERS, "## Planned\n- `POST /api/orders/{id}/refund`", []),
        (ORDERS, "- `GET /api/nonexistent`", []),
        (ORDERS, "- `POST /api/orders/{open,close}`", []),
        (ORDERS, "- `GET /api/tags` of the model server", []),
        (ORDERS, "```bash\ncurl https://api.vendor.com/api/orders/7/refund\n```", []),
        (ORDERS, "```py\n@app.get('/orders/{id}/items')\n```", []),
        # for developers alone
        (ORDERS, "- `POST /api/orders/{id}/refund` (dev/test only)", []),
        (ORDERS, "- `POST /api/orders/reset/all`: not available in production", []),
        (ORDERS, "## Test-only endpoints\n- `POST /api/orders/{id}/refund`", []),
        (ORDERS, "A negative test calls `POST /api/orders/{id}/refund`.", []),
        (ORDERS, "- `POST /api/orders.unknown`", []),
        # an example's identifier is a parameter
        ((*ORDERS[:2], "DELETE /api/orders/{id}"), "- `GET /api/orders/{id}`\n- `GET /api/orders/7/items`", []),
        # too few to be an inventory
        (ORDERS[:4], "- `POST /api/orders/{id}/refund`", []),
    ],
)
def test_towards_the_contracts(listed: tuple[str, ...], told: str, expected: list[str]) -> None:
    known = "\n\n".join(f"Calls `{call}` first." for call in listed[:3])
    assert missing({"architecture.md": f"# A\n\n{told}\n\n{known}\n", "api.md": table(*listed)}) == expected


def test_a_declared_base_is_a_prefix_for_both() -> None:
    listed = [call.replace("/api/", "/") for call in ORDERS]
    contract = table(*listed, title="# API\n\nBase URL: `https://x.example/shop/v2`\n\n## Endpoints")
    told = table(*ORDERS, "POST /api/orders/{id}/refund")
    assert missing({"README.md": told, "api.md": contract}) == ["POST /api/orders/{id}/refund"]


@pytest.mark.parametrize(
    "path", ["decisions.md", "CHANGELOG.md", "docs/roadmap.md", "docs/proposals/refunds.md", "docs/faq.md"]
)
def test_documents_that_do_not_tell_what_is(path: str) -> None:
    assert missing({path: table(*ORDERS, "POST /api/orders/{id}/refund"), "api.md": table(*ORDERS)}) == []


def test_what_the_contracts_mostly_lack_is_not_their_subject() -> None:
    others = [f"GET /api/thing{number}" for number in range(9)]
    texts = {"README.md": table(*others, *ORDERS[:2]), "api.md": table(*ORDERS)}
    assert pairings(texts, HAS_CONTRACT) == []


def test_a_group_that_is_absent_altogether_goes_together() -> None:
    found = pairings({"README.md": table(*ORDERS, *SHELVES), "api.md": table(*ORDERS)}, HAS_CONTRACT)
    gone = [one for one in found if one.state == "missing"]
    assert [one.name for one in gone] == ["GET|POST /api/shelves", "GET|DELETE /api/shelves/{id}"]
    assert {one.group for one in gone} == {"/api/shelves"}


def test_places_are_all_that_tell_it_and_the_list_that_lacks_it() -> None:
    refund = "POST /api/orders/{id}/refund"
    texts = {
        "testing.md": f"# T\n\nA test calls `{refund}`.\n",
        "README.md": table(*ORDERS, refund),
        "api.md": table(*ORDERS),
    }
    (gone,) = [one for one in pairings(texts) if one.state == "missing"]
    assert [(place.path, place.span.line) for place in gone.declared] == [("README.md", 12), ("testing.md", 3)]
    assert gone.counterpart is not None
    assert (gone.counterpart.path, gone.counterpart.span.line) == ("api.md", 3)


def test_what_is_covered_says_where() -> None:
    (covered,) = pairings({"testing.md": "# T\n\n- `PUT /api/orders/5`\n", "api.md": table(*ORDERS)}, HAS_CONTRACT)
    assert (covered.state, covered.counterpart and covered.counterpart.span.line) == ("covered", 10)


@pytest.mark.parametrize(
    ("told", "near"),
    [
        ("`GET /api/order`", "GET /api/orders"),
        ("`DELETE /api/ordres/{id}`", "DELETE /api/orders/{id}"),
        ("`PATCH /api/orders/{id}/ship`", "POST /api/orders/{id}/ship"),
        ("`GET /api/orders/{id}/ship`", "POST /api/orders/{id}/ship"),
    ],
)
def test_a_near_name_is_no_absence(told: str, near: str) -> None:
    texts = {"testing.md": f"# T\n\n- {told}\n", "api.md": table(*ORDERS, "POST /api/orders/{id}/ship")}
    found = [one for one in pairings(texts, HAS_CONTRACT) if one.near]
    assert [(one.state, one.near) for one in found] == [("covered", near)]


def test_what_somebody_tells_side_by_side_is_not_near() -> None:
    told = table(*ORDERS, "POST /api/orders/{id}/ship", "PATCH /api/orders/{id}/ship")
    contract = table(*ORDERS, "POST /api/orders/{id}/ship")
    assert missing({"README.md": told, "api.md": contract}) == ["PATCH /api/orders/{id}/ship"]


@pytest.mark.parametrize(
    ("told", "listed", "severity"),
    [
        ("GET /ready", ORDERS, Severity.INFO),
        ("GET /api/ready", ORDERS, None),
        ("GET /health/ready", (*ORDERS, "GET /health"), None),
        ("GET /docs", (*ORDERS, "GET /health"), Severity.INFO),
    ],
)
def test_endpoints_for_monitors_matter_less(told: str, listed: tuple[str, ...], severity: Severity | None) -> None:
    texts = {
        "README.md": table(*ORDERS, told),
        "api.md": table(*listed, "GET /live" if "docs" not in told else "GET /x"),
    }
    gone = [one for one in pairings(texts, HAS_CONTRACT) if one.state == "missing" and told in one.name]
    assert [one.severity for one in gone] in ([severity], [])


@pytest.mark.parametrize(
    ("told", "severity"),
    [
        ("POST /api/test/reset", Severity.INFO),
        ("GET /api/debug/cache", Severity.INFO),
        ("GET /api/debug", None),
        ("POST /api/tests/{id}/answer", None),
    ],
)
def test_what_only_developers_call_matters_less(told: str, severity: Severity | None) -> None:
    texts = {"README.md": table(*ORDERS, told), "api.md": table(*ORDERS)}
    (gone,) = [one for one in pairings(texts, HAS_CONTRACT) if one.state == "missing"]
    assert gone.severity is severity


def test_an_area_of_developers_that_others_are_listed_of_matters() -> None:
    texts = {
        "README.md": table(*ORDERS, "POST /api/test/reset"),
        "api.md": table(*ORDERS, "POST /api/test/seed"),
    }
    (gone,) = [one for one in pairings(texts, HAS_CONTRACT) if one.state == "missing"]
    assert gone.severity is None


@pytest.mark.parametrize(
    ("said", "severity"),
    [
        ("The complete list of endpoints is in [the OpenAPI document](openapi.yaml).", Severity.INFO),
        ("See the Swagger UI at `/docs` for all endpoints.", Severity.INFO),
        ("Key endpoints:", None),
        ("See errors.md for the complete list of error codes.", None),
        ("All endpoints ask for a token.", None),
    ],
)
def test_a_contract_that_says_where_all_are_told(said: str, severity: Severity | None) -> None:
    contract = table(*ORDERS, title=f"# API\n\n## Endpoints\n\n{said}")
    texts = {"README.md": table(*ORDERS, "POST /api/orders/{id}/refund"), "api.md": contract}
    (gone,) = [one for one in pairings(texts, HAS_CONTRACT) if one.state == "missing"]
    assert gone.severity is severity


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("These are served.", ["PUT /api/shelves/{id}"]),
        ("The main endpoints:", []),
        ("For the full endpoint list, see api.md.", []),
        ("Some of the endpoints are below.", []),
    ],
)
def test_a_digest_is_no_inventory(said: str, expected: list[str]) -> None:
    whole = (*ORDERS, *SHELVES, "GET /api/users/me")
    digest = table(*whole, title=f"# R\n\n## API endpoints\n\n{said}")
    assert missing({"README.md": digest, "api.md": table(*whole, "PUT /api/shelves/{id}")}) == expected


def page(resource: str) -> str:
    calls = (f"GET /api/{resource}", f"POST /api/{resource}", f"GET /api/{resource}/{{id}}")
    return table(*calls, title=f"# {resource}")


@pytest.mark.parametrize(
    ("told", "path", "lacking"),
    [
        ("POST /api/loans/{id}/renew", "docs/api/loans.md", 0),
        ("POST /api/batch/loans", "docs/api/loans.md", 2),
        ("POST /api/fines", "docs/api/README.md", 3),
    ],
)
def test_the_page_that_lacks_it_is_the_one_about_it(told: str, path: str, lacking: int) -> None:
    texts = {
        "README.md": f"# R\n\n- `{told}`\n- `GET /api/books`\n- `GET /api/loans`\n",
        "docs/api/README.md": "# API\n\nOne page for each: books and loans, `/api/...`.\n",
        "docs/api/books.md": page("books"),
        "docs/api/loans.md": page("loans"),
    }
    (gone,) = [one for one in pairings(texts, HAS_CONTRACT) if one.state == "missing"]
    assert gone.counterpart is not None
    assert gone.counterpart.path == path
    assert len(gone.lacking) == lacking


@pytest.mark.parametrize(
    ("told", "line", "perhaps"),
    [
        # the heading above, where each endpoint has one of its own
        ("GET /api/orders/{id}/history", 5, ""),
        # the heading that holds nearly all, where nothing begins alike
        ("POST /api/fines", 3, ""),
        # the same path with another method
        ("DELETE /api/orders", 7, "GET /api/orders"),
        # the same name in another place
        ("GET /api/shelf", 21, "GET /api/stock/shelf"),
    ],
)
def test_the_place_where_it_belongs(told: str, line: int, perhaps: str) -> None:
    listed = ("GET /api/orders", "POST /api/orders/{id}", "PUT /api/orders/{id}/lines")
    orders = "".join(f"#### `{call}`\n\nDoes.\n\n" for call in listed)
    contract = f"# API\n\n## Endpoints\n\n### Orders\n\n{orders}### Stock\n\n- `GET /api/stock/shelf`\n- `GET /api/stock/racks`\n"
    texts = {"README.md": f"# R\n\n- `{told}`\n", "api.md": contract}
    (gone,) = [one for one in pairings(texts, HAS_CONTRACT) if one.state == "missing"]
    assert gone.counterpart is not None
    assert (gone.counterpart.span.line, gone.perhaps) == (line, perhaps)


def test_a_pattern_in_a_sentence_lists_nothing() -> None:
    calls = [f"POST /rpc/rides.{name}" for name in ("request", "cancel", "list", "get", "block")]
    contract = table(*calls, title="# API\n\nAll are `POST /rpc/<method>`.\n\n## Endpoints")
    assert missing({"README.md": "# R\n\n- `POST /rpc/rides.rate`\n", "api.md": contract}) == ["POST /rpc/rides.rate"]


def test_an_identifier_in_an_example_is_a_parameter() -> None:
    requests = "".join(
        f"```http\n{call} HTTP/1.1\n```\n\n"
        for call in (*ORDERS[:2], "GET /api/orders/42", "POST /api/orders/ord_7f3/ship", "GET /api/shelves")
    )
    told = "# R\n\n- `GET /api/orders/{id}`\n- `POST /api/orders/{id}/ship`\n- `DELETE /api/orders/{id}/ship/all`\n"
    assert missing({"README.md": told, "api.md": f"# API\n\n{requests}"}) == ["DELETE /api/orders/{id}/ship/all"]


def test_undeclared_is_what_only_the_contracts_tell() -> None:
    texts = {"architecture.md": table(*ORDERS), "api.md": table(*ORDERS, "POST /api/orders/{id}/refund")}
    found = [one for one in pairings(texts) if one.state == "unwanted"]
    assert [(one.name, one.declared[0].path) for one in found] == [("POST /api/orders/{id}/refund", "api.md")]


def test_a_list_that_means_to_be_whole_lacks_what_the_contracts_have() -> None:
    whole = (*ORDERS, *SHELVES, "GET /api/users/me")
    contract = table(*whole, "PUT /api/shelves/{id}")
    assert missing({"README.md": table(*whole), "api.md": contract}) == ["PUT /api/shelves/{id}"]
    assert missing({"README.md": table(*whole, title="# R\n\n## Permissions"), "api.md": contract}) == []
    assert missing({"docs/quick-start.md": table(*whole), "api.md": contract}) == []
    assert missing({"services/till/README.md": table(*whole), "api.md": contract}) == []
    assert missing({"README.md": table(*whole[:6]), "api.md": contract}) == []


def test_between_contracts_of_one_role() -> None:
    whole = (*ORDERS, *SHELVES)
    texts = {"docs/one/api.md": table(*whole, "PUT /api/shelves/{id}"), "docs/two/api.md": table(*whole)}
    (gone,) = [one for one in pairings(texts) if one.state == "missing"]
    assert (gone.name, gone.counterpart and gone.counterpart.path) == ("PUT /api/shelves/{id}", "docs/two/api.md")


def test_what_is_new_tells_but_does_not_list() -> None:
    texts = {
        "docs/api-new-features.md": table("POST /api/orders/{id}/refund", *ORDERS[:2]),
        "docs/api.md": table(*ORDERS),
    }
    assert missing(texts) == ["POST /api/orders/{id}/refund"]


def test_prefixes_of_the_set() -> None:
    span = Span(1, 1, 1, 2)
    paths = [f"/admin/api/v1/{name}" for name in "abcde"]
    prefixes = Prefixes(Endpoint(("GET",), path, path, "table", span, 0, "table 0") for path in paths)
    assert prefixes.key("/admin/api/v1/a/{}").rest == ("a", "{}")
    assert prefixes.key("/api/v2/a").rest == ("a",)
    assert prefixes.key("/portal/v1/a").rest == ("portal", "v1", "a")


def test_cost_is_linear_in_the_endpoints() -> None:
    calls = [f"GET /api/group{number // 9}/item{number}" for number in range(3000)]
    texts = {"README.md": table(*calls), "api.md": table(*(call for index, call in enumerate(calls) if index % 9))}
    started = time.perf_counter()
    found = pairings(texts)
    assert time.perf_counter() - started < 6
    assert sum(one.state == "missing" for one in found) == 334

"""Endpoints are found in every form that documents use, below their base paths, with exact places."""

from __future__ import annotations

import time

import pytest

from crossref.extract import anchors, endpoints
from crossref.extract.endpoints import hosts, tokens
from crossref.extract.markdown import parse
from crossref.model import Endpoint


def find(text: str) -> tuple[Endpoint, ...]:
    page = parse(text)
    return endpoints.find(page, anchors.find(page, "github")[1])


def written(text: str) -> list[str]:
    return [endpoint.written for endpoint in find(text)]


TABLE = "| {} |\n| --- | --- |\n| {} |\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # headings
        ("### `GET /parcels`", ["GET /parcels"]),
        ("## GET /parcels/{id} – one parcel", ["GET /parcels/{id}"]),
        ("## 3. `POST /parcels` creates one", ["POST /parcels"]),
        ("# Parcels\n## `/parcels`\n### GET\n### POST", ["/parcels", "GET /parcels", "POST /parcels"]),
        # tables
        (TABLE.format("Method | Path", "GET | /parcels"), ["GET /parcels"]),
        (TABLE.format("Endpoint | Method", "`/parcels` | `get`"), ["get /parcels"]),
        (TABLE.format("Endpoint | Does", "`GET /parcels` | lists them"), ["GET /parcels"]),
        (TABLE.format("Endpoint | Does", "`GET\\|POST /parcels` | both"), ["GET|POST /parcels"]),
        (TABLE.format("Method | Path", "GET / POST | `/parcels`"), ["GET / POST /parcels"]),
        (TABLE.format("Method | Path", "DELETE | /parcels/<id>"), ["DELETE /parcels/<id>"]),
        (TABLE.format("Verb | Ruta", "PUT | `/envios/:id`"), ["PUT /envios/:id"]),
        (TABLE.format("方法 | 路径", "GET | `/parcels`"), ["GET /parcels"]),
        (TABLE.format("a | b", "GET | `/parcels`"), ["GET /parcels"]),
        (
            TABLE.format("Endpoint | Does", "GET `/parcels` · POST `/parcels/:id/open` · `/close` | x"),
            ["GET /parcels", "POST /parcels/:id/open", "POST …/close"],
        ),
        ("| Method | POST |\n| --- | --- |\n| URL | `/parcels` |", ["POST /parcels"]),
        # lists and sentences
        ("- POST `/parcels` (needs a token)", ["POST /parcels"]),
        ("- GET /parcels, /parcels/{id}", ["GET /parcels", "GET /parcels/{id}"]),
        ("- **Method:** POST\n- **Path:** `/parcels`", ["POST /parcels"]),
        ("- 路径：`/parcels`\n- 方法：GET", ["GET /parcels"]),
        ("- `/api/parcels` (GET)", ["GET /api/parcels"]),
        ("The client sends a `POST` request to `/parcels`.", ["POST /parcels"]),
        ("Call `GET https://host.example/api/parcels?limit=5`.", ["GET /api/parcels"]),
        ("- Redirect: `https://<your-host>/api/login/callback`", ["/api/login/callback"]),
        # code
        ("```http\nPOST /parcels HTTP/1.1\nHost: x\n```", ["POST /parcels"]),
        ("```\nPOST  /parcels     Add one\nGET   /parcels/{id}\n```", ["POST /parcels", "GET /parcels/{id}"]),
        ("```\n┌────────────┐\n│ GET /parcels?x=1 │\n```", ["GET /parcels"]),
        ("```\nclient ──> POST /parcels\n```", ["POST /parcels"]),
        ("```ts\n// PUT /parcels/:id\nconst a = 'GET /never'\n```", ["PUT /parcels/:id"]),
        ("```yaml\npaths:\n  /parcels:\n    get:\n      x: 1\n    post:\n```", ["GET /parcels", "POST /parcels"]),
        ('```py\n@router.get("/parcels/mine")\ndef mine(): ...\n```', ["GET /parcels/mine"]),
        ('```py\nrouter = R(prefix="/parcels")\n@router.post("/parcels/open")\n```', ["POST /parcels/open"]),
        ('```go\nclient.Delete("/v1/parcels/" + id)\n```', ["DELETE /v1/parcels/{}"]),
        # curl
        ("```bash\ncurl http://localhost:8000/parcels\n```", ["GET /parcels"]),
        ("```bash\ncurl -X DELETE \\\n  -H 'A: http://no/x' \\\n  $HOST/parcels/5\n```", ["DELETE /parcels/5"]),
        ('```bash\ncurl -d \'{"url": "http://no/x"}\' http://gateway:8000/parcels\n```', ["POST /parcels"]),
        ("```bash\nBASE=http://localhost/api\ncurl $BASE/parcels\n```", ["GET /api/parcels"]),
        ("```bash\ncurl http://localhost:9090/api/v1/query\n```", []),
        # diagrams
        ("```mermaid\nsequenceDiagram\n  App->>API: POST /parcels<br/>Body\n```", ["POST /parcels"]),
        ("```mermaid\nsequenceDiagram\n  participant S as Stripe\n  App->>S: POST /v1/charges\n```", []),
        ('```mermaid\ngraph TD\n  A["/api/parcels/*"] -->|GET /parcels| B\n```', ["GET /parcels"]),
        ('```mermaid\ngraph TD\n  A["/api/parcels/*"] --> B\n```', ["/api/parcels/*"]),
        # none
        ("The file lies in `/etc/parcels.toml` and `src/GET/x`.", []),
        ("`PUT` replaces, `PATCH` changes / adds.", []),
        ("Read [the guide](/docs/guide.md) or https://other.example.co/guide.", []),
        ('```\n127.0.0.1 - - "GET /parcels HTTP/1.1" 200\n```', []),
    ],
)
def test_forms(text: str, expected: list[str]) -> None:
    assert written(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# A\nBase URL: `http://localhost:1/v1`\n\n- GET `/parcels`", ["GET /v1/parcels"]),
        ("# A\n## Base URL\n\n```\nhttps://x.example/v1\n```\n\n## B\n- GET `/parcels`", ["GET /v1/parcels"]),
        ("# A\n\nAll routes are prefixed with `/api`.\n\n## B\n- GET `/parcels`", ["GET /api/parcels"]),
        ("# A\n## B\nBase path: `/b`\n\n- GET `/x`\n\n## C\n- GET `/y`", ["GET /b/x", "GET /y"]),
        # several that differ leave open which one is meant
        ("# A\n## Base URL\n- `http://a/v1`\n- `http://b/v2`\n\n## B\n- GET `/x`", ["GET /x"]),
        # a base that most paths repeat is no prefix of the others
        (
            "# A\nBase: `/api`\n\n- GET `/api/a`\n- GET `/api/b`\n- GET `/health`",
            ["GET /api/a", "GET /api/b", "GET /health"],
        ),
        (
            "## Parcels (`/api/parcels`)\n- GET `/`\n- GET `/:id`",
            ["/api/parcels", "GET /api/parcels", "GET /api/parcels/:id"],
        ),
        ("## Parcels (`/api/parcels`)\n- GET `/parcels/:id`", ["/api/parcels", "GET /api/parcels/:id"]),
        # a heading's base holds for its own section, but for what cannot stand alone
        ("## P (`/p`)\n### More\n- POST `/login`\n- GET `/:id`", ["/p", "POST /login", "GET /p/:id"]),
        ("Parcels (`/api/parcels`)\n\n- GET `/:id`", ["/api/parcels", "GET /api/parcels/:id"]),
        (
            "| Area | Base path | Key endpoints |\n|---|---|---|\n| Parcels | `/api/parcels` | `POST /open`, `GET /` |",
            ["Parcels (/api/parcels)", "POST /api/parcels/open", "GET /api/parcels"],
        ),
        # a page's route is no base of what it calls
        ("| Route | Calls |\n|---|---|\n| `/shelf` | `GET /parcels` |", ["/shelf", "GET /parcels"]),
    ],
)
def test_bases(text: str, expected: list[str]) -> None:
    assert written(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "## Planned\n- GET `/parcels`",
        "## New routes\n- GET `/parcels`",
        "- GET `/parcels` – not yet implemented",
        "- ~~GET `/parcels`~~",
        "Not exposed:\n\n- GET `/parcels`",
        "We would need `GET /parcels` instead of polling.",
        "There is no `GET /parcels` any more.",
        "| Method | Path | Notes |\n|---|---|---|\n| GET | /parcels | deprecated |",
        "```bash\ncurl https://api.vendor.com/v1/parcels\n```",
    ],
)
def test_what_is_not_stated_as_existing(text: str) -> None:
    assert [endpoint.stated for endpoint in find(text)] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "| Method | Path | Notes |\n|---|---|---|\n| DELETE | /parcels/{id} | removes it; 404 when missing |",
        "- `POST /parcels` with an unknown key is answered with 400, and nothing would be stored",
        "A removed parcel is gone. Use `GET /parcels` to see the others. The old list no longer exists.",
        "```bash\ncurl https://api.your-domain.com/v1/parcels\n```",
    ],
)
def test_what_is_stated_as_existing(text: str) -> None:
    assert [endpoint.stated for endpoint in find(text)] == [True]


def test_places_forms_and_listings() -> None:
    text = (
        "# A\n\n| Method | Path |\n|---|---|\n| GET | `/a/{id}` |\n\n- call `POST /b`\n\n"
        "Then `PUT /c`.\n\n```\nGET /d\n```\n"
    )
    lines = text.split("\n")
    found = find(text)
    assert [(e.form, e.listing, e.section) for e in found] == [
        ("table", "table 0", 0),
        ("list", "list 0", 0),
        ("prose", "section 0", 0),
        ("code", "code 11", 0),
    ]
    covered = [lines[e.span.line - 1][e.span.column - 1 : e.span.end_column - 1] for e in found]
    assert covered == ["/a/{id}", "POST /b", "PUT /c", "GET /d"]


def test_methods_and_base_are_kept_apart_from_the_spelling() -> None:
    (found,) = find("# A\nBase URL: `https://x.example/v1`\n\n- `GET / POST /parcels/:id`")
    assert (found.methods, found.path, found.written, found.base) == (
        ("GET", "POST"),
        "/v1/parcels/{}",
        "GET / POST /v1/parcels/:id",
        "/v1",
    )


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/a/{id}/b", "/a/{}/b"),
        ("/a/:id", "/a/{}"),
        ("/a/<int:id>/", "/a/{}"),
        ("/a/[id]", "/a/{}"),
        ("/a/[...slug]", "/a/{}"),
        ("/a/${ID}/$B", "/a/{}/{}"),
        ("/a/{{id}}", "/a/{}"),
        ("/a/...", "/a/*"),
        ("/a/*", "/a/*"),
        ("/a/{id}:cancel", "/a/{}:cancel"),
        ("/", "/"),
    ],
)
def test_canonical_paths(path: str, expected: str) -> None:
    assert tokens.canonical(path) == expected


@pytest.mark.parametrize(
    ("base", "path", "expected"),
    [
        ("", "/a", "/a"),
        ("/v1", "/a", "/v1/a"),
        ("/v1", "/v1/a", "/v1/a"),
        ("/api/a", "/a/b", "/api/a/b"),
        ("/api/a/:id/b", "/:x", "/api/a/:id/b/:x"),
        ("/x/v1", "/api/a", "/api/a"),
        ("/a", "/", "/a"),
    ],
)
def test_paths_below_a_base(base: str, path: str, expected: str) -> None:
    assert tokens.join(base, path) == expected


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        ("http://localhost:8000", "own"),
        ("http://gateway:8080", "own"),
        ("https://<your-host>", "own"),
        ("https://api.your-domain.com", "own"),
        ("https://x.example.com", "own"),
        ("$BASE_URL", "own"),
        ("http://localhost:9090", "tool"),
        ("http://prometheus:80", "tool"),
        ("https://api.vendor.com", "foreign"),
        ("https://{tenant}.vendor.com", "foreign"),
    ],
)
def test_whose_an_address_is(origin: str, expected: str) -> None:
    assert hosts.owner(origin) == expected


@pytest.mark.parametrize(
    "text",
    [
        "GET /" * 20000,
        "`GET /a/" + ":a/" * 20000 + "`",
        "GET /" + "{" * 20000,
        "GET|" * 20000,
        "- `GET /a`" + ", `/b`" * 4000,
        "```\n" + "curl -d '" * 10000 + "\n```",
        "```mermaid\n" + "a->>b: " * 5000 + "GET /x\n```",
        "all endpoints " * 10000 + "/x",
    ],
    ids=lambda text: text[:12],
)
def test_time_grows_with_the_text(text: str) -> None:
    page = parse(text)
    started = time.perf_counter()
    endpoints.find(page, ())
    assert time.perf_counter() - started < 2

"""Technologies and the like: who holds a role, in which version, and what keeps the channels silent."""

from __future__ import annotations

import tempfile
from functools import cache, partial
from pathlib import Path

import pytest

from crossref import config
from crossref.channels import Side, choices, holders, sides_of, technologies
from crossref.channels.homes import home_of, is_named_for
from crossref.extract import extract
from crossref.model import Profile, Source, Stamp
from crossref.standing import tells_of_a_moment
from crossref.values import show

NAMES = ("architecture.md", "deployment.md", "testing.md", "security.md")


@cache
def profile() -> Profile:
    with tempfile.TemporaryDirectory() as folder:
        return config.load(Path(folder), {}).profile


def read(texts: tuple[str, ...], names: tuple[str, ...]) -> list[Side]:
    sides = []
    for path, text in zip(names, texts, strict=False):
        sides += sides_of(extract(Source(path, Stamp(0, 0), partial(str, text)), profile()))
    return sorted(sides, key=lambda side: side.order)


def held(*texts: str, names: tuple[str, ...] = NAMES) -> list[tuple[str, ...]]:
    sides = [side for side in read(texts, names) if side.claim.key == "name"]
    return [tuple(show(side.claim.value) for side in found.sides) for found in holders.disagreements(sides)]


def stated(texts: tuple[str, ...], names: tuple[str, ...]) -> list[Side]:
    return [
        side for side in read(texts, names) if side.claim.key not in ("name", "text") and side.claim.tense == "stated"
    ]


def versions(*texts: str, names: tuple[str, ...] = NAMES) -> list[tuple[str, ...]]:
    return [
        tuple(show(side.claim.value) for side in found.sides)
        for found in technologies.disagreements(stated(texts, names))
    ]


def chosen(*texts: str, names: tuple[str, ...] = NAMES) -> list[tuple[str, ...]]:
    return [
        tuple(show(side.claim.value) for side in found.sides) for found in choices.disagreements(stated(texts, names))
    ]


USUAL = "Gunicorn is the WSGI server of the heron feed."
AGAIN = "The container starts Gunicorn with four workers."


@pytest.mark.parametrize(
    ("usual", "again", "odd"),
    [
        (USUAL, AGAIN, "uWSGI is used as the WSGI server."),
        (
            "Passwords are hashed with bcrypt.",
            "| Field | Kind |\n|---|---|\n| secret | bcrypt |",
            "A->>A: check password (argon2id)",
        ),
        ("Passwords are hashed with bcrypt.", "Hashes use bcrypt.", "```mermaid\nA->>A: check password (scrypt)\n```"),
        (
            "All infrastructure is OpenTofu.",
            "OpenTofu modules live in `infra/`.",
            "Pulumi provisions the infrastructure.",
        ),
        ("Login is guarded by hCaptcha.", "**CAPTCHA**: hCaptcha", "- **reCAPTCHA** for login protection"),
        ("The nest map is built with Vue.", "Vue renders the nest map.", "The nest map is a React single-page app."),
        ("Unit (Jest) covers nests", "Jest runs in CI.", "Unit (Mocha) covers nests"),
        (
            "JWT via python-jose",
            "`python-jose` signs tokens.",
            "PyJWT signs the token.",
        ),
        ("Set `X-Frame-Options: DENY`.", "", "- `X-Frame-Options: SAMEORIGIN`"),
        ("The cookie has samesite=strict.", "", "The cookie is `httponly`, `samesite=lax`."),
        ("`journal_mode=WAL` is set.", "", "| Store | WAL |\n|---|---|\n| heron.db | Rollback-journal mode |"),
        ("Nests is licensed under the MIT License.", "", "## License\n\nApache-2.0 License - see LICENSE"),
        (
            "Webhooks are signed with HMAC-SHA256.",
            "The signature is HMAC-SHA256.",
            "Webhook deliveries are signed with HMAC-SHA512.",
        ),
        (
            "```sh\nnest deploy --region eu-west-1\n```",
            "The region is eu-west-1.",
            "```sh\nnest deploy --region eu-west-3\n```",
        ),
        ("The frontend is hosted on Vercel.", "Vercel deploys the frontend.", "- Frontend: Netlify hosting"),
    ],
)
def test_the_name_that_stands_alone_is_found(usual: str, again: str, odd: str) -> None:
    assert len(held(usual, again, odd)) == 1


@pytest.mark.parametrize(
    "other",
    [
        "uWSGI is an alternative WSGI server.",
        "The WSGI server may be Gunicorn or uWSGI.",
        "A WSGI server such as uWSGI works too.",
        "We run Gunicorn over uWSGI as WSGI server.",
        "Like uWSGI, the server forks workers.",
        "In future, uWSGI is planned as WSGI server.",
        "We migrated from uWSGI, the old WSGI server.",
        "The adapter supports uWSGI as WSGI server.",
        "# Alternatives considered\n\n- uWSGI as WSGI server",
        "uWSGI is the WSGI server. uWSGI forks four workers.",
        "```python\nimport uwsgi  # WSGI server\n```",
        "uWSGI 是 WSGI server 之一。",
    ],
)
def test_a_name_that_nobody_chose_is_none(other: str) -> None:
    assert held(USUAL, AGAIN, other) == []


@pytest.mark.parametrize(
    "names",
    [
        ("a.md", "b.md", "packages/otter/README.md"),
        ("a.md", "b.md", "servers/uwsgi.md"),
    ],
)
def test_other_files_choose_for_themselves(names: tuple[str, ...]) -> None:
    assert held(USUAL, AGAIN, "uWSGI is used as the WSGI server.", names=names) == []


@pytest.mark.parametrize(
    ("usual", "again", "odd"),
    [
        ("Staging is hosted on Vercel.", "Vercel hosts staging.", "Production is hosted on Netlify."),
        (
            "The frontend is hosted on Vercel.",
            "Vercel hosts the frontend.",
            "The backend is hosted on Render (hosting).",
        ),
        ("Jest runs the frontend unit tests.", "Frontend unit tests: Jest", "Mobile unit tests run in Mocha."),
        (
            "Postmark sends mail.",
            "Mail goes through Postmark.",
            "| POST | `/invite` |\n|---|---|\n| POST | Resend mail |",
        ),
        ("The app is React Native.", "React Native draws the mobile app.", "Expo builds the mobile app."),
        (
            "PostgreSQL stores nests.",
            "PostgreSQL is the nest database.",
            "SQLite is the kingfisher archive of old maps.",
        ),
    ],
)
def test_two_holders_of_two_roles(usual: str, again: str, odd: str) -> None:
    assert held(usual, again, odd) == []


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("PostgreSQL 16 stores nests.", "- PostgreSQL 14"), [("PostgreSQL 16", "PostgreSQL 14")]),
        (("We run Redis 6+.", "| Tool | Version |\n|---|---|\n| Redis | 7+ |\n\n```yaml\nimage: redis:8\n```"), 1),
        (("- Node.js 20+", "- Node.js 20+", "- Node.js 20+\n- Tests: Node.js 18"), 1),
        (("- Node.js 20+", "- Node.js 22 and 24 LTS"), 0),
        (("- Node.js 20", "Node.js 18 is no longer supported."), 0),
        (("- MongoDB 7", "| Crate | Version |\n|---|---|\n| mongodb | 3.4 |"), 0),
        (("- PostgreSQL 16", "Heronbase is PostgreSQL 8.0 compatible."), 0),
        (("- Rust 1.94.0", "- Rust 1.94.0 floor", "- Rust 1.94.0\n- Pin: Rust 1.94.1"), 0),
        (("- React 18", "- ⬜ Update (React 19)"), 0),
        (("Vue 3.1", "Vue 3.2", "Vue 3.3", "Vue 3.4"), 0),
        (("# Nests v2.0", "# Nests v3.0"), 0),
        (("- Python 3.11", "- Staging: Python 3.9"), 1),
    ],
)
def test_versions(texts: tuple[str, ...], found: int | list[tuple[str, ...]]) -> None:
    told = versions(*texts)
    assert len(told) == (found if isinstance(found, int) else len(found))


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("| Layer | Tool |\n|---|---|\n| HTTP framework | Gin |", "- **HTTP framework**: Echo", 1),
        ("- **Language**: Python", "- **Language**: TypeScript", 0),
        ("- **Audit log**: Enable MongoDB logs", "- **Audit log**: Enable PostgreSQL logs", 0),
        ("- **Backend hosting**: Railway", "- **Frontend hosting**: Vercel", 0),
    ],
)
def test_labels_choose(one: str, other: str, found: int) -> None:
    assert len(chosen(one, other)) == found


@pytest.mark.parametrize(
    ("path", "home", "report"),
    [
        ("docs/architecture.md", "", False),
        ("README.md", "", False),
        ("docs/deployment/README.md", "", False),
        ("packages/otter/README.md", "packages/otter", False),
        ("infra/modules/nest/README.md", "infra/modules/nest", False),
        ("tools/heron/README.md", "tools/heron", False),
        ("docs/audits/2031-02-03.md", "", True),
        ("docs/sprint-4-summary.md", "", True),
        ("docs/testing.md", "", False),
        ("docs/api-reference.md", "", False),
    ],
)
def test_whose_document_a_file_is(path: str, home: str, report: bool) -> None:
    assert home_of(path) == home
    assert tells_of_a_moment(path) is report


def test_a_file_named_for_a_technology() -> None:
    assert is_named_for("docs/storage/mongo-db.md", "MongoDB")
    assert not is_named_for("docs/storage.md", "MongoDB")

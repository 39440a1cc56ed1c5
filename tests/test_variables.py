"""Environment variables are found in every form that documents use, and told from what is only spelled like one."""

from __future__ import annotations

import time

import pytest

from crossref.extract import anchors, variables
from crossref.extract.markdown import parse
from crossref.model import Variable


def find(text: str) -> tuple[Variable, ...]:
    page = parse(text)
    return variables.find(page, anchors.find(page, "github")[1])


def uses(text: str) -> dict[str, str]:
    """Name -> how it is used; the strongest of several."""
    order = ["other", "named", "read", "set"]
    found: dict[str, str] = {}
    for variable in find(text):
        found[variable.name] = max(found.get(variable.name, "other"), variable.use, key=order.index)
    return found


def all_of(use: str, *names: str) -> dict[str, str]:
    return dict.fromkeys(names, use)


def fence(language: str, *lines: str) -> str:
    return "\n".join([f"```{language}", *lines, "```", ""])


ENV = "## Environment variables\n\n"
TABLE = "| {} | About |\n| --- | --- |\n| {} | text |\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TABLE.format("Variable", "`TIDE_URL`"), all_of("set", "TIDE_URL")),
        (TABLE.format("Variable", "TIDE_URL"), all_of("set", "TIDE_URL")),
        (TABLE.format("Var", "**TIDE_URL**"), all_of("set", "TIDE_URL")),
        (TABLE.format("环境变量", "`TIDE_URL`"), all_of("set", "TIDE_URL")),
        (TABLE.format("Variable", "`TIDE_URL`, `TIDE_KEY` (optional)"), all_of("set", "TIDE_URL", "TIDE_KEY")),
        (TABLE.format("Variable", "`TIDE_URL`") + "| `PORT` | text |\n", all_of("set", "TIDE_URL", "PORT")),
        (ENV + TABLE.format("Name", "`TIDE_URL`"), all_of("set", "TIDE_URL")),
        ("## Configuration\n\n" + TABLE.format("Key", "`TIDE_URL`"), all_of("set", "TIDE_URL")),
        ("| Service | Configuration |\n| --- | --- |\n| mail | `MAIL_URL` |\n| x | y |\n", all_of("read", "MAIL_URL")),
        (TABLE.format("Name", "`TIDE_URL`"), all_of("named", "TIDE_URL")),
        (TABLE.format("Blank", "`{TIDE_URL}`"), all_of("named", "TIDE_URL")),
        (TABLE.format("Event", "`TIDE_TURNED`"), all_of("other", "TIDE_TURNED")),
        (TABLE.format("Error code", "`TIDE_TOO_LOW`"), all_of("other", "TIDE_TOO_LOW")),
        (TABLE.format("Legacy name", "`TIDE_ADDR`"), all_of("other", "TIDE_ADDR")),
        ("| Variable | About |\n| --- | --- |\n| `TIDE_ADDR` | deprecated |\n", all_of("other", "TIDE_ADDR")),
    ],
)
def test_in_tables(text: str, expected: dict[str, str]) -> None:
    assert uses(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ENV + "- `TIDE_URL`: address\n- `TIDE_KEY` – secret", all_of("set", "TIDE_URL", "TIDE_KEY")),
        (ENV + "- **TIDE_URL**: address", all_of("set", "TIDE_URL")),
        (ENV + "- **Tides**: `TIDE_URL`, `TIDE_KEY`", all_of("set", "TIDE_URL", "TIDE_KEY")),
        (ENV + "- `TIDE_URL` (an address), `TIDE_KEY`", all_of("set", "TIDE_URL", "TIDE_KEY")),
        (ENV + "- `PORT`, as in `TIDE_URL`", {"PORT": "set", "TIDE_URL": "named"}),
        ("## Variables de entorno\n\n- `TIDE_URL`", all_of("set", "TIDE_URL")),
        ("- `TIDE_URL=https://tides.example`", all_of("set", "TIDE_URL")),
        ("- `TIDE_URL` is polled", all_of("named", "TIDE_URL")),
        ("## Jobs\n\n- `PRUNE_TIDES` – at night", all_of("other", "PRUNE_TIDES")),
        (ENV + "### `TIDE_URL`\n\ntext", all_of("set", "TIDE_URL")),
        (ENV + "`TIDE_URL`, `TIDE_KEY`, `TIDE_BOX` and more.", all_of("read", "TIDE_URL", "TIDE_KEY", "TIDE_BOX")),
        ("Set the `TIDE_URL` environment variable.", all_of("read", "TIDE_URL")),
        ("Start it with `TIDE_MODE=ebb`.", all_of("read", "TIDE_MODE")),
        ("It stops when TIDE_URL is empty.", all_of("named", "TIDE_URL")),
        ("The server throws `TIDE_TOO_LOW`.", all_of("other", "TIDE_TOO_LOW")),
        ("The `TIDE_TURNED` event is sent.", all_of("other", "TIDE_TURNED")),
        ("`TIDE_NOT_FOUND` is sent.", all_of("other", "TIDE_NOT_FOUND")),
        ("Add `TIDE_URL` to the repository secrets.", all_of("other", "TIDE_URL")),
        ("Read the address (not `TIDE_ADDR`) from the file.", all_of("other", "TIDE_ADDR")),
        ("Run `psql $TIDE_URL -c x` once.", all_of("other", "TIDE_URL")),
        ("`TIDE_*` is read, `*_KEY` is secret.", all_of("named", "TIDE_*", "*_KEY")),
        ("`TIDE_<zone>_URL` for each zone.", all_of("named", "TIDE_*_URL")),
        ("`SMTP_HOST/PORT` is set.", all_of("named", "SMTP_HOST", "SMTP_PORT")),
        ("`IMAP_{HOST,PORT}` is set.", all_of("named", "IMAP_HOST", "IMAP_PORT")),
        ("Read [it](TIDE_TABLE.md) or `TIDE_TABLE.md`.", {}),
        ("Put `YOUR_TOKEN` or `<API_TOKEN>` there.", {}),
    ],
)
def test_in_lists_headings_and_sentences(text: str, expected: dict[str, str]) -> None:
    assert uses(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (fence("env", "TIDE_URL=x", "# TIDE_KEY=", "PORT=3000"), all_of("set", "TIDE_URL", "TIDE_KEY", "PORT")),
        (fence("", "TIDE_URL=x", "TIDE_KEY = y"), all_of("set", "TIDE_URL", "TIDE_KEY")),
        (fence("", "TIDE_URL", "TIDE_KEY", "TIDE_BOX  # a"), all_of("set", "TIDE_URL", "TIDE_KEY", "TIDE_BOX")),
        (fence("bash", "export A_B=x", "export C_D=y", "export E_F=z"), all_of("set", "A_B", "C_D", "E_F")),
        (
            fence("bash", "gh secret set A_B", "gh secret set C_D", "gh secret set E_F"),
            all_of("set", "A_B", "C_D", "E_F"),
        ),
        (fence("bash", "export TIDE_URL=x", "./run"), all_of("read", "TIDE_URL")),
        (fence("bash", "TIDE_MODE=ebb ./run"), all_of("read", "TIDE_MODE")),
        (fence("bash", "docker run -e TIDE_URL=x --env TIDE_KEY img"), all_of("read", "TIDE_URL", "TIDE_KEY")),
        (fence("bash", "TIDE_ID=$(curl x)", "curl y/$TIDE_ID", "ls"), all_of("other", "TIDE_ID")),
        (fence("bash", "curl -H $TIDE_KEY x"), all_of("named", "TIDE_KEY")),
        (fence("sh", "./run # listens on TIDE_PORT"), all_of("named", "TIDE_PORT")),
        (fence("powershell", "$env:TIDE_URL = 'x'"), all_of("set", "TIDE_URL")),
        (fence("dockerfile", "ENV TIDE_URL=x", "ARG TIDE_MODE"), all_of("set", "TIDE_URL", "TIDE_MODE")),
        (fence("yaml", "environment:", "  - TIDE_URL=x", "  - PORT=1"), all_of("set", "TIDE_URL", "PORT")),
        (fence("yaml", "environment:", "  A_B: ${C_D:-x}"), {"A_B": "set", "C_D": "read"}),
        (fence("yaml", "env:", "  - name: TIDE_URL", "    value: x"), all_of("read", "TIDE_URL")),
        (fence("yaml", "jobs:", "  a:", "    env:", "      TIDE_URL: x"), all_of("other", "TIDE_URL")),
        (fence("ini", "[Service]", "Environment=TIDE_URL=x"), all_of("read", "TIDE_URL")),
        (fence("json", '{"env": {', '  "TIDE_URL": "x"', "}}"), all_of("set", "TIDE_URL")),
        (fence("json", '{"code": "x",', '  "TIDE_URL": "x"}'), {}),
        (fence("ts", "const url = process.env.TIDE_URL;", "const TIDE_MAX = 3;"), all_of("read", "TIDE_URL")),
        (fence("python", 'os.environ["A_B"], os.getenv("C_D")'), all_of("read", "A_B", "C_D")),
        (fence("rust", 'std::env::var("TIDE_URL")'), all_of("read", "TIDE_URL")),
        (fence("go", 'os.Getenv("TIDE_URL")'), all_of("read", "TIDE_URL")),
        (fence("sql", "select TIDE_ID from TIDE_LOG;"), {}),
        (fence("mermaid", "graph TD; TIDE_LOG --> A_B"), {}),
    ],
)
def test_in_code(text: str, expected: dict[str, str]) -> None:
    assert uses(text.replace("A_B", "TIDE_A").replace("C_D", "TIDE_C").replace("E_F", "TIDE_E")) == {
        name.replace("A_B", "TIDE_A").replace("C_D", "TIDE_C").replace("E_F", "TIDE_E"): use
        for name, use in expected.items()
    }


@pytest.mark.parametrize(
    "name", ["CURRENT_TIMESTAMP", "TLS_AES_128_GCM_SHA256", "UTF_8", "MY_KEY", "PRE_AUTH", "VARIABLE_NAME", "OTHER_VAR"]
)
def test_what_is_no_variable_anywhere(name: str) -> None:
    assert find(f"{ENV}- `{name}`\n- `{name}=1`\n") == ()


def test_places_and_listings() -> None:
    text = (
        "# Tides\n\n## Environment variables\n\n"
        "| Variable | About |\n| --- | --- |\n| `TIDE_URL` | address |\n| `TIDE_KEY` | secret |\n\n"
        "1. Copy it:\n\n   ```env\n   TIDE_URL=x\n   ```\n"
    )
    first, second, third = find(text)
    assert (first.name, first.span.line, first.span.column, first.span.end_column) == ("TIDE_URL", 7, 4, 12)
    assert (second.name, second.listing, second.form, second.section) == ("TIDE_KEY", "table 0", "table", 1)
    assert (third.name, third.listing, third.form, third.span.line) == ("TIDE_URL", "code 12", "code", 13)
    assert third.span.column == 4


def test_a_name_is_told_once_for_each_use_in_a_listing() -> None:
    assert len(find("`TIDE_URL` here, and `TIDE_URL` there.\n\n- `TIDE_URL=1`\n- `TIDE_URL=2`")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "`" + "A_" * 60_000 + "`",
        "A_B " * 40_000,
        "`" + "A_B/C " * 30_000 + "`",
        "`" + "A_* " * 40_000 + "`",
        "```bash\n" + "${A_B:-x " * 30_000 + "\n```",
        "```bash\nA_B\n" + "-e --a " * 40_000 + "\n```",
        "```bash\n" + 'A_B="x ' * 40_000 + "\n```",
        "- " + "[ ] " * 40_000 + "`A_B`",
    ],
    ids=["underscores", "prose", "short forms", "families", "defaults", "flags", "quotes", "boxes"],
)
def test_hostile_text_costs_no_more_than_its_length(text: str) -> None:
    page = parse(text)
    start = time.perf_counter()
    variables.find(page, ())
    assert time.perf_counter() - start < 5

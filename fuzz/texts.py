"""What the fuzz targets are fed: documents and configurations that are wrong in the ways that real ones are.

Most texts are put together from lines of the sample documents and from tokens that some part of crossref looks for, cut
and joined anywhere, because text of random characters hardly ever gets past the first test of a reader.
"""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parent.parent

_LINES = sorted(
    {
        line
        for folder in ("sample_docs", "docs", "tests/rules")
        for path in (ROOT / folder).rglob("*.md")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip() and len(line) < 300
    }
)
_WORDS = sorted({word for line in _LINES for word in re.findall(r"\S+", line) if len(word) < 40})

_MARKS = """\
# | ## | ### | - | * | 1. | 999999999. | > | >> | ``` | ```yaml | ```mermaid | ```http | ```env | ~~~ |
--- | +++ | === | *** | $$ | | | |---|---| | [a]: b.md | [a][a] | [a][] | [a] | [^1] | [^1]: |
[x](y.md#z) | ![x](y) | <a id="x"> | <!-- crossref: ignore XR102 --> | <!-- | --> | <script> |
<https://a.b> | [[wiki]] | {#id} | !!! note | :smile: | **Status:** Accepted | **Label**: | ## ADR-001: T |
Superseded by ADR-2 | supersedes ADR-1 | GET /api/{id} | POST /x?y=z | `deployment.md` | See `api.md` for |
the "Rollback" section of `a.md` | TIMEOUT_MS=5 | export A=b | ports: | "8080:80" | timeout: 15 min |
15 min | 1,5 s | 1.000,50 | ≥ 80 % | 99.9 % | PostgreSQL 15 | v1.2.x | >=3.11,<4 | every 6 hours |
*/5 * * * * | 2026-02-30 | 10.0.0.1:80 | https://a.b:99999/c | five services | 5 phases | between 3 and |
from 1 to | +- | 1e999 | 0x | 00012 | 1'000 | ½ | ٣ | ５ | ² | up to | at least | 1/0 | graph TD | A --> B |
A["x<br/>y"] | sequenceDiagram | participant A as B | subgraph | end | date: | status: superseded |
superseded_by: [ | & x: *x | - - - - | ?""".replace("\n", " ").split(" | ")

_CONTROL = ["\0", "\r", "\r\n", "\t", "\v", "\f", "\x1c", "\x85", "\u2028", "\ufeff", "\u200b", "\u202e", "\ud800"]
_CONTROL += ["İ", "ß", "\U0001f600", "a\u0301", "\\"]

_pieces = st.one_of(
    st.sampled_from(_LINES),
    st.sampled_from(_MARKS),
    st.sampled_from(_WORDS),
    st.sampled_from(_CONTROL),
    st.text(max_size=8),
    st.tuples(st.sampled_from(_MARKS), st.integers(2, 40)).map(lambda pair: pair[0] * pair[1]),
    st.tuples(st.sampled_from(_LINES), st.integers(0, 80), st.integers(0, 80)).map(
        lambda cut: cut[0][min(cut[1], cut[2]) : max(cut[1], cut[2])]
    ),
)
_joints = st.sampled_from(["\n", "\n", "\n\n", " ", "", "\n    ", "\n> ", "\n- ", "\n| "])

sentences = st.lists(st.one_of(st.sampled_from(_WORDS), st.sampled_from(_MARKS), st.text(max_size=6)), max_size=14).map(
    " ".join
)
"""Text that may hold values."""


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A Markdown document."""
    parts = draw(st.lists(st.tuples(_pieces, _joints), max_size=30))
    return "".join(piece + joint for piece, joint in parts)


_TITLES = ["Set Up", "Set up", "Rollback", "Roll-back", "Über uns", "API & more", "API", "Setup"]
_PATHS = "architecture.md Architecture.md ./decisions.md ../docs/DEPLOYMENT.md deployment.md docs/deployment.md ../README.md readme.md x.md".split()
_ANCHORS = [
    "",
    "#set-up",
    "#Set-Up",
    "#setup",
    "#set-up-1",
    "#rollbak",
    "#%C3%BCber-uns",
    "#api--more",
    "#api-more",
    "#",
]
_references = st.tuples(
    st.sampled_from(
        [
            "[a]({})",
            "![a]({} 't')",
            "[a]: <{}>",
            "[a](<{}>)",
            "`{}`",
            "See `{}` for more.",
            '<a href="{}">b</a>',
            "[[{}]]",
        ]
    ),
    st.sampled_from(_PATHS),
    st.sampled_from(_ANCHORS),
).map(lambda parts: parts[0].format(parts[1] + parts[2]))
_records = st.sampled_from(
    [
        "## ADR-001: Keep tides\n\n**Status:** Accepted",
        "## ADR-002: Drop tides\n\n- **Status**: Accepted\n- **Supersedes**: ADR-001",
        "## ADR-003: Count tides\n\nStatus: Superseded by ADR-002",
    ]
)


@st.composite
def linked(draw: st.DrawFn) -> str:
    """A document with much that can be put right, and some of what nobody would write between it."""
    titles = st.sampled_from(_TITLES).map("## {}".format)
    parts = draw(st.lists(st.one_of(titles, _references, _references, _records, _pieces), max_size=16))
    return draw(st.sampled_from(["\n\n", "\r\n\r\n", "\n"])).join(parts)


_KEYS = """root extend include exclude dialect link-root fail-on baseline allowed-links roles role-names severity
per-file-ignores vocabulary entry counterpart attribute count readiness select ignore id kind section names labels phrasings
type authority varies-by unique noun files entry declared-in needed-in by coverage broken-link XR1""".split()
_STRINGS = ["", ".", "..", "../x", "/", "/etc", "~", "docs", "docs/**", "*.md", "{a,b}", "{a", "[", "\\", "C:/", "a\0b", "\U0001f600",
            "five-documents", "plain", "./x.toml", "error", "off", "XR101", "architecture", "any", "{value}", "duration", "9" * 30]  # fmt: skip


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace("\0", "\\u0000") + '"'


_scalars = st.one_of(
    st.sampled_from(_STRINGS).map(_quoted),
    st.sampled_from(["true", "1", "-1", "1e400", "nan", "9" * 400, "2026-01-01", "''", '"""x"""', "[]", "{}"]),
)
_values = st.recursive(
    _scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: "[" + ", ".join(items) + "]"),
        st.lists(st.tuples(st.sampled_from(_KEYS), inner), max_size=3).map(
            lambda items: "{" + ", ".join(f"{key} = {value}" for key, value in items) + "}"
        ),
    ),
    max_leaves=6,
)
_assignments = st.tuples(st.sampled_from(_KEYS), _values).map(lambda pair: f"{pair[0]} = {pair[1]}")
_headers = st.tuples(st.sampled_from(["[{}]", "[[{}]]", "[{}.x]"]), st.sampled_from(_KEYS)).map(
    lambda pair: pair[0].format(pair[1])
)
_shipped = (ROOT / "config/five-documents.toml").read_text(encoding="utf-8").splitlines()

configurations = st.lists(
    st.one_of(_assignments, _assignments, _headers, st.sampled_from(_shipped), st.text(max_size=10)), max_size=12
).map("\n".join)
"""A crossref.toml; some are valid TOML."""

"""Documents that nobody writes: one construct again and again, or one inside the other, as long as one asks for.

Each is what has made some reader of Markdown, or some part of this one, take quadratic time or recurse too deeply.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

Text = Callable[[int], str]


def _repeated(unit: str, before: str = "", after: str = "") -> Callable[[int], str]:
    return lambda size: before + unit * max(size // len(unit), 1) + after


def _numbered(unit: str, before: str = "", after: str = "") -> Callable[[int], str]:
    """The unit again and again, with another number in the place of each ``@``."""

    def build(size: int) -> str:
        count = max(size // (len(unit) + 4), 1)
        return before + "".join(unit.replace("@", str(number)) for number in range(count)) + after

    return build


def _nested(opening: str, closing: str, inner: str = "x") -> Callable[[int], str]:
    def build(size: int) -> str:
        count = max(size // (len(opening) + len(closing)), 1)
        return opening * count + inner + closing * count

    return build


def _deeper(unit: str, indent: str, before: str = "", after: str = "") -> Callable[[int], str]:
    """Each line one step deeper than the last: the count grows with the square root of the size."""

    def build(size: int) -> str:
        count = max(int((2 * size / len(indent)) ** 0.5), 1)
        return before + "".join(indent * depth + unit + "\n" for depth in range(count)) + after

    return build


LINKS: Mapping[str, Text] = {
    "brackets": _repeated("["),
    "closing brackets": _repeated("]"),
    "nested brackets": _nested("[", "]"),
    "nested links": _nested("[", "](b.md)"),
    "images": _nested("![", "](b.png)"),
    "open images": _repeated("!["),
    "open link": _repeated("[a]("),
    "link in angles": _repeated("[a](<b"),
    "parentheses": _repeated("(", "[a](", ")"),
    "links": _repeated("[a](b.md#c) "),
    "links to the same file": _numbered("[a](b.md#c@)\n"),
    "references": _numbered("[a][@]\n"),
    "collapsed references": _numbered("[x@][] "),
    "definitions": _numbered("[@]: b.md#c@\n"),
    "definitions used": lambda size: _numbered("[@]: b.md\n")(size // 2) + _numbered("[a][@]\n")(size // 2),
    "open definitions": _repeated("[a\n"),
    "footnotes": _numbered("[^@] "),
    "footnotes defined": _numbered("[^@]: text\n\n"),
    "autolinks": _repeated("<https://a.b/c> "),
    "open autolinks": _repeated("<https://a"),
    "wiki links": _repeated("[[a#b|c]] "),
    "open wiki links": _repeated("[[a "),
    "mentions": _repeated("See `api-contracts.md` for more. "),
    "bare mentions": _repeated("see api.md "),
    "section mentions": _repeated('the "Rollback" section of `api.md` '),
    "slashes": _repeated("/", "see a"),
    "path": _repeated("a/", "see `", "b.md`"),
    "dots": _repeated("../", "[a](", ")"),
    "percents": _repeated("%", "[a](b.md#", ")"),
    "url": _repeated("a-", "https://"),
}
INLINE: Mapping[str, Text] = {
    "emphasis": _repeated("*"),
    "emphasis runs": _repeated("*a_ "),
    "emphasis openers": _repeated("*a "),
    "mixed emphasis": _repeated("a**b*c "),
    "nested emphasis": _nested("*a ", " b*"),
    "strong": _nested("**a ", " b**"),
    "underscores": _repeated("_a"),
    "tildes": _repeated("~~a "),
    "backticks": lambda size: "".join("`" * number + " " for number in range(1, int((2 * size) ** 0.5))),
    "open backticks": _repeated("`a"),
    "code spans": _repeated("`a` "),
    "backslashes": _repeated("\\"),
    "entities": _repeated("&amp;"),
    "open entities": _repeated("&"),
    "dollars": _repeated("$"),
    "math": _repeated("$a$ "),
    "tags": _repeated("<a>"),
    "open tags": _repeated("<a "),
    "open tag": _repeated("x", "<a href='"),
    "attributes": _repeated(" a='b'", "<a", ">"),
    "open comments": _repeated("<!-- "),
    "comments": _repeated("<!-- a -->"),
    "declarations": _repeated("<!A "),
    "processing": _repeated("<?"),
    "cdata": _repeated("<![CDATA["),
    "ids": _numbered('<a id="x@"></a>'),
    "spaces": _repeated(" ", "a", "b"),
    "tabs": _repeated("\t", "a", "b"),
    "NULs": _repeated("\0"),
    "carriage returns": _repeated("a\r"),
    "one word": _repeated("a"),
    "one line": _repeated("word "),
    "accents": _repeated("\u0301", "a"),
    "emoji": _repeated("\U0001f600 "),
    "wide": _repeated("語"),
}
BLOCKS: Mapping[str, Text] = {
    "quotes": _repeated("> "),
    "tight quotes": _repeated(">"),
    "quoted lines": _repeated("> a\n"),
    "deeper quotes": _deeper("a", ">"),
    "bullets": _repeated("- "),
    "ordered bullets": _repeated("1. "),
    "deeper lists": _deeper("- a", "  "),
    "items": _repeated("- a\n"),
    "numbered items": _repeated("1. a\n"),
    "blank items": _repeated("-\n"),
    "headings": _repeated("# a\n"),
    "numbered headings": _numbered("## a@\n"),
    "deeper headings": _repeated("# a\n## b\n### c\n#### d\n##### e\n###### f\n"),
    "heading": _repeated("a ", "# "),
    "hashes": _repeated("#", "# a "),
    "setext": _repeated("a\n=\n"),
    "rules": _repeated("---\n"),
    "rule": _repeated("- ", "a\n\n"),
    "lines": _repeated("a\n"),
    "blank lines": _repeated("\n"),
    "paragraphs": _repeated("a\n\n"),
    "fences": _repeated("```\n"),
    "open fences": _repeated("```a b\n~~~\n"),
    "fence": _repeated("`", "a\n\n"),
    "html blocks": _repeated("<div>\n\n"),
    "open html": _repeated("<script>\n"),
    "table rows": _repeated("| a | b |\n", "| a | b |\n|---|---|\n"),
    "table columns": lambda size: "|a" * (size // 8) + "|\n" + "|-" * (size // 8) + "|\n" + "|b" * (size // 8) + "|\n",
    "tables": _repeated("| a | b |\n|---|---|\n| c | 5 s |\n\n"),
    "headers": _repeated("a | b\n"),
    "delimiters": _repeated("|-", "a\n"),
    "delimiter rows": _repeated("|-|\n"),
    "pipes": _repeated("|"),
    "escaped pipes": _repeated("\\|", "| a | b |\n|---|---|\n| a | ", " |"),
    "front matter": _repeated("a: b\n", "---\n", "---\n"),
    "open front matter": _repeated("a: b\n", "---\n"),
    "open toml": _repeated("a = 1\n", "+++\n"),
    "front matter bomb": lambda size: (
        "---\na0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, size // 24)) + "---\n"
    ),
    "deeper front matter": _deeper("a:", " ", "---\n", "---\n"),
    "admonitions": _repeated("!!! note\n    a\n"),
    "display math": _repeated("$$\na\n"),
    "ignores": _repeated("<!-- crossref: ignore XR102 why -->\n"),
    "to do": _repeated("TODO: x\n"),
    "placeholders": _repeated("[e.g., a] <your name> TBD "),
}
FACTS: Mapping[str, Text] = {
    "amounts": _repeated("5 s, "),
    "amounts in words": _repeated("the timeout of gate is 40 s on port 8080, "),
    "settings": _repeated("`X_Y=3` "),
    "digits": _repeated("9"),
    "zeros": _repeated("0"),
    "thousands": _repeated("999,"),
    "spaced thousands": _repeated(" 999"),
    "dotted thousands": _repeated("999."),
    "apostrophes": _repeated("999'"),
    "number words": _repeated("twenty-"),
    "and": _repeated("between 1 and "),
    "to": _repeated("1 to "),
    "ranges": _repeated("1-"),
    "alternatives": _repeated("5 s or "),
    "signs": _repeated(">="),
    "about": _repeated("~"),
    "versions": _repeated("1."),
    "version bounds": _repeated(">=1,<2,"),
    "dates": _repeated("2026-01-"),
    "cron": _repeated("* "),
    "cron steps": _repeated("*/5 "),
    "hosts": _repeated("a.b:80 "),
    "long host": _repeated("a."),
    "ports": _repeated(":8080"),
    "port words": _repeated("port 8080 "),
    "counts": _repeated("5 services, "),
    "counts and colon": _repeated("three services: a, b, c. "),
    "count items": _repeated("- five services\n"),
    "joined": _repeated("12-phase "),
    "technologies": _repeated("PostgreSQL 15 "),
    "images and tags": _repeated("redis:7 "),
    "hashing rounds": _repeated("12 salt rounds "),
    "variables": _numbered("`A_B@` "),
    "variable lines": _numbered("- `A_B@`: 5 s, default `7`\n"),
    "capitals": _repeated("A_"),
    "capital words": _repeated("Aa "),
    "camel": _repeated("aB"),
    "endpoints": _numbered("`GET /a/{id}/b@` "),
    "endpoint lines": _numbered("- GET /a@/:id\n"),
    "endpoint headings": _numbered("### POST /a@\n\n"),
    "methods": _repeated("GET "),
    "braces": _repeated("{", "GET /a/"),
    "path parameters": _repeated("/{a}", "GET "),
    "query": _repeated("?a=b&", "GET /a"),
    "labels": _repeated("**Timeout**: 5 s\n"),
    "label paragraphs": _repeated("**Timeout**: 5 s\n\n"),
    "label items": _repeated("- timeout: 5 s\n"),
    "deeper label items": _deeper("- timeout: 5 s", "  "),
    "colons": _repeated(": "),
    "decisions": _numbered("## ADR-@: Use a\n\n**Status:** Accepted\n\n"),
    "decision names": _numbered("ADR-@ "),
    "decision list": _numbered("- ADR-@: a\n"),
    "decision table": _numbered("| ADR-@ | a | Accepted |\n", "| ID | Title | Status |\n|---|---|---|\n"),
    "supersession": _numbered("## ADR-@: a\n\nSupersedes ADR-1, superseded by ADR-2\n\n"),
    "negations": _repeated("not "),
    "sentences": _repeated("The API times out after 30 seconds. "),
    "semicolons": _repeated("A; "),
    "components": _numbered("### Gate@ Service\n\n", "## Core Components\n\n"),
    "component items": _numbered("- **Gate@**: keeps 5 s\n", "## Core Components\n\n"),
    "component mentions": lambda size: (
        _numbered("- **Gate@**\n", "## Core Components\n\n")(size // 2) + _numbered("It calls Gate@ now. ")(size // 2)
    ),
    "related headings": _repeated("## Related Documentation\n\nsee `api.md`\n\n"),
    "amounts in a cell": _repeated("5 s, ", "| a | b |\n|---|---|\n| gate | ", " |\n"),
    "amounts in a heading": _repeated("5 s, ", "# "),
    "amounts of a label": _repeated("5 s, ", "**Timeout**: "),
    "amounts of an item": _repeated("5 s ", "- timeout: "),
    "amounts in a drawing": _repeated("5 s, ", "```\n┌─┐\n", "\n└─┘\n```\n"),
    "amounts in a node": _repeated("5 s, ", '```mermaid\ngraph TD\nA["', '"]\n```\n'),
    "amounts in a comment": _repeated("5 s, ", "```yaml\na: 1 # ", "\n```\n"),
    "amounts in a value": _repeated("5 s, ", "```yaml\na: ", "\n```\n"),
    "amounts in sums": _repeated("12-phase 3 rounds X_Y=5 ", "a "),
    "variables in a path": _repeated("$aa", "`/", '"`'),
    "counts in a comment": _repeated("5 services ", "```sh\n# ", "\n```\n"),
    "spaced label": _repeated("[^1] "),
    "configuration rows": _numbered("| gate@ | 5 s |\n", "| a | timeout |\n|---|---|\n"),
}
CODE: Mapping[str, Text] = {
    "code line": _repeated("a b ", "```\n", "\n```\n"),
    "yaml": _numbered("a@: @s\n", "```yaml\n", "```\n"),
    "yaml deeper": _deeper("k:", " ", "```yaml\n", "```\n"),
    "yaml list": _repeated("- a: 5\n", "```yaml\n", "```\n"),
    "yaml flow": _repeated("[", "```yaml\na: ", "\n```\n"),
    "yaml flow mappings": _repeated("{a: ", "```yaml\na: ", "\n```\n"),
    "yaml anchors": _numbered("a@: &a@ *a1\n", "```yaml\n", "```\n"),
    "json": _nested('{"a": ', "}", "1"),
    "json code": lambda size: "```json\n" + _nested('{"a": ', "}", "1")(size) + "\n```\n",
    "json lines": _numbered('"a@": 5,\n', "```json\n{\n", "}\n```\n"),
    "toml deeper": _repeated("a.", "```toml\n[", "b]\nc = 1\n```\n"),
    "toml tables": _numbered("[a@]\nb = 5\n", "```toml\n", "```\n"),
    "env": _numbered("A_@=5\n", "```env\n", "```\n"),
    "shell": _repeated("curl -X GET https://a.b/c -H 'x: y' \\\n", "```sh\n", "```\n"),
    "flags": _repeated(" --a-b=5", "```sh\ndocker run", "\n```\n"),
    "open quotes": _repeated('"a ', "```sh\n", "\n```\n"),
    "http": _numbered("GET /a@ HTTP/1.1\nHost: a\n\n", "```http\n", "```\n"),
    "mermaid nodes": _numbered('A@["Gate @<br/>port @"] --> B@\n', "```mermaid\ngraph TD\n", "```\n"),
    "mermaid chain": _numbered("A@ --> ", "```mermaid\ngraph TD\n", "B\n```\n"),
    "mermaid brackets": _repeated("[", "```mermaid\ngraph TD\nA", "\n```\n"),
    "mermaid subgraphs": _numbered("subgraph a@\n", "```mermaid\ngraph TD\n", "```\n"),
    "mermaid sequence": _numbered("A@->>B@: GET /a@\n", "```mermaid\nsequenceDiagram\n", "```\n"),
    "boxes": _repeated("│ ", "```\n", "\n```\n"),
    "box lines": _repeated("│ Gate │ 5 s │\n", "```\n", "```\n"),
    "tree": _repeated("├── a.md\n", "```\n", "```\n"),
    "tree deeper": _deeper("├── a.md", "│  ", "```\n", "```\n"),
    "comments in code": _repeated("# five services\n", "```sh\n", "```\n"),
    "comment in code": _repeated("# ", "```sh\n", "\n```\n"),
    "compose": _numbered('  a@:\n    ports:\n      - "80:80"\n', "```yaml\nservices:\n", "```\n"),
    "go": _repeated("a := 5 * time.Second\n", "```go\n", "```\n"),
    "products": _repeated("60 * ", "```js\nconst timeout = ", "1\n```\n"),
    "sql": _repeated("CREATE TABLE a (b INT);\n", "```sql\n", "```\n"),
}

TEXTS: Mapping[str, Text] = MappingProxyType({**LINKS, **INLINE, **BLOCKS, **FACTS, **CODE})
"""What a document is made of -> the document, of about as many characters as one asks for."""

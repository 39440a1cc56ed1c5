"""The nodes of Mermaid diagrams: participants of a sequence, boxes of a flowchart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from crossref.extract.blocks import Block, Page
from crossref.extract.passages import SectionAt
from crossref.model import DiagramNode, Section

_KIND = re.compile(r"\s*(?:%%[^\n]*\n\s*)*(?P<kind>sequenceDiagram|graph|flowchart|C4\w+|architecture-beta)\b")
_PARTICIPANT = re.compile(r"\s*(?P<sort>participant|actor)\s+(?P<id>[\w-]+)(?:\s+as\s+(?P<label>.+?))?\s*$")
_NODE = re.compile(
    r"(?<![\w-])(?P<id>[A-Za-z][\w-]{0,40})"
    r"(?:\[\(|\(\[|\[\[|\(\(|\{\{|\[/|\[|\(|\{)\s*+\"?(?P<label>[^\"\[\](){}|\n]{2,120})\"?\s*[\])}/]"
)
_C4 = re.compile(r"\s*(?:Container|Component|System)(?:Db|Queue)?\(\s*\w+\s*,\s*\"(?P<label>[^\"]{2,80})\"")
_END = re.compile(r"<br\s*/?>|\\n|\s[-\u2013\u2014]\s|\(|:|,")
_MARKUP = re.compile(r"</?\w+[^>]*>|[*_`#]|fa:[\w-]+")
_Sort = Literal["participant", "actor", "node"]
_STYLE = re.compile(r"\s*(?:style|classDef|class|linkStyle|click|subgraph|%%|Note|note)\b")


def find(page: Page, sections: tuple[Section, ...]) -> tuple[DiagramNode, ...]:
    """Every node of every Mermaid block, each once for its diagram, in order."""
    where = SectionAt(sections)
    found: list[DiagramNode] = []
    for block in page.blocks:
        if block.kind == "code" and block.info.strip().lower().startswith("mermaid"):
            found.extend(_in_block(page, block, where))
    return tuple(found)


def _in_block(page: Page, block: Block, where: SectionAt) -> Iterator[DiagramNode]:
    body = page.text[page.starts[block.first_line] : block.end] if block.first_line < page.line_count else ""
    kind = _KIND.match(body)
    if not kind:
        return
    seen = set()
    section = where.index(block.first_line)
    for number in range(block.first_line + 1, block.last_line + 1):
        line = page.line(number)
        if _STYLE.match(line):
            continue
        for start, end, label, sort in _nodes(line, kind["kind"]):
            name = _name(label)
            if name and name not in seen:
                seen.add(name)
                span = page.span(page.starts[number - 1] + start, page.starts[number - 1] + end)
                yield DiagramNode(name, sort, span, section, f"code {block.first_line}")


def _nodes(line: str, kind: str) -> Iterator[tuple[int, int, str, _Sort]]:
    if kind == "sequenceDiagram":
        if match := _PARTICIPANT.match(line):
            group = "label" if match["label"] else "id"
            yield (
                match.start(group),
                match.end(group),
                match[group],
                "actor" if match["sort"] == "actor" else "participant",
            )
    elif kind.startswith("C4"):
        if match := _C4.match(line):
            yield match.start("label"), match.end("label"), match["label"], "node"
    elif any(bracket in line for bracket in "[({"):
        for match in _NODE.finditer(line):
            yield match.start("label"), match.end("label"), match["label"], "node"


def _name(label: str) -> str:
    """What a label calls its node: its first line, without what it says of it."""
    bare = _MARKUP.sub(" ", _END.split(label.strip().strip("\"'"), maxsplit=1)[0])
    return " ".join(bare.split())

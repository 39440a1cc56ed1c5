"""The runs and links of a block from pyromark's events."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from crossref.extract.blocks import (
    ANY_INLINE,
    EMPHASIS,
    STRIKE,
    STRONG,
    Block,
    Definition,
    LinkForm,
    LinkUse,
    Run,
    RunKind,
    html_runs,
)
from crossref.extract.inline import MarkdownItInline, Origin, destination_range
from crossref.extract.markdown_it import parser, reference_key, unescapeAll
from crossref.extract.runs import RunList

Pair = tuple[Any, dict[str, int]]

_STYLES = {"Strong": STRONG, "Emphasis": EMPHASIS, "Strikethrough": STRIKE}
_KINDS: dict[str, RunKind] = {"Text": "text", "Code": "code", "InlineHtml": "html"}
_PREFIX = re.compile(r"(?:[ \t]*>)*[ \t]*")
_LINKS = frozenset({"Link", "Image"})
_OTHERS = re.compile(r"\$[^$]*\$|\[\^|~~~")
"""Math, footnotes and long runs of tildes: pulldown-cmark has other ideas of them than the parsers of most sites."""


def is_others(source: str) -> bool:
    """Whether a block is left to markdown-it-py."""
    return ("$" in source or "[^" in source or "~~~" in source) and _OTHERS.search(source) is not None


class PyromarkInline:
    """Reads the blocks of one page; a block's content is the events that stand in it, or where they start if it kept none."""

    def __init__(
        self,
        text: str,
        at: Sequence[int],
        definitions: dict[str, Definition],
        all_events: Callable[[], dict[int, list[Pair]]],
    ) -> None:
        self.text = text
        self.at = at
        self.definitions = definitions
        self.all_events = all_events
        self.events: dict[int, list[Pair]] = {}

    def read(self, block: Block, content: list[Pair] | int) -> tuple[list[Run], list[LinkUse]]:
        """The runs and links of a block."""
        source = self.text[block.start : block.end]
        if not ANY_INLINE.search(source):
            return self._plain(block, source), []
        if is_others(source):
            return self._with_markdown_it(block, source)
        if isinstance(content, int):
            self.events = self.events or self.all_events()
            content = self.events[content]
        return _Runs(self, block, content).read()

    def uses(self, block: Block, content: list[Pair] | int) -> list[LinkUse]:
        """The links of a block, read from no more of its events than those of the links."""
        source = self.text[block.start : block.end]
        if isinstance(content, int) or is_others(source):
            return block.links
        found: list[LinkUse] = []
        first = depth = 0
        for place, (event, _) in enumerate(content):
            if "Start" in event:
                if event["Start"].__class__ is dict:
                    first = first if depth else place
                    depth += 1
            elif "End" in event and event["End"] in _LINKS:
                depth -= 1
                if not depth:
                    self._use(block, content[first : place + 1], found)
        return found

    def _use(self, block: Block, pairs: list[Pair], found: list[LinkUse]) -> None:
        """The links of the events from one link's start to its end; nearly all are a text and nothing else."""
        (started, span), (inner, inside) = pairs[0], pairs[1]
        text = inner.get("Text") or inner.get("Code") if len(pairs) == 3 and inner.__class__ is dict else None
        if text:
            at = self.at
            ((kind, link),) = started["Start"].items()
            form: LinkForm = "image" if kind == "Image" else "inline"
            if use := self.use(form, link, at[span["start"]], at[span["end"]], at[inside["end"]]):
                use.text = text
                found.append(use)
        else:
            found.extend(_Runs(self, block, pairs).read()[1])

    def use(
        self, form: LinkForm, link: dict[str, Any], start: int, end: int, inner_end: int, first: int = 0, last: int = 0
    ) -> LinkUse | None:
        """A link from what an event tells of it, and from where its text ends; None if nothing defines its label."""
        kind = link["link_type"]
        if kind == "Inline":
            text = self.text
            at, until = destination_range(text, text.find("](", inner_end) + 2, end - 1)
            destination = text[at:until]
            if "\\" in destination or "&" in destination:
                destination = unescapeAll(destination)
        elif kind in ("Autolink", "Email"):
            form, destination, at, until = "autolink", link["dest_url"], start + 1, end - 1
            if kind == "Email":
                destination = "mailto:" + destination
        else:
            definition = self.definitions.get(reference_key(link["id"]))
            if definition is None:
                return None
            if kind == "Collapsed":
                end += 2  # pulldown-cmark leaves the empty brackets out
            form = "reference" if form == "inline" else form
            destination, at, until = definition.destination, definition.start, definition.end
        return LinkUse(form, destination, start, end, at, until, first, last)

    def html(self, block: Block, content: list[Pair] | int) -> list[tuple[str, int]]:
        """The raw HTML of a block, and where it starts."""
        if isinstance(content, int) or is_others(self.text[block.start : block.end]) or any(map(_opens_image, content)):
            return html_runs(block)
        return [(event["InlineHtml"], self.at[span["start"]]) for event, span in content if "InlineHtml" in event]

    def _plain(self, block: Block, source: str) -> list[Run]:
        """The lines of a text without any markup."""
        runs: list[Run] = []
        start = block.start
        for line in source.split("\n"):
            if runs:
                runs.append(Run("break", "", start - 1, start))
            shown = line.lstrip(" \t>" if block.quoted and runs else " \t")
            at = start + len(line) - len(shown)
            start += len(line) + 1
            if start <= block.end:
                shown = shown.rstrip(" \t")
            runs.append(Run("text", shown, at, at + len(shown), 0, True))
        return runs

    def _with_markdown_it(self, block: Block, source: str) -> tuple[list[Run], list[LinkUse]]:
        references = {key: {"title": "", "href": one.destination} for key, one in self.definitions.items()}
        inline = MarkdownItInline(self.text, self.definitions, parser(False), {"references": references})
        if block.cell:
            return inline.read(block, _cell_content(source, block.start))
        lines, contents, sources, offset, at = [], [], [], 0, block.start
        for line in source.split("\n"):
            prefix = _PREFIX.match(line).end() if block.quoted and offset else 0  # type: ignore[union-attr]
            lines.append(line[prefix:])
            contents.append(offset)
            sources.append(at + prefix)
            offset += len(line) - prefix + 1
            at += len(line) + 1
        return inline.read(block, ("\n".join(lines), Origin(contents, sources)))


def _opens_image(pair: Pair) -> bool:
    """In an image's alternative text is no HTML."""
    event = pair[0]
    return "Start" in event and "Image" in event["Start"]


def _cell_content(source: str, start: int) -> tuple[str, Origin]:
    """What a cell holds when its escaped pipes have lost their backslashes."""
    contents, sources = [0], [start]
    for removed, match in enumerate(re.finditer(r"\\\|", source)):
        contents.append(match.start() - removed)
        sources.append(start + match.start() + 1)
    return source.replace("\\|", "|"), Origin(contents, sources)


class _Runs:
    def __init__(self, inline: PyromarkInline, block: Block, pairs: list[Pair]) -> None:
        self.inline = inline
        self.block = block
        self.pairs = pairs
        self.text = inline.text
        self.at = inline.at
        self.runs = RunList(inline.text)
        self.links: list[LinkUse] = []
        self.style = 0
        self.open: list[tuple[dict[str, Any], int]] = []
        self.inner_end = block.start

    def read(self) -> tuple[list[Run], list[LinkUse]]:
        at = self.at
        pairs = iter(self.pairs)
        for event, span in pairs:
            start, end = at[span["start"]], at[span["end"]]
            if event.__class__ is str:
                newline = self.text.find("\n", start)
                if newline < self.block.end:
                    self.runs.add("break", "", newline, newline + 1, self.style)
                self.inner_end = end
                continue
            ((key, value),) = event.items()
            if key == "Text":
                self._text(value, start, end)
            elif key == "Start":
                if value.__class__ is str:
                    self._restyle(value, start, opening=True)
                    continue
                if "Image" in value:
                    self._image(value["Image"], start, end, pairs)
                else:
                    self.open.append((value["Link"], self.runs.fence()))
                    self.inner_end = start + 1
                    continue
            elif key == "End":
                if value == "Link":
                    opened, first = self.open.pop()
                    self.link("inline", opened, start, end, first, self.runs.fence())
                else:
                    self._restyle(value, end, opening=False)
            else:
                self.runs.add(_KINDS[key], value, start, end, self.style)
            self.inner_end = end
        return self.runs.done(self.links)

    def _text(self, text: str, start: int, end: int) -> None:
        """A text that follows a backslash no other text ends on is an escaped character and what follows it."""
        escaped = self.text[start - 1] == "\\" and self.inner_end < start and start > self.block.start
        if escaped and not (self.block.cell and text[0] == "|"):
            self.runs.add("text", text[0], start - 1, start + 1, self.style)
            text, start = text[1:], start + 1
        if end > self.block.end:
            end = self.block.end
            text = text[: end - start]
        if text:
            self.runs.add("text", text, start, end, self.style)

    def _restyle(self, name: str, at: int, *, opening: bool) -> None:
        style = _STYLES[name]
        if style == STRIKE and self._is_single_tilde(at, opening=opening):
            start = at if opening else at - 1
            self.runs.add("text", "~", start, start + 1, self.style)
            return
        self.style = self.style | style if opening else self.style & ~style

    def _is_single_tilde(self, at: int, *, opening: bool) -> bool:
        """GitHub strikes out between single tildes too; markdown-it does not, and neither does crossref."""
        return self.text[at : at + 2] != "~~" if opening else self.text[at - 2 : at] != "~~"

    def _image(self, image: dict[str, Any], start: int, end: int, pairs: Any) -> None:
        parts = []
        depth, self.inner_end = 1, start + 2
        for event, span in pairs:
            if event.__class__ is str:
                parts.append(" ")
            elif "Start" in event:
                depth += event["Start"].__class__ is dict and "Image" in event["Start"]
            elif "End" in event:
                depth -= event["End"] == "Image"
                if not depth:
                    break
            elif "Text" in event or "Code" in event:
                parts.append(event.get("Text") or event.get("Code"))
            self.inner_end = self.at[span["end"]]
        self.runs.add("image", "".join(parts), start, end, self.style)
        runs = len(self.runs.runs)
        self.link("image", image, start, end, runs - 1, runs)

    def link(self, form: LinkForm, link: dict[str, Any], start: int, end: int, first: int, last: int) -> None:
        if use := self.inline.use(form, link, start, end, self.inner_end, first, last):
            self.links.append(use)

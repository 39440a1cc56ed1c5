"""Endpoints wherever a page tells them: headings, tables, lists, sentences, code blocks and diagrams.

Each reader finds methods and paths as written; here they are put below the base path that their heading or document
declares, and told apart by whose they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from crossref.extract.blocks import Block, Page
from crossref.extract.endpoints import diagrams, hosts, tables, tokens
from crossref.extract.endpoints.bases import Bases
from crossref.extract.endpoints.code import CodeReader
from crossref.extract.endpoints.found import Found
from crossref.extract.endpoints.modality import Modality, Statements
from crossref.extract.endpoints.text import TextReader, flatten, group_path
from crossref.extract.passages import SectionAt, listing_of
from crossref.model import Endpoint, Section, Span

_TEXT = frozenset({"heading", "paragraph"})
_LONGEST_LEAD = 120
"""Characters; a longer paragraph is none that leads a list."""


def find(page: Page, sections: tuple[Section, ...]) -> tuple[Endpoint, ...]:
    """Every endpoint on a page, in order."""
    if "/" not in page.text:
        return ()
    where = SectionAt(sections)
    reader = _Reader(page, sections, where)
    found: dict[Span, Endpoint] = {}
    uses = list(reader.found())
    reader.bases.drop_repeated((where.index(one.line), one.use.path) for one in uses if one.use.verbs)
    for one in uses:
        endpoint = reader.endpoint(one)
        if endpoint:
            known = found.get(endpoint.span)
            if known is None or (endpoint.methods and not known.methods):
                found[endpoint.span] = endpoint
    return tuple(sorted(found.values(), key=lambda endpoint: endpoint.span))


class _Reader:
    """Walks a page once and knows where it is: the section, and the line that leads a list or table."""

    def __init__(self, page: Page, sections: tuple[Section, ...], where: SectionAt) -> None:
        self.page = page
        self.where = where
        self.bases = Bases(page, sections, where)
        self.modality = Modality(sections)
        self.sections = sections

    def found(self) -> Iterator[Found]:
        text, code = TextReader(self.page), CodeReader(self.page)
        lead, led = "", True
        for table, group in groupby(self.page.blocks, key=lambda block: block.cell.table if block.cell else -1):
            blocks = list(group)
            if table >= 0:
                if any("/" in self.page.text[block.start : block.end] for block in blocks):
                    yield from _below(lead, led, tables.read(self.page, blocks, f"table {table}"))
                lead, led = "", True
                continue
            for block in blocks:
                if block.kind == "code":
                    yield from self._code(block, code)
                elif block.kind in _TEXT and block.runs:
                    found = self._text(block, text)
                    if block.item >= 0:
                        yield from _below(lead, led, found)
                    else:
                        lead, led = self._lead(block)
                        yield from found

    def _code(self, block: Block, reader: CodeReader) -> Iterator[Found]:
        source = self.page.text[block.start : block.end]
        if "/" not in source:
            return
        if block.info.startswith("mermaid"):
            yield from diagrams.read(self.page, block, f"code {block.first_line}")
        else:
            yield from reader.read(block)

    def _text(self, block: Block, reader: TextReader) -> list[Found]:
        section = self.where.index(block.first_line)
        source = self.page.text[block.start : block.end]
        if "/" not in source and ":" not in source and "：" not in source:
            return self._method_heading(block, section) if block.kind == "heading" else []
        if block.kind == "heading" and (path := group_path(self.page, block)):
            self.bases.add_heading(section, path)
        return reader.read(block, section, listing_of(self.page, block, section))

    def _lead(self, block: Block) -> tuple[str, bool]:
        """What a line that leads a list or table says of it: the path that it stands below, and whether it exists."""
        if block.kind == "heading" or block.end - block.start > _LONGEST_LEAD:
            return "", True
        source = self.page.text[block.start : block.end]
        path = group_path(self.page, block) if "/" in source and block.first_line not in self.bases.lines else ""
        return path, not source.rstrip("* _").endswith(":") or Statements(source).as_row()

    def _method_heading(self, block: Block, section: int) -> list[Found]:
        """A heading that is only a method stands below one that is only a path."""
        flat = flatten(self.page, block)
        verb = tokens.verbs(flat.text)
        base = self.bases.heading(section, "/") if verb and verb.isupper() else ""
        if not verb or not base:
            return []
        start, end = flat.source(0, len(flat.text))
        use = tokens.Use(verb, "", "/", 0, 0)
        return [Found(use, start, end, block.first_line, "heading", f"section {section}", base=base)]

    def endpoint(self, found: Found) -> Endpoint | None:
        """What was found, below its base; None where it belongs to a known tool or is a path on a disk."""
        use = found.use
        owner = hosts.owner(use.origin) if use.origin else "own"
        if owner == "tool" or (owner == "foreign" and (not use.verbs or tokens.is_file(use.path))):
            return None
        if not use.verbs and (found.line in self.bases.lines or tokens.is_file(use.path)):
            return None
        section = self.where.index(found.line)
        path, base = self._full(found, section)
        written = f"{use.verbs} {path}" if use.verbs else path
        if found.label:
            written = f"{found.label} ({path})"
        return Endpoint(
            methods=use.methods,
            path=tokens.canonical(path),
            written=written,
            form=found.form,
            span=self.page.span(found.start, found.end),
            section=section,
            listing=found.listing,
            base=base,
            stated=found.stated and owner == "own" and self.modality.states(section),
        )

    def _full(self, found: Found, section: int) -> tuple[str, str]:
        """The whole path, and what of it a declared base URL gave."""
        path = found.use.path
        if "://" in found.use.origin or path.startswith((".", "…")):
            return path, ""
        if found.base is not None:
            path = tokens.join(found.base, path)
        elif found.form in ("table", "list", "heading", "prose"):
            path = tokens.join(self.bases.heading(section, path), path) if found.form != "heading" else path
        if found.form == "prose" and not found.use.verbs:
            return path, ""
        declared = self.bases.declared(section)
        full = tokens.join(declared, path)
        return full, declared if full != path else ""


def _below(lead: str, led: bool, found: Iterable[Found]) -> Iterator[Found]:
    """Put what stands in a list or table below the path of the line that leads it, and in doubt where that line is."""
    for one in found:
        if lead and one.base is None:
            one.base = lead
        one.stated = one.stated and led
        yield one

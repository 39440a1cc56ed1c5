"""Source to Document, purely: what a file says, as records that need no parser to be read."""

from __future__ import annotations

import re

from msgspec.structs import replace

from crossref.extract import anchors, facts, ignores, links, markers, mentions
from crossref.extract.blocks import Flat, Page
from crossref.extract.markdown import parse
from crossref.model import Dialect, Document, Link, Profile, Source
from crossref.roles import role_of

_INCLUDE = re.compile(
    r"--8<--|\{%-?\s*(?:include|render|import|from|for)\b|\{\{[#<%]?\s*(?:#?include|snippet|readfile)\b|\[!INCLUDE|^:::?\{?include|"
    r"^import .+ from ['\"][^'\"]+\.mdx?['\"]|<!--\s*@?include",
    re.MULTILINE | re.IGNORECASE,
)
"""mkdocs snippets, Liquid and Jinja, Hugo and mdBook, DocFX, MyST, MDX and VitePress includes."""

__all__ = ["dialect_of", "extract"]


def extract(source: Source, profile: Profile) -> Document:
    """Read a source into a document.

    Raises OSError where the source cannot be read and UnicodeDecodeError where it is not UTF-8.
    """
    dialect = dialect_of(source.path, profile)
    page = parse(source.read(), admonitions=dialect == "python-markdown")
    found_anchors, sections = anchors.find(page, dialect)
    role = role_of(source.path, profile)
    written = _with_named_sections(page, links.find(page))
    mentioned = mentions.find(page, sections, profile.vocabulary)
    return Document(
        path=source.path,
        role=role,
        lines=page.line_count,
        partial=bool(_INCLUDE.search(page.text)),
        anchors=found_anchors,
        sections=sections,
        links=tuple(sorted((*written, *mentioned), key=lambda link: (link.use, link.span))),
        labels=links.labels(page, dialect),
        markers=markers.find(page),
        ignores=ignores.find(page),
        facts=facts.find(page, sections, source.path, role, profile),
    )


def dialect_of(path: str, profile: Profile) -> Dialect:
    """The dialect a document is written in: that of the site that renders it, else the profile's."""
    for site in profile.sites:
        if not site.folder or path.startswith(site.folder + "/"):
            return site.dialect
    return profile.dialect


def _with_named_sections(page: Page, found: tuple[Link, ...]) -> tuple[Link, ...]:
    """Add the section that the text around a link names; most texts name none, so it is looked for only on a hint."""
    if "ection" not in page.text:
        return found
    blocks = [block for block in page.blocks if block.links and "ection" in page.text[block.start : block.end]]
    named = {}
    for block in blocks:
        flat = Flat(block, images=False)
        for use in block.links:
            shown = "".join(run.text or " " for run in block.runs[use.first_run : use.last_run])
            at = flat.text.find(shown)
            if shown and use.form != "image" and at >= 0:
                named[page.span(use.start, use.end)] = mentions.named_section(flat, at, at + len(shown))
    return tuple(replace(link, section=named.get(link.use, "")) for link in found)

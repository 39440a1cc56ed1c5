"""Source to Document: the two parts of a document, and how they are written down.

References are what links are judged by; facts are all else a document says. Facts take longer to read than references,
so that whoever needs only references asks for no more.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from crossref.extract import anchors, ignores, links, markers, mentions
from crossref.extract.blocks import TEXT, Flat, Page
from crossref.extract.feeds import FeedName
from crossref.extract.markdown import parse
from crossref.model import Dialect, Document, Facts, Link, Profile, Section, Source, UnreadFacts
from crossref.roles import role_of

_INCLUDES = tuple(
    (hint, re.compile(pattern, re.IGNORECASE | re.MULTILINE))
    for hint, pattern in (
        ("--8<--", "--8<--"),  # mkdocs snippets
        ("{%", r"\{%-?\s*(?:include|render|import|from|for)\b"),  # Liquid and Jinja
        ("{{", r"\{\{[#<%]?\s*(?:#?include|snippet|readfile)\b"),  # Hugo and mdBook
        ("[!", r"\[!INCLUDE"),  # DocFX
        ("\n::", r"^:::?\{?include"),  # MyST
        ("\nimport ", r"^import .+ from ['\"][^'\"]+\.mdx?['\"]"),  # MDX
        ("<!--", r"<!--\s*@?include"),  # VitePress
    )
)
"""What a text must hold for a pattern to be worth running, and the pattern; a line may also be the first."""

_SECTION = re.compile("ection")
_UNREAD = UnreadFacts()


def read(source: Source, text: str, profile: Profile, *, facts: bool, parser: FeedName | None = None) -> Document:
    """Read a source's text into a document; without ``facts``, only what refers and can be referred to.

    Without ``parser``, it is the usual one of this process.
    """
    dialect = _dialect(source.path, profile)
    page = parse(text, admonitions=dialect == "python-markdown", every=facts, feed=parser)
    found_anchors, sections = anchors.find(page, dialect)
    role = role_of(source.path, profile)
    written = _with_named_sections(page, links.find(page))
    mentioned = mentions.find(page, sections, profile.vocabulary)
    return Document(
        path=source.path,
        role=role,
        lines=page.line_count,
        partial=_includes(page),
        anchors=found_anchors,
        sections=sections,
        links=tuple(sorted((*written, *mentioned), key=lambda link: (link.use, link.span))),
        labels=links.labels(page, dialect),
        markers=markers.find(page),
        ignores=ignores.find(page),
        facts=_facts(page, source.path, role, profile, sections) if facts else _UNREAD,
    )


def _includes(page: Page) -> bool:
    """Whether a site generator puts other texts into this one."""
    text = page.text
    return any(
        (page.holds(hint) or (hint[0] == "\n" and text.startswith(hint[1:]))) and pattern.search(text)
        for hint, pattern in _INCLUDES
    )


def _facts(page: Page, path: str, role: str | None, profile: Profile, sections: tuple[Section, ...]) -> Facts:
    from crossref.extract.facts import find

    return find(page, sections, path, role, profile)


def _dialect(path: str, profile: Profile) -> Dialect:
    """The dialect a document is written in: that of the site that renders it, else the profile's."""
    for site in profile.sites:
        if not site.folder or path.startswith(site.folder + "/"):
            return site.dialect
    return profile.dialect


def _with_named_sections(page: Page, found: tuple[Link, ...]) -> tuple[Link, ...]:
    """Add the section that the text around a link names; most texts name none, so it is looked for only on a hint."""
    if not found or not page.holds("ection"):
        return found
    named = {}
    for block in page.blocks_at(_SECTION.finditer(page.text)):
        if block.kind not in TEXT or not block.uses:
            continue
        flat = Flat(block, images=False)
        for use in block.links:
            shown = "".join(run.text or " " for run in block.runs[use.first_run : use.last_run])
            at = flat.text.find(shown)
            if shown and use.form != "image" and at >= 0:
                named[page.span(use.start, use.end)] = mentions.named_section(flat, at, at + len(shown))
    return tuple(replace(link, section=named[link.use]) if named.get(link.use) else link for link in found)

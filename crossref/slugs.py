"""Heading text to anchor, as each renderer does it: pure functions, one per dialect.

The text is a heading's plain text: markup removed, code spans and ``:emoji:`` kept as written, entities decoded.
What each dialect does was read in its source and compared with it running; tests/test_slugs.py names the versions.

Where plain text is not all that a renderer looks at: GitLab, Docusaurus and Pandoc count an image's alt text in;
kramdown reads the heading's source, so link targets count. Jekyll's kramdown (``input: GFM``) is ``github`` here.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

DIALECTS: tuple[str, ...] = ("github", "gitlab", "python-markdown", "docusaurus", "mdbook", "pandoc", "kramdown")
"""The renderers whose anchors are known; any other name is a ``KeyError``."""

Heading = tuple[str, str | None]
"""A heading's text, and its explicit id if it has one."""


def explicit_id(raw: str, dialect: str) -> Heading:
    """Split a heading's source text into the text without its attribute block, and the id that the block gives.

    docusaurus has ``{#id}``, ``{/* #id */}`` and ``<!-- #id -->``; mdbook and pandoc ``{#id .class key=value}``;
    python-markdown (attr_list) that and ``{: #id }``; kramdown ``{#id}``, and ``{: #id}`` on the line below, so hand
    that line in too. An attribute block without an id is taken off as well. github and gitlab have none.
    """
    return _RULES[dialect][1](raw)


def slug(text: str, dialect: str) -> str:
    """Turn one heading's plain text into its slug, other headings not considered; may be empty (``!!!`` in github)."""
    return _RULES[dialect][0](text)


def anchors(headings: Iterable[Heading], dialect: str) -> list[str]:
    """Turn headings (plain text) in document order into anchors, duplicates resolved as the dialect does.

    github, gitlab, docusaurus, mdbook and pandoc append the first free ``-1``, ``-2`` …; an explicit id counts as taken
    in pandoc only, from where it stands. python-markdown appends ``_1`` or raises a trailing ``_N``, and takes all
    explicit ids first. kramdown counts equal slugs and looks no further, so its anchors may repeat, as explicit ids
    may anywhere. An empty anchor cannot be linked to.
    """
    headings = list(headings)
    names = _Names("_" if dialect == "python-markdown" else "-", repeats=dialect == "kramdown")
    if dialect == "python-markdown":
        names.used.update(["", *(explicit for _, explicit in headings if explicit is not None)])
    result = []
    for text, explicit in headings:
        result.append(names.take(slug(text, dialect)) if explicit is None else explicit)
        if dialect == "pandoc":
            names.used.add(result[-1])
    return result


class _Names:
    """The names a document has used, and where the search for the next free one of a family starts.

    As github-slugger, comrak ``Anchorizer``, mdBook ``unique_id``, Pandoc ``uniqueIdent``, Python-Markdown ``unique``.
    """

    def __init__(self, separator: str, *, repeats: bool) -> None:
        self.used: set[str] = set()
        self._separator = separator
        self._repeats = repeats
        self._next: dict[str, dict[int, int]] = {}

    def take(self, name: str) -> str:
        """Give the name if it is free, else the first free one of its family (kramdown: the next, free or not)."""
        if name in self.used:
            base, number = name, 1
            if self._separator == "_" and (match := _COUNTED.fullmatch(name)):
                base, number = match[1], int(match[2]) + 1
            name = self._numbered(base, number)
            if self._repeats:
                return name
        self.used.add(name)
        return name

    def _numbered(self, base: str, number: int) -> str:
        """Step over runs of numbers known to be taken, so that many equal headings cost one step each."""
        known = self._next.setdefault(base, {})
        passed = []
        while number in known or (not self._repeats and f"{base}{self._separator}{number}" in self.used):
            passed.append(number)
            number = known.get(number, number + 1)
        known.update(dict.fromkeys([*passed, number], number + 1))
        return f"{base}{self._separator}{number}"


def _github(text: str) -> str:
    """Github.com as observed (html-pipeline TableOfContentsFilter, github-slugger): no trimming, no collapsing."""
    return _dashed(text, _is_github)


def _gitlab(text: str) -> str:
    """GitLab since 17.0 (comrak's ``Anchorizer``): all numbers are kept (``²``), circled letters are not.

    Its documentation still says that hyphens collapse; its own example, and the renderer, do not, and the
    ``anchor-`` before a bare number is gone as well. A line break counts as a space.
    """
    return _dashed(text.replace("\n", " "), _is_gitlab)


def _python_markdown(text: str) -> str:
    """Python-Markdown toc extension, default ``slugify``: ASCII only, runs of space and hyphen are one hyphen."""
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", text).strip().lower())


def _mdbook(text: str) -> str:
    """MdBook ``id_from_content`` (``normalize_id`` before 0.5): alphanumerics, ``_``, ``-``; each space one hyphen.

    Where nothing is left, ``section`` comes after 0.5.4; until then the heading had no anchor.
    """
    text = _without_dashes(text.strip()).lower()
    kept = ("-" if ch.isspace() else ch for ch in text if ch in "_-" or ch.isspace() or _is_alphanumeric(ch))
    return "".join(kept) or "section"


def _pandoc(text: str) -> str:
    """Pandoc ``auto_identifiers``: letters, numbers, ``_-.``; no marks; starts at the first letter; spaces collapse."""
    text = _without_dashes(text).replace("...", "")
    text = "".join([ch.lower() for ch in text])  # one by one: knows no final sigma
    text = "".join([ch for ch in text if ch in "_-." or ch.isspace() or ch.isalnum()])
    start = next((at for at, ch in enumerate(text) if ch.isalpha()), len(text))
    return "-".join(text[start:].split()) or "section"


def _kramdown(text: str) -> str:
    """Kramdown ``generate_id``: ASCII letters, digits, hyphens; starts at the first letter; each space one hyphen."""
    text = re.sub(r"[^a-zA-Z0-9 -]", "", re.sub(r"\A[^a-zA-Z]+", "", text))
    return text.replace(" ", "-").lower() or "section"


def _dashed(text: str, keep: Callable[[str], bool]) -> str:
    text = text.lower()
    text = _NOT_WORD.sub("", text) if text.isascii() else "".join([ch for ch in text if keep(ch)])
    return text.replace(" ", "-")


def _is_github(ch: str) -> bool:
    kind = unicodedata.category(ch)
    return kind[0] in "LM" or kind in ("Nd", "Nl", "Pc") or ch in "- " or (kind == "So" and _within(_CIRCLED, ch))


def _is_gitlab(ch: str) -> bool:
    kind = unicodedata.category(ch)
    return kind[0] in "LMN" or kind == "Pc" or ch in "- "


def _is_alphanumeric(ch: str) -> bool:
    """As Rust's ``char::is_alphanumeric``: Unicode's Alphabetic (vowel signs, but not accents) and all numbers."""
    if ch.isalnum():
        return True
    kind = unicodedata.category(ch)
    return (kind[0] == "M" and _within(_ALPHABETIC_MARKS, ch)) or (kind == "So" and _within(_CIRCLED, ch))


def _within(bounds: tuple[int, ...], ch: str) -> bool:
    return bisect_right(bounds, ord(ch)) % 2 == 1


def _without_dashes(text: str) -> str:
    """Drop what smart punctuation makes an en or em dash, which no slug keeps; ``--flag`` is taken for a code span."""
    return _DASHES.sub("", text)


def _no_id(raw: str) -> Heading:
    return raw, None


def _docusaurus_id(raw: str) -> Heading:
    """Docusaurus ``parseMarkdownHeadingId`` and the comments its mdx-loader reads; no space needed before the block."""
    text = raw.rstrip()
    for opening, closing in (("{/*", "*/}"), ("<!--", "-->")):
        start = text.rfind(opening)
        if start >= 0 and text.endswith(closing, start + len(opening)):
            words = text[start + len(opening) : -len(closing)].split()
            if words and words[0].startswith("#") and len(words[0]) > 1:
                return text[:start].rstrip(), words[0][1:]
    start = text.rfind("{#")
    name = text[start + 2 : -1].removesuffix("\\").strip()
    if start < 0 or not text.endswith("}") or not name or "}" in name or "\n" in name:
        return raw, None
    return text[:start].removesuffix("\\").rstrip(), name


def _mdbook_id(raw: str) -> Heading:
    """Pulldown-cmark's heading attributes: any last ``{…}`` on the line, even the ``{id}`` of ``/users/{id}``."""
    head, block = _last_block(raw)
    if block is None or re.search(r"[<>\\\n]", block):
        return raw, None
    return _unhashed(head), _identity(re.split(r"[ \t\f]+", block))


def _pandoc_id(raw: str) -> Heading:
    """Pandoc ``header_attributes``: every word of the block must be an attribute, ``{-}`` (unnumbered) among them."""
    head, block = _last_block(raw)
    if block is None or head.endswith("\\"):
        return raw, None
    words = _WORDS.findall(block)
    if not all(_PANDOC_ATTRIBUTE.fullmatch(word) for word in words):
        return raw, None
    return _unhashed(head), _identity(words)


def _python_markdown_id(raw: str) -> Heading:
    """Python-Markdown ``attr_list``: a space before the block. ``{word}`` stays text: the extension may well be off."""
    head, block = _last_block(raw)
    if block is None or not head.endswith((" ", "\t")) or "\n" in block:
        return raw, None
    words = _WORDS.findall(block.removeprefix(":"))
    if not any("=" in word or (word[0] in "#." and word[1:]) for word in words):
        return raw, None
    return _unhashed(head), _identity(words)


def _kramdown_id(raw: str) -> Heading:
    """Kramdown: ``{#id}`` after a space, an XML name; or an attribute list ``{: #id}`` for the block, below it."""
    text, found = raw, None
    head, block = _last_block(raw)
    if block and block[0] == ":" and block[1:2] not in (":", "/") and head.rstrip(" ").endswith("\n"):
        text, found = head.rstrip(), _identity(_WORDS.findall(block[1:]))
        head, block = _last_block(text)
    if block and head.endswith((" ", "\t")) and _XML_ID.fullmatch(block):
        return _unhashed(head), found or block[1:]
    return text, found


def _last_block(raw: str) -> tuple[str, str | None]:
    """Split at a final ``{…}``: the text before it, and what is between the braces, or None."""
    text = raw.rstrip(" \t\n")
    start = text.rfind("{")
    if start < 0 or not text.endswith("}") or text.find("}", start) != len(text) - 1:
        return raw, None
    return text[:start], text[start + 1 : -1]


def _unhashed(head: str) -> str:
    """Take off the closing ``##`` that may stand before an attribute block."""
    text = head.rstrip()
    bare = text.rstrip("#")
    return bare.rstrip() if bare[-1:].isspace() else text


def _identity(words: Iterable[str]) -> str | None:
    """Find the id among attributes: ``#id`` or ``id=id``, the last one wins."""
    found = None
    for word in words:
        key, _, value = word.partition("=")
        if word.startswith("#"):
            found = word[1:] or found
        elif key == "id":
            found = value.strip("\"'")
    return found


_NOT_WORD = re.compile(r"[^a-z0-9_ -]")
_COUNTED = re.compile(r"(.*)_([0-9]{1,1000})")  # int() refuses more than some thousand digits
_DASHES = re.compile(r"(?<!-)(?!(?<![^\s(\[/|])--[^\W\d_])-{2,}")
_WORDS = re.compile(r"""[^\s="']+=(?:"[^"]*"|'[^']*'|\S*)|\S+""")
_PANDOC_ATTRIBUTE = re.compile(r"-|#[\w-][\w:.-]*|\.[^\W\d][\w:.-]*|[^\W\d_][\w:.-]*=.*", re.DOTALL)
_XML_ID = re.compile(r"#(?:[^\W\d]|:)[\w:.-]*")

# Bounds as first, end (exclusive), first, end …: squared and circled letters, which are symbols and yet Alphabetic, and
# the marks that are (plane 0; between two bounds characters other than marks may lie).
_CIRCLED = (0x24B6, 0x24EA, 0x1F130, 0x1F14A, 0x1F150, 0x1F16A, 0x1F170, 0x1F18A)
_MARKS = """
    345 346 363 370 5b0 658 659 6dd 6e1 6e9 6ed 740 7a6 7b1 816 818 81b 82d 8d4 8e0 8e3 8ea 8f0 93c 93e 94d 94e 950 955
    984 9be 9cd 9d7 9e4 a01 a04 a3e a4d a51 a84 abe acd ae2 afd b01 b04 b3e b4d b56 bcd bd7 c05 c3e c4d c55 c84 cbe ccd
    cd5 d04 d3e d4d d57 d84 dcf e3b e4d e4e eb1 eba ebb ebd ecd ece f71 f84 f8d fbd 102b 1037 1038 1039 103b 109e 1712
    1714 1732 1734 1752 1774 17b6 17c9 1885 1939 1a17 1a5f 1a61 1a75 1abf 1ac1 1acc 1b05 1b35 1b44 1b80 1baa 1bac 1bae
    1be7 1bf2 1c24 1c37 1dd3 1df5 2de0 2e00 a674 a67c a69e a6a0 a802 a803 a80b a828 a880 a8c4 a8c5 a8c6 a8ff a92b a947
    a953 a980 a984 a9b4 a9c0 a9e5 aabf aaeb aaf6 abe3 abeb fb1e fb1f
"""
_ALPHABETIC_MARKS = tuple(int(at, 16) for at in _MARKS.split())

_RULES: Mapping[str, tuple[Callable[[str], str], Callable[[str], Heading]]] = MappingProxyType(
    {
        "github": (_github, _no_id),
        "gitlab": (_gitlab, _no_id),
        "python-markdown": (_python_markdown, _python_markdown_id),
        "docusaurus": (_github, _docusaurus_id),  # its slugs are github-slugger's
        "mdbook": (_mdbook, _mdbook_id),
        "pandoc": (_pandoc, _pandoc_id),
        "kramdown": (_kramdown, _kramdown_id),
    }
)

"""Text of documents made safe for Markdown: it is read as it was written, and in a table's cell it stays one cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from crossref.reporters.text import visible

_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_SPECIAL = re.compile(r"[\\`*_\[\]<>~$]")
# Where a code host would find a person, a group, an issue or an address: behind these, nothing may follow directly.
_REFERENCE = re.compile(r"(?<=[@#!%&^])(?=\w)|(?<=GH-)(?=\d)|(?<=:)(?=//)|(?<=www)(?=\.)", re.IGNORECASE)
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")


def code(text: str) -> str:
    """A code span that shows the text, whatever it holds."""
    plain = visible(text)
    if "|" in plain:
        # In a table, a bar ends the cell even in a code span, and behind a backslash readers disagree.
        return f"<code>{_PUNCTUATION.sub(lambda found: f'&#{ord(found[0])};', plain)}</code>"
    fence = "`" * (max((len(ticks) for ticks in re.findall("`+", plain)), default=0) + 1)
    # A span that begins and ends with a space loses both.
    pad = " " if plain[:1] in ("`", " ", "") or plain[-1:] in ("`", " ") else ""
    return f"{fence}{pad}{plain}{pad}{fence}"


def prose(message: str) -> str:
    """A message with its code spans as they are, and everything else as plain text without tags, marks and references.

    Code hosts tell people who are mentioned and link issues that are named; a document's text must do neither.
    """
    return "".join(code(part) if is_code else _plain(part) for is_code, part in pieces(visible(message)))


def pieces(message: str) -> Iterator[tuple[bool, str]]:
    """The parts of a message, each with whether it stands in a code span (and then without its backticks)."""
    end = 0
    for span in _SPAN.finditer(message):
        yield False, message[end : span.start()]
        yield True, span[2]
        end = span.end()
    yield False, message[end:]


def table(titles: Sequence[str], rows: Iterable[Sequence[str]], align: str = "") -> str:
    """A table of finished Markdown; ``align`` has a letter for each column: l (as the rest), r or c."""
    rules = {"l": "---", "r": "---:", "c": ":---:"}
    marks = [rules[letter] for letter in align.ljust(len(titles), "l")]
    lines = (" | ".join(cell.replace("|", "\\|") for cell in cells) for cells in (titles, marks, *rows))
    return "".join(f"| {line} |\n" for line in lines)


def _plain(text: str) -> str:
    # A character of no width keeps a reference apart; no backslash would, because hosts look at what is rendered.
    apart = _REFERENCE.sub("\0", text)  # `visible` leaves no such character
    # A backslash before a bar would not do in a table, where the bar may already have one.
    safe = _SPECIAL.sub(r"\\\g<0>", apart.replace("&", "&amp;")).replace("|", "&#124;")
    return safe.replace("\0", "&#8203;")

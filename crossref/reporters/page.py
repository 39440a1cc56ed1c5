"""What the HTML pages share: one file that works offline, and text of documents that cannot become anything else.

A page asks for nothing from elsewhere, and a Content-Security-Policy keeps it so: it lets run and apply nothing but the one
script and the one style sheet whose hashes it names.
"""

from __future__ import annotations

import base64
import hashlib
import pkgutil
from collections.abc import Iterable, Sequence
from html import escape
from string import Template
from typing import Literal

from crossref.model import Place
from crossref.reporters.markdown_text import pieces
from crossref.reporters.text import visible


def page(
    title: str, body: Iterable[str], styles: Sequence[str] = ("page.css",), scripts: Sequence[str] = ("page.js",)
) -> str:
    """A whole page; ``title`` is plain text, ``body`` finished HTML, ``styles`` and ``scripts`` are names of templates."""
    style, script = "".join(map(_part, styles)), "".join(map(_part, scripts))
    return Template(_part("page.html")).substitute(
        title=text(title),
        body="\n".join(body),
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
    )


def text(plain: str) -> str:
    """Plain text as HTML, fit for an attribute, too."""
    return escape(visible(plain))


def code(plain: str) -> str:
    """Plain text as code."""
    return f"<code>{text(plain)}</code>"


def prose(message: str) -> str:
    """A message, its code spans as code."""
    return "".join(code(part) if is_code else text(part) for is_code, part in pieces(message))


def place(where: Place) -> str:
    """``path:line``."""
    # A long path may be broken after a slash, and not before the line.
    path = text(where.path).replace("/", "/<wbr>")
    return f'<span class="place">{path}:{where.span.line}</span>'


def table(titles: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[int] = (), style: str = "") -> str:
    """A table of finished HTML; ``numbers`` are the columns that are aligned as such."""

    def line(tag: str, cells: Sequence[str]) -> str:
        classes = (' class="number"' if number in numbers else "" for number in range(len(cells)))
        return "".join(f"<{tag}{given}>{cell}</{tag}>" for given, cell in zip(classes, cells, strict=True))

    style_attribute = f' class="{style}"' if style else ""
    body = "\n".join(f"<tr>{line('td', row)}</tr>" for row in rows)
    return (
        f'<div class="scroll"><table{style_attribute}>\n<thead><tr>{line("th", titles)}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody>\n</table></div>"
    )


def filters(
    table_name: str,
    selects: Iterable[tuple[str, str, Sequence[str | tuple[str, str]]]],
    search: str,
    tools: str = "",
) -> str:
    """The form above a table, hidden until its script runs: a search field, and a select for each data attribute.

    ``selects`` are attributes with their titles and values, which may be shown as something longer; ``tools`` is finished
    HTML for more fields and buttons.
    """
    fields = [f'<label>{text(search)}<input name="text" type="search" autocomplete="off" spellcheck="false"></label>']
    for attribute, title, values in selects:
        options = "".join(map(_option, values))
        fields.append(
            f'<label>{text(title)}<select name="{attribute}"><option value="">all</option>{options}</select></label>'
        )
    tail = '<button type="reset">Reset</button><output aria-live="polite"></output>'
    return f'<form class="filters" data-table="{table_name}" hidden>{"".join(fields)}{tools}{tail}</form>'


def _option(value: str | tuple[str, str]) -> str:
    if isinstance(value, str):
        return f"<option>{text(value)}</option>"
    return f'<option value="{text(value[0])}">{text(value[1])}</option>'


def share_bar(covered: int, asked: int, style: Literal["", "met", "short"]) -> str:
    """A bar for so many of so many: plain, as many as are needed, or too few."""
    style_attribute = f' class="{style}"' if style else ""
    return f'<progress{style_attribute} value="{covered}" max="{max(asked, 1)}" aria-label="{covered} of {asked}"></progress>'


def _part(name: str) -> str:
    data = pkgutil.get_data(__package__, f"templates/{name}")
    assert data is not None
    return data.decode("utf-8").replace("\r\n", "\n")


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"

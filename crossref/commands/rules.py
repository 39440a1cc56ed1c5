"""``crossref rules``: the list of all rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated

import typer

from crossref.commands.output import emit, fail

if TYPE_CHECKING:
    from crossref.rule import Rule

_FIELDS = ("code", "name", "severity", "summary")


def rules(
    form: Annotated[
        str,
        typer.Option("--format", metavar="NAME", help="table, json or markdown.", autocompletion=lambda: [*_FORMATS]),
    ] = "table",
) -> None:
    """List all rules: code, name, severity and what they find.

    \b
    crossref rules
    crossref rules --format markdown
    """
    from crossref.rules import RULES

    if form not in _FORMATS:
        fail(f"there is no format `{form}` for rules; there are {', '.join(_FORMATS)}")
    emit(_FORMATS[form](RULES))


def _row(rule: Rule) -> tuple[str, str, str, str]:
    return (rule.code, rule.name, rule.severity.label, rule.summary)


def _table(known: Sequence[Rule]) -> str:
    rows = [_row(rule) for rule in known]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(len(_FIELDS))]
    lines = ("  ".join(f"{cell:<{size}}" for cell, size in zip(row, widths, strict=True)) for row in rows)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _json(known: Sequence[Rule]) -> str:
    import json

    return (
        json.dumps([dict(zip(_FIELDS, _row(rule), strict=True)) for rule in known], indent=2, ensure_ascii=False) + "\n"
    )


def _markdown(known: Sequence[Rule]) -> str:
    rows = [("Code", "Name", "Severity", "What it finds"), ("---",) * 4, *map(_row, known)]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |\n" for row in rows)


_FORMATS: Mapping[str, Callable[[Sequence[Rule]], str]] = MappingProxyType(
    {"table": _table, "json": _json, "markdown": _markdown}
)

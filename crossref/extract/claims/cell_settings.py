"""The setting that a table's row names, and what its columns say of it: value, default, example."""

from __future__ import annotations

import re

from crossref.extract.claims.raw import identifier, is_template, value_of
from crossref.model import Standing
from crossref.values import Value

_VARIABLE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|PORT|DEBUG|HOST|TZ")
_SETTING = re.compile(r"(?:--)?[a-z][A-Za-z0-9]*(?:[._-][A-Za-z0-9]+)+|[a-z]+(?:[A-Z][a-z0-9]+)+")
_DEFAULTS = (
    "default",
    "por defecto",
    "par défaut",
    "défaut",
    "padrão",
    "predeterminado",
    "standard",
    "默认",
    "по умолчанию",
)
_EXAMPLES = ("example", "sample", "ejemplo", "beispiel", "exemple", "exemplo", "пример", "示例")
_VALUES = frozenset(
    "value setting amount limit configuration production development staging prod dev local test valor wert valeur значение 值"
    " target".split()
) | {"current value", "value unit"}
_NOTHING = frozenset(
    ("", "-", "--", "—", "–", "none", "empty", "(empty)", "n/a", "required", "(required)", '""', "auto")
)


def key_of(row: str, column: str) -> str:
    """The exact identity of the setting that a row names, in a column of its values; empty for none."""
    bare = row.strip("`* ")
    if column not in _VALUES and not standing_of(column):
        return ""
    if _VARIABLE.fullmatch(bare):
        return f"env {bare}"
    return f"config {bare.lstrip('-')}" if _SETTING.fullmatch(bare) else ""


def standing_of(column: str) -> Standing:
    """What a column's plain header says that its values are: defaults, or examples."""
    if any(word in column for word in _EXAMPLES):
        return "example"
    return "default" if any(word in column for word in _DEFAULTS) and len(column) <= 30 else ""


def value_in(cell: str, key: str, standing: Standing) -> Value | None:
    """The value that a cell gives a setting; an identifier only where a column of defaults gives it."""
    bare = cell.strip('`"* ')
    if bare.lower() in _NOTHING or is_template(bare):
        return None
    value = value_of(bare, key.partition(" ")[2])
    return value if value is not None or standing != "default" else identifier(bare)

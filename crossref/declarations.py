"""The profile's arrays of tables: where entries are declared, and what must stand elsewhere too.

A table of the configuration completes the profile's table with the same ``id``, key by key, so that switching a contract
off is two lines.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal, TypeVar

import msgspec
from msgspec import Struct

from crossref.layers import Layer, Level, did_you_mean
from crossref.model import Contract, EntrySource, Severity

_Table = TypeVar("_Table", bound=Struct)


class _Entry(Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    id: str
    kind: str
    section: list[str]
    names: list[str]
    role: str = ""


class _Counterpart(Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    id: str
    entry: str
    declared_in: str
    needed_in: str
    by: Literal["entry", "mention"] = "mention"
    severity: Level = "warning"


_RECOGNISED = ("endpoint", "env-var", "decision")
"""Kinds that are recognised wherever they occur, and need no [[entry]]."""
_WAYS = ("heading", "bold-item", "item", "first-column", "column", "label")


def entry_sources(layers: Sequence[Layer]) -> tuple[EntrySource, ...]:
    """The ``[[entry]]`` tables, those of the profile first. Raises ``ConfigError``."""
    return tuple(
        EntrySource(table.id, table.kind, table.role, tuple(table.section), tuple(table.names))
        for table in _tables(layers, "entry", _Entry, _check_ways)
    )


def contracts(layers: Sequence[Layer]) -> tuple[Contract, ...]:
    """The ``[[counterpart]]`` tables, those of the profile first. Raises ``ConfigError``."""
    kinds = sorted({*_RECOGNISED, *(source.kind for source in entry_sources(layers))})
    roles = sorted({"any", *(role for layer in layers for role in (*layer.raw.roles, *layer.raw.role_names))})

    def check(layer: Layer, table: _Counterpart) -> None:
        _check_known(layer, table.id, "entry", table.entry, kinds)
        _check_known(layer, table.id, "declared-in", table.declared_in, roles)
        _check_known(layer, table.id, "needed-in", table.needed_in, roles)

    return tuple(
        Contract(table.id, table.entry, table.declared_in, table.needed_in, table.by, Severity[table.severity.upper()])
        for table in _tables(layers, "counterpart", _Counterpart, check)
    )


def _check_known(layer: Layer, contract: str, key: str, word: str, known: list[str]) -> None:
    if word not in known:
        hint = did_you_mean(word, known, f"; one of {', '.join(known)}")
        raise layer.file.error(f'[[counterpart]] "{contract}": unknown {key} "{word}"{hint}', "counterpart")


def _tables(
    layers: Sequence[Layer], key: str, kind: type[_Table], check: Callable[[Layer, _Table], None]
) -> list[_Table]:
    merged: dict[str, tuple[Layer, dict[str, Any]]] = {}
    for layer in reversed(layers):
        for table in layer.file.table.get(key, ()):
            name = table.get("id")
            if not isinstance(name, str):
                raise layer.file.error(f'[[{key}]]: every table needs an id, as in id = "my-{key}"', key)
            merged[name] = (layer, {**(merged[name][1] if name in merged else {}), **table})
    found = []
    for name, (layer, table) in merged.items():
        found.append(_converted(layer, key, name, table, kind))
        check(layer, found[-1])
    return found


def _converted(layer: Layer, key: str, name: str, table: dict[str, Any], kind: type[_Table]) -> _Table:
    known = [field.encode_name for field in msgspec.structs.fields(kind)]
    for field in table:
        if field not in known:
            hint = did_you_mean(field, known, f"; known keys: {', '.join(known)}")
            raise layer.file.error(f'[[{key}]] "{name}": unknown key "{field}"{hint}', key)
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        raise layer.file.error(f'[[{key}]] "{name}": {error}', key) from None


def _check_ways(layer: Layer, table: _Entry) -> None:
    for way in table.names:
        if way.partition(":")[0] not in _WAYS:
            hint = did_you_mean(way, _WAYS, f"; one of {', '.join(_WAYS)}")
            raise layer.file.error(f'[[entry]] "{table.id}": unknown way to name an entry "{way}"{hint}', "entry")

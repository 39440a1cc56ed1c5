"""The profile's arrays of tables: where entries are declared, what must stand elsewhere too, and what is compared.

A table of the configuration completes the profile's table with the same ``id``, key by key, so that switching a contract
off is two lines.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal, TypeVar, cast, get_args

import msgspec
from msgspec import Struct

from crossref.layers import Layer, Level, did_you_mean
from crossref.model import Attribute, Contract, CountedFiles, EntrySource, Severity
from crossref.value import ValueType

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


class _Attribute(Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    id: str
    labels: list[str]
    type: str | list[str]
    phrasings: list[str] = []
    authority: str = ""
    varies_by: list[str] = msgspec.field(default_factory=lambda: ["environment"])
    unique: bool = False


class _Count(Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    noun: str
    files: str


_RECOGNISED = ("endpoint", "env-var", "decision")
"""Kinds that are recognised wherever they occur, and need no [[entry]]."""
_TYPES = tuple(choice for part in get_args(ValueType) for choice in (get_args(part) or (part,)))
"""Every kind of value an attribute can take."""
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


def attributes(layers: Sequence[Layer]) -> tuple[Attribute, ...]:
    """The ``[[attribute]]`` tables, those of the profile first. Raises ``ConfigError``."""
    roles = sorted({"", *(role for layer in layers for role in (*layer.raw.roles, *layer.raw.role_names))})

    def check(layer: Layer, table: _Attribute) -> None:
        for type_ in _types(table):
            _check_word(layer, f'[[attribute]] "{table.id}"', "type", type_, _TYPES)
        _check_word(layer, f'[[attribute]] "{table.id}"', "authority", table.authority, roles)
        for phrasing in table.phrasings:
            if phrasing.count("{value}") != 1:
                raise layer.file.error(
                    f'[[attribute]] "{table.id}": phrasing "{phrasing}" needs {{value}} where the value stands',
                    "attribute",
                )

    return tuple(
        Attribute(
            id=table.id,
            labels=tuple(table.labels),
            phrasings=tuple(table.phrasings),
            types=_types(table),
            authority=table.authority,
            varies_by=tuple(table.varies_by),
            unique=table.unique,
        )
        for table in _tables(layers, "attribute", _Attribute, check)
    )


def _types(table: _Attribute) -> tuple[ValueType, ...]:
    return cast("tuple[ValueType, ...]", (table.type,) if isinstance(table.type, str) else tuple(table.type))


def counted_files(layers: Sequence[Layer]) -> tuple[CountedFiles, ...]:
    """The ``[[count]]`` tables, by noun. Raises ``ConfigError``."""
    found: dict[str, CountedFiles] = {}
    for layer in reversed(layers):
        for table in layer.raw.count:
            name = str(table.get("noun", ""))
            counted = _converted(layer, "count", name, table, _Count)
            found[counted.noun] = CountedFiles(counted.noun, counted.files)
    return tuple(found.values())


def _check_known(layer: Layer, contract: str, key: str, word: str, known: list[str]) -> None:
    _check_word(layer, f'[[counterpart]] "{contract}"', key, word, known)


def _check_word(layer: Layer, table: str, key: str, word: str, known: Sequence[str]) -> None:
    if word not in known:
        named = [other for other in known if other]
        hint = did_you_mean(word, named, f"; one of {', '.join(named)}")
        raise layer.file.error(f'{table}: unknown {key} "{word}"{hint}', table[2:].partition("]")[0])


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

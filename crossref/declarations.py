"""The profile's arrays of tables: where entries are declared, what must stand elsewhere too, and what is compared.

A table of the configuration completes the profile's table with the same ``id``, key by key, so that switching a contract
off is two lines.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Annotated, Any, Literal, TypeVar, cast, get_args

import msgspec
from msgspec import Meta, Struct

from crossref.layers import Layer, Level, did_you_mean
from crossref.model import Attribute, Contract, CountedFiles, EntrySource, Severity
from crossref.value import ValueType

_Table = TypeVar("_Table", bound=Struct)


_RECOGNISED = ("endpoint", "env-var", "decision")
"""Kinds that are recognised wherever they occur, and need no [[entry]]."""
_TYPES = tuple(choice for part in get_args(ValueType) for choice in (get_args(part) or (part,)))
"""Every kind of value an attribute can take."""
_WAYS = ("heading", "bold-item", "item", "first-column", "column", "label")

_Kind = Annotated[str, Meta(extra_json_schema={"enum": [*_TYPES]})]
_Way = Annotated[str, Meta(extra_json_schema={"pattern": f"^({'|'.join(_WAYS)})(:|$)"})]
_Id = Annotated[
    str, Meta(description="What tells the table from others; with the id of one in the profile, it completes that one.")
]


class _Entry(Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    id: _Id
    kind: Annotated[str, Meta(description="The kind of entry, one of the profile or a new one.")]
    section: Annotated[list[str], Meta(description="The headings under which entries stand.")]
    names: Annotated[
        list[_Way],
        Meta(
            description="What names an entry there, in order of preference: heading, bold-item, item, first-column, "
            "column:NAME, label:NAME."
        ),
    ]
    role: Annotated[str, Meta(description="The role whose documents are looked at. Default: all documents.")] = ""


class _Counterpart(Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    id: _Id
    entry: Annotated[str, Meta(description="The kind of entry.")]
    declared_in: Annotated[str, Meta(description="The role that declares it, or any.")]
    needed_in: Annotated[str, Meta(description="The role that must have it, too; or any, for other lists.")]
    by: Annotated[
        Literal["entry", "mention"],
        Meta(description="entry: it stands in a table, list or heading; mention: anywhere in the text."),
    ] = "mention"
    severity: Annotated[Level, Meta(description="The level of a missing counterpart; off: no contract.")] = "warning"


class _Attribute(Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    id: _Id
    labels: Annotated[list[str], Meta(description="What headers, labels and sentences call it.")]
    type: Annotated[_Kind | list[_Kind], Meta(description="The kinds of value it takes.")]
    phrasings: Annotated[list[str], Meta(description="Sentences around it, with {value} where the value stands.")] = []
    authority: Annotated[str, Meta(description="The role whose document is believed.")] = ""
    varies_by: Annotated[
        list[str],
        Meta(description="What makes another claim of it; without environment, a value holds for all of them."),
    ] = msgspec.field(default_factory=lambda: ["environment"])
    unique: Annotated[bool, Meta(description="Whether a system has one.")] = False


class _Count(Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    noun: Annotated[str, Meta(description="What is counted.")]
    files: Annotated[str, Meta(description="A pattern: there are as many as files that it matches.")]


TABLES: Mapping[str, type[Struct]] = MappingProxyType(
    {"entry": _Entry, "counterpart": _Counterpart, "attribute": _Attribute, "count": _Count}
)
"""Key of a configuration -> the form of its tables. With an ``id``, the other keys may come from a profile."""


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
        hint = "; `crossref schema` describes its keys"
        raise layer.file.error(f'[[{key}]] "{name}": {error}{hint}', key) from None


def _check_ways(layer: Layer, table: _Entry) -> None:
    for way in table.names:
        if way.partition(":")[0] not in _WAYS:
            hint = did_you_mean(way, _WAYS, f"; one of {', '.join(_WAYS)}")
            raise layer.file.error(f'[[entry]] "{table.id}": unknown way to name an entry "{way}"{hint}', "entry")

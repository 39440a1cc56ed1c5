"""Configuration files and profiles, which are one format: reading them, and following ``extend`` from one to the next."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import msgspec
from msgspec import Meta, Struct

from crossref import match
from crossref.model import Dialect
from crossref.tomlfile import ConfigError, TomlFile, read
from crossref.walk import kind_at

DEFAULT = "five-documents"
"""The shipped profile that applies where ``extend`` is not given."""

Level = Literal["error", "warning", "info", "off"]
FailOn = Literal["error", "warning", "info", "never"]

_LISTS = dict[str, list[str]]
_TABLES = list[dict[str, Any]]
_WANTED = {
    str: "a string",
    list[str]: "a list of strings",
    _TABLES: "tables, each under its own double brackets",
    _LISTS: "a table of lists of strings",
    dict[str, Level]: "a table of rules and levels",
    dict[str, Any]: "a table",
}
_TOML_TYPES = {
    bool: "a boolean",
    int: "an integer",
    float: "a number",
    str: "a string",
    list: "a list",
    dict: "a table",
}


class Raw(Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    """What one file says; None is what it does not say.

    The descriptions are what an editor shows, by way of the JSON Schema. ``selectors`` says where a value holds selectors
    of rules: in its ``items``, its ``keys``, or the lists that are its ``values``.
    """

    root: Annotated[str | None, Meta(description="The folder with the documents. Default: the folder given.")] = None
    extend: Annotated[
        str | None,
        Meta(
            description="A shipped profile (five-documents, plain) or the path of a TOML file. Default: five-documents."
        ),
    ] = None
    include: Annotated[
        list[str] | None,
        Meta(description="Patterns of the documents to check. Default: every Markdown file below root."),
    ] = None
    exclude: Annotated[list[str] | None, Meta(description="Patterns of files to leave out.")] = None
    dialect: Annotated[
        Dialect | None,
        Meta(
            description="How headings become anchors. Default: as the site generator in use does, else as GitHub does."
        ),
    ] = None
    link_root: Annotated[
        str | None,
        Meta(
            description="The folder that a leading / in a link means. Default: that of the site, else the project root."
        ),
    ] = None
    fail_on: Annotated[
        FailOn | None, Meta(description="The least severity that ends a check with exit code 1. Default: error.")
    ] = None
    baseline: Annotated[
        str | None, Meta(description="The file of known findings, which are not reported. Default: none.")
    ] = None
    allowed_links: Annotated[list[str] | None, Meta(description="Patterns of targets that may be missing.")] = None
    select: Annotated[
        list[str] | None,
        Meta(
            description="Rules to run: codes, prefixes (XR3) or names. Default: all that are not off.",
            extra={"selectors": "items"},
        ),
    ] = None
    ignore: Annotated[
        list[str] | None,
        Meta(description="Rules not to run: codes, prefixes (XR3) or names.", extra={"selectors": "items"}),
    ] = None
    roles: Annotated[
        _LISTS, Meta(description="Role -> patterns of its documents. A role that is named here must have one.")
    ] = {}
    role_names: Annotated[
        _LISTS,
        Meta(description="Role -> what its files and folders are usually called; none: names that give no role."),
    ] = {}
    severity: Annotated[
        dict[str, Level],
        Meta(description="Rule -> severity. The selector that names fewer rules wins.", extra={"selectors": "keys"}),
    ] = {}
    per_file_ignores: Annotated[
        _LISTS,
        Meta(description="Pattern -> rules whose findings there are not reported.", extra={"selectors": "values"}),
    ] = {}
    vocabulary: Annotated[
        _LISTS, Meta(description="Name -> other spellings of it, for headings, labels and what entries are called.")
    ] = {}
    entry: Annotated[_TABLES, Meta(description="Where entries of a kind are declared.")] = []
    counterpart: Annotated[_TABLES, Meta(description="What must stand in another document, too.")] = []
    attribute: Annotated[_TABLES, Meta(description="A property whose values are compared.")] = []
    count: Annotated[_TABLES, Meta(description="A noun whose counts are held to files.")] = []
    readiness: Annotated[dict[str, Any], Meta(description="What a release needs.")] = {}


class Layer(Struct, frozen=True):
    """A file and what it says; layers are listed from the one that wins to the one that everything rests on."""

    file: TomlFile
    raw: Raw
    shipped: bool


def read_layers(file: Path | None, project_root: Path) -> list[Layer]:
    """The configuration file, what it extends, what that extends …; the default profile alone without a file.

    A file that is not shipped and extends nothing rests on the default profile. Raises ``ConfigError``.
    """
    found: list[Layer] = []
    current: Path | None = file or _shipped(DEFAULT)
    while current is not None:
        toml = read(current, project_root)
        layer = Layer(toml, _raw(toml), current.parent == profile_folder())
        found.append(layer)
        current = _extended(layer, project_root)
        if current in [other.file.path for other in found]:
            raise toml.error(
                f'extend: "{layer.raw.extend}" leads in a circle; take it out of one of the files', "extend"
            )
    return found


def profile_folder() -> Path:
    """Where the shipped profiles lie: in the package when installed, beside it in a source tree."""
    here = Path(__file__).parent
    for folder in (here / "profiles", here.parent / "config"):
        if (folder / f"{DEFAULT}.toml").is_file():
            return folder
    # Slower to import than all the rest here, and only of use to an importer that does not set `__file__` to a file.
    from importlib import resources

    return Path(str(resources.files("crossref") / "profiles"))


def shipped() -> tuple[str, ...]:
    """The names of the shipped profiles, sorted."""
    return tuple(sorted(path.stem for path in profile_folder().glob("*.toml")))


def did_you_mean(word: str, known: tuple[str, ...] | list[str], otherwise: str = "") -> str:
    """The end of a message about an unknown word: the near name, or what to say without one."""
    near = match.nearest(word, known)
    return f'; did you mean "{near}"?' if near else otherwise


def _shipped(name: str) -> Path:
    return profile_folder() / f"{name}.toml"


def _extended(layer: Layer, project_root: Path) -> Path | None:
    name = layer.raw.extend
    if name is None:
        return None if layer.shipped else _shipped(DEFAULT)
    if name.endswith(".toml") or "/" in name or "\\" in name:
        path = Path(layer.file.path.parent, name)
        path = path.parent.resolve() / path.name
        # A file given with --config may lie anywhere, with what it extends beside it.
        homes = (project_root.resolve(), layer.file.path.parent.resolve())
        if "\0" in name or not any(path.resolve().is_relative_to(home) for home in homes):
            raise layer.file.error(f'extend: "{name}" leads outside the project root', "extend")
        if kind_at(path) != "file":
            raise layer.file.error(f'extend: no file "{name}"; write its path from the folder of this file', "extend")
        return path
    if name not in shipped():
        listed = f"; shipped profiles: {', '.join(shipped())}"
        raise layer.file.error(f'extend: no profile "{name}"{did_you_mean(name, shipped(), listed)}', "extend")
    return _shipped(name)


# -- what a file may say ---------------------------------------------------------------------------------------------


def _raw(file: TomlFile) -> Raw:
    try:
        return msgspec.convert(file.table, Raw)
    except msgspec.ValidationError as error:
        raise _diagnosis(file, str(error)) from None


def _diagnosis(file: TomlFile, otherwise: str) -> ConfigError:
    """The first thing that is wrong, by its place in the file; msgspec itself names neither the line nor the key."""
    types = {field.encode_name: field.type.__origin__ for field in msgspec.structs.fields(Raw)}
    for key, value in file.table.items():
        if key not in types:
            known = f"; known keys: {', '.join(types)}"
            return file.error(f'unknown key "{key}"{did_you_mean(key, list(types), known)}', key)
        plain = get_args(types[key])[0] if type(None) in get_args(types[key]) else types[key]
        if error := _wrong(file, value, plain, (key,)):
            return error
    return file.error(otherwise)


def _wrong(file: TomlFile, value: Any, wanted: Any, keys: tuple[str, ...]) -> ConfigError | None:
    label = ": ".join(keys)
    choices = tuple(choice for choice in get_args(wanted) if isinstance(choice, str))
    expected = _WANTED.get(wanted, "a string")
    if choices and isinstance(value, str):
        if value in choices:
            return None
        known = did_you_mean(value, choices, f"; one of {', '.join(choices)}")
        return file.error(f'{label}: unknown {"dialect" if label == "dialect" else "level"} "{value}"{known}', *keys)
    if wanted in (_LISTS, dict[str, Level]) and isinstance(value, dict):
        inner = get_args(wanted)[1]
        errors = (_wrong(file, item, inner, (*keys, key)) for key, item in value.items())
        return next((error for error in errors if error), None)
    if wanted == dict[str, Any] and isinstance(value, dict):
        return None
    if wanted == _TABLES and isinstance(value, list) and all(isinstance(item, dict) for item in value):
        return None
    if wanted == list[str] and isinstance(value, list):
        odd = next((item for item in value if not isinstance(item, str)), None)
        if odd is None:
            return None
        return file.error(f"{label}: expected {expected}, found {_type(odd)} in it", *keys)
    if wanted == list[str] and isinstance(value, str):
        return file.error(f"{label}: expected {expected}, found a string; put it in brackets", *keys)
    if expected == "a string" and isinstance(value, str):
        return None
    return file.error(f"{label}: expected {expected}, found {_type(value)}", *keys)


def _type(value: Any) -> str:
    return _TOML_TYPES.get(type(value), "a date or time")

"""A TOML file as the configuration sees it: its table, and on which line a key stands, so that an error can say where."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from crossref.model import CrossrefError, Span
from crossref.walk import kind_at

CONFIG_NAME = "crossref.toml"
PYPROJECT_NAME = "pyproject.toml"

_TOOL = ("tool", "crossref")
_TOOL_HEADER = re.compile(rb"^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*crossref[ \t]*[\].]", re.MULTILINE)
_AT_LINE = re.compile(r" ?\(at (?:line (\d+), column \d+|end of document)\)")
_KEY = re.compile(r"""\s*(?P<key>"(?:\\.|[^"\\\n])*"|'[^'\n]*'|[A-Za-z0-9_-]+)\s*(?P<dot>\.?)""")
_VALUE_PART = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|[\[{]|[\]}]|\n|[^"\'#\[\]{}\n]+',
    re.DOTALL,
)


class ConfigError(CrossrefError):
    """What is wrong with a configuration, in one line: where, what, and what to do."""


class TomlFile(Struct, frozen=True):
    """A configuration file or profile that could be read."""

    path: Path
    """Absolute."""
    shown: str
    """The path as messages show it."""
    text: str
    table: dict[str, Any]
    """What it says to crossref: all of it, or the table ``[tool.crossref]`` of a pyproject.toml."""
    prefix: tuple[str, ...]
    """The keys that lead to the table."""

    def error(self, message: str, *keys: str, item: str | None = None) -> ConfigError:
        """An error at the line of a key (``"severity", "XR101"``), or of a string in the list that the key holds."""
        start, _ = place_of(self.text, (*self.prefix, *keys), item)
        return ConfigError(f"{self.shown}:{_line(self.text, start)}: {message}")

    def span(self, *keys: str) -> Span:
        """Where a key is written."""
        start, end = place_of(self.text, (*self.prefix, *keys))
        line, column = _line(self.text, start), start - self.text.rfind("\n", 0, start)
        return Span(line, column, line, column + end - start)


def read(path: Path, project_root: Path | None = None) -> TomlFile:
    """Read a configuration file; a ``ConfigError`` says why it cannot be.

    Messages show its path relative to the working directory, else to the project root.
    """
    shown = shown_path(path, project_root)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError(
            f"{shown}: cannot be read: {error.strerror or error}; check the path and its permissions"
        ) from None
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{shown}:{data.count(10, 0, error.start) + 1}: not UTF-8; save the file as UTF-8") from None
    try:
        table: dict[str, Any] = tomllib.loads(text)
    except RecursionError:
        raise ConfigError(
            f"{shown}: not valid TOML: values are nested too deeply; take some of the brackets out"
        ) from None
    except ValueError as error:
        raise ConfigError(_syntax(shown, text, str(error))) from None
    prefix = _TOOL if path.name == PYPROJECT_NAME else ()
    for key in prefix:
        inner = table.get(key)
        if not isinstance(inner, dict):
            raise ConfigError(f"{shown}: has no table [tool.crossref]; add one, or name another file")
        table = inner
    return TomlFile(path, shown, text, table, prefix)


def absolute(path: Path) -> Path:
    """A path from the top of the file system, dots resolved and symbolic links kept as the user wrote them."""
    return Path(os.path.normpath(path.absolute()))


def config_in(folder: Path) -> Path | None:
    """The configuration file that makes a folder a set: crossref.toml, else a pyproject.toml with [tool.crossref]."""
    own = folder / CONFIG_NAME
    if kind_at(own) == "file":
        return own
    shared = folder / PYPROJECT_NAME
    return shared if has_table(shared) else None


def has_table(pyproject: Path) -> bool:
    """Whether a pyproject.toml has a table [tool.crossref]; one that cannot be parsed has it if its header is there."""
    try:
        return holds_table(pyproject.read_bytes())
    except OSError:
        return False


def holds_table(data: bytes) -> bool:
    """The same of what a pyproject.toml holds."""
    if b"crossref" not in data:
        return False
    try:
        tool = tomllib.loads(data.decode("utf-8-sig")).get("tool")
    except (ValueError, RecursionError):
        return _TOOL_HEADER.search(data) is not None
    return isinstance(tool, dict) and isinstance(tool.get("crossref"), dict)


def shown_path(path: Path, project_root: Path | None = None) -> str:
    """A path for messages: relative to the working directory, else to the project root, else absolute."""
    for base in (Path.cwd(), project_root):
        if base is not None and path.is_relative_to(base):
            return path.relative_to(base).as_posix()
    return path.as_posix()


def place_of(text: str, keys: tuple[str, ...], item: str | None = None) -> tuple[int, int]:
    """Where the last of some keys is written in a valid TOML text, or a string in its value: start and end offset.

    Where it is not to be found, the place of what is nearest: the key that holds it, or the header of its table.
    """
    best, place, value_end = 0, (0, 0), len(text)
    for statement in _statements(text):
        length = len(statement.keys)
        if best < length <= len(keys) and keys[:length] == statement.keys:
            best, place, value_end = length, statement.place, statement.end
    wanted = [rf"""(["']?)(?<![\w-]){re.escape(key)}\1\s*(?=[.=])""" for key in keys[best:]]
    if item is not None:
        wanted.append(rf"""(["']){re.escape(item)}\1""")
    for pattern in wanted:
        if match := re.compile(pattern).search(text, place[1], value_end):
            place = match.start(), match.start() + len(match[0].rstrip())
    return place


def _syntax(shown: str, text: str, message: str) -> str:
    match = _AT_LINE.search(message)
    if match is None:
        return f"{shown}: not valid TOML: {message}; mend it there"
    line = match[1] or len(text.splitlines()) or 1
    return f"{shown}:{line}: not valid TOML: {message[: match.start()]}; mend it there"


class _Statement(Struct, frozen=True):
    """A table's header, or a key and its value."""

    keys: tuple[str, ...]
    """From the top of the file."""
    place: tuple[int, int]
    """Where the last of them is written."""
    end: int
    """Where the value ends."""


def _statements(text: str) -> Iterator[_Statement]:
    """Every table header and key of a valid TOML text."""
    table: tuple[str, ...] = ()
    position = 0
    while position < len(text):
        char = text[position]
        if char == "#":
            position = _line_end(text, position)
        elif char.isspace():
            position += 1
        elif char == "[":
            table, place = _dotted(text, position + (2 if text.startswith("[[", position) else 1))
            position = _line_end(text, place[1])
            yield _Statement(table, place, position)
        else:
            keys, place = _dotted(text, position)
            if not keys:  # not TOML after all
                return
            position = _value_end(text, place[1])
            yield _Statement(table + keys, place, position)


def _dotted(text: str, position: int) -> tuple[tuple[str, ...], tuple[int, int]]:
    """The parts of a key such as ``severity."broken-link"``, and where the last of them is written."""
    keys: list[str] = []
    place = (position, position)
    while match := _KEY.match(text, position):
        key = match["key"]
        keys.append(key[1:-1] if key[0] in "\"'" else key)
        place, position = match.span("key"), match.end()
        if not match["dot"]:
            break
    return tuple(keys), place


def _value_end(text: str, position: int) -> int:
    depth = 0
    while match := _VALUE_PART.match(text, position):
        position = match.end()
        part = match[0]
        depth += (part in "[{") - (part in "]}")
        if part == "\n" and depth <= 0:
            break
    return position


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end

"""The configuration of a run: the file that is found, the profiles it rests on, and flags, checked and put together.

Whatever is wrong is a ``ConfigError`` whose text is one line that says where, what, and what to do.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from crossref import globs, selectors, sites
from crossref.declarations import attributes, contracts, counted_files, entry_sources
from crossref.layers import Layer, did_you_mean, profile_folder, read_layers, shipped
from crossref.model import Config, Dialect, Profile, Severity, Span
from crossref.thresholds import readiness
from crossref.tomlfile import ConfigError, absolute, config_in
from crossref.walk import kind_at, real_path

__all__ = ["NO_OVERRIDES", "ConfigError", "Overrides", "load", "profile_folder", "shipped"]

_Value = TypeVar("_Value")

_LEVELS = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO, "off": Severity.OFF}
_FAIL_ON = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO, "never": Severity.OFF}
_DOCUMENT_FOLDERS = ("docs", "doc", "documentation")
"""Where documents usually are."""

_DRIVE = re.compile(r"[A-Za-z]:")
_UPWARDS = re.compile(r"(?:^|[/\\{,!])\.\.(?:[/\\},]|$)|^[{][^}]*[{,]/|^[{]+/")
"""``..`` as a name of a path, or as one of those that braces offer; or braces that offer a path from the top."""


class Overrides(Struct, frozen=True, kw_only=True):
    """What flags say; None and empty leave the configuration as it is."""

    select: tuple[str, ...] | None = None
    """Replaces the configuration's."""
    ignore: tuple[str, ...] | None = None
    """Adds to the configuration's, as ``exclude`` does."""
    severity: tuple[tuple[str, str], ...] = ()
    """Selectors and levels (``("broken-link", "warning")``); these win, and among them the later ones."""
    exclude: tuple[str, ...] | None = None
    fail_on: str | None = None
    """``error``, ``warning``, ``info`` or ``never``."""


NO_OVERRIDES = Overrides()


def load(
    path: Path,
    rules: Mapping[str, str],
    overrides: Overrides = NO_OVERRIDES,
    file: Path | None = None,
    project: Path | None = None,
) -> Config:
    """What to do with a folder, or with the set that a Markdown file belongs to.

    ``rules`` maps the codes of all rules to their names. ``file`` is a configuration file to use instead of the one found
    upwards from ``path``; ``project`` the project root that it is meant for, while it does not stand there yet. Raises
    ``ConfigError``.
    """
    start = absolute(path)
    kind = kind_at(start)
    if kind is None:
        raise ConfigError(f"{path}: no such file or folder; check the path")
    folder = start if kind == "directory" else start.parent
    source = absolute(file) if file else _found_upwards(folder)
    project = project or _project_root(folder, source)
    found = read_layers(source, project)
    for layer in found:
        _check(layer, project, rules)
    root = _first(layer.raw.root for layer in found)
    # A file stands for the whole set it belongs to, so only a folder narrows where the documents are.
    root = _relative(str(start), project) if root is None and kind == "directory" else _tidy(root or "")
    profile = _profile(found, project, root)
    return Config(
        project_root=str(project),
        file=os.path.relpath(source, project).replace(os.sep, "/") if source else None,
        root=root,
        include=_listed(layer.raw.include for layer in found),
        exclude=(*_listed(layer.raw.exclude for layer in found), *_excluded(overrides)),
        link_root=_tidy(_first(layer.raw.link_root for layer in found) or ""),
        fail_on=_fail_on(found, overrides),
        allowed_links=_listed(layer.raw.allowed_links for layer in found),
        severity=_severity(found, rules, overrides),
        select=_flagged("--select", overrides.select, rules) or _listed(layer.raw.select for layer in found),
        ignore=(*_listed(layer.raw.ignore for layer in found), *_flagged("--ignore", overrides.ignore, rules)),
        per_file_ignores=_merged(layer.raw.per_file_ignores for layer in found),
        profile=profile,
        readiness=readiness(found, profile, rules),
        baseline=_baseline(found),
    )


# -- where things are ------------------------------------------------------------------------------------------------


def _found_upwards(folder: Path) -> Path | None:
    return next((found for above in (folder, *folder.parents) if (found := config_in(above))), None)


def _project_root(folder: Path, source: Path | None) -> Path:
    """The configuration file's folder, or where a file given by hand lies elsewhere, what it would be without one."""
    if source and folder.is_relative_to(source.parent):
        return source.parent
    return next((above for above in (folder, *folder.parents) if kind_at(above / ".git")), folder)


def _relative(path: str, project: Path) -> str:
    return _tidy(os.path.relpath(path, project).replace(os.sep, "/"))


def _tidy(path: str) -> str:
    """A path from the project root without dots; the root itself is ``""``."""
    tidy = posixpath.normpath(path)
    return "" if tidy == "." else tidy


def _leads_out(project: Path, pattern: str) -> bool:
    """Whether a path or pattern leaves the project root: by itself, or because a folder it names is a link."""
    segments = pattern.removeprefix("!").replace("\\", "/").split("/")
    if segments[0] in ("", "~") and len(segments) > 1:
        return True
    return (
        bool(_UPWARDS.search(pattern))
        or segments[0] == "~"
        or bool(_DRIVE.match(segments[0]))
        or real_path(str(project), globs.literal_prefix(pattern)) is None
    )


# -- checking --------------------------------------------------------------------------------------------------------


def _check(layer: Layer, project: Path, rules: Mapping[str, str]) -> None:
    if layer.shipped:  # tests check these
        return
    raw = layer.raw
    for key, value in (("root", raw.root), ("link-root", raw.link_root), ("baseline", raw.baseline)):
        if value is not None and _leads_out(project, _tidy(value)):
            raise layer.file.error(f'{key}: "{value}" leads outside the project root; name a folder in it', key)
    if raw.root is not None and kind_at(project / raw.root) != "directory":
        raise layer.file.error(f'root: no folder "{raw.root}"{_near_folder(project, raw.root)}', "root")
    for keys, pattern in _patterns(layer):
        label = ": ".join(keys)
        if _leads_out(project, pattern):
            raise layer.file.error(
                f'{label}: "{pattern}" leads outside the project root; patterns start there', *keys, item=pattern
            )
        _check_braces(layer, pattern, keys)
    for pattern in raw.allowed_links or ():
        _check_braces(layer, pattern, ("allowed-links",))
    for keys, selector in _selectors(layer):
        if not selectors.expand(selector, rules):
            item = selector if keys[-1] != selector else None
            raise layer.file.error(f"{keys[0]}: {_unknown_rule(selector, rules)}", *keys, item=item)


def _patterns(layer: Layer) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every pattern that names files of the project, and the keys it stands under."""
    raw = layer.raw
    yield from ((("include",), pattern) for pattern in raw.include or ())
    yield from ((("exclude",), pattern) for pattern in raw.exclude or ())
    yield from ((("roles", role), pattern) for role, patterns in raw.roles.items() for pattern in patterns)
    yield from ((("per-file-ignores", pattern), pattern) for pattern in raw.per_file_ignores)
    counted = (table.get("files") for table in raw.count)
    yield from ((("count", "files"), pattern) for pattern in counted if isinstance(pattern, str))


def _selectors(layer: Layer) -> Iterator[tuple[tuple[str, ...], str]]:
    raw = layer.raw
    yield from ((("severity", selector), selector) for selector in raw.severity)
    yield from ((("select",), selector) for selector in raw.select or ())
    yield from ((("ignore",), selector) for selector in raw.ignore or ())
    for pattern, chosen in raw.per_file_ignores.items():
        yield from ((("per-file-ignores", pattern), selector) for selector in chosen)


def _check_braces(layer: Layer, pattern: str, keys: tuple[str, ...]) -> None:
    if "{" in pattern:
        try:
            globs.compile([pattern])
        except ValueError as error:
            raise layer.file.error(f"{keys[0]}: {error}", *keys) from None


def _unknown_rule(selector: str, rules: Mapping[str, str]) -> str:
    known = [*rules, *rules.values()]
    return f'unknown rule "{selector}"{did_you_mean(selector, known, "; `crossref rules` lists them")}'


def _near_folder(project: Path, folder: str) -> str:
    parent = posixpath.dirname(_tidy(folder))
    try:
        known = [posixpath.join(parent, entry.name) for entry in os.scandir(project / parent) if entry.is_dir()]
    except OSError:
        known = []
    return did_you_mean(_tidy(folder), known, "; name the one that has the documents")


# -- putting together ------------------------------------------------------------------------------------------------


def _first(values: Iterable[_Value | None]) -> _Value | None:
    return next((value for value in values if value is not None), None)


def _listed(lists: Iterable[list[str] | None]) -> tuple[str, ...]:
    return tuple(_first(lists) or ())


def _merged(tables: Iterable[Mapping[str, list[str]]]) -> dict[str, tuple[str, ...]]:
    """Tables put together key by key; the first that has a key decides, and comes first in order."""
    merged: dict[str, tuple[str, ...]] = {}
    for table in tables:
        for key, values in table.items():
            merged.setdefault(key, tuple(values))
    return merged


def _baseline(found: list[Layer]) -> str | None:
    named = _first(layer.raw.baseline for layer in found)
    return _tidy(named) if named else None


def _profile(found: list[Layer], project: Path, root: str) -> Profile:
    detected = sites.detect(str(project), root)
    dialect: Dialect | None = _first(layer.raw.dialect for layer in found)
    link_root = _first(layer.raw.link_root for layer in found)
    if dialect:
        detected = tuple(msgspec.structs.replace(site, dialect=dialect, known_slugs=True) for site in detected)
    if link_root is not None:
        detected = tuple(msgspec.structs.replace(site, link_root=_tidy(link_root)) for site in detected)
    return Profile(
        roles=_merged(layer.raw.roles for layer in found),
        required_roles=_required(found[0]),
        dialect=dialect or "github",
        sites=detected,
        vocabulary=_merged(layer.raw.vocabulary for layer in found),
        entries=entry_sources(found),
        contracts=contracts(found),
        attributes=attributes(found),
        counts=counted_files(found),
        role_names=_role_names(found),
        document_folders=_document_folders(project, root),
    )


def _required(top: Layer) -> dict[str, Span]:
    """The roles that the configuration file itself names: only these are promised. An empty list takes a role away."""
    return (
        {} if top.shipped else {role: top.file.span("roles", role) for role, listed in top.raw.roles.items() if listed}
    )


def _role_names(found: list[Layer]) -> dict[str, tuple[str, ...]]:
    """Usual names role by role; a role keeps its place in the profile, and one of the file's own comes first."""
    merged: dict[str, tuple[str, ...]] = {}
    for layer in reversed(found):
        own = {role: tuple(names) for role, names in layer.raw.role_names.items()}
        merged = {**{role: names for role, names in own.items() if role not in merged}, **merged, **own}
    return merged


def _document_folders(project: Path, root: str) -> tuple[str, ...]:
    """Where documents are: the usual folders, the one that is the root, and a project that is such a folder itself."""
    itself = [""] if project.name.lower() in _DOCUMENT_FOLDERS else []
    return tuple(dict.fromkeys((*_DOCUMENT_FOLDERS, *([root] if root else []), *itself)))


def _severity(found: list[Layer], rules: Mapping[str, str], overrides: Overrides) -> dict[str, Severity]:
    """Code -> severity: flags before the file before its profiles, and within each what names fewer rules."""
    severity: dict[str, Severity] = {}
    for layer in reversed(found):
        severity.update(_by_code(layer.raw.severity.items(), rules))
    for selector, level in overrides.severity:
        _flagged("--severity", (selector,), rules)
        if level not in _LEVELS:
            raise ConfigError(f"--severity: {_unknown_level(level, _LEVELS)}")
    severity.update(_by_code(overrides.severity, rules))
    return severity


def _by_code(chosen: Iterable[tuple[str, str]], rules: Mapping[str, str]) -> dict[str, Severity]:
    expanded = [(selectors.expand(selector, rules), _LEVELS[level]) for selector, level in chosen]
    expanded.sort(key=lambda pair: -len(pair[0]))
    return {code: level for codes, level in expanded for code in sorted(codes)}


def _fail_on(found: list[Layer], overrides: Overrides) -> Severity:
    if overrides.fail_on is not None and overrides.fail_on not in _FAIL_ON:
        raise ConfigError(f"--fail-on: {_unknown_level(overrides.fail_on, _FAIL_ON)}")
    return _FAIL_ON[overrides.fail_on or _first(layer.raw.fail_on for layer in found) or "error"]


def _flagged(flag: str, chosen: Iterable[str] | None, rules: Mapping[str, str]) -> tuple[str, ...]:
    given = tuple(chosen or ())
    for selector in given:
        if not selectors.expand(selector, rules):
            raise ConfigError(f"{flag}: {_unknown_rule(selector, rules)}")
    return given


def _excluded(overrides: Overrides) -> tuple[str, ...]:
    for pattern in overrides.exclude or ():
        try:
            globs.compile([pattern])
        except ValueError as error:
            raise ConfigError(f"--exclude: {error}") from None
    return overrides.exclude or ()


def _unknown_level(level: str, known: Mapping[str, Severity]) -> str:
    return f'unknown level "{level}"{did_you_mean(level, list(known), "; one of " + ", ".join(known))}'

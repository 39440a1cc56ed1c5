"""The text of a first crossref.toml: the roles that were recognised, and the common options as comments."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_UNSPEAKABLE = re.compile(r"[*?\[\]{}\\\ud800-\udfff]|^!")
"""What means something in a pattern, and what TOML cannot hold (of a name that is not UTF-8)."""
_WIDEST = 100
"""Columns of a list on one line."""
_FEW = 4
"""A folder is named as a whole if at most one in so many of its documents is of another role."""

_HEAD = """\
# What crossref is told of these documents. All paths start from this folder, the project root.
# `crossref check --show-config` prints what applies, `crossref schema` describes every key.

"""
_OPTIONS = """\
# include = ["docs/**", "README.md"]      # the documents; default: every Markdown file below root
# exclude = ["docs/archive/**"]
# allowed-links = ["docs/generated/**"]   # targets that may be missing
# dialect = "github"                      # how headings become anchors; default: as the site in use does, else GitHub
# fail-on = "warning"                     # default: "error"
"""
_TABLES = """\
# [severity]                              # error, warning, info or off
# orphan-document = "off"

# [per-file-ignores]
# "docs/drafts/**" = ["to-do-marker"]

# [readiness]                             # percent that `crossref readiness` asks for
# coverage = { endpoint = 100 }
"""


def configuration(
    roles: Mapping[str, str | None], known: Collection[str], shared: Collection[str], root: str = ""
) -> str:
    """A configuration with which the documents have the roles that they have without one.

    ``roles`` maps the path of every document to its role, ``known`` are the roles that there are, ``shared`` the folders
    that hold documents of all of them, and ``root`` is where the documents are, if it has to be said.
    """
    found = sorted({role for role in roles.values() if role})
    lines = [
        _HEAD,
        f"root = {quoted(root)}\n" if root else '# root = "docs"                           # where the documents are\n',
    ]
    lines.append(_OPTIONS)
    if found:
        lines.append(
            "\n# The roles that the names of the files tell. A role named here must have a document.\n[roles]\n"
        )
        lines += [f"{_key(role)} = {_list(patterns(role, roles, shared))}\n" for role in found]
    else:
        lines.append(
            '\n# [roles]\n# architecture = ["docs/overview.md"]     # a role named here must have a document\n'
        )
    lacking = sorted(set(known) - set(found))
    if lacking:
        lines.append(f"# No document was recognised as {_listed(lacking)}.\n")
    return "".join([*lines, "\n", _TABLES])


def patterns(role: str, roles: Mapping[str, str | None], shared: Collection[str]) -> tuple[str, ...]:
    """Patterns that fit the documents of a role and none of the others: folders that are all or nearly all of it, and files."""
    left = sorted(path for path, has in roles.items() if has == role)
    found: list[str] = []
    while left:
        folder = next((above for above in _above(left[0]) if above not in shared and _is_of(above, role, roles)), None)
        if folder is None:
            found.append(_escaped(left.pop(0)))
            continue
        found.append(f"{_escaped(folder)}/**")
        found += [f"!{_escaped(path)}" for path in sorted(roles) if _is_below(path, folder) and roles[path] != role]
        left = [path for path in left if not _is_below(path, folder)]
    return tuple(found)


def quoted(text: str) -> str:
    """A text as a basic string of TOML."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", r"\u007f")


def _above(path: str) -> Iterator[str]:
    """The folders that hold a path, the topmost first."""
    segments = path.split("/")
    return ("/".join(segments[:length]) for length in range(1, len(segments)))


def _is_below(path: str, folder: str) -> bool:
    return path.startswith(f"{folder}/")


def _is_of(folder: str, role: str, roles: Mapping[str, str | None]) -> bool:
    inside = [has for path, has in roles.items() if _is_below(path, folder)]
    strangers = sum(has != role for has in inside)
    return len(inside) - strangers > 1 and strangers * _FEW <= len(inside)


def _escaped(path: str) -> str:
    """A path as a pattern; what a pattern cannot say plainly is any character."""
    return _UNSPEAKABLE.sub("?", path)


def _key(role: str) -> str:
    return role if _BARE.fullmatch(role) else quoted(role)


def _list(items: Sequence[str]) -> str:
    texts = [quoted(item) for item in items]
    line = f"[{', '.join(texts)}]"
    return line if len(line) <= _WIDEST else "[\n" + "".join(f"    {text},\n" for text in texts) + "]"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"

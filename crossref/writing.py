"""Changed documents to disk: each replaced as a whole, all prepared before the first is.

Whatever happens in between, even the end of the process or machine, every file holds its old text or its new one.
"""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from crossref.edits import Change
from crossref.walk import real_path

_BOM = b"\xef\xbb\xbf"
_PREFIX, _SUFFIX = ".crossref-", ".tmp"
"""Of temporary files; no document is called so."""


class WriteError(Exception):
    """Nothing was written, or not all; the message says what and why."""


class _Prepared(Struct):
    """A file, what the file system said of it when it was read, and its new content under a temporary name."""

    change: Change
    full: str
    seen: os.stat_result
    temporary: str = ""


def reason_against(project_root: str, path: str) -> str:
    """Why a document is never written: it is, or lies behind, a symbolic link, or may not be written; empty if it may."""
    full = os.path.join(project_root, path)
    try:
        seen = os.lstat(full)
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    if stat.S_ISLNK(seen.st_mode) or real_path(project_root, path) != path:
        return "is reached through a symbolic link"
    if not stat.S_ISREG(seen.st_mode):
        return "is no regular file"
    # Replacing a file asks only for the right to write its folder; who protects a file means its content.
    if not seen.st_mode & 0o222 or not os.access(full, os.W_OK):
        return "is write-protected"
    return ""


def write(project_root: str, changes: Sequence[Change]) -> None:
    """Write changed documents below a project root, and rename those that get another path.

    Encoding, byte order mark, permissions, and where that is allowed the owner stay; line endings are those of the new text.
    Nothing is written outside the root, through a symbolic link, over a file that has changed since it was read, or over one
    that a renamed document would take the place of. Raises ``WriteError``; unless it says otherwise, nothing was written then.
    """
    prepared: list[_Prepared] = []
    try:
        for change in changes:
            prepared.append(_checked(project_root, change))
        for each in prepared:
            _prepare(each)
        for each in prepared:
            _check_again(each)
        _put_in_place(project_root, prepared)
    except OSError as error:
        path = next((each.change.path for each in prepared if error.filename in (each.full, each.temporary)), "")
        raise WriteError(f"cannot write {path or error.filename}: {error.strerror}") from error
    finally:
        for each in prepared:
            with contextlib.suppress(OSError):
                os.unlink(each.temporary)


def _checked(project_root: str, change: Change) -> _Prepared:
    if reason := reason_against(project_root, change.path):
        raise WriteError(f"{change.path} {reason}; nothing was written")
    if change.moved:
        _check_target(project_root, change)
    full = os.path.join(project_root, change.path)
    with open(full, "rb") as file:
        seen, content = os.fstat(file.fileno()), file.read()
    if content.removeprefix(_BOM) != change.before.encode():
        raise _changed(change)
    return _Prepared(change, full, seen)


def _check_target(project_root: str, change: Change) -> None:
    new = os.path.join(project_root, change.moved)
    if real_path(project_root, change.moved) != change.moved:
        raise WriteError(f"{change.moved} is reached through a symbolic link or lies outside {project_root}")
    if os.path.lexists(new) and not _is_same(os.path.join(project_root, change.path), new):
        raise WriteError(f"{change.moved} exists; nothing was written")


def _prepare(each: _Prepared) -> None:
    """Write the new content beside the file, with all that the file has besides content."""
    handle, each.temporary = tempfile.mkstemp(_SUFFIX, _PREFIX, os.path.dirname(each.full))
    with open(handle, "wb") as file, open(each.full, "rb") as old:
        has_mark = old.read(len(_BOM)) == _BOM
        file.write((_BOM if has_mark else b"") + each.change.after.encode())
        file.flush()
        os.fsync(file.fileno())
    now = os.stat(each.temporary)
    if hasattr(os, "chown") and (now.st_uid, now.st_gid) != (each.seen.st_uid, each.seen.st_gid):
        with contextlib.suppress(PermissionError):
            os.chown(each.temporary, each.seen.st_uid, each.seen.st_gid)
    for name, value in _attributes(each.full):
        with contextlib.suppress(OSError):
            os.setxattr(each.temporary, name, value)
    os.chmod(each.temporary, stat.S_IMODE(each.seen.st_mode))


def _attributes(full: str) -> Iterator[tuple[str, bytes]]:
    """Extended attributes, access control lists among them, where the system has any."""
    if hasattr(os, "listxattr"):
        with contextlib.suppress(OSError):
            for name in os.listxattr(full):
                yield name, os.getxattr(full, name)


def _check_again(each: _Prepared) -> None:
    now = os.lstat(each.full)
    if (now.st_ino, now.st_size, now.st_mtime_ns) != (each.seen.st_ino, each.seen.st_size, each.seen.st_mtime_ns):
        raise _changed(each.change)


def _put_in_place(project_root: str, prepared: Sequence[_Prepared]) -> None:
    """Renamed documents appear under their new path first and go from the old one last, so that none is ever missing."""
    done: list[str] = []
    try:
        for each in sorted(prepared, key=lambda each: not each.change.moved):
            if each.change.moved:
                _appear(each, os.path.join(project_root, each.change.moved))
            else:
                os.replace(each.temporary, each.full)
            done.append(each.change.path)
        for each in prepared:
            if each.change.moved and os.path.lexists(each.full):
                _disappear(each, os.path.join(project_root, each.change.moved))
    except OSError as error:
        if not done:
            raise
        raise WriteError(f"cannot write all: {error.strerror}; written: {', '.join(done)}") from error
    for folder in {os.path.dirname(each.full) for each in prepared}:
        _settle(folder)


def _appear(each: _Prepared, new: str) -> None:
    os.makedirs(os.path.dirname(new), exist_ok=True)
    if _is_same(each.full, new):  # another case, on a file system that does not tell them apart
        os.replace(each.temporary, each.full)
        return
    try:
        os.link(each.temporary, new)  # which never replaces anything
    except FileExistsError:
        raise WriteError(f"{each.change.moved} exists; nothing was written") from None
    except OSError:  # a file system without links
        if os.path.lexists(new):
            raise WriteError(f"{each.change.moved} exists; nothing was written") from None
        os.rename(each.temporary, new)


def _disappear(each: _Prepared, new: str) -> None:
    if _is_same(each.full, new):
        os.rename(each.full, new)
    else:
        os.unlink(each.full)


def _settle(folder: str) -> None:
    """Ask for the names in a folder to be on disk, where a system can be asked that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _is_same(one: str, other: str) -> bool:
    """Whether two paths are one file; two hard links of it do not count."""
    try:
        if not os.path.samefile(one, other):
            return False
    except OSError:
        return False
    names = os.listdir(os.path.dirname(other))
    return Path(other).name not in names


def _changed(change: Change) -> WriteError:
    return WriteError(f"{change.path} has changed since it was read; nothing was written, run this again")

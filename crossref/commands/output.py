"""Where a command's text goes: to the terminal, or whole into a file."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import sys
from pathlib import Path
from typing import NoReturn, TextIO


def fail(message: str) -> NoReturn:
    """End the command with exit code 2 and a line on stderr."""
    import typer

    typer.echo(f"crossref: {message}", err=True)
    raise typer.Exit(2)


def tell(message: str) -> None:
    """Write a line on stderr."""
    if sys.stderr is not None:
        print(f"crossref: {message}", file=sys.stderr)


def emit(text: str) -> None:
    """Write to stdout, as UTF-8 everywhere: what programs read must not depend on the locale."""
    if sys.stdout is None:  # closed by the shell (`>&-`)
        fail("cannot write to stdout: it is closed; send the output to a file")
    stream = sys.stdout.buffer
    try:
        sys.stdout.flush()
        stream.write(encoded(text))
        stream.flush()
    except BrokenPipeError:
        # The reader (`| head`) has seen enough. Python would complain once more when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except OSError as error:
        fail(f"cannot write to stdout: {error.strerror}; send the output elsewhere")


def save(path: str, text: str) -> None:
    """Write a file so that no reader ever sees half of it; ends the command if that cannot be done."""
    try:
        _replace(Path(os.path.realpath(path)), encoded(text))
    except OSError as error:
        fail(f"cannot write {path}: {error.strerror}; name a file that can be written")


def encoded(text: str) -> bytes:
    """The text in UTF-8; half a surrogate pair (from a file name that is not UTF-8) becomes ``\\udc80``, as in JSON."""
    return text.encode("utf-8", "backslashreplace")


def has_colour(stream: TextIO | None) -> bool:
    """Whether to colour what goes to a stream: NO_COLOR, then FORCE_COLOR, else whether it is a terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    if forced := os.environ.get("FORCE_COLOR"):
        return forced != "0"
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def width() -> int:
    """The terminal's width in cells, from COLUMNS or the terminal; 80 where there is neither."""
    return shutil.get_terminal_size((80, 24)).columns


def _replace(path: Path, content: bytes) -> None:
    mode = path.stat().st_mode if path.exists() else None
    if mode is not None and not stat.S_ISREG(mode):
        path.write_bytes(content)  # a device or a pipe must stay what it is
        return
    import tempfile  # takes a while, and most runs write no file

    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with open(handle, "wb") as file:
            file.write(content)
        os.chmod(temporary, stat.S_IMODE(mode) if mode is not None else 0o666 & ~_umask())
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

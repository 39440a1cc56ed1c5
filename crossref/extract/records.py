"""Documents as bytes, in two parts, for those who remember them or send them to another process.

Reading them back needs no parser. The path is in neither part: whoever holds the bytes knows which source they are of.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from crossref.extract.digests import blake2b
from crossref.model import Anchor, Document, Facts, Ignore, Label, Link, Marker, Profile, Section, Source, UnreadFacts

if TYPE_CHECKING:
    from crossref.extract.feeds import FeedName as ParserName

_UNREAD = UnreadFacts()

RECORD_ERRORS = (msgspec.DecodeError, UnicodeDecodeError)
"""What is raised for bytes that are no records."""


class References(Struct, frozen=True, array_like=True, gc=False):
    """The first part of a document: all but path and facts."""

    role: str | None
    lines: int
    partial: bool
    anchors: tuple[Anchor, ...]
    sections: tuple[Section, ...]
    links: tuple[Link, ...]
    labels: tuple[Label, ...]
    markers: tuple[Marker, ...]
    ignores: tuple[Ignore, ...]


class Reading(Struct, frozen=True, array_like=True, gc=False):
    """What became of a source: its records, or why it could not be read."""

    digest: bytes
    """Of its text."""
    references: bytes
    facts: bytes
    """Empty where facts were not asked for."""
    line: int = 0
    """Where it could not be read; 0 stands for a source that could."""
    message: str = ""


def read_all(sources: tuple[Source, ...], profile: Profile, facts: bool, parser: ParserName | None = None) -> bytes:
    """Read sources in another process, maybe on another machine, and write down what became of each, in order.

    The parser is named because the environment there may name another one than the environment here.
    """
    encoder = msgspec.msgpack.Encoder()
    return encoder.encode([_read(source, profile, facts, parser, encoder) for source in sources])


def readings(data: bytes) -> list[Reading]:
    """What ``read_all`` wrote down."""
    found: list[Reading] = _decoder(list[Reading]).decode(data)
    return found


def document(path: str, references: bytes | memoryview, facts: bytes | memoryview | None) -> Document:
    """The document behind its two parts, or behind the first of them; raises one of ``RECORD_ERRORS``."""
    first: References = _decoder(References).decode(references)
    second: Facts = _UNREAD if facts is None else _decoder(Facts).decode(facts)
    return Document(
        path,
        first.role,
        first.lines,
        first.partial,
        first.anchors,
        first.sections,
        first.links,
        first.labels,
        first.markers,
        first.ignores,
        second,
    )


def digest(text: str) -> bytes:
    """What tells two texts apart: 16 bytes."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def reason(error: OSError | UnicodeDecodeError) -> tuple[int, str]:
    """In which line a source could not be read, and what to say of it."""
    if isinstance(error, UnicodeDecodeError):
        line = error.object.count(b"\n", 0, error.start) + 1
        return line, f"not UTF-8: byte {error.object[error.start]:#04x} cannot be read; save the file as UTF-8"
    return 1, f"cannot be read: {error.strerror or error}"


def _read(
    source: Source, profile: Profile, facts: bool, parser: ParserName | None, encoder: msgspec.msgpack.Encoder
) -> Reading:
    from crossref.extract.blocks import NestingError
    from crossref.extract.reading import read

    try:
        text = source.read()
        found = read(source, text, profile, facts=facts, parser=parser)
    except NestingError as error:
        return Reading(b"", b"", b"", error.line, "lists are nested too deeply to be read; take some levels out")
    except (OSError, UnicodeDecodeError) as error:
        return Reading(b"", b"", b"", *reason(error))
    references = References(
        found.role,
        found.lines,
        found.partial,
        found.anchors,
        found.sections,
        found.links,
        found.labels,
        found.markers,
        found.ignores,
    )
    second = encoder.encode(found.facts) if facts else b""
    return Reading(digest(text), encoder.encode(references), second)


@cache
def _decoder(type_: type) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(type_)

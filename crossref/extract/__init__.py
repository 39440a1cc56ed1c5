"""Source to Document, purely: what a file says, as records that need no parser to be read.

What reads Markdown is imported when there is something to read: a run that remembers all documents reads none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossref.model import Document, Profile, Source

if TYPE_CHECKING:
    from crossref.extract.feeds import FeedName

__all__ = ["extract", "parser_name"]


def extract(source: Source, profile: Profile, *, facts: bool = True) -> Document:
    """Read a source into a document; without ``facts``, only what refers and can be referred to.

    Raises OSError where the source cannot be read, UnicodeDecodeError where it is not UTF-8, and NestingError where its
    lists are nested too deeply.
    """
    text = source.read()
    from crossref.extract.reading import read

    return read(source, text, profile, facts=facts)


def parser_name() -> FeedName:
    """The parser that feeds pages, by the name of its project."""
    from crossref.extract.feeds import feed_name

    return feed_name()

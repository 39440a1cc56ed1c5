"""What the readers of text, tables and code find, before it is put below its base."""

from __future__ import annotations

from msgspec import Struct

from crossref.extract.endpoints.tokens import Use
from crossref.model import Form


class Found(Struct, gc=False):
    """A use of an endpoint and where it stands; offsets are the page's."""

    use: Use
    start: int
    end: int
    line: int
    form: Form
    listing: str
    base: str | None = None
    """The base that the place itself gives (a table row's group); None to ask the section."""
    label: str = ""
    """What a table calls the group whose path this is."""
    stated: bool = True

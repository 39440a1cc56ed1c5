"""What a value is once it is read: frozen, msgspec-encodable, and free of how it was spelled.

Nothing here reads or compares. A quantity, a version and their like carry two ends; what a text says about
them (at least, up to, about, between) is in which ends there are, and `modality` gives it its name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple, TypeAlias

from msgspec import Struct

QuantityType = Literal["duration", "size", "percentage", "rate", "count", "money", "port"]
AddressType = Literal["url", "host-port", "path"]
NameType = Literal[
    "boolean", "method", "status", "algorithm", "technology", "region", "environment", "identifier"
]  # fmt: skip
ValueType = QuantityType | AddressType | NameType | Literal["version", "date", "schedule", "set"]
"""Every kind of value there is."""

Modality = Literal["exact", "minimum", "maximum", "approximate", "range"]
"""What a text claims about a value: ``>= 80 %`` is a minimum, ``~ 5 min`` approximate, ``2-10`` a range."""


Relation: TypeAlias = Literal["equal", "compatible", "conflict", "incomparable"]
"""What follows from two values of the same thing."""


class Quantity(Struct, frozen=True, array_like=True, gc=False, tag_field="of", tag="quantity"):
    """An amount with two inclusive ends; equal ends are an exact amount, a missing end is an open one."""

    type: QuantityType
    low: float | None
    """In seconds (duration), bytes (size, 1024 to the kilobyte), percent, or plain (count, money, rate, port)."""
    high: float | None
    about: bool = False
    unit: str = ""
    """The unit in normal form: ``min``, ``MB``, a rate's noun (``requests``), a currency (``USD``)."""
    per: str = ""
    """The period of a rate or a price: ``min``, ``15 min``, ``month``; empty for a price paid once."""
    scope: str = ""
    """Whom a rate or price is for: ``user``, ``tenant``, ``ip``; empty where the text does not say."""


class Version(Struct, frozen=True, array_like=True, gc=False, tag_field="of", tag="version"):
    """The versions between two ends, each a prefix: ``(15,)`` is 15 and every 15.x."""

    low: tuple[int, ...]
    """Empty: no lower end."""
    high: tuple[int, ...]
    """Empty: no upper end."""
    closed: bool = True
    """Whether ``high`` and all that starts with it belongs (``3.11-3.13``) or only what is below it (``<4``)."""
    stage: str = ""
    """The pre-release of an exact version, lower case: ``rc.1``."""


class Name(Struct, frozen=True, array_like=True, gc=False, tag_field="of", tag="name"):
    """One of a set of known names, or an identifier."""

    type: NameType
    name: str
    """The normal form: ``PostgreSQL`` for postgres, ``true`` for yes, ``production`` for prod, ``404``."""
    group: str = ""
    """What it can be an alternative to: ``database``, ``password-hash``; only names of one group can conflict."""
    version: Version | None = None


class Address(Struct, frozen=True, array_like=True, gc=False, tag_field="of", tag="address"):
    """A URL, a host with a port, or a path."""

    type: AddressType
    scheme: str
    host: str
    """Lower case; empty for a path."""
    port: int
    """0 where none is written."""
    path: str
    """As written, without query, fragment and trailing slash."""


class Date(Struct, frozen=True, array_like=True, gc=False, tag_field="of", tag="date"):
    """A day, a month (day 0) or a year (month 0 too)."""

    year: int
    month: int = 0
    day: int = 0


class Schedule(Struct, frozen=True, array_like=True, gc=False, tag_field="of", tag="schedule"):
    """How often, and when."""

    every: float
    """The period in seconds; 0 for a cron expression that has none (``0 9-17 * * 1-5``)."""
    at: str = ""
    """``HH:MM``, empty where the text does not say."""
    on: str = ""
    """``sun``, ``mon-fri`` or a day of the month; empty where the text does not say."""
    zone: str = ""
    cron: str = ""
    """The expression in normal form, only where there is no period."""


Single: TypeAlias = Quantity | Version | Name | Address | Date | Schedule


class Group(Struct, frozen=True, array_like=True, gc=False, tag_field="of", tag="set"):
    """Several values of one kind; ``ordered`` when written as a sequence (``a -> b -> c``)."""

    items: tuple[Single, ...]
    ordered: bool = False
    closed: bool = False
    """Whether these are all: then another member is another set."""


Value: TypeAlias = Single | Group


class Found(Struct, frozen=True, array_like=True, gc=False):
    """A value and where it stands in its text: character offsets, end exclusive."""

    value: Value
    start: int
    end: int


class Hit(NamedTuple):
    """What a reader read from a position, and where it ends."""

    value: Single
    end: int


Reader = Callable[[str, int], Hit | None]
"""Reads one value that starts exactly at a position, as far as it goes; looks at nothing to the left."""


def kind_of(value: Value) -> ValueType:
    """Name the kind of a value."""
    if isinstance(value, Quantity | Name | Address):
        return value.type
    if isinstance(value, Version):
        return "version"
    if isinstance(value, Date):
        return "date"
    return "schedule" if isinstance(value, Schedule) else "set"


def modality(value: Value) -> Modality:
    """Name what the text claims about a value; whatever has no ends is exact."""
    if isinstance(value, Name) and value.version is not None:
        value = value.version
    if isinstance(value, Quantity) and value.about:
        return "approximate"
    if not isinstance(value, Quantity | Version) or (value.low == value.high and _closed(value)):
        return "exact"
    if value.high is None or value.high == ():
        return "minimum"
    return "maximum" if value.low is None or value.low == () else "range"


def _closed(value: Quantity | Version) -> bool:
    return value.closed if isinstance(value, Version) else True

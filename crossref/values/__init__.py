"""Text to typed values, and how two of them compare.

`parse` reads a text that is one value, `find` the values in a sentence; `compare` says whether two can both hold;
`show` writes one in its normal form. A wrong reading is a false alarm, so whatever is in doubt is not read.

Everything is linear: patterns are sequences of bounded pieces whose neighbours cannot match the same character, there is
no quantifier inside a quantified group but behind its own separator, and `find` consumes a whole token where it reads
nothing. Digits are ASCII digits only.
"""

from crossref.value import (
    Address,
    Date,
    Found,
    Group,
    Modality,
    Name,
    Quantity,
    Relation,
    Schedule,
    Single,
    Value,
    ValueType,
    Version,
    kind_of,
    modality,
)
from crossref.values.comparing import compare
from crossref.values.finding import find
from crossref.values.reading import parse
from crossref.values.showing import show

__all__ = [
    "Address",
    "Date",
    "Found",
    "Group",
    "Modality",
    "Name",
    "Quantity",
    "Relation",
    "Schedule",
    "Single",
    "Value",
    "ValueType",
    "Version",
    "compare",
    "find",
    "kind_of",
    "modality",
    "parse",
    "show",
]

"""What became of an entry that a contract asks a counterpart for."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from crossref.model import Contract, Place, Severity

State = Literal["covered", "missing", "unwanted", "ambiguous", "duplicate"]
"""The states of requirement tracing, as OpenFastTrace names them.

``ambiguous``: several entries of the counterpart may be it, and none is exactly. ``duplicate``: one inventory has it twice,
the second time at ``counterpart``; of the document that declares it, this is said besides what became of it.
"""


class Pairing(Struct, frozen=True):
    """An entry, the contract that speaks of it, and its state."""

    contract: Contract
    kind: str
    name: str
    """In the document's own spelling, to be quoted."""
    key: str
    """What makes it the same entry everywhere; for the fingerprint."""
    state: State
    declared: tuple[Place, ...]
    """Where it is declared; where it stands in the counterpart if it is unwanted."""
    counterpart: Place | None
    """Where its counterpart stands; for a missing one, the inventory that lacks it."""
    group: str = ""
    """What it is missing with: a path prefix, a name family; members of a group are reported together."""
    lacking: tuple[str, ...] = ()
    """The paths of all documents that together lack it, where none of them is nearer to it than the others."""
    near: str = ""
    """The counterpart's name, where it is another spelling; for an ambiguous one, all that it may be."""
    perhaps: str = ""
    """What stands in the counterpart of a missing entry and may have been meant; ``counterpart`` is its place then."""
    severity: Severity | None = None
    """None means the contract's; a missing counterpart that matters less, such as a health endpoint's, says so here."""

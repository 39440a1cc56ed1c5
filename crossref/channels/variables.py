"""Channel: an exact environment variable. An exact name needs no further evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crossref.channels.question import Question, ask
from crossref.channels.side import Disagreement, Side
from crossref.model import Severity
from crossref.values import Address, Name, Quantity

_OWN = re.compile(
    r"_(?:URL|URI|HOST|HOSTS|ENDPOINT|DSN|ORIGIN|ORIGINS|USER|USERNAME|PASSWORD|PASS|SECRET|TOKEN|KEY|EMAIL|FROM|ACCOUNT|ID"
    r"|DOMAIN|BUCKET|PATH|DIR|FILE|NAME|DATABASE|DB|ENV|MODE|LEVEL|REGION|DEBUG|BROKERS?|SERVERS?|PROJECT)$"
)
"""Variables that every installation sets for itself: what a document gives them is a sample."""
_NUMBERS = 1e9
"""From here on a number is an account or a telephone number."""


def disagreements(sides: Sequence[Side]) -> Iterator[Disagreement]:
    """Values that documents give one environment variable."""
    return ask(
        Question(
            "variable",
            Severity.ERROR,
            lambda side: (side.claim.key,),
            subject=lambda side: side.claim.key[4:],
            whole=True,
            exact=True,
            scoped=False,
        ),
        [side for side in sides if side.claim.key.startswith("env ") and _is_fixed(side)],
    )


def _is_fixed(side: Side) -> bool:
    value = side.claim.value
    if isinstance(value, Name) and value.type in ("boolean", "environment", "identifier"):
        return False
    if isinstance(value, Quantity) and (value.low or 0) >= _NUMBERS:
        return False
    return not isinstance(value, Address) and not _OWN.search(side.claim.key)

"""Channel: a configuration key with its parent."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence

from crossref.channels.question import Question, ask
from crossref.channels.side import Disagreement, Side
from crossref.model import Severity
from crossref.values import Name, kind_of

_GENERIC = frozenset(
    "name type id key value title description url path enabled status version host port image message code level format"
    " method role email user username password token timestamp date time count size limit offset page data error text"
    " command script run uses with on kind namespace label metadata spec apiversion replicas mode source target label"
    " interval timeout window memory cpu schedule period duration weight priority".split()
)
_PAYLOADS = frozenset(
    "spec metadata resources limits requests template containers annotations labels matchlabels jobs steps strategy"
    " services rules items parameters properties schema response request example examples panels groups alerts".split()
)
"""Parents whose keys belong to one object among many."""
_REFERENCE = re.compile(r"config|reference|settings|defaults")
_KINDS = frozenset({"duration", "size", "percentage", "rate", "count", "port", "schedule", "algorithm", "technology"})


def disagreements(sides: Sequence[Side]) -> Iterator[Disagreement]:
    """Values that documents give one configuration key."""
    return ask(
        Question(
            "configuration",
            Severity.WARNING,
            _keys,
            _same_path,
            subject=lambda side: side.claim.key.partition(" ")[2],
            whole=True,
            exact=True,
        ),
        [side for side in sides if side.claim.key.startswith("config ") and _is_setting(side)],
    )


def _keys(side: Side) -> Iterable[Hashable]:
    return (_path(side)[-1],)


def _path(side: Side) -> list[str]:
    return side.claim.key[7:].lower().replace("-", "_").split(".")


def _is_setting(side: Side) -> bool:
    value = side.claim.value
    if kind_of(value) not in _KINDS and not (isinstance(value, Name) and value.group in ("hash", "signature")):
        return False
    if _path(side)[-1].endswith("_id"):
        return False
    return not _PAYLOADS & set(_path(side))


def _is_reference(side: Side) -> bool:
    """Whether a place says what a setting is, and not only how somebody may set it."""
    return side.claim.form == "table" or bool(_REFERENCE.search(side.path.lower()))


def _same_path(a: Side, b: Side) -> bool:
    """Whether one path ends with the other; a last key alone must be telling, and say so on both sides."""
    ours, theirs = sorted((_path(a), _path(b)), key=len)
    if theirs[-len(ours) :] != ours or not (_is_reference(a) or _is_reference(b)):
        return False
    return len(ours) >= 2 or (ours[0] not in _GENERIC and "_" in ours[0])

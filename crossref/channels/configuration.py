"""Channel: a configuration key with its parent, a flag, or a label of the same words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct

from crossref.channels.question import Question, are_sisters, ask
from crossref.channels.side import Disagreement, Side, are_parts, is_elsewhere
from crossref.model import Severity
from crossref.names import plain_name
from crossref.values import Name, kind_of
from crossref.words import singular

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SPLIT = re.compile(r"[^a-z0-9]+")
_GENERIC = frozenset(
    "name type id key value title description url path enabled status version host port image message code level format"
    " method role email user username password token timestamp date time count size limit offset page data error text"
    " command script run uses with on kind namespace label metadata spec apiversion replicas mode source target label"
    " interval timeout window memory cpu schedule period duration weight priority".split()
)
_PAYLOADS = frozenset(
    "spec metadata resources limits requests template containers annotations labels matchlabels jobs steps strategy"
    " services rules items parameters properties schema response request example examples panels groups alerts"
    " plugins routes consumers upstreams tenants users".split()
)
"""Parents whose keys belong to one object among many."""
_LOOSE = frozenset(
    "page_size per_page batch_size max_tokens max_results total_count status_code exit_code error_code"
    " requests_per_second requests_per_minute max_requests burst_size".split()
)
"""Keys of several words that many things have."""
_EVERYWHERE = frozenset(
    "configuration config option setting default guide reference readme api doc documentation overview parameter field data"
    " yaml key value environment variable architecture deployment example file performance basic system project app server"
    " the and for of to in on with".split()
)
"""Words of titles and paths that do not say what a key belongs to."""
_COOKIES = frozenset("session refresh csrf xsrf access consent language theme admin tenant device".split())
"""What cookies are for."""
_REFERENCE = re.compile(r"config|reference|settings|defaults")
_KINDS = frozenset({"duration", "size", "percentage", "rate", "count", "port", "schedule", "algorithm", "technology"})
_SORTS = ("config ", "program ", "flag ")
_LABELLED = frozenset({"duration", "size", "percentage", "rate", "port"})
"""Kinds of value that a label's words and a key's may be told to be one by."""


class _Setting(Struct, frozen=True):
    """The key of a side."""

    path: tuple[str, ...]
    """Its parts in normal form: ``redis``, ``write_timeout`` for ``redis.writeTimeout``."""
    last: str
    """The last part without the joints of its words, by which all spellings meet."""
    around: frozenset[str]
    """The words of what it stands in: parents, title, file."""


_Order = tuple[str, int, int]


class _Known(Struct, frozen=True):
    settings: Mapping[_Order, _Setting]
    owners: Mapping[str, frozenset[frozenset[str]]]
    """Last part -> the parents it has anywhere, each as words."""


def disagreements(sides: Sequence[Side]) -> Iterator[Disagreement]:
    """Values that documents give one configuration key."""
    keyed = [side for side in sides if side.claim.key.startswith(_SORTS) and _is_setting(side)]
    lasts = {_last(_path(side)[-1]) for side in keyed if "_" in _path(side)[-1]}
    labelled = [side for side in sides if not side.claim.key and _is_label(side, lasts)]
    members = [side for side in (*keyed, *labelled) if side.claim.standing != "example"]
    known = _known(members)
    question = Question(
        "configuration",
        Severity.WARNING,
        partial(_keys, known),
        partial(_same, known),
        subject=lambda side: side.claim.key.partition(" ")[2] or side.claim.attribute,
        whole=True,
        exact=True,
    )
    yield from ask(question, sorted(members, key=lambda side: side.order))
    yield from ask(
        Question(
            "configuration",
            Severity.WARNING,
            lambda side: (side.claim.key,),
            _same_cookie,
            subject=lambda side: side.claim.key.partition(" ")[2],
            whole=True,
            exact=True,
            scoped=False,
        ),
        [side for side in sides if side.claim.key.startswith("header ")],
    )


def _same_cookie(a: Side, b: Side) -> bool:
    """Whether two headers can be of one answer: a cookie for the session may differ from one for a refresh token."""
    ours, theirs = a.words & _COOKIES, b.words & _COOKIES
    return not ours or not theirs or bool(ours & theirs)


def _known(sides: Sequence[Side]) -> _Known:
    settings = {}
    owners: dict[str, set[frozenset[str]]] = defaultdict(set)
    for side in sides:
        path = _path(side)
        around = _words(
            *path[:-1], plain_name(side.claim.subject), plain_name(side.path.rpartition("/")[2].rpartition(".")[0])
        )
        settings[side.order] = _Setting(path, _last(path[-1]), around)
        if len(path) >= 2:
            owners[_last(path[-1])].add(_owner(side, path))
    return _Known(settings, {last: frozenset(parents) for last, parents in owners.items()})


def _owner(side: Side, path: tuple[str, ...]) -> frozenset[str]:
    """The words of what a key belongs to: its parent, of a field of a program also where its type comes from."""
    return _words(*path[:-1]) if side.claim.key.startswith("program ") else _words(path[-2])


def _keys(known: _Known, side: Side) -> Iterable[Hashable]:
    return (known.settings[side.order].last,)


def _path(side: Side) -> tuple[str, ...]:
    name = (
        side.claim.key.partition(" ")[2]
        if side.claim.key.startswith(_SORTS)
        else side.claim.attribute.replace(".", " ")
    )
    parts = ("_".join(word for word in _SPLIT.split(_CAMEL.sub("_", part).lower()) if word) for part in name.split("."))
    return tuple(part for part in parts if part) or ("",)


def _last(part: str) -> str:
    return part.replace("_", "")


def _words(*texts: str) -> frozenset[str]:
    return frozenset(singular(word) for text in texts for word in _SPLIT.split(text.lower()) if len(word) > 1)


def _is_setting(side: Side) -> bool:
    value = side.claim.value
    if kind_of(value) not in _KINDS and not (
        isinstance(value, Name) and value.group in ("hash", "signature", "region")
    ):
        return False
    path = _path(side)
    return not path[-1].endswith("_id") and not _PAYLOADS & {part.replace("_", "") for part in path}


def _is_label(side: Side, lasts: set[str]) -> bool:
    """Whether a label or row says the words of some key of several words."""
    claim = side.claim
    if claim.form not in ("list", "prose", "table") or not claim.attribute or kind_of(claim.value) not in _LABELLED:
        return False
    path = _path(side)
    return "_" in path[-1] and _last(path[-1]) in lasts


def _is_reference(side: Side) -> bool:
    """Whether a place says what a setting is, and not only how somebody may set it."""
    claim = side.claim
    return claim.form != "code" or claim.standing == "default" or bool(_REFERENCE.search(side.path.lower()))


def _same(known: _Known, a: Side, b: Side) -> bool:
    """Whether two keys are one: the same parent, or a telling last part that no other component has."""
    # Two programs may be two uses of one library; only a field of a type with its package is told to be one.
    programs = a.claim.key == b.claim.key and a.claim.key.startswith("program ") and a.claim.key.count(".") >= 2
    if a.claim.key.startswith("program ") and b.claim.key.startswith("program ") and not programs:
        return False
    if not (_is_reference(a) or _is_reference(b) or programs) or is_elsewhere(a) != is_elsewhere(b):
        return False
    one, two = known.settings[a.order], known.settings[b.order]
    if kind_of(a.claim.value) != kind_of(b.claim.value):
        return False
    if len(one.path) >= 2 and len(two.path) >= 2 and a.claim.key[:8] == b.claim.key[:8]:
        ours, theirs = sorted((one.path, two.path), key=len)
        return theirs[-len(ours) :] == ours or (_is_telling(one) and _words(one.path[-2]) == _words(two.path[-2]))
    if (
        not _is_telling(one)
        or are_sisters(a.path, b.path)
        or are_parts(a, b)
        or not (one.around & two.around) - _EVERYWHERE
    ):
        return False
    owners = known.owners.get(one.last, frozenset())
    if len(owners) < 2:
        return True
    mine, yours = ({owner for owner in owners if owner & setting.around} for setting in (one, two))
    return bool(mine & yours) and (mine <= yours or yours <= mine)


def _is_telling(setting: _Setting) -> bool:
    last = setting.path[-1]
    return last not in _GENERIC and last not in _LOOSE and ("_" in last or last.startswith(("max", "min")))

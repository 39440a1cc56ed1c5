"""Which readers there are, in which order, and what a value of each may begin with."""

from __future__ import annotations

from crossref.patterns import late
from crossref.value import Reader, ValueType
from crossref.values import addresses, names, numbers, quantities, times, versions

READERS: tuple[Reader, ...] = (
    addresses.read_url,
    addresses.read_host_port,
    addresses.read_path,
    times.read_date,
    times.read_schedule,
    names.read_status,
    names.read_region,
    names.read_algorithm,
    names.read_technology,
    addresses.read_file,
    quantities.read,
    quantities.read_port,
    versions.read,
    names.read_method,
    names.read_environment,
    names.read_boolean,
    names.read_identifier,
)
"""Every reader that needs no hint, in order: the more special form first."""

HINTED: dict[ValueType, tuple[Reader, ...]] = {
    "duration": (quantities.read,),
    "size": (quantities.read, quantities.read_letter_size),
    "percentage": (quantities.read,),
    "rate": (quantities.read,),
    "count": (quantities.read,),
    "money": (quantities.read,),
    "port": (quantities.read_bare_port,),
    "url": (addresses.read_url,),
    "host-port": (addresses.read_any_host_port,),
    "path": (addresses.read_any_path,),
    "version": (versions.read, versions.read_bare),
    "date": (times.read_any_date,),
    "schedule": (times.read_schedule,),
    "boolean": (names.read_any_boolean,),
    "method": (names.read_any_method,),
    "status": (names.read_bare_status,),
    "algorithm": (names.read_algorithm,),
    "technology": (names.read_technology,),
    "region": (names.read_region,),
    "environment": (names.read_any_environment,),
    "identifier": (names.read_any_identifier,),
    "set": (),
}
"""The readers of each kind where it is expected; each may read more than without the hint."""

DIGIT_READERS: tuple[Reader, ...] = (
    addresses.read_host_port,
    times.read_date,
    times.read_schedule,
    names.read_status,
    quantities.read,
    quantities.read_port,
    versions.read,
)
SIGN_READERS: dict[str, tuple[Reader, ...]] = {
    **dict.fromkeys("<>≤≥~≈^", (quantities.read, versions.read)),
    **dict.fromkeys("$€£₹", (quantities.read,)),
    "*": (times.read_schedule,),
    "/": (addresses.read_path,),
    ".": (addresses.read_path,),
    ":": (quantities.read_port,),
}
ADDRESS_READERS: tuple[Reader, ...] = (addresses.read_url, addresses.read_host_port, addresses.read_path)

_FIRST_WORDS: dict[Reader, frozenset[str]] = {
    times.read_date: times.MONTH_STARTS,
    times.read_schedule: times.SCHEDULE_STARTS,
    names.read_status: frozenset(("http", "status")),
    names.read_region: names.REGION_STARTS,
    names.read_algorithm: names.ALGORITHM_STARTS,
    names.read_technology: names.STARTS,
    quantities.read: numbers.LEADS | numbers.WORD_STARTS | {"usd", "eur", "gbp", "chf", "p", "pt"},
    quantities.read_port: frozenset(("port", "ports")),
    versions.read: frozenset(("v", "version", "versions")) | numbers.LEADS,
    names.read_method: names.METHOD_STARTS,
    names.read_environment: names.ENVIRONMENT_STARTS,
    names.read_boolean: names.BOOLEAN_STARTS,
}
"""The first letters, in lower case, of what a reader reads inside a sentence."""

_FIRST_WORDS_ALONE: dict[Reader, frozenset[str]] = {
    quantities.read: frozenset(("one",)),
    names.read_boolean: frozenset(("yes", "no", "on", "off")),
}
"""What is a value only where nothing else stands."""

_ANY_WORD: tuple[Reader, ...] = (*ADDRESS_READERS, addresses.read_file, names.read_identifier)
_LETTERS = late(r"[^\W\d_]+")


def _by_first_word() -> dict[str, tuple[Reader, ...]]:
    words: frozenset[str] = frozenset().union(*_FIRST_WORDS.values())
    return {word: tuple(reader for reader in READERS if word in _FIRST_WORDS.get(reader, ())) for word in words}


def _alone_by_first_word() -> dict[str, tuple[Reader, ...]]:
    table = {}
    for word in {*WORD_READERS, *frozenset().union(*_FIRST_WORDS_ALONE.values())}:
        special = {reader for reader, words in _FIRST_WORDS_ALONE.items() if word in words}
        wanted = {*WORD_READERS.get(word, ()), *special, *_ANY_WORD}
        table[word] = tuple(reader for reader in READERS if reader in wanted)
    return table


WORD_READERS = _by_first_word()
"""The readers that may begin with a word inside a sentence, by its first letters in lower case."""

_ALONE_READERS = _alone_by_first_word()


def readers(text: str, hint: ValueType | None) -> tuple[Reader, ...]:
    """Give the readers that could read a text as a whole, in order."""
    if hint is not None:
        return HINTED[hint]
    letters = _LETTERS.match(text)
    return _ALONE_READERS.get(letters[0].lower(), _ANY_WORD) if letters else READERS

"""Names with a meaning: technologies, algorithms, regions, environments, HTTP methods and status codes, booleans.

Each reader knows its names from a closed list or form; a name that is not listed is not read.
"""

from __future__ import annotations

import re
from http import HTTPStatus

from crossref.patterns import late
from crossref.value import Hit, Name, Quantity, Version
from crossref.values import quantities, versions
from crossref.values.addresses import FILES
from crossref.values.technologies import TECHNOLOGIES, Technology

# -- technologies --------------------------------------------------------------------------------------------------

_LETTERS = late(r"[^\W\d_]+")


def _by_start() -> dict[str, list[Technology]]:
    """Put the spellings under the letters that they begin with, the longest first."""
    table: dict[str, list[Technology]] = {}
    for entry in sorted(TECHNOLOGIES, key=lambda entry: -len(entry.spelling)):
        letters = _LETTERS.match(entry.spelling)
        assert letters is not None
        table.setdefault(letters[0].lower(), []).append(entry)
    return table


_BY_START = _by_start()
STARTS = frozenset(_BY_START)
"""The letters, in lower case, that the name of a technology may begin with."""

_TO_VERSION = late(r"(?: v| ?version |[ :@]|(?= ?[<>≥≤^]| [~=]=?[0-9]))(?=v?[0-9<>≥≤^~=])", re.IGNORECASE)
_VERSION_DIGITS = late(r"(?:[0-9]{1,2}|20[0-9]{2})(?:\.|$|(?![0-9]))")


def read_technology(text: str, at: int) -> Hit | None:
    """Read a technology, with its version if one follows: ``PostgreSQL 16``, ``node:22-slim``, ``Python >= 3.11``."""
    entry = _technology(text, at)
    if entry is None:
        return None
    end = at + len(entry.spelling)
    version = _version_after(text, end)
    if version is None:
        return Hit(Name("technology", entry.name, entry.group), end)
    return Hit(Name("technology", entry.name, entry.group, version[0]), version[1])


def is_sure(text: str, value: Name, start: int, end: int) -> bool:
    """Whether a technology that was read inside a sentence is one: not the English word, nor another case."""
    entry = _technology(text, start)
    if entry is None or (entry.cased and not text.startswith(entry.spelling, start)):
        return False
    return entry.sure or (value.version is not None and end > start + len(entry.spelling))


def is_written(text: str, start: int) -> bool:
    """Whether a technology is written as it writes itself, where its name is also a word."""
    entry = _technology(text, start)
    return entry is not None and (not entry.cased or text.startswith(entry.spelling, start))


def _technology(text: str, at: int) -> Technology | None:
    letters = _LETTERS.match(text, at)
    for entry in _BY_START.get(letters[0].lower(), ()) if letters else ():
        end = at + len(entry.spelling)
        if text[at:end].lower() == entry.spelling.lower() and not (
            text[end : end + 1].isalnum() or text[end : end + 1] == "_"
        ):
            return entry
    return None


def _version_after(text: str, at: int) -> tuple[Version, int] | None:
    gap = _TO_VERSION.match(text, at)
    if gap is None:
        return None
    start = gap.end()
    while text[start : start + 1] == " ":
        start += 1
    hit = versions.read_bare(text, start)
    if hit is None or not isinstance(hit.value, Version):
        return None
    digits = re.search(r"[0-9]", text[start : hit.end])
    if digits is None or not _VERSION_DIGITS.match(text, start + digits.start()):
        return None
    return None if _is_amount(text, start) else (hit.value, hit.end)


def _is_amount(text: str, at: int) -> bool:
    """Whether what looks like a version has a unit: "Redis 2 GB", "nginx 60s"."""
    amount = quantities.read(text, at)
    return amount is not None and isinstance(amount.value, Quantity) and amount.value.type != "count"


# -- algorithms ----------------------------------------------------------------------------------------------------

_ALGORITHM = late(
    r"(?:(?P<signature>(?:RS|HS|ES|PS)(?:256|384|512)|EdDSA)"
    r"|(?P<cipher>AES[- ]?(?:128|192|256)(?:[- ]?(?:GCM|CBC|CTR|CCM|XTS))?|ChaCha20(?:-Poly1305)?)"
    r"|(?P<password>bcrypt|scrypt|argon2(?:id|i|d)?|PBKDF2)"
    r"|(?P<mac>HMAC[- ]SHA-?(?:1|256|384|512))"
    r"|(?P<hash>SHA-?(?:1|224|256|384|512)|SHA3-(?:256|512)|MD5|BLAKE2b|BLAKE3)"
    r"|(?P<key>RSA[- ]?(?:1024|2048|3072|4096)|ECDSA(?:[- ]P-?(?:256|384|521))?|Ed25519|X25519)"
    r"|(?P<tls>TLS)(?:v| v|[ :]|(?= ?[<>≥]))(?= ?(?:[<>]=?|≥)? ?1\.[0-3]))",
    re.IGNORECASE,
)
_GROUPS = {"signature": "signature", "cipher": "cipher", "password": "password hash", "mac": "message code"}
_GROUPS |= {"hash": "hash", "key": "key"}
_LOWER = {"bcrypt": "bcrypt", "scrypt": "scrypt", "chacha20": "ChaCha20", "chacha20-poly1305": "ChaCha20-Poly1305"}
_LOWER |= {"eddsa": "EdDSA", "ed25519": "Ed25519", "blake2b": "BLAKE2b"}
_PIECES = late(r"^(AES|RSA|SHA(?=[0-9]{1,3}$)|ECDSA(?=.))[- ]?|[- ]+")
_OTHER_TLS = late(r" ?(?:/|,|&|\+|and|or) ?(?:TLS ?)?v?1\.", re.IGNORECASE)
ALGORITHM_STARTS = frozenset(
    "rs hs es ps eddsa aes chacha bcrypt scrypt argon pbkdf hmac sha md blake rsa ecdsa ed x tls tlsv".split()
)
"""The letters, in lower case, that an algorithm may begin with."""


def read_algorithm(text: str, at: int) -> Hit | None:
    """Read a cryptographic algorithm or a TLS version; "AES", "RSA" or "SHA" alone name a family and say too little."""
    match = _ALGORITHM.match(text, at)
    if match is None or match.lastgroup is None:
        return None
    if match["tls"]:
        return _tls(text, match.end())
    return Hit(Name("algorithm", _normal(match[0]), _GROUPS[match.lastgroup]), match.end())


def _tls(text: str, at: int) -> Hit | None:
    hit = versions.read_bare(text, at + text.startswith(" ", at))
    if hit is None or not isinstance(hit.value, Version) or _OTHER_TLS.match(text, hit.end):
        return None
    return Hit(Name("algorithm", "TLS", "transport", hit.value), hit.end)


def _normal(text: str) -> str:
    """``AES256GCM``, ``aes-256-gcm`` -> ``AES-256-GCM``; ``SHA256`` -> ``SHA-256``; ``argon2id`` stays."""
    lower = text.lower()
    if lower.startswith("argon2") or lower in _LOWER:
        return _LOWER.get(lower, lower)
    upper = text.upper()
    if upper.startswith("HMAC"):
        return "HMAC-SHA-" + upper.rpartition("SHA")[2].lstrip("-")
    upper = re.sub(r"(?<=[0-9])(?=(?:GCM|CBC|CTR|CCM|XTS)$)", "-", upper)
    upper = _PIECES.sub(lambda match: f"{match[1]}-" if match[1] else "-", upper)
    return re.sub(r"-P(?=[0-9])", "-P-", upper)


# -- regions -------------------------------------------------------------------------------------------------------

_REGION = late(
    r"(?:(?:us|eu|ap|sa|ca|me|af|il|cn|mx)(?:-gov)?-(?:north|south|east|west|central|northeast|southeast|northwest|southwest)-[1-9][a-f]?"
    r"|(?:us|europe|asia|northamerica|southamerica|australia|me|africa)"
    r"-(?:north|south|east|west|central|northeast|southeast|northwest|southwest)[1-9][0-9]?(?:-[a-f])?"
    r"|(?:west|east|north|south|central|northcentral|southcentral|westcentral)us[23]?"
    r"|(?:north|west)europe|(?:uk|france|germanywest|switzerland|norway|sweden|poland|italy|brazil|japan|korea|australia|canada)"
    r"(?:north|south|east|west|central)|(?:southeast|east)asia|(?:south|central|west)india)(?![\w-])"
)
REGION_STARTS = frozenset(
    "us eu ap sa ca me af il cn mx europe asia northamerica southamerica australia africa westus eastus northus southus"
    " centralus northcentralus southcentralus westcentralus northeurope westeurope".split()
)
REGION_STARTS |= {
    place + side
    for place in "uk france germanywest switzerland norway sweden poland italy brazil japan korea australia canada".split()
    for side in "north south east west central".split()
}
REGION_STARTS |= {"southeastasia", "eastasia", "southindia", "centralindia", "westindia"}
"""The letters that a region may begin with."""


def read_region(text: str, at: int) -> Hit | None:
    """Read a region of AWS, Google Cloud or Azure, with its zone letter: ``eu-west-1``, ``us-central1-a``, ``westeurope``."""
    match = _REGION.match(text, at)
    return Hit(Name("region", match[0], "region"), match.end()) if match else None


# -- environments --------------------------------------------------------------------------------------------------

_SAME = {"prod": "production", "preprod": "pre-production", "preproduction": "pre-production"}
_SAME |= {"dev": "development", "testing": "test", "stage": "staging"}
_ENVIRONMENTS = frozenset("production prod staging pre-production preprod preproduction uat".split())
_ONLY_SAID = frozenset("development dev sandbox test testing local preview stage demo qa ci".split())
"""What is an environment only where one is expected, or before the word."""
_ENVIRONMENT = late(r"([A-Za-z]{2,13}(?:-production)?)(?![\w-])( environments?(?![\w-]))?")
ENVIRONMENT_STARTS = frozenset({"pre", *_ENVIRONMENTS, *_ONLY_SAID})


def read_environment(text: str, at: int) -> Hit | None:
    """Read an environment; a word like test only where ``environment`` follows."""
    match = _ENVIRONMENT.match(text, at)
    return _environment(match) if match and (match[2] or match[1].lower() in _ENVIRONMENTS) else None


def read_any_environment(text: str, at: int) -> Hit | None:
    """Read an environment where one is expected: ``test``, ``local``, ``dev`` as well."""
    match = _ENVIRONMENT.match(text, at)
    return _environment(match) if match else None


def _environment(match: re.Match[str]) -> Hit | None:
    name = match[1].lower()
    if name not in _ENVIRONMENTS and name not in _ONLY_SAID:
        return None
    return Hit(Name("environment", _SAME.get(name, name), "environment"), match.end())


# -- HTTP ----------------------------------------------------------------------------------------------------------

_METHODS = r"(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)(?![\w-])"
_METHOD = late(_METHODS)
_ANY_METHOD = late(_METHODS, re.IGNORECASE)
METHOD_STARTS = frozenset("get post put patch delete head options".split())
_REASONS = {code.value: code.phrase.lower() for code in HTTPStatus}
_STATUS = late(
    r"(?:HTTP(?:/[12](?:\.[01])?)?(?: status)?(?: code)?|status(?: codes?)?)[: ]{1,2}[`*]{0,2}([1-5][0-9]{2})(?![\w.])",
    re.IGNORECASE,
)
_BARE_STATUS = late(r"([1-5](?:[0-9]{2}|xx|XX))(?![\w.])")
_REASON = late(r"[`*]{0,2} \(?([A-Za-z][A-Za-z '-]{1,34})")


def read_method(text: str, at: int) -> Hit | None:
    """Read an HTTP method, in capitals."""
    match = _METHOD.match(text, at)
    return Hit(Name("method", match[0], "method"), match.end()) if match else None


def read_any_method(text: str, at: int) -> Hit | None:
    """Read an HTTP method where one is expected, in any case."""
    match = _ANY_METHOD.match(text, at)
    return Hit(Name("method", match[0].upper(), "method"), match.end()) if match else None


def read_status(text: str, at: int) -> Hit | None:
    """Read a status code that shows itself to be one: ``HTTP 404``, ``status 404``, ``404 Not Found``."""
    match = _STATUS.match(text, at)
    hit = _status(match[1], match.end()) if match else None
    if hit is not None:
        return _with_reason(text, hit) or hit
    bare = _BARE_STATUS.match(text, at)
    found = _status(bare[1], bare.end()) if bare else None
    return _with_reason(text, found) if found else None


def read_bare_status(text: str, at: int) -> Hit | None:
    """Read a status code where one is expected: ``404``, ``4xx`` as well."""
    bare = _BARE_STATUS.match(text, at)
    hit = _status(bare[1], bare.end()) if bare else None
    return (_with_reason(text, hit) or hit) if hit else read_status(text, at)


def _status(code: str, end: int) -> Hit | None:
    known = code[1:].lower() == "xx" or int(code) in _REASONS
    return Hit(Name("status", code.lower(), "status"), end) if known else None


def _with_reason(text: str, hit: Hit) -> Hit | None:
    """Take the reason phrase in, which proves a bare number: ``200 OK``."""
    code = hit.value.name if isinstance(hit.value, Name) else ""
    reason = _REASONS.get(int(code), "") if code.isdigit() else ""
    match = _REASON.match(text, hit.end)
    if match is None or not reason or not match[1].lower().startswith(reason) or "(" in match[0]:
        return None
    end = match.start(1) + len(reason)
    return None if text[end : end + 1].isalnum() else Hit(hit.value, end)


# -- yes and no ----------------------------------------------------------------------------------------------------

_BOOLEANS = {"true": "true", "yes": "true", "on": "true", "enabled": "true", "false": "false", "no": "false"}
_BOOLEANS |= {"off": "false", "disabled": "false", "✅": "true", "✓": "true", "✔": "true", "❌": "false", "✗": "false"}
_NEEDS = {"required": "required", "mandatory": "required", "optional": "optional"}
_BOOLEAN = late(
    r"(true|false|yes|no|enabled|disabled|required|mandatory|optional|on|off)(?: by default)?(?![\w-])",
    re.IGNORECASE,
)
_SIGN = late(r"(✅|✓|✔|❌|✗)\ufe0f?(?: (yes|no|enabled|disabled|required|optional)(?![\w-]))?", re.IGNORECASE)
_ASIDE = frozenset("on off".split())
BOOLEAN_STARTS = frozenset("true false enabled disabled required mandatory optional".split())


def read_boolean(text: str, at: int) -> Hit | None:
    """Read true, yes, enabled, required and their opposites; ``on`` and ``off`` only as ``on by default``."""
    match = _BOOLEAN.match(text, at)
    if match is None or (match[1].lower() in _ASIDE and not match[0].lower().endswith("default")):
        return None
    return _boolean(match[1].lower(), match.end())


def read_any_boolean(text: str, at: int) -> Hit | None:
    """Read a boolean where one is expected: ``on``, ``✅``, ``❌ No`` as well."""
    match = _BOOLEAN.match(text, at)
    if match:
        return _boolean(match[1].lower(), match.end())
    sign = _SIGN.match(text, at)
    return _boolean((sign[2] or sign[1]).lower(), sign.end()) if sign else None


def _boolean(word: str, end: int) -> Hit:
    if word in _NEEDS:
        return Hit(Name("boolean", _NEEDS[word], "need"), end)
    return Hit(Name("boolean", _BOOLEANS[word], "switch"), end)


# -- identifiers ---------------------------------------------------------------------------------------------------

_IDENTIFIER = late(r"[A-Za-z_$][\w$]*(?:[.:/-][\w$]+)*(?:\(\))?", re.ASCII)
_LONGEST = 100
_SNAKE = r"[A-Za-z$][A-Za-z0-9$]*(?:\.[A-Za-z0-9$]+)*_+[A-Za-z0-9]\w*(?:\.\w+)*"
_CAMEL = r"(?=[a-z]{2})[a-z0-9]+[A-Z]+[a-z]\w*(?:\.\w+)*"
_CODE_LIKE = late(rf"(?:{_SNAKE}|{_CAMEL})(?:\(\))?", re.ASCII)


def read_identifier(text: str, at: int) -> Hit | None:
    """Read a token that only code has: ``snake_case``, ``UPPER_SNAKE``, ``camelCase``; no hyphens, no PascalCase."""
    match = _CODE_LIKE.match(text, at)
    if match is None or len(match[0]) > _LONGEST or match[0].rpartition(".")[2].lower() in FILES:
        return None
    return Hit(Name("identifier", match[0].removesuffix("()"), "identifier"), match.end())


def read_any_identifier(text: str, at: int) -> Hit | None:
    """Read any single token as an identifier, where one is expected: ``orders.created``, ``order-service``."""
    match = _IDENTIFIER.match(text, at)
    return Hit(Name("identifier", match[0].removesuffix("()"), "identifier"), match.end()) if match else None

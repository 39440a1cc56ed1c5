"""Amounts with their unit: durations, sizes, percentages, rates, prices, counts.

`read` follows one grammar: [bound] amount [range amount] unit [bound], then what it is per. It looks only to the
right, and every piece is bounded, so reading at each position of a text is linear.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from msgspec.structs import replace

from crossref.patterns import late
from crossref.value import Hit, Quantity
from crossref.values import numbers, units
from crossref.values.units import Unit


class _Amount(NamedTuple):
    value: float
    unit: Unit | None
    end: int
    form: numbers.Form
    plus: bool = False
    scale: float = 1.0


# Markup may stand between a number and its unit: `30` days, **30** days.
_UNIT = late(r"[`*]{0,2}([ \u00a0\u202f-]?)[`*]{0,2}(%|€|£|[^\W\d_]{1,14})")
_MONEY = late(r"(US\$|CA\$|A\$|\$|€|£|₹|(?:USD|EUR|GBP|CHF) )[ \u00a0]?(?=[0-9])")
_MILLION = late(r"[MB](?![\w])")
_ISO = late(
    r"P(?=[0-9T])(?:(?P<year>[0-9]{1,4})Y)?(?:(?P<month>[0-9]{1,4})M)?(?:(?P<week>[0-9]{1,4})W)?"
    r"(?:(?P<day>[0-9]{1,4})D)?(?:T(?=[0-9])(?:(?P<h>[0-9]{1,4})H)?(?:(?P<min>[0-9]{1,4})M)?(?:(?P<s>[0-9]{1,4})S)?)?"
    r"(?![\w])"
)
_COMPOUND = late(r"(?: and |, | )?(?=[0-9])")
_NOUN = late(r" ?([A-Za-z]{1,16})(?: ([A-Za-z]{2,16}))??(?= ?/| per | por | an? [mhds]| every | in [0-9])")
_PER = late(
    r"(?:[ ]?/[ ]?|[ -](?:per|por)[ -]| (?:every|for each|an?) | (?:in|within) (?=[0-9]))(?:([0-9]{1,3})[ -]?)?([A-Za-z]{1,14})"
)
_SCOPE_WORDS = late(r"(?:ip address|api key)(?![\w])", re.IGNORECASE)
_PORT = late(r"(?::|ports?[ :]{1,2}[`*]{0,2})([0-9]{1,5})|([0-9]{1,5})/(?:tcp|udp)\b", re.IGNORECASE)
_PORT_NUMBER = late(r"[0-9]{1,5}")


def read(text: str, at: int) -> Hit | None:
    """Read an amount with everything that belongs to it; a number without a unit is a count."""
    if text.startswith("P", at):
        return _iso(text, at)
    start = numbers.between(text, at)
    before = numbers.bound_before(text, start)
    money = _MONEY.match(text, before.end)
    currency = Unit("money", 1.0, units.CURRENCIES[money[1].strip()]) if money else None
    first = _amount(text, money.end() if money else before.end, currency)
    if first is None:
        return None
    low, high = first, _second(text, first, currency, opened=start > at)
    if high is None and start > at:
        return None
    value = _value(low, high)
    if value is None:
        return None
    end = high.end if high else first.end
    value, end = _per(text, end, value)
    after = numbers.bound_after(text, end) if not low.plus else numbers.Bound("minimum", end)
    return _bounded(value, before, after)


def _amount(text: str, at: int, currency: Unit | None) -> _Amount | None:
    found = numbers.number(text, at)
    if found is None:
        return None
    value, end = found.value, found.end
    plus = False
    if currency is not None:
        found = _millions(text, found)
        return _Amount(found.value, currency, found.end, found.form, scale=found.scale)
    if text.startswith("+", end):
        plus, end = True, end + 1
    measure, end = _unit(text, end)
    amount = _Amount(value * measure.factor if measure else value, measure, end, found.form, plus, found.scale)
    return _compound(text, amount) if measure and measure.type == "duration" and not plus else amount


def _millions(text: str, found: numbers.Number) -> numbers.Number:
    """Read the M or B after a price."""
    match = _MILLION.match(text, found.end)
    if match is None:
        return found
    factor = 1e6 if match[0] == "M" else 1e9
    return numbers.Number(found.value * factor, match.end(), found.form, factor)


def _unit(text: str, at: int) -> tuple[Unit | None, int]:
    match = _UNIT.match(text, at)
    found = units.unit(match[2]) if match else None
    if (
        match is None
        or found is None
        or (match[1] and match[1].replace("\u00a0", " ").replace("\u202f", " ") not in found.glue)
    ):
        return None, at
    return found, match.end()


def _compound(text: str, first: _Amount) -> _Amount:
    """Add what follows in smaller units: ``1h30m``, ``1 hour and 30 minutes``."""
    total, last = first, first
    for _ in range(4):
        glue = _COMPOUND.match(text, last.end)
        found = numbers.number(text, glue.end()) if glue else None
        smaller, end = _unit(text, found.end) if found else (None, 0)
        if (
            not found
            or not smaller
            or not last.unit
            or smaller.type != "duration"
            or smaller.factor >= last.unit.factor
        ):
            break
        value = found.value * smaller.factor
        if value >= last.unit.factor:
            break
        last = _Amount(value, smaller, end, found.form)
        total = _Amount(total.value + value, smaller, end, total.form if found.form == "plain" else found.form)
    return total


def _second(text: str, first: _Amount, currency: Unit | None, *, opened: bool) -> _Amount | None:
    """Read a range's other end, which may be the only one with a unit: ``15-30 min``, ``$29-$99``."""
    at = numbers.join(text, first.end, opened=opened)
    if at is None or first.plus:
        return None
    money = _MONEY.match(text, at) if currency else None
    return _amount(text, money.end() if money else at, currency)


def _value(low: _Amount, high: _Amount | None) -> Quantity | None:
    """Make one quantity of one or two amounts; None where they do not fit together."""
    if high is None:
        return _quantity(low.value, low.value, low.unit) if _is_sure(low.form, low.unit) else None
    if not (_is_sure(low.form, high.unit) and _is_sure(high.form, high.unit)) or (low.unit and not high.unit):
        return None
    bottom, top = low.value, high.value
    if low.scale == 1 and bottom < top / high.scale:
        bottom *= high.scale  # 2-5k
    if low.unit is None and high.unit is not None:
        bottom *= high.unit.factor
    elif low.unit and high.unit and low.unit.type != high.unit.type:
        return None
    return _quantity(bottom, top, high.unit) if bottom < top else None


def _is_sure(form: numbers.Form, measure: Unit | None) -> bool:
    """Whether a number can be read one way only: a unit settles a decimal comma, and a percentage has no thousands."""
    return form == "plain" or (measure is not None and (form == "comma" or measure.type == "percentage"))


def _quantity(low: float, high: float, measure: Unit | None) -> Quantity:
    if measure is None:
        return Quantity("count", low, high)
    name = "" if measure.type == "percentage" else measure.name
    return Quantity(measure.type, low, high, unit=name)


def _bounded(value: Quantity, before: numbers.Bound, after: numbers.Bound) -> Hit | None:
    """Open an end as the words around the amount say; None where they contradict each other."""
    kind = before.kind or after.kind
    if before.kind and after.kind and before.kind != after.kind and before.kind != "about":
        return None
    if kind == "about" and after.kind:
        kind = after.kind
    end = after.end
    if value.low != value.high:
        return Hit(value, end)
    if kind == "minimum":
        return Hit(replace(value, high=None), end)
    if kind == "maximum":
        return Hit(replace(value, low=None), end)
    return Hit(replace(value, about=kind == "about"), end)


# -- what it is per ------------------------------------------------------------------------------------------------


def _per(text: str, at: int, value: Quantity) -> tuple[Quantity, int]:
    """Turn a count into a rate and give a price its period, where ``per``, ``/`` or a word like rpm says so."""
    if value.type not in ("count", "money"):
        return value, at
    noun, end = "", at
    if value.type == "count":
        short = _UNIT.match(text, at)
        if short and short[2].lower() in units.SHORTHANDS:
            noun, per = units.SHORTHANDS[short[2].lower()]
            _, scope, end = _parts(text, short.end())
            return replace(value, type="rate", unit=noun, per=per, scope=scope), end
        noun, end = _noun(text, at)
    per, scope, last = _parts(text, end)
    if value.type == "money":
        return replace(value, per=per, scope=scope), last
    return (replace(value, type="rate", unit=noun, per=per, scope=scope), last) if per else (value, at)


def _noun(text: str, at: int) -> tuple[str, int]:
    match = _NOUN.match(text, at)
    if match is None or (not text.startswith(" ", at) and match[1].lower() not in units.NOUNS):
        return "", at
    if any(word and (units.unit(word) or word in ("per", "por", "every")) for word in match.groups()):
        return "", at
    word = (match[2] or match[1]).lower()
    return units.NOUNS.get(word, word), match.end()


def _parts(text: str, at: int) -> tuple[str, str, int]:
    """Read ``per minute per user``, in either order: the period, the scope, the end."""
    per, scope, end = "", "", at
    for _ in range(2):
        match = _PER.match(text, end)
        if match is None:
            break
        found = units.period(match[2])
        if found and not per:
            per, end = (f"{match[1]} {found}" if match[1] and match[1] != "1" else found), match.end()
            continue
        two = _SCOPE_WORDS.match(text, match.start(2))
        word = units.SCOPES.get((two[0] if two else match[2]).lower())
        if word is None or scope or match[1]:
            break
        scope, end = word, two.end() if two else match.end()
    return per, scope, end


# -- durations of ISO 8601, sizes by one letter, ports ---------------------------------------------------------------


def _iso(text: str, at: int) -> Hit | None:
    match = _ISO.match(text, at)
    parts = {name: int(digits) for name, digits in match.groupdict().items() if digits} if match else {}
    if match is None or not parts:
        return None
    total = sum(units.SECONDS[name] * amount for name, amount in parts.items())
    return Hit(Quantity("duration", total, total, unit=list(parts)[-1]), match.end())


def read_port(text: str, at: int) -> Hit | None:
    """Read ``:8080``, ``port 8080`` or ``443/tcp``."""
    match = _PORT.match(text, at)
    return _port(match[1] or match[2], match.end()) if match else None


def read_bare_port(text: str, at: int) -> Hit | None:
    """Read a number as a port, which only a hint allows."""
    match = _PORT_NUMBER.match(text, at)
    return read_port(text, at) or (_port(match[0], match.end()) if match else None)


def _port(digits: str, end: int) -> Hit | None:
    value = float(int(digits))
    return Hit(Quantity("port", value, value), end) if 1 <= value <= 65535 and digits[0] != "0" else None


def read_letter_size(text: str, at: int) -> Hit | None:
    """Read ``512M`` as a size, which only a hint allows."""
    before = numbers.bound_before(text, at)
    found = numbers.number(text, before.end)
    if found is None or found.form != "plain":
        return None
    # number() takes a k for thousand; here it is a kilobyte
    letter_at = found.end - 1 if text[found.end - 1] in "kK" else found.end
    name = units.SIZE_LETTERS.get(text[letter_at : letter_at + 1])
    if name is None:
        return None
    value = (found.value / 1000 if letter_at < found.end else found.value) * units.BYTES[name]
    quantity = Quantity("size", value, value, unit=name)
    return _bounded(quantity, before, numbers.bound_after(text, letter_at + 1))

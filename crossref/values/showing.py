"""Values in normal form, for messages. What `show` writes, `parse` reads back as an equal value."""

from __future__ import annotations

from collections.abc import Callable

from crossref.value import Address, Date, Group, Name, Quantity, Schedule, Value, Version
from crossref.values import units

_TIMES = ("day", "h", "min", "s", "ms", "µs", "ns")
_ADVERBS = {units.DAY: "daily", 7 * units.DAY: "weekly", units.MONTH: "monthly", units.YEAR: "yearly"}
_ADVERBS |= {units.YEAR / 4: "quarterly"}


def show(value: Value) -> str:
    """Write a value in its normal form: ``15 min``, ``>= 80 %``, ``PostgreSQL 16``, ``daily at 03:00 UTC``.

    What comparing does not need is lost: the zero of Ubuntu 24.04, the query of a URL.
    """
    return _SHOW[type(value)](value)


def _quantity(value: Quantity) -> str:
    factor, unit = _measure(value)
    before, after = "", unit
    if value.type == "money":
        before, after = f"{unit} ", ""
    low, high = (_number(end, factor) if end is not None else "" for end in (value.low, value.high))
    if value.type != "percentage":
        low, high = _clear(low), _clear(high)
    amount = low if low == high else f"{low}-{high}"
    sign = "~" if value.about else ""
    if value.high is None:
        sign, amount = ">= ", low
    elif value.low is None:
        sign, amount = "<= ", high
    shown = f"{before}{amount}{_plural(after, amount)}"
    return f"{sign}{shown}{_rate(value)}"


def _plural(unit: str, amount: str) -> str:
    if unit in ("day", "week", "month", "year") and amount != "1":
        unit += "s"
    return f" {unit}" if unit else ""


def _rate(value: Quantity) -> str:
    noun = f" {value.unit}" if value.type == "rate" and value.unit else ""
    per = (
        f"/{value.per}" if value.per and not noun and " " not in value.per else f" per {value.per}" if value.per else ""
    )
    return f"{noun}{per}" + (f" per {value.scope}" if value.scope else "")


def _measure(value: Quantity) -> tuple[float, str]:
    """Find the unit to write an amount in: the largest that leaves whole numbers, or its own."""
    if value.type == "percentage":
        return 1.0, "%"
    if value.type == "size":
        return units.BYTES[value.unit], "bytes" if value.unit == "B" else value.unit
    if value.type == "money":
        return 1.0, value.unit
    if value.type != "duration":
        return 1.0, ""
    if value.unit in ("month", "year"):
        return units.SECONDS[value.unit], value.unit
    larger = (name for name in _TIMES if units.SECONDS[name] >= units.SECONDS[value.unit])
    best = next((name for name in larger if _fits(value, units.SECONDS[name])), value.unit)
    return units.SECONDS[best], best


def _fits(value: Quantity, factor: float) -> bool:
    amounts = [end / factor for end in (value.low, value.high) if end is not None]
    return all(abs(amount - round(amount)) <= 1e-9 * amount for amount in amounts) and any(amounts)


def _number(amount: float, factor: float) -> str:
    scaled = round(amount / factor, 9)
    if scaled == int(scaled):
        return str(int(scaled))
    return f"{scaled:.9f}".rstrip("0")


def _clear(digits: str) -> str:
    """Write 1.250 as 1.2500, so that it cannot be read as thousands."""
    return f"{digits}0" if digits[0:1] not in ("", "0") and len(digits.partition(".")[2]) == 3 else digits


def _version(value: Version) -> str:
    low, high = (".".join(map(str, end)) for end in (value.low, value.high))
    if not value.high:
        return f">= {low}"
    if not value.low:
        return f"<= {high}" if value.closed else f"< {high}"
    if value.low == value.high:
        return low + (f"-{value.stage}" if value.stage else "")
    if value.closed and len(value.low) == len(value.high):
        return f"{low}-{high}"
    return f">={low} {'<=' if value.closed else '<'}{high}"


def _name(value: Name) -> str:
    return f"{value.name} {_version(value.version)}" if value.version else value.name


def _address(value: Address) -> str:
    scheme = f"{value.scheme}://" if value.scheme else ""
    return f"{scheme}{value.host}{f':{value.port}' if value.port else ''}{value.path}"


def _date(value: Date) -> str:
    parts = f"{value.year}", f"{value.month:02}", f"{value.day:02}"
    return "-".join(parts[: 3 if value.day else 2 if value.month else 1])


def _schedule(value: Schedule) -> str:
    if not value.every:
        return value.cron
    on = "mon-fri" if value.on == "mon-fri" else value.on
    at = f" at {value.at}" if value.at else ""
    zone = f" {value.zone}" if value.zone else ""
    if on == "mon-fri":
        return f"every weekday{at}{zone}"
    adverb = _ADVERBS.get(value.every)
    if adverb:
        return f"{adverb}{f' on {on}' if on else ''}{at}{zone}"
    return f"every {_quantity(Quantity('duration', value.every, value.every, unit='s'))}{at}{zone}"


def _group(value: Group) -> str:
    return (" -> " if value.ordered else ", ").join(show(item) for item in value.items)


_SHOW: dict[type, Callable[..., str]] = {
    Quantity: _quantity,
    Version: _version,
    Name: _name,
    Address: _address,
    Date: _date,
    Schedule: _schedule,
    Group: _group,
}

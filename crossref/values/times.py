"""Dates, and how often something runs.

Dates: ISO 8601, ``3 March 2026``, ``March 3, 2026``, ``March 2026``; ``03/04/2025`` is two dates and is not read.
Schedules: cron with five fields, ``every 6 hours``, ``daily at 03:00 UTC``, ``weekly on Sunday``, ``@hourly``.
"biweekly", "twice a day" and "every other day" are not read.
"""

from __future__ import annotations

import re
from datetime import date

from crossref.patterns import late
from crossref.value import Date, Hit, Schedule
from crossref.values import numbers, units
from crossref.values.units import DAY, MONTH, YEAR

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH_NUMBERS = {name: index for index, name in enumerate(_MONTHS, 1)}
_MONTH_NUMBERS |= {name[:3]: index for index, name in enumerate(_MONTHS, 1)} | {"sept": 9}
MONTH_STARTS = frozenset(_MONTH_NUMBERS)
"""The words that a date may begin with."""
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.)?"
_YEAR_DIGITS = r"(?P<year>(?:19|20)[0-9]{2})"
_YEAR = rf"{_YEAR_DIGITS}(?![\w:]|[.,-][0-9])"
_DATES = (
    late(rf"{_YEAR_DIGITS}-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})(?![\w-]|[.:/][0-9])"),
    late(rf"{_DAY} (?:of )?{_MONTH},? {_YEAR}"),
    late(rf"{_MONTH} {_DAY},? {_YEAR}"),
    late(rf"{_MONTH},? {_YEAR}"),
)
_ISO_MONTH = late(rf"{_YEAR_DIGITS}(?:-(?P<month>[0-9]{{2}}))?(?![\w-]|[.:/][0-9])")


def read_date(text: str, at: int) -> Hit | None:
    """Read a day or a month with its year."""
    for form in _DATES:
        match = form.match(text, at)
        if match:
            return _date(match.groupdict(), match.end())
    return None


def read_any_date(text: str, at: int) -> Hit | None:
    """Read a date where one is expected: ``2026-02`` and ``2026`` as well."""
    match = _ISO_MONTH.match(text, at)
    return read_date(text, at) or (_date(match.groupdict(), match.end()) if match else None)


def _date(parts: dict[str, str | None], end: int) -> Hit | None:
    written = parts.get("month") or "0"
    month = int(written) if written.isdigit() else _MONTH_NUMBERS.get(written.lower(), 0)
    day = int(parts.get("day") or 0)
    if not month and (day or not written.isdigit()):
        return None
    year = int(parts["year"] or 0)
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return Hit(Date(year, month, day), end)


# -- schedules in words --------------------------------------------------------------------------------------------

_DAYS = "sun mon tue wed thu fri sat".split()
_DAY_NAMES = {name: name[:3] for name in "sunday monday tuesday wednesday thursday friday saturday".split()}
_DAY_NAMES |= {name: name for name in _DAYS} | {
    "tues": "tue",
    "thurs": "thu",
    "weekday": "mon-fri",
    "weekend": "sat-sun",
}
_ADVERBS = {"hourly": 3600.0, "daily": DAY, "nightly": DAY, "weekly": 7 * DAY, "monthly": MONTH, "quarterly": YEAR / 4}
_ADVERBS |= {"yearly": YEAR, "annually": YEAR}
_ADVERB = late(rf"(?:once )?@?({'|'.join(_ADVERBS)})(?![\w-])", re.IGNORECASE)
_EVERY = late(r"every ", re.IGNORECASE)
_UNIT = late(r"[ -]?([^\W\d_]{1,10})(?![\w-])")
_EVERY_WORD = late(r"([A-Za-z]{1,10})(?![\w-])")
_ON = late(r",? (?:on |every )?(?:an? )?([A-Za-z]{3,9}?)s?(?![\w-])", re.IGNORECASE)
_ON_DATE = late(r",? on (?:the )?([0-9]{1,2}(?:/[0-9]{1,2})?)(?:st|nd|rd|th)?(?![\w:/])", re.IGNORECASE)
_AT = late(
    r",? (?:at |@ ?)?(?P<open>\()?(?P<hour>[01]?[0-9]|2[0-3])(?::(?P<minute>[0-5][0-9])(?::00)?)?(?! ?[0-9:])"
    r"(?: ?(?P<half>[ap]\.?m)\b\.?)?"
    r"(?: ?(?P<zone>UTC|GMT|CES?T|[ECMP][SD]T|[ECMP]T|AE[SD]T|Z)\b)?(?(open)\))",
    re.IGNORECASE,
)
_AT_WORD = late(r" at (midnight|noon)(?![\w-])(?: (?P<zone>UTC|GMT))?", re.IGNORECASE)
SCHEDULE_STARTS = frozenset({"every", "once", *_ADVERBS})
"""The words that a schedule may begin with."""


def read_schedule(text: str, at: int) -> Hit | None:
    """Read how often something runs, from cron or from words."""
    adverb = _ADVERB.match(text, at)
    if adverb:
        return _details(text, adverb.end(), Schedule(_ADVERBS[adverb[1].lower()]))
    every = _EVERY.match(text, at)
    return _every(text, every.end()) if every else _cron(text, at)


def _every(text: str, at: int) -> Hit | None:
    word = _EVERY_WORD.match(text, at)
    name = word[1].lower() if word else ""
    if word and (name in _DAY_NAMES or name in ("night", "morning")):
        on = _DAY_NAMES.get(name, "")
        return _details(text, word.end(), Schedule(_period_on(on), on=on))
    found = numbers.number(text, at)
    unit_at = _UNIT.match(text, found.end if found else at)
    period = units.period(unit_at[1]) if unit_at else None
    if not period or unit_at is None or (found and (not found.value or found.form != "plain")):
        return None
    seconds = units.SECONDS[period] * (found.value if found else 1)
    return _details(text, unit_at.end(), Schedule(seconds))


def _period_on(on: str) -> float:
    return DAY if on in ("", "mon-fri") else 7 * DAY


def _details(text: str, end: int, plain: Schedule) -> Hit:
    """Add the day and the time of day that follow, to a period of a day or more."""
    every, on, at, zone = plain.every, plain.on, "", ""
    if every < DAY:
        return Hit(plain, end)
    day = _ON.match(text, end)
    if day and not on and day[1].lower() in _DAY_NAMES and every >= 7 * DAY:
        on, end = _DAY_NAMES[day[1].lower()], day.end()
    date_on = _ON_DATE.match(text, end)
    if date_on and every >= MONTH:
        on, end = date_on[1], date_on.end()
    time = _time(text, end)
    if time:
        at, zone, end = time
    return Hit(Schedule(every, at, on, zone), end)


def _time(text: str, end: int) -> tuple[str, str, int] | None:
    named = _AT_WORD.match(text, end)
    if named:
        return "00:00" if named[1].lower() == "midnight" else "12:00", (named["zone"] or "").upper(), named.end()
    match = _AT.match(text, end)
    if match is None or not (match["minute"] or match["half"]):
        return None
    hour = int(match["hour"])
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"].lower()[0] == "p" else 0)
    zone = (match["zone"] or "").upper()
    return f"{hour:02}:{match['minute'] or '00'}", {"Z": "UTC", "GMT": "UTC"}.get(zone, zone), match.end()


# -- cron ----------------------------------------------------------------------------------------------------------

_FIELD = r"(?:\*|[0-9]{1,2}|[A-Za-z]{3})(?:-(?:[0-9]{1,2}|[A-Za-z]{3}))?(?:/[0-9]{1,2})?(?:,[0-9A-Za-z/-]{1,12}){0,12}"
_CRON = late(rf"({_FIELD}) ({_FIELD}) ({_FIELD}) ({_FIELD}) ({_FIELD})(?![\w*/,-])")
_LIMITS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
_NAMES = {name: str(number) for number, name in enumerate(_DAYS)}
_CRON_MONTHS = {name[:3]: str(number) for number, name in enumerate(_MONTHS, 1)}


def _cron(text: str, at: int) -> Hit | None:
    match = _CRON.match(text, at)
    if match is None or "*" not in match[0]:
        return None
    fields = [_field(field.lower(), index) for index, field in enumerate(match.groups())]
    if not all(fields):
        return None
    if fields[1] == fields[3] == "*" and all(field.isdigit() for field in fields[::2]):
        return None  # 2 * 3 * 4 is arithmetic
    return Hit(_regular(fields) or Schedule(0.0, cron=" ".join(fields)), match.end())


def _field(field: str, index: int) -> str:
    """Bring one field into normal form: numbers for names, no leading zeros; empty if it is out of range."""
    names = _CRON_MONTHS if index == 3 else _NAMES if index == 4 else {}
    field = re.sub(r"[a-z]+", lambda word: names.get(word[0], "!"), field)
    field = re.sub(r"\b0+(?=[0-9])", "", field).removesuffix("/1")
    low, high = _LIMITS[index]
    plain = re.sub(r"/[0-9]+", "", field)
    numbers_in = [int(digits) for digits in re.findall(r"[0-9]+", plain)]
    if "!" in field or field.endswith("/0") or any(not low <= value <= high for value in numbers_in):
        return ""
    return "0" if index == 4 and field == "7" else field


def _regular(fields: list[str]) -> Schedule | None:
    """See a plain period in a cron expression, if it has one."""
    minute, hour, day, month, weekday = fields
    if day == month == weekday == "*" and not (minute.isdigit() and hour.isdigit()):
        return _within_day(minute, hour)
    if not (minute.isdigit() and hour.isdigit()):
        return None
    at = f"{int(hour):02}:{int(minute):02}"
    if day == month == "*":
        if weekday == "*":
            return Schedule(DAY, at)
        if weekday == "1-5":
            return Schedule(DAY, at, "mon-fri")
        return Schedule(7 * DAY, at, _DAYS[int(weekday)]) if weekday.isdigit() else None
    if day.isdigit() and weekday == "*":
        if month == "*":
            return Schedule(MONTH, at, day)
        return Schedule(YEAR, at, f"{day}/{month}") if month.isdigit() else None
    return None


def _within_day(minute: str, hour: str) -> Schedule | None:
    if minute == "*" and hour == "*":
        return Schedule(60.0)
    step = re.fullmatch(r"(?:\*|0)/([0-9]+)", minute)
    if step and hour == "*":
        return Schedule(60.0 * int(step[1])) if 60 % int(step[1]) == 0 else None
    step = re.fullmatch(r"(?:\*|0)/([0-9]+)", hour)
    if minute.isdigit() and hour == "*":
        return Schedule(3600.0)
    return Schedule(3600.0 * int(step[1])) if step and minute.isdigit() and 24 % int(step[1]) == 0 else None

"""Days as people write them into texts: as the page's language does, and as English does."""

import re
from datetime import date, timedelta
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import get_date_format, get_month_names

_ISO = r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)"
_DOTTED = r"(?<!\d)(?P<d>\d{1,2})\.[ ]?(?P<m>\d{1,2})\.[ ]?(?P<y>\d{4}|\d{2})(?![\d:])"
_SLASHED = r"(?<!\d)(?P<a>\d{1,2})[/-](?P<b>\d{1,2})[/-](?P<y>\d{4})(?!\d)"
_DAY_AND_MONTH = r"(?<!\d)\d{1,2}\.\d{1,2}\.(?!\d)"
_SIGNED = r"(?P<y>\d{4})[년年][ ]?(?P<m>\d{1,2})[월月][ ]?(?P<d>\d{1,2})[일日]"
_CENTURY = 2000
_MONTHS = 12
_BEFORE = timedelta(days=31)
"""How long before its date an incident may have been told; an earlier day is likelier one of the next year."""


def day_of(text: str, language: str) -> tuple[date | None, str]:
    """A day, with the text without it; None where it names none, or one that the calendar does not have."""
    pattern, months = _named_day(language)
    for form in (_ISO, _DOTTED, _SIGNED, pattern, _SLASHED):
        match = re.search(form, text)
        if match is None:
            continue
        parts = match.groupdict()
        numbers = _numbers(parts, months, language)
        try:
            day = date(*numbers)
        except ValueError:
            return None, text
        return day, f"{text[: match.start()]} {text[match.end() :].removeprefix('T')}"
    return None, text


def nearest_day(text: str, day: date | None, near: date, language: str) -> tuple[date | None, str]:
    """The same for a day that needs to know when its text was written, `near` that day.

    `1 Oct` names no year, and `03/04/2026` is a day of March or of April. `day` is what `day_of` made of it.
    """
    match = None if day else _yearless(language).search(text)
    if match is not None:
        years = (near.year - 1, near.year, near.year + 1)
        days = [found for year in years if (found := day_of(f"{match.group()} {year}", language)[0])]
        text = text.replace(match.group(), " ", 1) if days else text
    else:
        days = [day] if day else []
        if day and day.day <= _MONTHS:
            days.append(date(day.year, day.day, day.month))
    return min(days, key=lambda one: (one < near - _BEFORE, abs(one - near)), default=None), text


def is_month_unclear(text: str) -> bool:
    """Whether a day stands there as `03/04/2026`."""
    return re.search(_SLASHED, text) is not None


@lru_cache(maxsize=64)
def _named_day(language: str) -> tuple[re.Pattern[str], dict[str, int]]:
    """A day with its month's name, in this language and in English."""
    months: dict[str, int] = {}
    for locale in ("en", *([language] if _locale(language) else [])):
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                names = get_month_names(width, context=context, locale=_locale(locale))
                months |= {name.lower().rstrip("."): number for number, name in names.items()}
    words = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    month = rf"(?P<m>{words})\b\.?"
    day = r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th|er|\.|º)?"
    forms = rf"{day}[ ](?:of[ ]|de[ ])?{month},?(?:[ ]de)?[ ](?P<y>\d{{4}})"
    turned = rf"\b(?P<m2>{words})\b\.?[ ](?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?[ ](?P<y2>\d{{4}})"
    return re.compile(f"{forms}|{turned}", re.IGNORECASE), months


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return None


def _month_first(language: str) -> bool:
    """Whether `03/04/2024` is the fourth of March."""
    pattern = str(get_date_format("short", _locale(language)).pattern) if _locale(language) else "M/d"
    return pattern.find("M") < pattern.find("d")


@lru_cache(maxsize=64)
def _yearless(language: str) -> re.Pattern[str]:
    month = rf"(?:{'|'.join(sorted(map(re.escape, _named_day(language)[1]), key=len, reverse=True))})\b\.?"
    day = r"(?<!\d)\d{1,2}(?:st|nd|rd|th|er|\.|º)?"
    forms = (
        rf"{day}[ ](?:of[ ]|de[ ])?{month}",
        rf"\b{month}[ ]\d{{1,2}}(?:st|nd|rd|th)?(?!\d)",
        _DAY_AND_MONTH,
    )
    return re.compile("|".join(forms), re.IGNORECASE)


def _numbers(parts: dict[str, str | None], months: dict[str, int], language: str) -> tuple[int, int, int]:
    """Year, month and day."""
    if parts.get("a"):
        month, day = int(parts["a"] or 0), int(parts["b"] or 0)
        if not _month_first(language) or month > 12:
            month, day = day, month
        return int(parts["y"] or 0), month, day
    year, month_word, day_word = (parts.get(key) or parts.get(f"{key}2") or "" for key in ("y", "m", "d"))
    month = int(month_word) if month_word.isdigit() else months[month_word.lower()]
    return int(year) + (_CENTURY if len(year) == 2 else 0), month, int(day_word)

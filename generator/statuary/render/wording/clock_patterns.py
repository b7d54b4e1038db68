"""How one language writes days and times: CLDR's patterns with names, as text that our script fills in, too.

Both sides fill in the same text. Browsers have other versions of CLDR than this program, so a script that asked them
would write "Sept" beside our "Sep".

How a time zone is called in one language: by its short name where that is in common use, else by its offset.
"""

import re
from collections import defaultdict
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_location, tokenize_pattern

_MONTHS = {
    "MMM": ("format", "abbreviated"),
    "MMMM": ("format", "wide"),
    "MMMMM": ("format", "narrow"),
    "LLL": ("stand-alone", "abbreviated"),
    "LLLL": ("stand-alone", "wide"),
}
"""Where Babel has the names of months for a field of CLDR's patterns."""
_AS = {
    "k": "H",
    "kk": "HH",
    "Y": "y",
    "YYYY": "y",
    "yyyy": "y",
    "L": "M",
    "LL": "MM",
}
"""What stands here for fields that are rare in CLDR."""


_FIELD = re.compile(r"\{(.+?)\}")


class Patterns(NamedTuple):
    """Text with fields in braces: `{d} {0} {y}`. Letters are CLDR's; a number stands for a list of months in `names`.

    `day` is for facts, `short` and `short_year` are for sentences. `spans` are the two ends of a stretch of days, by
    what is the greatest difference between them: the day, the month, the year.
    """

    day: str
    short: str
    short_year: str
    spans: tuple[tuple[str, str], ...]
    clock: str
    names: tuple[tuple[str, ...], ...]

    def write(self, pattern: str, at: date | datetime) -> str:
        """A pattern of this language, filled in."""
        values = self._values(at)
        return _FIELD.sub(lambda field: str(values[field[1]]), pattern)

    def span(self, first: date, last: date) -> str:
        """A stretch of days: `9–21 Nov 2026`."""
        difference = 2 if first.year != last.year else int(first.month != last.month)
        start, end = self.spans[difference]
        return self.write(start, first) + self.write(end, last)

    def _values(self, at: date | datetime) -> dict[str, object]:
        hour, minute = (at.hour, at.minute) if isinstance(at, datetime) else (0, 0)
        days = {"y": at.year, "M": at.month, "MM": f"{at.month:02}", "d": at.day, "dd": f"{at.day:02}"}
        hours = {"H": hour, "HH": f"{hour:02}"}
        names = {str(number): names[at.month - 1] for number, names in enumerate(self.names)}
        return days | hours | names | {"m": minute, "mm": f"{minute:02}"}


@cache
def patterns(locale: Locale) -> Patterns:
    """The patterns of a locale.

    Hours are 0 to 23 in every language, as in what authors write: one page has one clock.

    Digits are 0 to 9 and years those of the Gregorian calendar in every language, as in addresses, in programs' data
    and in what authors write.
    """
    skeletons, names = locale.datetime_skeletons, _Names(locale)
    return Patterns(
        day=names.braced(locale.date_formats["long"].pattern),
        short=names.braced(skeletons["MMMd"].pattern),
        short_year=names.braced(skeletons["yMMMd"].pattern),
        spans=tuple(names.span(field) for field in ("d", "M", "y")),
        clock=names.braced(skeletons["Hm"].pattern),
        names=tuple(names.lists),
    )


class _Names:
    """Turns CLDR's patterns into ours, and collects the lists of months that they name."""

    def __init__(self, locale: Locale) -> None:
        self._locale = locale
        self.lists: list[tuple[str, ...]] = []

    def braced(self, pattern: object) -> str:
        """CLDR's `d. MMMM y` as `{d}. {0} {y}`; the era is the same for every day that we can name."""
        found = []
        for kind, token in tokenize_pattern(str(pattern)):
            field = str(token) if kind == "chars" else str(token[0]) * int(token[1])
            if kind == "chars":
                found.append(field)
            elif field.startswith("G"):
                found.append(str(self._locale.eras["abbreviated"][1]))
            else:
                found.append(f"{{{self._months(field) if field in _MONTHS else _AS.get(field, field)}}}")
        return "".join(found)

    def _months(self, field: str) -> int:
        context, width = _MONTHS[field]
        months = tuple(str(self._locale.months[context][width][number]) for number in range(1, 13))
        if months not in self.lists:
            self.lists.append(months)
        return self.lists.index(months)

    def span(self, difference: str) -> tuple[str, str]:
        """The ends of a stretch of days, as CLDR has them for `yMMMd`; else two whole days."""
        known = self._locale.interval_formats.get("yMMMd", {})
        ends = [self.braced(end) for end in known.get(difference, ())]
        if len(ends) == 2:
            return ends[0], ends[1]
        day = self.braced(self._locale.datetime_skeletons["yMMMd"].pattern)
        whole = str(self._locale.interval_formats[None]).replace("{0}", day)
        start, _, rest = whole.partition("{1}")
        return start, day + rest


_NAME = re.compile(r"[^\W\d_]{3,5}")
"""`MEZ`, `CEST`; whatever else CLDR has where a short name should be is no name but a form of the offset."""
_MINUTE = timedelta(minutes=1)


class Zones:
    """Names zones by what CLDR has in these languages, the first that has one wins (`tags` are BCP 47).

    `names` are all that can come out. The script gets both: browsers have other versions of CLDR, and know names that
    nobody uses in this language.
    """

    def __init__(self, tags: tuple[str, ...]) -> None:
        self.tags = tags
        self._known = [_names(tag) for tag in tags]
        self.names = sorted(
            {name for known in self._known for pair in known.values() for name in pair if name}
        )
        self._name = lru_cache(maxsize=256)(self._find)

    def name(self, local: datetime) -> str:
        """`CET`, `UTC+5:30`, or `UTC`, which is never called GMT."""
        shift = (local.utcoffset() or timedelta()) // _MINUTE
        key = getattr(local.tzinfo, "key", "")
        # The tz database knows better than CLDR which zones have no name: it calls them by their offset.
        if not _NAME.fullmatch(local.tzname() or ""):
            return offset(shift)
        return self._name(key, shift, summer=shift > _standard(key, local.year))

    def _find(self, key: str, shift: int, *, summer: bool) -> str:
        zone = get_global("meta_zones").get(get_global("zone_aliases").get(key, key), "")
        names = (known[zone][summer] for known in self._known if zone in known)
        return next(filter(None, names), offset(shift))


def with_zone(clock: str, zone: str) -> str:
    """A time of day with its zone: after a space, as CLDR has it in nearly every language, and our script."""
    return f"{clock} {zone}"


def without_zone(text: str, zone: str) -> str:
    """The same, or all before it, without the zone."""
    return text.removesuffix(f" {zone}")


def city(key: str, locale: Locale) -> str:
    """What people call a zone by: `Berlin` for Europe/Berlin; one that has no city by its offset, as elsewhere."""
    found = get_timezone_location(key, locale, return_city=True)
    if not key.startswith("Etc/") and found not in ("UTC", "GMT"):
        return found
    return offset((datetime(2026, 1, 1, tzinfo=ZoneInfo(key)).utcoffset() or timedelta()) // _MINUTE)


def offset(minutes: int) -> str:
    """`UTC`, `UTC+1`, `UTC-3:30`."""
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}"


@lru_cache(maxsize=256)
def _standard(key: str, year: int) -> int:
    """The zone's offset (minutes) while its clocks are not put forward, whatever the tz database calls summer."""
    if not key:
        return 0
    noons = (datetime(year, month, 1, 12, tzinfo=ZoneInfo(key)) for month in (1, 7))
    return min((noon.utcoffset() or timedelta()) // _MINUTE for noon in noons)


@cache
def _names(tag: str) -> dict[str, tuple[str, str]]:
    """CLDR's short names of standard and summer time, by its groups of zones; empty for one that has none."""
    found = {}
    for group, forms in Locale.parse(tag, sep="-").meta_zones.items():
        short = forms.get("short", {})
        names = tuple(_name(str(short.get(form, ""))) for form in ("standard", "daylight"))
        if any(names) and _is_named(group):
            found[group] = (names[0], names[1])
    return found


def _name(said: str) -> str:
    return said if _NAME.fullmatch(said) and said.isupper() and said not in ("GMT", "UTC") else ""


@cache
def _groups() -> dict[str, list[str]]:
    """CLDR's groups of zones, with the zones of each."""
    groups = defaultdict(list)
    for key, group in get_global("meta_zones").items():
        groups[group].append(key)
    return groups


@cache
def _is_named(group: str) -> bool:
    """Whether the tz database, too, has names for one of CLDR's groups of zones."""
    for key in _groups().get(group, ()):
        try:
            zone = ZoneInfo(key)
        except (KeyError, ValueError, OSError):  # the tz database of this machine may be older or smaller
            continue
        if _NAME.fullmatch(datetime(2026, 1, 1, tzinfo=zone).tzname() or ""):
            return True
    return False

"""How a time zone is called in one language: by its short name where that is in common use, else by its offset."""

import re
from collections import defaultdict
from datetime import datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global

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

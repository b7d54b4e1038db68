"""The heading that somebody meant, from a line that begins like an update: for the remedy of an error."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from statuary.model import Stage
from statuary.source.times import TIME, TimeError, Zones, format_time, parse_time, time_of
from statuary.source.update_lines import begins_like_update, stage_in

_OFFSET = re.compile(r"\d[ \t]*(?:UTC|GMT)?(?P<zone>[+\-\u2212]\d{1,2}(?::?\d{2})?)[)\]]?$", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z][A-Za-z_/]+|\bZ\b")
_ODD = re.compile(r"(?<=\d)(?P<sign>[h.])(?=\d{2}(?![\d.]))")
_ANOTHER = re.compile(r"[ \t]*/[ \t].*|[ \t]*\([^()]*\)$")


class Moment(NamedTuple):
    """The instant that somebody meant; `assumed`: in UTC, for the text names no zone that the page knows."""

    at: datetime
    assumed: bool


def corrected_heading(text: str, zones: Zones, above: datetime | None, legal: Sequence[Stage]) -> str | None:
    """The line as an update's heading, where its time can be read.

    What its date lacks is as in the heading `above`. The first of the `legal` stages is taken where it names none.
    """
    begun = begins_like_update(text)
    time = TIME.search(text)
    moment = moment_of(begun.when if begun else time.group() if time else "", zones, above)
    if moment is None:
        return None
    said = begun.stage if begun else None
    label = stage_in(text)  # of “Update 2: TIME: it is down” it says no stage
    stage = said or (label if label is not Stage.UPDATE else None)
    right = f"## {format_time(moment.at)} — {(stage if stage and stage in legal else legal[0]).label}"
    return f"{right} (or an offset such as +02:00 in place of UTC)" if moment.assumed else right


def moment_of(when: str, zones: Zones, above: datetime | None) -> Moment | None:
    """The time that a line begins with, in whatever order; None for what is no date of the calendar."""
    try:
        match = TIME.search(when)
        if match is not None:
            return Moment(time_of(match, zones), assumed=False)
    except TimeError:
        pass
    local = _local(when, above)
    return None if local is None else _zoned(local, when, zones)


def _zoned(local: datetime, when: str, zones: Zones) -> Moment:
    offset = _OFFSET.search(when)
    for zone in [offset["zone"]] if offset else _NAME.findall(when):
        try:
            return Moment(parse_time(f"{local:%Y-%m-%d %H:%M:%S} {zone}", zones), assumed=False)
        except TimeError:
            continue
    return Moment(local.replace(tzinfo=UTC), assumed=True)


def _local(when: str, above: datetime | None) -> datetime | None:
    """The time without its zone; None where it is no date of the calendar, or lacks its year."""
    from dateutil.parser import parse  # only for errors, and slow to import

    day_first = not re.match(r"\D*\d{4}", when)
    plain = _ODD.sub(":", _ANOTHER.sub("", when))
    found = set()
    for year in (above.year,) if above else (2000, 2004):
        default = (above or datetime(2000, 1, 1)).replace(  # noqa: DTZ001
            year=year, hour=0, minute=0, second=0, microsecond=0, tzinfo=None
        )
        try:
            found.add(parse(plain, fuzzy=True, default=default, dayfirst=day_first, ignoretz=True))
        except (ValueError, OverflowError):
            return None
    return found.pop() if len(found) == 1 else None

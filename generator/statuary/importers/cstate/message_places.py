"""Where each message of a cState issue stands: with its start, at a time of its own, or with its end."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from statuary.importers.cstate.issue_facts import Issue
from statuary.importers.cstate.issue_messages import Part
from statuary.importers.imported import Notes, Reading
from statuary.model import Stage

_SEVERAL = 2


def with_one_first(parts: Sequence[Part], issue: Issue, rules: Reading) -> list[Part]:
    """The messages that stand with the start marked as such: those of its first day, and the oldest one.

    No more than one is what its label calls the first. The newest stands on top, unless it is only the one on top
    that its label calls the first.
    """
    day = issue.start.astimezone(rules.zone or UTC).date()
    oldest = _oldest(parts, day)
    marked = [replace(part, is_first=True) if part is oldest or _is_of(day, part) else part for part in parts]
    opening = [part for part in marked if part.opening and part.at is None]
    first = opening[0 if marked[0].opening and not marked[-1].opening else -1] if opening else None
    return [replace(part, opening=False) if part.opening and part is not first else part for part in marked]


def _oldest(parts: Sequence[Part], day: date) -> Part | None:
    """The oldest of several messages where their order is known: by their times, or by an end that stands on top."""
    if len(parts) < _SEVERAL:
        return None
    days = [one for part in parts if (one := part.at.date() if part.at else part.day)]
    timed = [part.at for part in parts if part.at is not None]
    is_known = timed[:1] < timed[-1:] or days[:1] < days[-1:]
    if not is_known and not parts[0].closing:
        return None
    oldest = parts[0] if is_known else parts[-1]
    is_first = oldest.day <= day if oldest.day else not oldest.later
    return oldest if is_first and oldest.at is None and not oldest.closing else None


def _is_of(day: date, part: Part) -> bool:
    """A message that only tells its day, and that is the first one, or an earlier one."""
    return part.at is None and part.day is not None and part.day <= day and not (part.closing or part.later)


def _is_first_if_alone(part: Part) -> bool:
    """Whether the only message may be as old as its incident: nothing in it says that it came later."""
    return not (part.closing or part.later or (part.names_time and not part.is_first))


def sorted_parts(
    parts: list[Part], start: datetime, end: datetime | None
) -> tuple[list[Part], list[Part], list[Part]]:
    """What stands with the start, what has a time of its own, and what stands with the end.

    What only tells its day goes with the next message that has a time: it may be told late, and never too early.
    """
    groups: dict[str, list[Part]] = {"start": [], "between": [], "end": []}
    waiting: list[Part] = []
    for part in parts:
        alone = len(parts) == 1 and _is_first_if_alone(part)
        place = "start" if alone and part.at is None else _place(part, start, end)
        if place == "end" and part.at is None and part.day is not None and not part.closing:
            waiting.append(part)
        elif place == "between" and waiting:
            groups[place].append(
                replace(part, text=joined([part.text, *(shown(one, Stage.UPDATE) for one in waiting[::-1])]))
            )
            waiting = []
        else:
            groups[place].append(part)
    return groups["start"], groups["between"], [*waiting, *groups["end"]]


def _place(part: Part, start: datetime, end: datetime | None) -> str:
    if part.at == start or (part.at is None and (part.is_first or part.opening or end is None)):
        return "start"
    return "end" if part.at in (None, end) else "between"


def note_untimed(parts: list[Part], issue: Issue, notes: Notes) -> None:
    untimed = [part for part in parts if part.at is None]
    if any(part.names_time for part in untimed):
        notes.unread("a message names a day or a time of day that is not one certain moment; the words stay")
    if not untimed:
        return
    if len(parts) == 1:
        where = "start" if issue.end is None or _is_first_if_alone(parts[0]) else "end"
        notes.assumed(f"no time was recognised in the text: it stands with the {where}")
        return
    count = f"{len(untimed)} messages" if len(untimed) > 1 else "a message"
    where = "the start or the end, as their order says" if issue.end else "the start"
    notes.assumed(f"no time was recognised for {count}: with {where}")


def note_late(between: Sequence[Part], end: datetime | None, rules: Reading, notes: Notes) -> None:
    """Messages behind the end are often ones whose zone is another than that of the dates."""
    late = [part for part in between if end is not None and part.at is not None and part.at > end]
    if late and rules.zone is not None and any(part.stage is not Stage.POSTMORTEM for part in late):
        count = f"{len(late)} messages" if len(late) > 1 else "a message"
        notes.assumed(
            f"{count} behind the end: if that is wrong, name the zone of their times with --timezone"
        )


def shown(part: Part, stage: Stage) -> str:
    """The text; with its label where the stage does not say the same."""
    said = part.stage is stage and part.label.strip("*_:-–— ").lower().replace("-", "") == stage.value
    return part.text if said or not part.label else f"{part.label} {part.text}".rstrip()


def joined(texts: list[str]) -> str:
    return "\n\n".join(text.strip("\n") for text in texts if text.strip())

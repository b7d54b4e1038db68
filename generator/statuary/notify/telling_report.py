"""What one run did, for people: each thing with what became of it for each listener, and an exit code."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from statuary.channels.channel import Reached
from statuary.notify.delivering import Result
from statuary.notify.plan import Handling
from statuary.notify.tellings import Telling
from statuary.source.times import format_time
from statuary.status.events import EventKind
from statuary.terminal import harmless_line

_SHOWN = timedelta(days=14)
"""So long something that perhaps got there is shown again in each run."""
_MARKED = re.compile(r"([\\`*_\[\]<>|#~&])")
FINE, OPEN, FAILED = 0, 1, 3


@dataclass(frozen=True)
class TellingReport:
    """`faults` are of the set-up, each a sentence. `planned`: nothing was sent, it was only looked.

    `words` are those of what would be sent, by its name.
    """

    results: Sequence[Result]
    faults: Sequence[str] = ()
    planned: bool = False
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def exit_code(self) -> int:
        """3 where something failed, or nobody knows whether it got there; 1 where a person has to do something."""
        if not self.planned and any(_failed(one) for one in self.results):
            return FAILED
        held = any(one.line.verdict is Handling.HOLD for one in self.results)
        return OPEN if held or self.faults else FINE

    def text(self) -> str:
        """For a terminal."""
        return "".join(f"{harmless_line(line)}\n" for line in self._lines())

    def _lines(self) -> Iterator[str]:
        yield from self.faults
        for telling, results in self._rows():
            yield f"{format_time(telling.at)}  {name(telling)}"
            width = max(len(one.line.listener.name) for one in results)
            yield from (f"  {one.line.listener.name:{width}}  {self.cell(one)}" for one in results)
            for text in self.words.get(telling.what, ()):
                yield from ("", *(f"    {line}".rstrip() for line in text.splitlines()), "")
        yield from self._end()

    def markdown(self) -> str:
        """For the summary of a workflow: a row for each thing, a column for each listener."""
        rows = list(self._rows())
        listeners = list(dict.fromkeys(one.line.listener.name for _, results in rows for one in results))
        lines = ["## Notifying subscribers", "", *(f"- {_plain(fault)}" for fault in self.faults), ""]
        if rows:
            lines += [_row(["", *listeners]), _row(["---"] * (len(listeners) + 1))]
        for telling, results in rows:
            cells = {one.line.listener.name: self.cell(one) for one in results}
            about = f"{format_time(telling.at)} {name(telling)}"
            lines.append(_row([_plain(about), *(_plain(cells.get(one, "")) for one in listeners)]))
        return "\n".join([*lines, "", *map(_plain, self._end()), ""])

    def _rows(self) -> Iterator[tuple[Telling, list[Result]]]:
        """By time; what is long settled as unknown is left out."""
        found: dict[str, list[Result]] = {}
        newest = max((one.line.telling.at for one in self.results), default=None)
        for one in self.results:
            old = newest is not None and one.line.telling.at < newest - _SHOWN
            if not (old and one.line.verdict is Handling.UNKNOWN and not one.line.fresh):
                found.setdefault(one.line.telling.what, []).append(one)
        for results in sorted(
            found.values(), key=lambda some: (some[0].line.telling.at, some[0].line.telling.what)
        ):
            yield results[0].line.telling, results

    def cell(self, result: Result) -> str:
        """What became of it, and why."""
        line, answer = result.line, result.answer
        if line.verdict is Handling.SEND and answer is None:
            return "would be sent"
        if answer is not None:
            state = {
                Reached.YES: "sent",
                Reached.NO: "not sent, to be tried again",
                Reached.PERHAPS: "unknown",
            }
            lost = "; it could not be written down" if result.unwritten else ""
            return _with(state[answer.reached], answer.reason) + lost
        words = {
            Handling.SKIP: "skipped",
            Handling.HOLD: "waits",
            Handling.UNKNOWN: "unknown",
            Handling.BUSY: "waits",
        }
        return _with(words[line.verdict], line.why)

    def _end(self) -> Iterator[str]:
        if not self.results and not self.faults:
            yield "Nothing is new: all that readers see was sent."
        if any(_perhaps(one) for one in self.results):
            yield "Unknown is never sent again by itself: look whether it arrived; if not: statuary notify --again"


def name(telling: Telling) -> str:
    """`Investigating: Some card payments fail`, for people who run this."""
    title = telling.item.incident.title
    if telling.due is not None:
        return f"Overdue: {title}"
    if telling.event.what is EventKind.REMINDER:
        return f"Reminder: {title}"
    return f"{telling.stage.label}: {title}"


def _failed(result: Result) -> bool:
    if result.answer is not None:
        return result.answer.reached is not Reached.YES or result.unwritten
    return result.line.fresh


def _perhaps(result: Result) -> bool:
    if result.answer is not None:
        return result.answer.reached is Reached.PERHAPS
    return result.line.verdict is Handling.UNKNOWN


def _with(state: str, why: str) -> str:
    return f"{state}: {why}" if why else state


def _plain(text: str) -> str:
    return _MARKED.sub(r"\\\1", harmless_line(text))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"

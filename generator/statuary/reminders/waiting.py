"""Staying in a terminal until something becomes due: asleep, but for a look at the files and at the remote."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from statuary.git import GitError
from statuary.reminders.formats import as_text, lines_of
from statuary.reminders.overview import Overview, of_states, overview
from statuary.reminders.reminder import LocalTimes
from statuary.reminders.upstream import Upstream, newest_of
from statuary.status import Due, DueKind
from statuary.terminal import harmless_line

FILES_EVERY = 5.0
"""Seconds between two looks at the times of the files: somebody who has just written expects an answer."""
REMOTE_EVERY = timedelta(minutes=1)
"""As often as the shortest promise could need it."""
HORIZON = timedelta(days=1)
"""Nobody sits in front of a terminal for what is further away."""
_SECOND = timedelta(seconds=1)


@dataclass
class Terminal:
    """Where it is told. `tell` prints a text, `ring` makes a sound, `pause` sleeps for some seconds."""

    tell: Callable[[str], None]
    ring: Callable[[], None]
    pause: Callable[[float], None] = time.sleep


@dataclass
class Watch:
    """A repository that is looked at again and again. `present` is a clock that runs, `last` what was found last."""

    root: Path
    present: Callable[[], datetime]
    terminal: Terminal
    upstream: Upstream
    last: Overview | None = None
    _seen: dict[str, tuple[int, int]] = field(default_factory=dict)
    _asked: datetime | None = None
    _unreachable: bool = False
    _said: set[tuple[str, datetime, str]] = field(default_factory=set)

    def look(self) -> Overview:
        """The files here, and what the remote has beyond them."""
        now, self._seen = (
            self.present(),
            _files(self.root),
        )  # before they are read, or a change would be missed
        found = overview(self.root, now, now)
        with suppress(GitError):  # it is asked again at the next look
            states = newest_of(found.states, self.upstream.states(now))
            found = of_states(states, now, found.settings, found.errors)
        self.last = found
        return found

    def sleep(self, until: datetime | None) -> None:
        """Until then, or until there is something new."""
        while until is None or self.present() < until:
            left = (until - self.present()).total_seconds() if until else FILES_EVERY
            self.terminal.pause(max(0.0, min(FILES_EVERY, left)))
            if _files(self.root) != self._seen or self.ask_remote():
                return

    def ask_remote(self) -> bool:
        """Whether it has news; asked once a minute."""
        now = self.present()
        if self._asked and now - self._asked < REMOTE_EVERY:
            return False
        self._asked = now
        try:
            news = self.upstream.has_news()
        except GitError as error:
            if not self._unreachable:
                self.terminal.tell(
                    f"{self.upstream.shown} cannot be asked, so only the files here count: {error}"
                )
            self._unreachable = True
            return False
        self._unreachable = False
        return news

    def speak_up(self, found: Overview, within: timedelta) -> None:
        """Say what has come nearer since: each thing when it is due soon, when it is due, and when it is overdue."""
        told = [one for one in (*found.overdue, *found.soon(within)) if self._is_new(one, found.now)]
        for one in told:
            self.terminal.tell("\n".join(lines_of(one, found)))
        if told:
            self.terminal.ring()

    def is_told(self, found: Overview, within: timedelta) -> bool:
        """Remember what was told already; whether there was anything."""
        return bool([one for one in (*found.overdue, *found.soon(within)) if self._is_new(one, found.now)])

    def _is_new(self, one: Due, now: datetime) -> bool:
        phase = "overdue" if one.is_overdue(now) else "due" if one.at <= now else "soon"
        said = (f"{one.state.incident.id} {one.kind}", one.at, phase)
        new = said not in self._said
        self._said.add(said)
        return new


def wait(watch: Watch, within: timedelta) -> Overview:
    """Speak up whenever something becomes due; what was found last, once nothing can within a day."""
    watch.ask_remote()
    found = watch.look()
    watch.terminal.tell(as_text(found, within).rstrip("\n"))
    watch.is_told(found, within)
    shown = ""
    while awaited := [one for one in found.dues if _is_awaited(one, found.now)]:
        line = _waiting_for(awaited, found)
        if line != shown:
            watch.terminal.tell(line)
        shown = line
        watch.sleep(next_moment(awaited, found.now, within))
        found = watch.look()
        watch.speak_up(found, within)
    watch.terminal.tell("Nothing can become due within a day, so this ends.")
    return found


def _is_awaited(one: Due, now: datetime) -> bool:
    """A post-mortem is not written at night; all else that is due within a day, or already, somebody has to post."""
    return one.kind is not DueKind.POSTMORTEM and one.at <= now + HORIZON


def next_moment(awaited: list[Due], now: datetime, within: timedelta) -> datetime | None:
    """When there is something to say; None while readers wait already, and only somebody's update changes that."""
    moments = (
        moment for one in awaited for moment in (one.at - within, one.at, one.at + one.grace + _SECOND)
    )
    return min((one for one in moments if one > now), default=None)


def _waiting_for(awaited: list[Due], found: Overview) -> str:
    coming = min((one for one in awaited if one.at > found.now), key=lambda one: one.at, default=None)
    if coming is None:
        return "Waiting for an update of what is overdue. (Ctrl-C stops waiting.)"
    at = LocalTimes(found.settings.zone, found.now).moment(coming.at)
    title = harmless_line(coming.state.incident.title)
    return f"Waiting. “{title}” is due at {at}. (Ctrl-C stops waiting.)"


def _files(root: Path) -> dict[str, tuple[int, int]]:
    """What changes when a file of the page does: sizes and times of texts and configuration."""
    return {path: (stat.st_mtime_ns, stat.st_size) for path, stat in _stats(root)}


def _stats(root: Path) -> Iterator[tuple[str, os.stat_result]]:
    for folder, folders, names in os.walk(root):
        folders[:] = [one for one in folders if not one.startswith(".") and one not in ("site", "generator")]
        for name in names:
            if name.endswith((".md", ".yml", ".yaml")):
                path = os.path.join(folder, name)  # noqa: PTH118  many thousand files, every few seconds
                try:
                    yield path, os.stat(path)  # noqa: PTH116
                except OSError:
                    continue  # it has just gone

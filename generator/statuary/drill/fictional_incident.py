"""The fictional incident: posted by the very commands, and looked for in what is built."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from statuary.drill.local_copy import Copy
from statuary.drill.steps import Fault, Log, StepError
from statuary.inspection.strict import inspect
from statuary.render.wording.instants import iso
from statuary.source import Loaded, load
from statuary.status import page_state

TITLE = "A drill: nothing is wrong"
OPENED = "an incident is opened: written, checked, committed, pushed to a copy"
BUILT = "the page shows it, and the feeds tell of it"
_SHOWN = 3

Post = Callable[[Path, Sequence[str]], None]
"""Runs a posting command with these arguments in a repository. Raises StepError."""
Build = Callable[[Path, datetime, Path], None]
"""Builds the page of a repository, as it is at a moment, into a folder. Raises StepError."""


class Fictional:
    """An incident of the copy on its way. `now` is the present; its updates stand in the minutes before."""

    def __init__(self, copy: Copy, now: datetime, post: Post, build: Build) -> None:
        self._copy = copy
        self._now = now
        self._post = post
        self._build = build
        self.path: Path | None = None

    def go(self, log: Log) -> None:
        """Open it, update it, resolve it; after each look at the page."""
        log.run("the files have no errors", self._check)
        opened = self._moment(2)
        if not log.run(OPENED, lambda: self._open(opened)):
            return
        log.run(BUILT, lambda: self._look(opened, 1, is_open=True))
        updated, over = self._moment(1), self._moment(0)
        if log.run("it is updated", lambda: self._continue("update", updated, "--stage", "identified")):
            log.run("the page shows the update", lambda: self._look(updated, 2, is_open=True))
        if log.run("it is resolved", lambda: self._continue("resolve", over)):
            log.run("the page says that it is over", lambda: self._look(over, 3, is_open=False))

    def _moment(self, minutes: int) -> datetime:
        return self._now.replace(second=0, microsecond=0) - timedelta(minutes=minutes)

    def _check(self) -> str:
        errors = inspect(self._copy.root, self._now, self._now).stopping
        if not errors:
            return ""
        lines = [f"{one.path}:{one.line}: {one.message}; {one.hint}" for one in errors[:_SHOWN]]
        what = f"there are {len(errors)} errors" if len(errors) > 1 else "there is an error"
        raise StepError("\n".join([f"{what}; statuary check tells more", *lines]), Fault.FILES)

    def _open(self, at: datetime) -> str:
        before = set(self._files())
        self._run("open", at, TITLE, *self._affected())
        new = [path for path in self._files() if path not in before]
        if len(new) != 1:
            raise StepError(f"one new file was to be written, and there are {len(new)}", Fault.FILES)
        self.path = new[0].relative_to(self._copy.root)
        return ""

    def _continue(self, command: str, at: datetime, *options: str) -> str:
        assert self.path is not None  # or it was never opened
        self._run(command, at, self.path.stem, *options)
        return ""

    def _run(self, command: str, at: datetime, *arguments: str) -> None:
        self._post(
            self._copy.root, [command, *arguments, "--publish", "--no-wait", "--yes", "--now", iso(at)]
        )

    def _files(self) -> list[Path]:
        project = self._loaded().project
        return list(project.incidents_dir.rglob("*.md")) if project else []

    def _affected(self) -> tuple[str, ...]:
        """The first component of the page; where there is none yet, an impact."""
        site = self._loaded().site
        first = next(iter(page_state(site, self._now).components), None) if site else None
        return ("--component", f"{first}=partial_outage") if first else ("--impact", "minor")

    def _loaded(self) -> Loaded:
        return load(self._copy.root)

    def _look(self, at: datetime, updates: int, *, is_open: bool) -> str:
        """Build the page and look for the incident as readers and tools do. Raises StepError."""
        assert self.path is not None
        self._build(self._copy.root, at, self._copy.site)
        place = f"incidents/{self.path.stem}/"
        if not (self._copy.site / place / "index.html").is_file():
            raise StepError(f"{place} was not built", Fault.FILES)
        if is_open and place not in (self._copy.site / "index.html").read_text(encoding="utf-8"):
            raise StepError("the first page does not name the incident: look at your templates", Fault.FILES)
        listed = [one for one in self._json("api/v2/summary.json")["incidents"] if place in one["shortlink"]]
        if bool(listed) != is_open:
            raise StepError(f"the page says that it is {'over' if is_open else 'open'}", Fault.FILES)
        told = [one for one in self._json("feed.json")["items"] if f"/{place}#" in one["url"]]
        if len(told) != updates:
            raise StepError(f"the feeds tell of {len(told)} updates in place of {updates}", Fault.FILES)
        return ""

    def _json(self, name: str) -> Any:
        return json.loads((self._copy.site / name).read_bytes())

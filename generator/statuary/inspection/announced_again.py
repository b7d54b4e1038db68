"""What a change would tell subscribers again, or take from them: an item of a feed is known by id and instant."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from pathlib import Path

from statuary.git import blobs, reading
from statuary.inspection.strict import Inspected
from statuary.model import Fix, Incident, Problem, Severity, Update
from statuary.render.feeds.update_feeds import all_posts, recent
from statuary.repository_files import read_inside
from statuary.source.incident_file import read_incident
from statuary.source.problems import Context
from statuary.source.times import format_time
from statuary.status import PageState

RULE = "told-again"
_ATTRIBUTE = re.compile(r"[-*+][ \t]+[^:]{1,40}:[ \t]")


def announced_again(
    root: Path, since: str, base: str, changed: Collection[str], found: Inspected
) -> list[Problem]:
    """Advice on each file whose change does so, with the line that prevents it. Raises GitError.

    `changed` are the files that differ from the commit `base`, at which this branch left `since`.
    """
    if found.state is None or found.project is None:
        return []
    now = {one.path: one for one in found.state.site.incidents if one.path in changed}
    before = _before(root, base, changed, found)
    return list(_Comparison(root, since, found.state).problems(before, now))


def _before(root: Path, base: str, changed: Collection[str], found: Inspected) -> dict[str, Incident]:
    """The incidents of these files as they were, by path; what could not be read then is left out."""
    assert found.project is not None and found.state is not None
    folder = found.project.settings.incidents_dir
    listed = reading(root).paths("ls-tree", "-r", "-z", "--name-only", base, "--", folder)
    paths = [path for path in listed if path in changed and path.endswith(".md")]
    site = found.state.site
    context = Context.of(found.project.zones, site.components, site.groups)
    contents = blobs(root, [f"{base}:./{path}" for path in paths])
    read = {
        path: read_incident(path, content, context)[0]
        for path, content in zip(paths, contents, strict=True)
        if content is not None
    }
    return {path: incident for path, incident in read.items() if incident is not None}


class _Comparison:
    """`root` holds the files as they are now, `since` is what they are compared with."""

    def __init__(self, root: Path, since: str, state: PageState) -> None:
        self._root, self._since, self._state = root, since, state
        self._in_feeds = {
            (one.incident_id, one.event.identity) for one in recent(all_posts(state), state.now)
        }

    def problems(self, before: dict[str, Incident], now: dict[str, Incident]) -> Iterator[Problem]:
        """What differs for subscribers, by the paths that the incidents had before and have now."""
        site = self._state.site
        ids = {one.id for one in site.incidents} | {one.id for one in site.withdrawn}
        new = [one for one in now.values() if one.id not in {old.id for old in before.values()}]
        for path, old in before.items():
            if old.id in ids or (self._root / path).exists():  # what cannot be read has an error of its own
                continue
            follower = max(new, key=partial(_shared, old), default=None)
            if follower is not None and _shared(old, follower) * 2 >= len(old.updates):
                yield self._renamed(path, old, follower)
            else:
                yield self._deleted(path, old)
        for one in now.values():
            for old in (old for old in before.values() if old.id == one.id):
                yield from (self._moved(one, *pair) for pair in _moved_updates(old, one))

    def _renamed(self, path: str, old: Incident, new: Incident) -> Problem:
        told = self._told(new, new.updates)
        message = f"{path} got another name: its address is lost, and {told}"
        number, line = self._line(new.path, lambda line: line.startswith("title:"))
        hint = f"add to the front matter, and both stay: id: {old.id}"
        return _advice(new.path, number, message, hint, Fix(line=number, text=f"id: {old.id}\n{line}"))

    def _moved(self, incident: Incident, old: Update, new: Update) -> Problem:
        time = format_time(old.identity)
        message = f"this update was published as {time}: {self._told(incident, [new])}"
        hint = f"add under the heading: - posted as: {time}"
        lines = self._lines(incident.path)
        below = next((n for n in range(new.line, len(lines)) if lines[n].strip()), new.line)
        attribute = f"- posted as: {time}"
        if _ATTRIBUTE.match(lines[below]):
            fix = Fix(line=below + 1, text=f"{attribute}\n{lines[below]}")
        else:
            fix = Fix(line=new.line, text=f"{lines[new.line - 1]}\n\n{attribute}")
        return _advice(incident.path, new.line, message, hint, fix)

    def _deleted(self, path: str, old: Incident) -> Problem:
        count = len([update for update in old.updates if not update.silent])
        what = "one update" if count == 1 else f"{count} updates"
        message = (
            f"an incident leaves the page: its address and {what} are lost, and readers do not learn why"
        )
        hint = f"to keep it: git checkout {self._since} -- {path}; a leak is taken back with “withdrawn: why” in it"
        return _advice(path, 0, message, hint)

    def _told(self, incident: Incident, updates: Sequence[Update]) -> str:
        count = sum((incident.id, update.identity) in self._in_feeds for update in updates)
        if count == 0:
            return "no feed holds it any more"
        return f"subscribers get {'one item' if count == 1 else f'{count} items'} again"

    def _line(self, path: str, wanted: Callable[[str], bool]) -> tuple[int, str]:
        """A line with its number, from 1 on."""
        return next((number, line) for number, line in enumerate(self._lines(path), 1) if wanted(line))

    def _lines(self, path: str) -> list[str]:
        return (
            read_inside(self._root, self._root / path).decode("utf-8-sig").replace("\r\n", "\n").split("\n")
        )


def _shared(old: Incident, new: Incident) -> int:
    """How many updates have the same instant and words."""
    known = {(update.identity, update.stage) for update in old.updates}
    return sum((update.identity, update.stage) in known for update in new.updates)


def _moved_updates(old: Incident, new: Incident) -> Iterator[tuple[Update, Update]]:
    """Updates whose instant alone differs, and that do not say under which they were posted."""
    kept = {update.identity for update in new.updates}
    gone = [update for update in old.updates if update.identity not in kept and not update.silent]
    known = {update.identity for update in old.updates}
    for update in new.updates:
        if update.identity not in known and update.posted_as is None and not update.silent:
            twin = next((one for one in gone if _alike(one, update)), None)
            if twin is not None:
                gone.remove(twin)
                yield twin, update


def _alike(old: Update, new: Update) -> bool:
    return old.text == new.text and old.stage is new.stage


def _advice(path: str, line: int, message: str, hint: str, fix: Fix | None = None) -> Problem:
    return Problem(
        path=path,
        line=line,
        column=1 if line else 0,
        severity=Severity.ADVICE,
        rule=RULE,
        message=message,
        hint=hint,
        fix=fix,
    )

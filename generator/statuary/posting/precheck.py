"""The whole repository, checked as it would be with one file changed: before anything is written.

What readers will see: the page's first words, and the update as a subscriber gets it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from statuary.inspection.strict import Inspected, inspect_loaded
from statuary.model import Incident, Kind, Problem, Severity, Site, Update
from statuary.posting.compose import Post
from statuary.posting.posting_errors import InvalidError
from statuary.render.feeds.feed_item import feed_body
from statuary.render.frame import Frame
from statuary.render.wording.labels import STAGE_WORD
from statuary.render.wording.language import plain
from statuary.render.wording.sentences import headline
from statuary.source import Loaded, Project
from statuary.source.incident_file import read_incident
from statuary.source.problems import Context

_WRITTEN = (
    "at",
    "stage",
    "components",
    "next_update",
    "no_next_update",
    "impact",
    "starts",
    "ends",
    "silent",
)
"""What must read back exactly as it was meant; text and single lines are compared by the tests of the writer."""


@dataclass(frozen=True)
class Verified:
    """The repository with the new file in it. `here` and `elsewhere` are problems in that file and in all others."""

    incident: Incident
    inspected: Inspected
    here: tuple[Problem, ...]
    elsewhere: tuple[Problem, ...]


def context_of(project: Project, site: Site) -> Context:
    """What a reader of one file must know of the rest."""
    return Context.of(project.zones, site.components, site.groups)


def verify(loaded: Loaded, post: Post, now: datetime | None, clock: datetime) -> Verified:
    """Check what `post` would make of the repository.

    Raises InvalidError when its own file would have an error. Errors elsewhere are only told: they must not keep
    anybody from saying that there is an outage.
    """
    assert loaded.project is not None and loaded.site is not None
    incident, problems = read_incident(post.path, post.content, context_of(loaded.project, loaded.site))
    others = [one for one in loaded.site.incidents if one.path != post.path]
    changed = sorted([*others, *([incident] if incident else [])], key=lambda one: one.id)
    kept = [one for one in loaded.problems if one.path != post.path]
    after = replace(
        loaded,
        site=loaded.site.model_copy(update={"incidents": tuple(changed)}),
        problems=(*kept, *problems),
    )
    inspected = inspect_loaded(after, now, clock)
    here = tuple(one for one in inspected.problems if one.path == post.path)
    told = here if incident is not None else (*here, *problems)  # the room tells of a cause elsewhere alone
    errors = [one for one in dict.fromkeys(told) if one.severity is Severity.ERROR]
    if errors or incident is None:
        raise InvalidError(errors, "with this update the file would have errors, so nothing was written")
    _check_meaning(post, incident)
    elsewhere = tuple(one for one in inspected.problems if one.path != post.path)
    return Verified(incident, inspected, here, elsewhere)


def _check_meaning(post: Post, incident: Incident) -> None:
    """The last net: what was typed must have become one update and nothing else."""
    before = post.incident.updates
    new = [one for one in incident.updates if one.identity == post.update.at]
    others = tuple(_meant(one) for one in incident.updates if one.identity != post.update.at)
    if len(new) != 1 or _meant(new[0]) != _meant(post.update) or others != tuple(map(_meant, before)):
        raise InvalidError((), "these words would change the meaning of the file, so nothing was written")


def _meant(update: Update) -> tuple[object, ...]:
    return tuple(getattr(update, name) for name in _WRITTEN)


def preview(frame: Frame, incident: Incident, update: Update) -> str:
    """Plain text for a terminal."""
    return "\n".join(_lines(frame, incident, update))


def _lines(frame: Frame, incident: Incident, update: Update) -> Iterator[str]:
    top = headline(frame)
    yield "The page will say:"
    yield from _indented(f"{top.word}: {top.after_word(plain(top.text))}", plain(top.detail))
    if top.promise:
        yield from _indented(plain(top.promise.sentence))
    yield ""
    yield "The update:"
    stage = frame.language.gettext(STAGE_WORD[update.stage])
    word = "" if incident.kind is Kind.NOTICE else f"{stage}, "
    yield from _indented(incident.title, f"{word}{frame.times.moment(update.at).text}")
    item = frame.state.by_id.get(incident.id)
    place = (
        next((index for index, one in enumerate(item.updates) if one.at == update.at), None) if item else None
    )
    if item is not None and place is not None:
        yield from _indented(*feed_body(item, place, frame).plain.split("\n"))
    if update.silent:
        yield from _indented("(It is silent: no feed announces it.)")


def _indented(*lines: str) -> Iterator[str]:
    for line in lines:
        yield f"  {line}".rstrip()

"""`/post/`: the composer for authors, and the small script that keeps a copy of it for when there is no network."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

import jinja2
from markupsafe import Markup

from statuary.model import STAGES_OF, ComponentStatus, Impact
from statuary.render.composer.composer_data import KINDS, RECENT, ComposerRules, repository_pages, script_data
from statuary.render.environment import TEMPLATES
from statuary.render.folder import Output
from statuary.render.frame import Frame, page, unlisted
from statuary.render.wording.labels import (
    IMPACT_WORD,
    KIND_WORD,
    STAGE_SENTENCE,
    STAGE_WORD,
    STATUS_WORD,
    label_of,
)
from statuary.status.types import IncidentState, PageState

PROMISES = tuple(timedelta(minutes=minutes) for minutes in (15, 30, 60, 120, 240, 480, 1440))
_WORST_FIRST = sorted(ComponentStatus, key=lambda status: -status.badness)


class Option(NamedTuple):
    """One choice: `value` for the script, `text` for people, `note` below it."""

    value: str
    text: str
    note: str = ""


class ComponentChoice(NamedTuple):
    """A group of components."""

    name: str
    components: tuple[Option, ...]


class ComposeView(NamedTuple):
    """The lists to choose from. `stages` and `statuses` are all there are; the script hides what cannot be.

    `site` is the name of the website where the files are edited, `help` where on it the way to write them is
    explained; both are empty where the owner does not say.
    """

    incidents: tuple[Option, ...]
    work: tuple[Option, ...]
    ended: tuple[Option, ...]
    groups: tuple[ComponentChoice, ...]
    kinds: tuple[Option, ...]
    stages: tuple[Option, ...]
    statuses: tuple[Option, ...]
    impacts: tuple[Option, ...]
    promises: tuple[Option, ...]
    site: str
    help: str
    data: Mapping[str, Any]


def render_composer(frame: Frame, env: jinja2.Environment, rules: ComposerRules) -> Iterator[Output]:
    """No page links to it, and the sitemap leaves it out: it is for those who know of it."""
    view = compose_view(frame, rules)
    words = frame.language.gettext("For the team that runs this page.")
    head = unlisted(
        page(frame, "post/index.html", frame.language.gettext("Post an update"), words, clock=False)
    )
    template = env.get_template(f"{TEMPLATES}/post.html")
    yield Output(
        head.path, template.render(page=head, frame=frame, view=view, data=_in_script(view.data)).encode()
    )
    yield Output("post/worker.js", env.get_template(f"{TEMPLATES}/post-worker.js").render().encode())


def _in_script(data: object) -> Markup:
    """JSON that can stand in a script element: nothing in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return Markup(text)  # noqa: S704 (what is not a letter of JSON's own is within its strings)


def compose_view(frame: Frame, rules: ComposerRules) -> ComposeView:
    """The composer as of the frame's `now`."""
    say = frame.language.gettext
    ended = [item for item in frame.state.past if item.end and item.end > frame.now - RECENT]
    repository = repository_pages(frame.settings) or {}
    return ComposeView(
        incidents=_options(frame.state.active, frame),
        work=_options((*frame.state.in_progress, *frame.state.planned), frame),
        ended=_options([item for item in ended if item.incident.kind in KINDS], frame),
        groups=tuple(_sections(frame.state)),
        kinds=tuple(Option(kind, say(KIND_WORD[kind])) for kind in KINDS),
        stages=tuple(_stages(frame)),
        statuses=tuple(Option(status, say(STATUS_WORD[status])) for status in _WORST_FIRST),
        impacts=tuple(Option(impact, say(IMPACT_WORD[impact])) for impact in Impact),
        promises=tuple(_promises(frame)),
        site=repository.get("name", ""),
        help=repository.get("help", ""),
        data=script_data(frame, rules),
    )


def _options(items: Sequence[IncidentState], frame: Frame) -> tuple[Option, ...]:
    return tuple(
        Option(item.incident.id, item.incident.title, label_of(item, frame.language)) for item in items
    )


def _stages(frame: Frame) -> Iterator[Option]:
    say = frame.language.gettext
    for stage in dict.fromkeys(stage for kind in KINDS for stage in STAGES_OF[kind]):
        note = say(STAGE_SENTENCE[stage]) if stage in STAGE_SENTENCE else ""
        yield Option(stage, say(STAGE_WORD[stage]), note)


def _promises(frame: Frame) -> Iterator[Option]:
    """In minutes; the owner's cadence is among them."""
    for length in sorted({*PROMISES, *frame.settings.cadence.values()}):
        yield Option(str(length // timedelta(minutes=1)), frame.language.duration(length))


def _sections(state: PageState) -> Iterator[ComponentChoice]:
    """Retired components cannot fail any more."""
    for group, components in state.groups:
        yield ComponentChoice(group.name, tuple(Option(one.id, one.name) for one in components))

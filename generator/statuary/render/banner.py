"""The banner for the company's own product and docs: `/embed.js`, and `/embed.json`, which holds what it may tell.

Its words are fixed when the status page is built; what begins and ends by the clock it sees for itself. It does not
read the API, which every visitor of a product would then fetch whole, and which knows no workaround.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

import jinja2
from markupsafe import Markup

from statuary.model import Impact, Kind, Stage
from statuary.palette import Ground
from statuary.render.environment import TEMPLATES, palette
from statuary.render.folder import Output
from statuary.render.frame import Frame
from statuary.render.incident_text import to_plain
from statuary.render.wording.instants import iso
from statuary.render.wording.labels import IMPACT_TONE, STAGE_WORD, Tone, label_of
from statuary.render.wording.language import SOURCE, Language
from statuary.status.types import IncidentState, Standing

MOST = 10
"""Of open incidents, of work under way and of planned work each: the banner shows three."""
_WORST = (Tone.CRITICAL, Tone.MAJOR, Tone.MINOR)


class BannerWords(NamedTuple):
    """Words and colours. `locale` is for times: a browser's plain `en` is American.

    `{}` stands for a time: of what is `planned`, of the `next` update, of the last one on what is `silent`; in `help`
    for the workaround. `colours` are by tone; whatever has none is `calm`.
    """

    lang: str
    locale: str
    link: str
    dismiss: str
    help: str
    planned: str
    next: str
    silent: str
    colours: dict[str, str]
    calm: str


def banner_words(language: Language, tones: Ground) -> BannerWords:
    """The banner in the page's language."""
    return BannerWords(
        lang=language.tag,
        locale="en-GB" if language.tag == SOURCE else language.tag,
        link=language.gettext("Status page"),
        dismiss=language.gettext("Dismiss"),
        help=language.gettext("What you can do: %(text)s", text="{}"),
        planned=language.gettext("Scheduled for %(time)s", time="{}"),
        next=language.gettext("Next update: %(time)s.", time="{}"),
        silent=language.gettext("No update since %(time)s", time="{}"),
        colours={one.value: str(getattr(tones, one)) for one in _WORST},
        calm=tones.maintenance,
    )


class Told(NamedTuple):
    """One incident or maintenance. `key` changes with every update, so whoever dismissed one sees the next.

    `state` is in words, `help` the workaround. Instants are in UTC, for machines: `at` of the newest update, `next` of
    the one that is promised, `silent` when nobody will have spoken of it for long; maintenance begins `starts`, and
    is not told from `ends` on. What is not known is empty.
    """

    key: str
    title: str
    path: str
    tone: str
    state: str
    help: str
    at: str
    next: str
    silent: str
    starts: str
    ends: str


def told(frame: Frame) -> Iterator[Told]:
    """What hurts, then work under way, then planned work, the soonest first."""
    hurts = [item for item in frame.state.active if item.impact is not Impact.NONE]
    for items in (hurts, frame.state.in_progress, frame.state.planned):
        for item in items[:MOST]:
            yield _told(item, frame)


def _told(item: IncidentState, frame: Frame) -> Told:
    key = item.incident.id
    is_incident = item.incident.kind is Kind.INCIDENT
    return Told(
        key=f"{key}/{frame.news.get(key, '')}",
        title=item.incident.title,
        path=f"incidents/{key}/",
        tone="" if item.impact is Impact.NONE else IMPACT_TONE[item.impact],
        state=_state(item, frame.language),
        help=" ".join(to_plain(item.workaround or "").split()),
        at=iso(item.newest.at),
        next=_maybe(item.next_update),
        silent=_maybe(item.silent_after) if is_incident else "",
        starts=_maybe(item.window_starts),
        ends=_maybe(item.window_ends) if _ends_by_itself(item) else "",
    )


def _state(item: IncidentState, language: Language) -> str:
    """Of planned work, what is so once it has begun: a script knows when that is."""
    if item.in_trouble:
        return language.gettext("Something went wrong during this maintenance.")
    is_ahead = item.incident.kind is Kind.MAINTENANCE and item.standing is Standing.PLANNED
    return language.gettext(STAGE_WORD[Stage.IN_PROGRESS]) if is_ahead else label_of(item, language)


def _ends_by_itself(item: IncidentState) -> bool:
    """Work under way goes on until somebody says that it is over; of planned work nobody knows that it has begun."""
    return item.incident.auto_complete or item.standing is Standing.PLANNED


def _maybe(at: datetime | None) -> str:
    return iso(at) if at else ""


def render_banner(frame: Frame, env: jinja2.Environment) -> Iterator[Output]:
    """The script, without comments and indentation, and what it tells.

    With words beyond ASCII it starts with a byte-order mark: hosts that name no charset would leave the encoding to
    the page that it is used on.
    """
    words = banner_words(frame.language, palette(env).light)._asdict()
    values = {name: _literal(value) for name, value in words.items()}
    lines = (line.strip() for line in env.get_template(f"{TEMPLATES}/embed.js").render(values).splitlines())
    script = "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))
    yield Output("embed.js", (script if script.isascii() else _BYTE_ORDER_MARK + script).encode())
    found = [{name: value for name, value in one._asdict().items() if value} for one in told(frame)]
    yield Output("embed.json", (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode())


_BYTE_ORDER_MARK = "\ufeff"


def _literal(value: object) -> Markup:
    """Data as JavaScript: JSON, with names that need no quotes."""
    if isinstance(value, dict):
        pairs = ",".join(f"{name}:{_literal(one)}" for name, one in value.items())
        return Markup("{%s}") % Markup(pairs)  # noqa: S704 (literals, made below)
    return Markup(json.dumps(value, ensure_ascii=False))  # noqa: S704 (a script file, not a page)

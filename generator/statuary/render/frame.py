"""What all pages share, and what each page says about itself in its head.

News is what a reader's page compares with the newest build, to know whether there is something new to show.
"""

import hashlib
import heapq
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from statuary.model import Kind, Settings
from statuary.render.wording.instants import Moment, Month, Times, stamp
from statuary.render.wording.labels import PICTURE_WORD, LinkPicture, Tone
from statuary.render.wording.language import Language
from statuary.source.ownership import is_placeholder
from statuary.status.types import IncidentState, PageState, Standing

RECENT = timedelta(days=14)
RECORD = "record/"
"""Where the communication record is, for owners who publish it."""
ALL = ""
"""The key of the page as a whole."""

_NEWEST = 50
"""So many that are over speak for the page as a whole. By number and not by age: what grows old is no news."""


def news(state: PageState) -> dict[str, str]:
    """A fingerprint (8 hex digits) of each recent incident by its id, and of the page as a whole by `ALL`.

    It changes with every update, every new stage and every correction, and when a notice comes into sight; mended
    spelling is no news, and neither is the passing of time.
    """
    telling = {item.incident.id for item in _telling(state)}
    recent = {key for key, item in state.by_id.items() if _is_recent(item, state)}
    found = {key: _fingerprint(state.by_id[key]) for key in sorted(telling | recent)}
    whole = "".join(f"{key} {value}\n" for key, value in found.items() if key in telling)
    return {ALL: _short(whole + state.indicator), **{key: found[key] for key in sorted(recent)}}


def _telling(state: PageState) -> Iterator[IncidentState]:
    """What is not over, save notices to come, and the newest of the rest that was not silent from end to end."""
    for item in state.by_id.values():
        is_hidden = item.incident.kind is Kind.NOTICE and item.standing is Standing.PLANNED
        if item.standing is not Standing.PAST and not is_hidden:
            yield item
    told = (item for item in state.past if not all(update.silent for update in item.updates))
    yield from heapq.nlargest(_NEWEST, told, key=lambda item: (item.newest.at, item.incident.id))


def _is_recent(item: IncidentState, state: PageState) -> bool:
    return item.standing is not Standing.PAST or item.newest.at > state.now - RECENT


def _fingerprint(item: IncidentState) -> str:
    said = "".join(f"{stamp(one.identity)} {one.stage} {one.correction}\n" for one in item.updates)
    return _short(said + item.stage)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


class Link(NamedTuple):
    """A named way on; `url` is relative to the site's root or absolute."""

    title: str
    url: str

    def seen_from(self, root: str) -> str:
        """The address from a page; `root` leads from there to the site's root."""
        return self.url if re.match("[a-z]+:", self.url) else root + self.url


class MonthLink(NamedTuple):
    """A month's page: `slug` as in its path, `title` as people write it."""

    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class Frame:
    """One state of the page as readers of one language see it: the same on every page of one build.

    `names` maps every component id to its name, in page order; `today` is the day of `now` in the page's zone.
    `news` is what `news()` says; `is_open` is true while an incident is open or maintenance is under way of
    which there is news to expect.
    """

    state: PageState
    language: Language
    names: Mapping[str, str]
    nav: tuple[Link, ...]
    times: Times
    today: date
    news: Mapping[str, str]
    is_open: bool

    @property
    def settings(self) -> Settings:
        return self.state.site.settings

    @property
    def public_url(self) -> str:
        """Where readers find the page; empty where that is a placeholder, or an address of this machine."""
        return "" if is_placeholder(self.settings.url) else self.settings.url

    def picture_word(self, picture: LinkPicture) -> str:
        """What is written on a picture."""
        return self.language.gettext(PICTURE_WORD[picture])

    @property
    def zone_name(self) -> str:
        """The page's time zone, by its city."""
        return self.language.zone(self.settings.zone.key)

    @property
    def now(self) -> datetime:
        """The moment that is shown, which is not always the present."""
        return self.state.now


class Page(NamedTuple):
    """One page's own head. `path` is its file, `root` leads from it to the site's root and ends with a slash.

    `built` is set where the page depends on the clock. A page on something long past does not,
    so that its bytes stay as they are from build to build. `steady` is the title without what may be otherwise
    later, for links that others have made of it; empty where `title` is as good. `tone` shapes the tab's icon. `key`
    names, in `_build.json`, the news about the page, and `news` is what they were when it was built.
    `url` is the page's one address for search engines and chats, also on mirrors; empty where there is none, and then
    nothing names the `picture`, which such a link shows.
    """

    path: str
    root: str
    title: str
    description: str
    built: Moment | None
    steady: str = ""
    tone: Tone = Tone.NEUTRAL
    key: str = ALL
    news: str = ""
    open: bool = False
    url: str = ""
    picture: LinkPicture = LinkPicture.STATUS


def page_frame(
    state: PageState, language: Language | None = None, nav: Sequence[tuple[str, str]] = ()
) -> Frame:
    """The frame for a build of this state; `nav` are the owner's extra pages (title, url from the root)."""
    language = language or Language()
    times = Times(state.site.settings.zone, language)
    return Frame(
        state=state,
        language=language,
        names={component.id: component.name for component in state.site.components},
        nav=tuple(Link(title, url) for title, url in nav),
        times=times,
        today=times.day(state.now),
        news=news(state),
        is_open=not all(item.is_silent(state.now) for item in (*state.active, *state.in_progress)),
    )


def page(frame: Frame, path: str, title: str, description: str, *, clock: bool = True) -> Page:
    """The head of one page; `clock` says whether what it shows depends on `now`."""
    root = "../" * path.count("/") or "./"
    full_title = titled(title, frame)
    url = frame.public_url and frame.public_url + re.sub(r"(^|/)index\.html$", r"\1", path)
    if not clock:
        return Page(path, root, full_title, description, None, url=url)
    built = frame.times.moment(frame.now)
    return Page(path, root, full_title, description, built, news=frame.news[ALL], open=frame.is_open, url=url)


def unlisted(head: Page) -> Page:
    """The same for a page that search engines are told to leave out, and that nobody links to."""
    return head._replace(url="")


def as_of(frame: Frame, words: str) -> str:
    """Words on the present with the time they are of: what shows them elsewhere is read later."""
    time = frame.times.moment(frame.now).text
    return frame.language.together(frame.language.gettext("As of %(time)s.", time=time), words)


def titled(title: str, frame: Frame) -> str:
    """A page's title as tabs and links show it, with the name of the site."""
    name = frame.language.name
    return frame.language.gettext("%(title)s · %(site)s", title=name(title), site=name(frame.settings.name))


def not_found_page(frame: Frame, path: str, title: str, description: str) -> Page:
    """The head of the page that a host shows at any depth: its links start with the site's own path."""
    root = urlsplit(frame.settings.url).path or "/"
    return unlisted(page(frame, path, title, description))._replace(root=root)


def month_link(month: Month, frame: Frame) -> MonthLink:
    """The way to a month's page."""
    return MonthLink(month.slug, frame.language.month(month))

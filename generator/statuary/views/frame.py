"""What all pages share, and what each page says about itself in its head."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from statuary.model import Settings
from statuary.status.types import PageState
from statuary.views.times import Moment, Times
from statuary.views.words import direction


class Link(NamedTuple):
    """A named way on; `url` is relative to the site's root or absolute."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The same on every page of one build. `names` maps every component id to its name, in page order."""

    settings: Settings
    direction: str
    names: Mapping[str, str]
    nav: tuple[Link, ...]
    times: Times
    now: datetime
    today: date


class Page(NamedTuple):
    """One page's own head. `path` is its file, `root` leads from it to the site's root and ends with a slash.

    `built` is set where the page depends on the clock. A page on something long past does not,
    so that its bytes stay as they are from build to build.
    """

    path: str
    root: str
    title: str
    description: str
    built: Moment | None


def page_frame(state: PageState, nav: Sequence[tuple[str, str]] = ()) -> Frame:
    """The frame for a build of this state; `nav` are the owner's extra pages (title, url from the root)."""
    settings = state.site.settings
    times = Times(settings.zone)
    return Frame(
        settings=settings,
        direction=direction(settings.language),
        names={component.id: component.name for component in state.site.components},
        nav=tuple(Link(title, url) for title, url in nav),
        times=times,
        now=state.now,
        today=times.day(state.now),
    )


def page(frame: Frame, path: str, title: str, description: str, *, clock: bool = True) -> Page:
    """The head of one page; `clock` says whether what it shows depends on `now`."""
    depth = path.count("/")
    built = frame.times.moment(frame.now) if clock else None
    return Page(path, "../" * depth or "./", f"{title} · {frame.settings.name}", description, built)


def not_found_page(frame: Frame, path: str, title: str, description: str) -> Page:
    """The head of the page that a host shows at any depth: its links start with the site's own path."""
    root = urlsplit(frame.settings.url).path or "/"
    return page(frame, path, title, description)._replace(root=root)

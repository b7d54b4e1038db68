"""The pages that people read. The same state gives the same outputs, in the same order and bytes.

Which pages there are, and when each last changed.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import NamedTuple
from xml.etree import ElementTree as ET

import jinja2

from statuary.render.environment import TEMPLATES
from statuary.render.folder import Output
from statuary.render.frame import RECORD, Frame, Page, as_of, not_found_page, page, titled
from statuary.render.incident_text import excerpt
from statuary.render.pages.ahead import Later, ahead, of_component, of_headline, of_items
from statuary.render.pages.component_page import component_page, items_by_component
from statuary.render.pages.history_page import Months, by_month, history_view, month_view
from statuary.render.pages.home import home_view
from statuary.render.pages.incident_page import incident_view
from statuary.render.pages.maintenance_page import maintenance_view
from statuary.render.pages.subscribe import subscribe_view
from statuary.render.wording.instants import iso
from statuary.render.wording.labels import incident_picture
from statuary.render.wording.language import plain
from statuary.render.wording.sentences import Headline, headline
from statuary.status import newest_first
from statuary.status.types import IncidentState, PageState, Standing


class NotFoundView(NamedTuple):
    """What is shown for a path that is not there."""

    headline: Headline


def render_overviews(frame: Frame, env: jinja2.Environment) -> Iterator[Output]:
    """Every page that tells of more than one incident."""
    later = ahead(frame)
    yield render_home(frame, env, later)
    yield from render_history(by_month(frame), frame, env)
    yield from render_components(frame, env, later)
    yield render_maintenance(frame, env, later)
    yield render_subscribe(frame, env)
    yield render_not_found(frame, env, later)
    yield render_robots(frame.state)
    yield render_sitemap(frame)


def render_incidents(frame: Frame, env: jinja2.Environment, ids: Sequence[str]) -> Iterator[Output]:
    """One page for each of these incidents; any part of them may be rendered apart from the others."""
    later = ahead(frame)
    for key in ids:
        yield render_incident(frame.state.by_id[key], frame, env, of_items(later, frame, key))


def render_home(frame: Frame, env: jinja2.Environment, later: Sequence[Later]) -> Output:
    """The page itself."""
    view = home_view(frame)
    top = view.headline
    head = page(frame, "index.html", plain(top.text), as_of(frame, top.plain))
    head = head._replace(steady=frame.settings.name, tone=top.tone)
    return _render(env, "home.html", head, frame, view, later)


def render_incident(
    item: IncidentState, frame: Frame, env: jinja2.Environment, later: Sequence[Later]
) -> Output:
    """One incident, alone: it depends on it and the frame, and on the clock only until it is past."""
    view = incident_view(item, frame)
    key = item.incident.id
    head = page(
        frame,
        f"incidents/{key}/index.html",
        frame.language.labelled(view.label, frame.language.name(view.title)),
        _description(item, frame),
        clock=item.standing is not Standing.PAST,
    )
    steady = titled(view.title, frame) if head.built else ""
    news = frame.news.get(key, "")
    head = head._replace(steady=steady, tone=view.tone, key=key, news=news, picture=incident_picture(item))
    return _render(env, "incident.html", head, frame, view, later)


def render_history(months: Months, frame: Frame, env: jinja2.Environment) -> Iterator[Output]:
    """The overview of all months, then one page a month."""
    head = page(
        frame,
        "history/index.html",
        frame.language.pgettext("heading", "History"),
        frame.language.gettext("All incidents and maintenance, by month."),
        clock=False,
    )
    yield _render(env, "history.html", head, frame, history_view(months, frame))
    for month in months:
        view = month_view(month, months, frame)
        path = f"history/{month.slug}/index.html"
        head = page(frame, path, view.title, frame.language.labelled(view.title, view.summary), clock=False)
        yield _render(env, "month.html", head, frame, view)


def render_components(frame: Frame, env: jinja2.Environment, later: Sequence[Later]) -> Iterator[Output]:
    """One page a component, the retired ones too: their links must go on working."""
    items = items_by_component(newest_first(frame.state.by_id.values()))
    for component in frame.state.site.components:
        view = component_page(component, items.get(component.id, ()), frame)
        title = frame.language.labelled(view.component.word, frame.language.name(component.name))
        words = component.description or as_of(frame, title)
        head = page(frame, f"components/{component.id}/index.html", title, words)
        head = head._replace(steady=titled(component.name, frame), tone=view.component.tone)
        ahead = of_component(later, frame, component.id, *(one.id for one in view.open))
        yield _render(env, "component.html", head, frame, view, ahead)


def render_maintenance(frame: Frame, env: jinja2.Environment, later: Sequence[Later]) -> Output:
    """All planned work."""
    words = frame.language.gettext("Scheduled maintenance: in progress, upcoming and completed.")
    head = page(frame, "maintenance/index.html", frame.language.pgettext("heading", "Maintenance"), words)
    mine = of_items(later, frame, *frame.state.by_id)
    return _render(env, "maintenance.html", head, frame, maintenance_view(frame), mine)


def render_subscribe(frame: Frame, env: jinja2.Environment) -> Output:
    """Every way to be told."""
    words = frame.language.gettext("Ways to get updates from this page.")
    head = page(
        frame, "subscribe/index.html", frame.language.pgettext("heading", "Subscribe"), words, clock=False
    )
    return _render(env, "subscribe.html", head, frame, subscribe_view(frame))


def render_not_found(frame: Frame, env: jinja2.Environment, later: Sequence[Later]) -> Output:
    """What a host shows for a path that is not there: it still says the present state."""
    view = NotFoundView(headline(frame))
    top = view.headline
    head = not_found_page(
        frame, "404.html", frame.language.gettext("Page not found"), as_of(frame, top.plain)
    )
    return _render(env, "404.html", head._replace(tone=top.tone), frame, view, of_headline(later))


def render_robots(state: PageState) -> Output:
    """Everyone may read everything."""
    url = f"{state.site.settings.url}sitemap.xml"
    return Output("robots.txt", f"User-agent: *\nAllow: /\nSitemap: {url}\n".encode())


def render_sitemap(frame: Frame) -> Output:
    """All pages, for search engines, which want absolute URLs."""
    root = ET.Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for entry in sitemap_entries(frame):
        element = ET.SubElement(root, "url")
        ET.SubElement(element, "loc").text = frame.settings.url + entry.path
        ET.SubElement(element, "lastmod").text = entry.changed
    return Output("sitemap.xml", ET.tostring(root, "utf-8", xml_declaration=True) + b"\n")


def _render(
    env: jinja2.Environment,
    template: str,
    head: Page,
    frame: Frame,
    view: NamedTuple,
    later: Sequence[Later] = (),
) -> Output:
    found = env.get_template(f"{TEMPLATES}/{template}")
    return Output(head.path, found.render(page=head, frame=frame, view=view, later=later).encode())


MOST_URLS = 50_000
"""The limit of the sitemap protocol. The newest incidents come first: only the oldest are left out."""


class SitemapEntry(NamedTuple):
    """One page: its path from the site's root, and the instant of its last change, for machines."""

    path: str
    changed: str


def sitemap_entries(frame: Frame) -> Iterator[SitemapEntry]:
    """The page, the lists, then the incidents with the newest word first."""
    return (SitemapEntry(path, iso(changed)) for path, changed in islice(_pages(frame), MOST_URLS))


def _pages(frame: Frame) -> Iterator[tuple[str, datetime]]:
    """What shows the present state changed now; an incident's page changed with its newest update."""
    yield from (
        ("", frame.now),
        ("maintenance/", frame.now),
        ("history/", frame.now),
        ("subscribe/", frame.now),
    )
    if frame.settings.record:
        yield RECORD, frame.now
    yield from ((f"components/{component.id}/", frame.now) for component in frame.state.site.components)
    for month, items in by_month(frame).items():
        yield f"history/{month.slug}/", max(item.newest.at for item in items)
    newest = sorted(
        frame.state.by_id.values(), key=lambda item: (item.newest.at, item.incident.id), reverse=True
    )
    yield from ((f"incidents/{item.incident.id}/", item.newest.at) for item in newest)


def _description(item: IncidentState, frame: Frame) -> str:
    """The newest words, for search engines and link previews; the title where there are none.

    While it is not over, with the time when they were said: a preview is read later.
    """
    words = excerpt(item.newest.text, 160) or item.incident.title
    if item.standing is Standing.PAST:
        return words
    return frame.language.labelled(frame.times.moment(item.newest.at).text, frame.language.name(words))

"""Every file of the site, in a fixed order. To add a kind of file, add its renderer here."""

from collections.abc import Iterator, Sequence

import jinja2

from statuary.outputs.feeds import render_feeds
from statuary.outputs.manifest import Manifest
from statuary.outputs.output import Output
from statuary.outputs.pages import render_pages
from statuary.status.types import PageState


def render_site(
    state: PageState, env: jinja2.Environment, nav: Sequence[tuple[str, str]], commit: str | None
) -> Iterator[Output]:
    """All outputs, one by one, so that a large site never has to be in memory as a whole."""
    manifest = Manifest()
    for output in render_pages(state, env, nav):
        yield manifest.see(output)
    for output in render_feeds(state, env):
        yield manifest.see(output)
    yield manifest.render(state, commit)

"""Old addresses that lead here: `aliases` in an incident's front matter, which imports write."""

from collections.abc import Iterator
from urllib.parse import unquote

import jinja2

from statuary.outputs.environment import TEMPLATES, content_hash
from statuary.outputs.output import Output
from statuary.status.types import PageState
from statuary.views.frame import Frame


def render_redirects(state: PageState, frame: Frame, env: jinja2.Environment) -> Iterator[Output]:
    """A page at each alias that sends its reader on; static hosts know no other redirect that works everywhere."""
    template = env.get_template(f"{TEMPLATES}/redirect.html")
    for key in sorted(state.by_id):
        incident = state.by_id[key].incident
        target = f"incidents/{incident.id}/"
        for alias in incident.aliases:
            path = unquote(alias).strip("/")
            file = path if path.endswith(".html") else f"{path}/index.html"
            words = {
                "frame": frame,
                "title": incident.title,
                "target": "../" * file.count("/") + target,
                "canonical": frame.settings.url + target,
                "content_hash": content_hash,
            }
            yield Output(file, template.render(words).encode())

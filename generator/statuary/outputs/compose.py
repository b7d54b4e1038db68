"""`/post/`: the composer for authors, and the small script that keeps a copy of it for when there is no network."""

import json
from collections.abc import Iterator

import jinja2
from markupsafe import Markup

from statuary.outputs.environment import TEMPLATES
from statuary.outputs.output import Output
from statuary.status.types import PageState
from statuary.views.compose import Rules, compose_view
from statuary.views.frame import Frame, page


def render_composer(
    state: PageState, frame: Frame, env: jinja2.Environment, rules: Rules
) -> Iterator[Output]:
    """No page links to it, and the sitemap leaves it out: it is for those who know of it."""
    view = compose_view(state, frame, rules)
    words = frame.language.gettext("For the people who write this page.")
    head = page(frame, "post/index.html", frame.language.gettext("Post an update"), words, clock=False)
    template = env.get_template(f"{TEMPLATES}/post.html")
    yield Output(
        head.path, template.render(page=head, frame=frame, view=view, data=_in_script(view.data)).encode()
    )
    yield Output("post/worker.js", env.get_template(f"{TEMPLATES}/post-worker.js").render().encode())


def _in_script(data: object) -> Markup:
    """JSON that can stand in a script element: nothing in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return Markup(text)  # noqa: S704 (what is not a letter of JSON's own is within its strings)

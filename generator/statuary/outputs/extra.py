"""Pages of the owner's own, which somebody else made of Markdown."""

import jinja2

from statuary.outputs.environment import TEMPLATES
from statuary.outputs.output import Output
from statuary.views.extra import ExtraView
from statuary.views.frame import Frame, page


def render_extra(
    view: ExtraView, head: tuple[str, str, str], frame: Frame, env: jinja2.Environment
) -> Output:
    """One such page; `head` are its file, title and description. Raises what a template raises."""
    found = env.get_template(f"{TEMPLATES}/extra.html")
    path, title, description = head
    about = page(frame, path, title, description or frame.settings.description, clock=False)
    return Output(path, found.render(page=about, frame=frame, view=view, later=()).encode())

"""`/record/`: how well readers were informed in the last twelve months, for everybody to see."""

from collections.abc import Iterator

import jinja2

from statuary.render.environment import TEMPLATES
from statuary.render.folder import Output
from statuary.render.frame import RECORD, Frame, page
from statuary.render.record.record_view import record_view
from statuary.status.record import communication_record, last_months


def render_record(frame: Frame, env: jinja2.Environment) -> Iterator[Output]:
    """Nothing, unless the owner asks for it."""
    if not frame.settings.record:
        return
    view = record_view(communication_record(frame.state, last_months(frame.today)), frame)
    head = page(frame, f"{RECORD}index.html", view.title, view.about)
    template = env.get_template(f"{TEMPLATES}/record.html")
    yield Output(head.path, template.render(page=head, frame=frame, view=view, later=()).encode())

"""`badge.svg` and `badge.json` (the form that shields.io reads) of the page and of each component."""

import json
from collections.abc import Iterator

import jinja2

from statuary.outputs.environment import TEMPLATES
from statuary.outputs.output import Output
from statuary.status.types import PageState
from statuary.views.badges import badges
from statuary.views.frame import Frame


def render_badges(state: PageState, frame: Frame, env: jinja2.Environment) -> Iterator[Output]:
    """Both forms of every badge."""
    template = env.get_template(f"{TEMPLATES}/badge.svg")
    for badge in badges(state, frame):
        yield Output(f"{badge.path}badge.svg", template.render(badge=badge, frame=frame).encode())
        endpoint = {
            "schemaVersion": 1,
            "label": badge.label.text,
            "message": badge.message.text,
            "color": badge.colour,
            "cacheSeconds": 300,  # the least that shields.io accepts
        }
        yield Output(
            f"{badge.path}badge.json", (json.dumps(endpoint, ensure_ascii=False, indent=2) + "\n").encode()
        )

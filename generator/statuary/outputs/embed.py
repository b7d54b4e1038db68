"""`/embed.js`: the banner for the company's own product and docs."""

import json

import jinja2
from markupsafe import Markup

from statuary.outputs.environment import TEMPLATES
from statuary.outputs.output import Output
from statuary.views.embed import embed_view
from statuary.views.frame import Frame

_BYTE_ORDER_MARK = "\ufeff"


def render_embed(frame: Frame, env: jinja2.Environment) -> Output:
    """The script, without comments and indentation.

    With words beyond ASCII it starts with a byte-order mark: hosts that name no charset would leave the encoding to
    the page that it is used on.
    """
    view = embed_view(frame.language)
    values = {name: _literal(value) for name, value in view._asdict().items()}
    lines = (line.strip() for line in env.get_template(f"{TEMPLATES}/embed.js").render(values).splitlines())
    script = "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))
    return Output("embed.js", (script if script.isascii() else _BYTE_ORDER_MARK + script).encode())


def _literal(value: object) -> Markup:
    """Data as JavaScript: JSON, with names that need no quotes."""
    if isinstance(value, dict):
        pairs = ",".join(f"{name}:{_literal(one)}" for name, one in value.items())
        return Markup("{%s}") % Markup(pairs)  # noqa: S704 (literals, made below)
    return Markup(json.dumps(value, ensure_ascii=False))  # noqa: S704 (a script file, not a page)

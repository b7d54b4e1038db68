"""What the banner on the company's own pages says; the words are fixed when the status page is built.

`/embed.js`: the banner for the company's own product and docs.
"""

import json
from typing import NamedTuple

import jinja2
from markupsafe import Markup

from statuary.model import Indicator, Stage
from statuary.palette import Ground
from statuary.render.environment import TEMPLATES, palette
from statuary.render.folder import Output
from statuary.render.frame import Frame
from statuary.render.wording.labels import INDICATOR_TONE, STAGE_WORD
from statuary.render.wording.language import SOURCE, Language

_STAGES = (Stage.INVESTIGATING, Stage.IDENTIFIED, Stage.MONITORING, Stage.IN_PROGRESS, Stage.VERIFYING)
_WORST = (Indicator.CRITICAL, Indicator.MAJOR, Indicator.MINOR)


class EmbedView(NamedTuple):
    """Words and colours. `locale` is for times: a browser's plain `en` is American.

    `stages` are by the API's names, and `{}` stands for the time of what is planned; in `silent` for the time of the
    last word on an incident that nobody has spoken of for long. `colours` are by indicator;
    every other one is `calm`.
    """

    lang: str
    locale: str
    link: str
    dismiss: str
    stages: dict[str, str]
    silent: str
    colours: dict[str, str]
    calm: str


def embed_view(language: Language, tones: Ground) -> EmbedView:
    """The banner in the page's language."""
    stages = {stage.value: language.gettext(STAGE_WORD[stage]) for stage in _STAGES}
    stages[Stage.SCHEDULED.value] = language.gettext("Planned for %(time)s", time="{}")
    return EmbedView(
        lang=language.tag,
        locale="en-GB" if language.tag == SOURCE else language.tag,
        link=language.gettext("Status page"),
        dismiss=language.gettext("Dismiss"),
        stages=stages,
        silent=language.gettext("No update since %(time)s", time="{}"),
        colours={one.value: _colour(tones, one) for one in _WORST},
        calm=_colour(tones, Indicator.MAINTENANCE),
    )


def _colour(tones: Ground, indicator: Indicator) -> str:
    return str(getattr(tones, INDICATOR_TONE[indicator]))


_BYTE_ORDER_MARK = "\ufeff"


def render_embed(frame: Frame, env: jinja2.Environment) -> Output:
    """The script, without comments and indentation.

    With words beyond ASCII it starts with a byte-order mark: hosts that name no charset would leave the encoding to
    the page that it is used on.
    """
    view = embed_view(frame.language, palette(env).light)
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

"""What the banner on the company's own pages says; the words are fixed when the status page is built."""

from typing import NamedTuple

from statuary.model import Indicator, Stage
from statuary.views.badges import COLOURS
from statuary.views.language import SOURCE, Language
from statuary.views.words import INDICATOR_TONE, STAGE_WORD

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


def embed_view(language: Language) -> EmbedView:
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
        colours={one.value: _colour(one) for one in _WORST},
        calm=_colour(Indicator.MAINTENANCE),
    )


def _colour(indicator: Indicator) -> str:
    return f"#{COLOURS[INDICATOR_TONE[indicator]]}"

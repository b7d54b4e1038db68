"""How the published page speaks: its words in one language, and our templates for them."""

from contextlib import suppress
from pathlib import Path

import jinja2

from statuary.building.site_build import Templates
from statuary.render.environment import environment
from statuary.render.frame import Frame, page_frame
from statuary.render.wording.catalogue_files import CatalogueError
from statuary.render.wording.language import Language
from statuary.render.wording.page_languages import read_language
from statuary.resources import overrides
from statuary.status import PageState


def page_voice(
    state: PageState, root: Path, custom: Path | None, tag: str
) -> tuple[Frame, jinja2.Environment]:
    """The page in this language; `root` holds its files, `custom` the owner's words, if they are used."""
    language = _language(root, custom, tag)
    return page_frame(state, language), environment([overrides()], language, state.site.settings)


def _language(root: Path, custom: Path | None, tag: str) -> Language:
    templates = Templates(root, custom)
    for folders in (templates.folders, [overrides()]):
        with suppress(CatalogueError):  # the owner's words have an error, or there are none in that language
            return read_language(tag, folders, root)
    return Language()

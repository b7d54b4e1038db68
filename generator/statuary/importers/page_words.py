"""The few words that an import adds for readers, in the language of their page."""

from collections.abc import Iterable

from babel.lists import format_list

from statuary.importers.known_components import UNLISTED
from statuary.model import Group
from statuary.render.wording.catalogue_files import CatalogueError
from statuary.render.wording.language import Language
from statuary.render.wording.page_languages import read_language
from statuary.resources import template_folders
from statuary.source.config import Project
from statuary.source.vocabulary import slug


class PageWords:
    """Says them in the language of a repository; in English where its catalogue is damaged, which the check tells."""

    def __init__(self, project: Project) -> None:
        folders = template_folders(project.custom_dir)
        try:
            self._language = read_language(project.settings.language, folders, project.root)
        except CatalogueError:
            self._language = Language()

    def groups(self, groups: Iterable[Group]) -> list[Group]:
        """The groups; that of components which only incidents name is the importer's own."""
        name = self._language.gettext("Named in past incidents")
        return [
            group.model_copy(update={"name": name, "id": slug(name) or group.id})
            if group.name == UNLISTED
            else group
            for group in groups
        ]

    def affected(self, names: Iterable[str]) -> str:
        """The line of a notice that says what it is about."""
        listed = format_list(list(names), locale=self._language.locale)
        return self._language.gettext("Affected: %(names)s", names=listed)

    def continues(self, title: str) -> str:
        """The first words of a later part."""
        return self._language.gettext("This continues “%(title)s”, whose own file was full.", title=title)

    def goes_on(self, title: str, *, ended: bool) -> str:
        """The last words of a part."""
        gettext = self._language.gettext
        if ended:
            return gettext("This file was full: all that follows stands in “%(title)s”.", title=title)
        return gettext(
            "This file was full: all that follows stands in “%(title)s”. It had not ended here.", title=title
        )

"""What the page says at one moment, from the files here, for commands that say it in the terminal."""

from datetime import datetime
from pathlib import Path

from statuary import clock
from statuary.cli.common import FILES, CommandError
from statuary.inspection.strict import inspect
from statuary.render.frame import Frame, page_frame
from statuary.render.wording.page_languages import read_language
from statuary.resources import template_folders


def frame_here(root: Path, now: datetime | None) -> Frame:
    """Raises CommandError where errors in the files leave the state open."""
    try:
        inspected = inspect(root, now, clock.present())
        if inspected.state is None or inspected.project is None or inspected.stopping:
            raise CommandError(
                "the status cannot be read until these errors are fixed", FILES, inspected.stopping
            )
        folders = template_folders(inspected.project.custom_dir)
        language = read_language(inspected.state.site.settings.language, folders)
    except OSError as error:
        raise CommandError(str(error)) from error
    return page_frame(inspected.state, language)

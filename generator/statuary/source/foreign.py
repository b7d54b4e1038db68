"""Ordinary pages that still speak of the example's company."""

from collections.abc import Iterator

from statuary.inside import read_inside
from statuary.model import Problem
from statuary.source.config import Project
from statuary.source.files import Listing
from statuary.source.ownership import COMPANY, names_company


def foreign_pages(project: Project, listing: Listing) -> Iterator[Problem]:
    """An error for each line of a page in `nav` that names the example's company, but on a page that tells a story."""
    if project.settings.now is not None:
        return
    for name in listing.pages:
        try:
            text = read_inside(project.root, project.incidents_dir / name).decode(errors="replace")
        except OSError:
            continue  # told elsewhere
        for number, line in enumerate(text.splitlines(), 1):
            if names_company(line):
                yield Problem(
                    path=f"{project.settings.incidents_dir}/{name}",
                    line=number,
                    column=line.lower().index(COMPANY) + 1,
                    rule="example",
                    message="this speaks of the example's company, which does not exist",
                    hint="write what is so with you, or delete the file and its line in “nav”",
                )

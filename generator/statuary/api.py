"""What packages of others build on. Names in here stay; everything else in Statuary may move from version to version.

A package adds files to the site by an entry point in the group `statuary.outputs`, which names a function:

    [project.entry-points."statuary.outputs"]
    downtime = "acme_downtime:outputs"

    def outputs(page: Page) -> Iterable[Output]:
        yield Output("downtime.txt", f"{len(page.state.past)} incidents are over\\n".encode())

It is called once a build. What it returns must follow from `page` alone, so that a build stays repeatable: no clock,
network or random number. `page.state` holds the facts at `page.now`, `page.settings` what mkdocs.yml says,
`page.language` and `page.times` how the page says words and instants.
"""

from statuary.model import (
    Component,
    ComponentStatus,
    Group,
    Impact,
    Incident,
    Indicator,
    Kind,
    Settings,
    Stage,
    Update,
)
from statuary.render.folder import Output
from statuary.render.frame import Frame as Page
from statuary.status import IncidentState, PageState, Span, Standing

__all__ = [
    "Component",
    "ComponentStatus",
    "Group",
    "Impact",
    "Incident",
    "IncidentState",
    "Indicator",
    "Kind",
    "Output",
    "Page",
    "PageState",
    "Settings",
    "Span",
    "Stage",
    "Standing",
    "Update",
]

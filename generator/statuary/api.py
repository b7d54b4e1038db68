"""What packages of others build on. Names in here stay; everything else in Statuary may move from version to version.

A package adds files to the site by an entry point in the group `statuary.outputs`, which names a function:

    [project.entry-points."statuary.outputs"]
    downtime = "acme_downtime:outputs"

    def outputs(page: Page) -> Iterable[Output]:
        yield Output("downtime.txt", f"{len(page.state.past)} incidents are over\\n".encode())

It is called once a build. What it returns must follow from `page` alone, so that a build stays repeatable: no clock,
network or random number. `page.state` holds the facts at `page.now`, `page.settings` what mkdocs.yml says,
`page.language` and `page.times` how the page says words and instants.

A package gives advice by an entry point in the group `statuary.rules`, which names a rule or a list of rules:

    [project.entry-points."statuary.rules"]
    cats = "acme_rules:cats"

    @rule("no-cats", Family.WORDS, Scope.UPDATE, says="A cat is mentioned.", good=("A dog.",), bad=("A cat.",))
    def cats(case: Case) -> Iterator[Found]:
        if "cat" in case.words:
            yield Found(case.line, "a cat is mentioned", "write of dogs")

It is called for the newest update of what is open. `case.update` is that update, `case.words` its plain words,
`case.state` what follows from all updates so far. A rule of a package is advice, never an error.

A package sends messages to one more kind of place by an entry point in the group `statuary.channels`. Its name is what
stands before `://` in the address, which `statuary notify` has from its secret:

    [project.entry-points."statuary.channels"]
    pager = "acme_pager:pager"

    def send(address: str, message: OutgoingMessage) -> Receipt:
        taken = acme.page(address, message.forms.sms, message.key)
        return SENT if taken else Receipt(Reached.NO, "the pager is off")

    pager = Channel(send, takes_key=True)

It is called once for each message and address. `message.forms` has `title`, `url`, `sms`, `short280`, `short300`,
`short500`, `chat` and `mail` (`subject`, `plain`), all of them plain text; `message.html` is the mail's twin. What it
cannot be sure of is `Reached.PERHAPS`: that is never sent again by itself, save where `takes_key` says that a service
which gets one `message.key` twice tells its people once. A reason must not hold the address. `check` may raise
UnusableAddressError before anything is sent.
"""

from statuary.channels.channel import (
    SENT,
    Channel,
    OutgoingMessage,
    Reached,
    Receipt,
    UnusableAddressError,
)
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
from statuary.rules import Case, Example, Family, Force, Found, Rule, Scope, rule
from statuary.status import IncidentState, PageState, Span, Standing

__all__ = [
    "SENT",
    "Case",
    "Channel",
    "Component",
    "ComponentStatus",
    "Example",
    "Family",
    "Force",
    "Found",
    "Group",
    "Impact",
    "Incident",
    "IncidentState",
    "Indicator",
    "Kind",
    "OutgoingMessage",
    "Output",
    "Page",
    "PageState",
    "Reached",
    "Receipt",
    "Rule",
    "Scope",
    "Settings",
    "Span",
    "Stage",
    "Standing",
    "UnusableAddressError",
    "Update",
    "rule",
]

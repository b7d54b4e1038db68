"""What can be said about a site that was read without faults: errors across files, and advice to authors.

Advice is what good outage communication has and this update or page lacks, with the line to fill in where there is
one. It never changes an exit code.
"""

import json
from collections.abc import Callable, Iterator
from difflib import get_close_matches

from statuary.check.structure import (
    alias_address,
    check_fixed_now,
    check_future_now,
    check_structure,
    present,
)
from statuary.model import Problem, Settings, Severity, Site
from statuary.rules import advise_on_incidents
from statuary.status import PageState

__all__ = [
    "advise",
    "alias_address",
    "check_fixed_now",
    "check_future_now",
    "check_listeners",
    "check_structure",
    "present",
    "unfinished",
]


CONFIG = "mkdocs.yml"


def advise(page: PageState, *, everything: bool = False) -> Iterator[Problem]:
    """Advice on the page, and on each incident that is not long over; `everything`: see the rules."""
    if not page.site.settings.contacts:
        hint = 'add under the plugin statuary: contacts: [{name: Email, url: "mailto:help@your-domain"}]'
        found = _advice(CONFIG, "contacts", "readers find no way to reach you", hint)
        yield found.model_copy(update={"column": 1})  # after what a page lacks that nobody has begun
    yield from advise_on_incidents(page, everything=everything)


def unfinished(site: Site, repository: Callable[[], str]) -> Iterator[Problem]:
    """What an owner has left open. A page with a fixed `now` tells a story, and lacks nothing.

    `repository` is asked for the web address of this repository where `mkdocs.yml` does not say it.
    """
    settings = site.settings
    if settings.now is not None:
        return
    if not site.groups and not site.incidents:
        hint = "write, for example: groups: [{components: [{id: app, name: Our app}]}]"
        yield _advice("components.yaml", "components", "the page names nothing that you run", hint)
    yield from _of_settings(settings, repository)


def check_listeners(site: Site) -> Iterator[Problem]:
    """Errors in “notify” that show only beside the components: nobody would be told of a misspelt one."""
    known = [component.id for component in site.components]
    for listener in site.settings.notify:
        for name in listener.components:
            if name not in known:
                near = get_close_matches(name, known, n=1)
                hint = f"did you mean {near[0]}?" if near else f"write one of: {', '.join(known)}"
                message = f"“notify” of {listener.name}: there is no component “{name}”"
                yield Problem(path=CONFIG, rule="config", message=message, hint=hint)


def _of_settings(settings: Settings, repository: Callable[[], str]) -> Iterator[Problem]:
    if not settings.description:
        words = json.dumps(f"{settings.name}: what works, what does not", ensure_ascii=False)
        hint = f"add under the plugin statuary, in your words: description: {words}"
        yield _advice(
            CONFIG, "description", "search engines and feeds do not say what this page is about", hint
        )
    if settings.repository is None:
        hint = f"add repo_url: {repository() or 'https://github.com/OWNER/NAME'}"
        yield _advice(CONFIG, "repository", "the composer at /post/ cannot lead authors to the files", hint)


def _advice(path: str, rule: str, message: str, hint: str) -> Problem:
    return Problem(path=path, severity=Severity.ADVICE, rule=rule, message=message, hint=hint)

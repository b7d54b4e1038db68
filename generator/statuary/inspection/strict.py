"""One room behind every door: read a repository, check it, say what may be published."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from statuary.check import (
    advise,
    check_fixed_now,
    check_future_now,
    check_listeners,
    check_structure,
    present,
    unfinished,
)
from statuary.history.file_history import History
from statuary.history.removal_errors import INCOMPLETE, check_past
from statuary.model import Problem, Severity
from statuary.render.folder import NotASiteError, check_replaceable
from statuary.resources import overrides
from statuary.rules import blocking
from statuary.source import Listing, Loaded, Project, load
from statuary.source.assets import foreign_pages
from statuary.source.causes import causes_first
from statuary.source.config import FILE_NAME as CONFIG_FILE
from statuary.source.config import faulty_project, place_in_config
from statuary.source.vocabulary import is_in_place, name_of
from statuary.source.web_addresses import known_repository
from statuary.status import PageState, page_state


@dataclass(frozen=True)
class Inspected:
    """A repository as it stands at one moment. `project` and `state` are None when the configuration is unusable.

    `listing` is which pages and other files are published beside the incidents.
    """

    project: Project | None
    state: PageState | None
    problems: tuple[Problem, ...]
    listing: Listing = field(default_factory=Listing)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What makes a command exit 1."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)

    @property
    def stopping(self) -> tuple[Problem, ...]:
        """What stops a strict build: every error but that the past is missing, which no file can mend."""
        return tuple(problem for problem in self.errors if problem.rule != INCOMPLETE)


def inspect(root: Path, now: datetime | None, clock: datetime, since: str | None = None) -> Inspected:
    """Read and check the repository at `root`; see `inspect_loaded`. Raises OSError when the disk fails."""
    loaded = load(root)
    if loaded.project is None:
        return Inspected(None, None, faults(root, loaded))
    return by_name(inspect_loaded(loaded, now, clock, since))


def faults(root: Path, loaded: Loaded | None = None) -> tuple[Problem, ...]:
    """Everything that is wrong with the set-up of a page that cannot be built for that. Raises OSError."""
    found = list((loaded or load(root)).problems)
    project = faulty_project(root)
    if project is not None:
        found += [*_check_language(project), *check_buildable(project)]
    return tuple(sorted(found, key=lambda problem: problem.sort_key))


def inspect_loaded(
    loaded: Loaded,
    now: datetime | None,
    clock: datetime,
    since: str | None = None,
    history: History | None = None,
) -> Inspected:
    """Check what was read.

    The moment that the page shows is `now` where that is given, else what `mkdocs.yml` fixes, else `clock`, the
    present. What left the page is compared with the present, and with the commit `since`. `history` is the
    repository's own where none is given.
    """
    found = list(loaded.problems)
    state = None
    if loaded.site is not None:
        fixed = present(loaded.site, clock)
        state = page_state(loaded.site, now or fixed)
        found += check_structure(loaded.site, max(state.now, clock, fixed), loaded.listing.outputs)
        if loaded.site.settings.now is not None and loaded.project is not None:
            found += check_future_now(loaded.site, clock, place_in_config(loaded.project.root, "now"))
        if now is None:
            found += check_fixed_now(loaded.site, clock)
        found += check_listeners(loaded.site)
        found += blocking(loaded.site, state.now)
        found += advise(state)
        found += unfinished(loaded.site, lambda: _repository(loaded))
        found += _of_the_past(loaded, {fixed, clock, max(state.now, fixed)}, since, history)
    if loaded.project is not None:
        found += loaded.project.advice
        found += _check_language(loaded.project)
        found += foreign_pages(loaded.project, loaded.listing)
    problems = tuple(sorted(_told(found, loaded), key=lambda problem: problem.sort_key))
    return Inspected(loaded.project, state, problems, loaded.listing)


def _told(found: list[Problem], loaded: Loaded) -> list[Problem]:
    return causes_first(found, nothing_runs=loaded.site is not None and not any(loaded.site.components))


def _repository(loaded: Loaded) -> str:
    return known_repository(loaded.project.root) if loaded.project is not None else ""


def by_name(found: Inspected) -> Inspected:
    """With the configuration's file under its own name: rules that read no files know it as `mkdocs.yml`."""
    name = found.project.file_name if found.project else CONFIG_FILE
    if name == CONFIG_FILE:
        return found
    texts = [
        {key: getattr(one, key).replace(CONFIG_FILE, name) for key in ("path", "message", "hint")}
        for one in found.problems
    ]
    renamed = (one.model_copy(update=some) for one, some in zip(found.problems, texts, strict=True))
    return replace(found, problems=tuple(renamed))


def _of_the_past(
    loaded: Loaded, moments: set[datetime], since: str | None, history: History | None
) -> tuple[Problem, ...]:
    if loaded.project is None:
        return ()
    history = history or History(loaded.project.root)
    return check_past(loaded, _on_page(loaded), moments, history, since).problems


def _on_page(loaded: Loaded) -> set[str]:
    """Ids of all that was read, and of all that lies where it belongs but could not be: that is an error of its own."""
    assert loaded.site is not None
    errors = (one for one in loaded.problems if one.severity is Severity.ERROR)
    ids = {one.id for one in loaded.site.incidents} | {one.id for one in loaded.site.withdrawn}
    ids |= {
        name_of(one.path) for one in loaded.site.incidents
    }  # under this name it was there before, or is now
    folder = loaded.site.settings.incidents_dir
    return ids | {name_of(one.path) for one in errors if is_in_place(one.path, folder)}


def check_buildable(project: Project) -> list[Problem]:
    """What would keep a build from being published, whatever it holds. Raises OSError."""
    try:
        check_replaceable(project.site.resolve())
    except NotASiteError as error:
        hint = "move it away, or choose another folder with “site_dir” in mkdocs.yml"
        line, column = place_in_config(project.root, "site_dir")
        return [
            Problem(
                path=project.file_name, line=line, column=column, rule="config", message=str(error), hint=hint
            )
        ]
    return []


def is_plain(project: Project) -> bool:
    """Whether nothing of the owner's but incidents is built, or only what MkDocs surely takes."""
    custom = project.custom_dir
    if custom is None or custom.resolve() == overrides().resolve():
        return project.plain
    own = (path for kind in ("html", "js", "svg") for path in custom.rglob(f"*.{kind}"))
    return project.plain and not any(path.suffix == ".html" or "statuary" in path.parts for path in own)


def _check_language(project: Project) -> list[Problem]:
    """That the page can speak its language; our own English it always can, and nothing is loaded for that."""
    own = project.custom_dir / "statuary/languages/en.po" if project.custom_dir else None
    tags = {project.settings.language, *(one.language or "en" for one in project.settings.notify)}
    if tags == {"en"} and not (own and own.is_file()):
        return []
    from statuary.render.wording.page_languages import language_problems  # lazy: Babel takes 40 ms to start

    return language_problems(project)

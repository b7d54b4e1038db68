"""Where an update is put together: the repository as it was read, what was said, and what must not be lost."""

import os
import shlex
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from statuary import clock
from statuary.check.formats import as_text
from statuary.cli.common import CouldNotError
from statuary.cli.posting import ask
from statuary.cli.posting.options import Given
from statuary.cli.posting.result import clear_result
from statuary.cli.posting.typed import UnreadableTextError, texts_of
from statuary.git import Git
from statuary.model import ComponentStatus, Severity, Site
from statuary.posting.choose import choose
from statuary.posting.posting_errors import InvalidError, PostingError, SeveralError, TogetherError
from statuary.posting.safe_files import keep
from statuary.posting.target import Target, find_target
from statuary.render.frame import Frame, page_frame
from statuary.render.wording.catalogue_files import CatalogueError
from statuary.render.wording.language import Language
from statuary.render.wording.page_languages import read_language
from statuary.resources import template_folders
from statuary.source import Loaded, Project, load
from statuary.source.problems import Context, suggestion
from statuary.source.vocabulary import component_status, slug
from statuary.status import IncidentState, PageState, page_state


class PostingFailed(click.ClickException):
    """A post that was not made, with the exit code that tells whose turn it is."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code  # type: ignore[misc,unused-ignore]  # an instance may have its own


@dataclass
class Desk:
    """`typed` is what a person wrote; `kept` is the file that holds it, once there is one.

    `target` is None where nothing is to be published. `written` is true from the moment on when nothing can be lost.
    """

    root: Path
    given: Given
    loaded: Loaded
    project: Project
    site: Site
    state: PageState
    frame: Frame
    terminal: bool
    typed: str = ""
    kept: Path | None = None
    target: Target | None = None
    written: bool = False

    @property
    def git(self) -> Git:
        """Git here; it may ask for a password where a person can answer."""
        return Git(self.root, asks=self.terminal)

    @property
    def now(self) -> datetime:
        """The moment of posting: always the present, unless another was asked for."""
        return self.given.now or clock.present()

    @property
    def result(self) -> Path | None:
        """The file in which a program finds what was done; None where none was asked for."""
        return _result(self.root, self.given)

    @property
    def asks(self) -> bool:
        """Whether to ask anything."""
        return self.terminal and not self.given.yes

    def incident(self, asked: str | None) -> IncidentState:
        """The incident that is meant; where several may be, a person chooses.

        A file with errors is not among them, and it could be the one: then nothing is guessed.
        """
        self._refuse_unread(asked)
        try:
            return choose(self.state, asked)
        except SeveralError as error:
            if not self.asks:
                raise
            return ask.which_incident(error.items)

    def _refuse_unread(self, asked: str | None) -> None:
        inside = f"{self.project.incidents_dir.relative_to(self.project.root).as_posix()}/"
        errors = [one for one in self.loaded.problems if one.severity is Severity.ERROR]
        unread = [one for one in errors if one.path.startswith(inside)]
        if not asked and unread:
            raise InvalidError(
                unread, "this could be the incident that you mean: mend it, or name another by its id"
            )
        part = slug((asked or "").rpartition("/")[2].removesuffix(".md"))
        meant = [one for one in unread if part and part in one.path]
        if meant and not any(part in key for key in self.state.by_id):
            raise InvalidError(meant, "mend this first: nobody can tell where this incident stands")

    def names(self) -> Mapping[str, str]:
        """Ids and names of the components that can be affected now, in the order of the page."""
        return {key: self.frame.names[key] for key in self.state.components}

    def components(
        self, default: ComponentStatus, held: Mapping[str, ComponentStatus]
    ) -> dict[str, ComponentStatus]:
        """What `-c` says. A bare id has `default`; but where it is affected already (`held`), how is it now?"""
        found: dict[str, ComponentStatus] = {}
        for part in (part.strip() for one in self.given.component for part in one.split(",")):
            if not part:
                continue
            name, equals, said = (piece.strip() for piece in part.partition("="))
            key = self._component(name)
            if not equals and held.get(key, ComponentStatus.OPERATIONAL) is not ComponentStatus.OPERATIONAL:
                raise PostingError(f"{key} is {held[key]} already; say how it is now: -c {key}=operational")
            found[key] = self._status(said) if equals else default
        return found

    def _component(self, name: str) -> str:
        ids = Context.of({}, self.site.components, self.site.groups).components
        if name.lower() not in ids:
            known = [component.id for component in self.site.components]
            raise PostingError(
                f"there is no component “{name}”; {suggestion(name, known) or 'components.yaml names none'}"
            )
        return ids[name.lower()]

    @staticmethod
    def _status(said: str) -> ComponentStatus:
        status = component_status(said)
        if status is None:
            raise PostingError(f"“{said}” is not a component status; {suggestion(said, ComponentStatus)}")
        return status


def _result(root: Path, given: Given) -> Path | None:
    return root / given.result if given.result is not None else None


@contextmanager
def open_desk(root: Path, given: Given) -> Iterator[Desk]:
    """Read everything, and end every failure in words, with the place where the typed text is kept.

    What stands in the way of publishing is told before anybody is asked to write.
    """
    clear_result(_result(root.resolve(), given))
    typed = ""
    desk: Desk | None = None
    try:
        typed = _typed(given)
        desk = _desk(root.resolve(), given)
        desk.typed = typed
        if (given.publish or given.pr) and not given.dry_run:
            desk.target = find_target(desk.git, by_request=given.pr)
        yield desk
    except UnreadableTextError as error:
        raise PostingFailed(f"{error}{_kept(root, given, desk, typed, error)}", error.exit_code) from error
    except PostingError as error:
        _show(error)
        raise PostingFailed(f"{error}{_kept(root, given, desk, typed)}", error.exit_code) from error
    except (click.Abort, KeyboardInterrupt):
        click.echo(_kept(root, given, desk, typed).lstrip("\n"), err=True)
        raise
    except OSError as error:
        raise CouldNotError(f"{error}{_kept(root, given, desk, typed)}") from error


def _show(error: PostingError) -> None:
    if isinstance(error, InvalidError) and error.problems:
        click.echo(as_text(error.problems), nl=False, err=True)
    if isinstance(error, TogetherError) and error.theirs:
        click.echo(f"They wrote:\n\n{error.theirs}", err=True)


def _typed(given: Given) -> str:
    """The text of `-m`, read once; standard input for “-”."""
    if given.template and any(given.message):
        raise click.UsageError("give either the words (-m) or the name of a template (-t)")
    parts = texts_of(given.message)
    return "\n\n".join(part.strip("\n") for part in parts if part.strip())


def _desk(root: Path, given: Given) -> Desk:
    loaded = load(root)
    if loaded.project is None or loaded.site is None:
        raise InvalidError(loaded.problems, "with these errors nothing can be posted")
    state = page_state(loaded.site, given.now or clock.present())
    settings = loaded.site.settings
    try:
        language = read_language(
            settings.language, template_folders(loaded.project.custom_dir), loaded.project.root
        )
    except CatalogueError:
        language = Language()  # a damaged catalogue must not keep anybody from posting; the check tells of it
    frame = page_frame(state, language)
    return Desk(root, given, loaded, loaded.project, loaded.site, state, frame, ask.is_terminal())


def _kept(
    root: Path, given: Given, desk: Desk | None, typed: str, unread: UnreadableTextError | None = None
) -> str:
    """Where the typed text is now; nothing where there is none, or where it stands in the incident's file.

    Of a text that is no UTF-8 (`unread`), its bytes are kept as they came.
    """
    text = desk.typed if desk and desk.typed else typed
    raw = unread if not text or (desk and desk.kept) else None  # else another option was at fault
    content = raw.content if raw else text.encode()
    if not content or (desk and desk.written):
        return ""
    path = (desk.kept if desk and desk.kept else None) or keep(root, content, given.now or clock.present())
    if path is None:
        return f"\nwhat you typed could not be saved anywhere; here it is:\n\n{os.fsdecode(content)}"
    file = shlex.quote(str(path))
    way = f"to post it from there: -m - < {file}"
    if raw and raw.encoding:
        way = f"to post it from there: iconv -f {raw.encoding} -t UTF-8 {file} | statuary … -m -"
    elif raw:
        way = f"once it is UTF-8, post it from there: -m - < {file}"
    return f"\nwhat you typed is kept in {path}; {way}"

"""One command that posts: the repository as it was read, and an end in words that loses nothing somebody typed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from statuary.check.formats import as_text
from statuary.git import Git
from statuary.model import Site
from statuary.posting import (
    ConflictError,
    CouldNotPostError,
    InvalidError,
    NotPostedError,
    OptionsError,
    PostingError,
)
from statuary.posting.dialogue import Dialogue
from statuary.posting.draft import Draft, merge
from statuary.posting.posting_times import TypedTimes
from statuary.posting.request import PostingRequest, clear_result
from statuary.posting.slots import NOTHING_SAID, AboutEnd
from statuary.posting.taking_turns import taking_part
from statuary.posting.target import Target, find_target
from statuary.posting.typed_text import KEPT, TypedText, own_folder
from statuary.render.frame import Frame, page_frame
from statuary.render.wording.catalogue_files import CatalogueError
from statuary.render.wording.language import Language
from statuary.render.wording.page_languages import read_language
from statuary.resources import template_folders
from statuary.source import Loaded, Project, load
from statuary.source.problems import Context
from statuary.status import PageState, page_state
from statuary.status.incidents import CLOCK_SKEW

_BY_DAY = 9
"""What is posted in no hurry may ask for all that is missing."""


@dataclass(frozen=True)
class Caller:
    """Who posts: in which repository, how to ask and tell them, and their clock."""

    root: Path
    dialogue: Dialogue
    clock: Callable[[], datetime]


@dataclass(frozen=True)
class Session:
    """What was asked for, and the repository as it was read.

    `target` is None where nothing can or should be published; `publishes` says that somebody asked for it.
    `most_questions` may be asked in all. `end` is what was said of the end of an incident.
    """

    request: PostingRequest
    dialogue: Dialogue
    clock: Callable[[], datetime]
    git: Git
    typed: TypedText
    loaded: Loaded
    project: Project
    site: Site
    state: PageState
    frame: Frame
    target: Target | None = None
    most_questions: int = _BY_DAY
    end: AboutEnd = NOTHING_SAID

    @property
    def root(self) -> Path:
        """The repository's folder."""
        return self.git.root

    @property
    def questions_left(self) -> int:
        """How many more questions somebody at a terminal is asked."""
        return max(0, self.most_questions - len(self.dialogue.questions)) if self.dialogue.asks else 0

    @property
    def may_ask(self) -> bool:
        """Whether one more question may be asked which could be left out."""
        return self.questions_left > 0

    @property
    def publishes(self) -> bool:
        """Whether it was asked for; else a person at a terminal is offered it, where there is a `target`."""
        return self.request.publish or self.request.pr

    @property
    def now(self) -> datetime:
        """The moment of posting: always the present, unless another was asked for."""
        return self.request.now or self.clock()

    @property
    def result(self) -> Path | None:
        """The file in which a program finds what was done; None where none was asked for."""
        return _result(self.root, self.request)

    @property
    def incidents_folder(self) -> str:
        """Where incidents are, relative to the repository."""
        return self.project.incidents_dir.relative_to(self.project.root).as_posix()

    @property
    def times(self) -> TypedTimes:
        """How times are read that somebody typed."""
        return TypedTimes(self.site.settings.zone, self.project.zones)

    @property
    def context(self) -> Context:
        """What a reader of one file must know of the rest."""
        return Context.of(self.project.zones, self.site.components, self.site.groups)

    def merged(self, draft: Draft, theirs: bytes | None) -> Draft:
        """The draft on top of what its file holds now, for others post as well. Raises ConflictError."""
        return merge(draft, theirs, self.context, self.now)


def _result(root: Path, request: PostingRequest) -> Path | None:
    return root / request.result if request.result is not None else None


@contextmanager
def open_session(request: PostingRequest, caller: Caller, most_questions: int = _BY_DAY) -> Iterator[Session]:
    """Read everything, and end every failure in words, with the place where the typed text is kept.

    What stands in the way of publishing is told before anybody is asked to write. Raises NotPostedError, and
    OptionsError.
    """
    clear_result(_result(caller.root, request))
    if request.template and any(request.message):
        raise OptionsError("give either the words (-m) or the name of a template (-t)")
    typed = TypedText()
    folder = own_folder(caller.root)

    def kept(error: BaseException) -> str:
        return typed.where_kept(caller.root, request.now or caller.clock(), error)

    try:
        with _earlier_words(folder) as typed.earlier:
            typed.take(request.message, caller.dialogue.read_input)
            if typed.text and not request.dry_run:
                typed.save(caller.root, request.now or caller.clock())
            yield replace(_publishable(_read(request, caller, typed)), most_questions=most_questions)
    except PostingError as error:
        show_error(error, caller.dialogue)
        raise NotPostedError(f"{error}{kept(error)}", error.exit_code) from error
    except BrokenPipeError:  # whoever read what we say has seen enough; `cli` ends in silence
        raise
    except OSError as error:
        raise NotPostedError(f"{error}{kept(error)}", 3) from error
    except BaseException as error:  # Ctrl-C, a no, a fault of ours: it costs nobody a word
        caller.dialogue.warn(kept(error).lstrip("\n"))
        raise


@contextmanager
def _earlier_words(folder: Path | None) -> Iterator[tuple[Path, ...]]:
    """Files of words that no command is about to post: while another runs here, they may be its own."""
    try:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        folder = None
    if folder is None:
        yield ()
        return
    with taking_part(folder) as alone:
        yield tuple(folder.glob(f"{KEPT}*.md")) if alone else ()


def show_error(error: Exception, dialogue: Dialogue) -> None:
    """What belongs to an error and is too long for its message."""
    if isinstance(error, InvalidError) and error.problems:
        dialogue.warn(as_text(error.problems).removesuffix("\n"))
    if isinstance(error, ConflictError) and error.theirs:
        dialogue.warn(f"They wrote:\n\n{error.theirs}")


def _publishable(session: Session) -> Session:
    request = session.request
    if request.now is not None and request.now - session.clock() > CLOCK_SKEW:
        if session.publishes:
            raise OptionsError("--now is in the future: nothing is published with it")
        return session
    if request.dry_run or not (session.publishes or session.dialogue.asks):
        return session
    try:
        with session.dialogue.meanwhile("Asking the remote where the page is published from …"):
            return replace(session, target=find_target(session.git, by_request=request.pr))
    except CouldNotPostError as error:
        if session.publishes:
            raise
        session.dialogue.warn(f"It will be written here, and not published: {error}")
        return session


def _read(request: PostingRequest, caller: Caller, typed: TypedText) -> Session:
    with caller.dialogue.meanwhile("Reading the page …"):
        loaded = load(caller.root)
    if loaded.project is None or loaded.site is None:
        raise InvalidError(loaded.problems, "fix these errors before posting")
    state = page_state(loaded.site, request.now or caller.clock())
    frame = page_frame(state, _language(loaded.project, loaded.site))
    git = Git(caller.root, asks=caller.dialogue.has_terminal)
    return Session(
        request, caller.dialogue, caller.clock, git, typed, loaded, loaded.project, loaded.site, state, frame
    )


def _language(project: Project, site: Site) -> Language:
    """The page's; a damaged catalogue must not keep anybody from posting, and the check tells of it."""
    try:
        return read_language(site.settings.language, template_folders(project.custom_dir), project.root)
    except CatalogueError:
        return Language()

"""Words of a command that was ended before it could post them: the next one offers them, once."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from statuary.posting.dialogue import Decision
from statuary.posting.session import Session
from statuary.posting.typed_text import words_in

_RECENT = timedelta(days=1)
"""Older words are about another night."""
_SHOWN = 300
_QUESTION = "Use these words?"
_ASIDE = "not-posted"
"""The folder of words that nobody wants to use: they are not offered again, and not lost either."""


@dataclass(frozen=True)
class KeptWords:
    """Words in a file of their own, typed at `at`."""

    file: Path
    at: datetime
    text: str

    @property
    def begin(self) -> str:
        """Their first line, as far as a choice has room for it."""
        line = self.text.partition("\n")[0]
        return line if len(line) <= 60 and line == self.text else f"{line[:60].rstrip()} …"

    def put_aside(self) -> Path:
        """Not to be offered again. Returns where they are now."""
        try:
            folder = self.file.parent / _ASIDE
            folder.mkdir(exist_ok=True)
            return self.file.rename(folder / self.file.name)
        except OSError:
            return self.file


def offered(session: Session) -> Session:
    """Ask whether kept words are to be used; where that is no question, say where they are."""
    kept = to_offer(session)
    if kept is None:
        return session
    when = session.frame.times.moment(kept.at).text
    session.dialogue.tell(f"Typed at {when}, and not posted:\n\n{_indented(kept.text)}\n")
    session.dialogue.questions.append(_QUESTION)
    answer = session.dialogue.confirm(_QUESTION, Decision.NO)
    if answer in (Decision.YES, Decision.EDIT):
        use(session, kept)
        return replace(session, request=replace(session.request, edit=answer is Decision.EDIT))
    refuse(session, kept)
    return session


def to_offer(session: Session) -> KeptWords | None:
    """The newest kept words, where a person can be asked; where nobody is, a line says where they are."""
    kept = _newest(session)
    if kept is None or kept.text == session.typed.text.strip():
        return None
    if session.may_ask and not session.typed.text and not session.request.template:
        return kept
    seen = session.dialogue.has_terminal and not session.request.dry_run
    session.dialogue.warn(
        f"Words of an earlier command were not posted: {kept.put_aside() if seen else kept.file}"
    )
    return None


def use(session: Session, kept: KeptWords) -> None:
    """They are what this command posts; their file stays until that is done."""
    session.typed.said = session.typed.text = kept.text
    session.typed.file = kept.file


def refuse(session: Session, kept: KeptWords) -> None:
    """Somebody does not want them now."""
    session.dialogue.tell(f"They stay in {kept.put_aside()}")


def _newest(session: Session) -> KeptWords | None:
    found = [kept for file in session.typed.earlier if (kept := _read(file))]
    recent = [kept for kept in found if abs(session.now - kept.at) < _RECENT]
    return max(recent, key=lambda kept: kept.at, default=None)


def _read(file: Path) -> KeptWords | None:
    """None where it holds no words that anybody could post."""
    try:
        at = datetime.strptime(file.name.split("-")[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    except (ValueError, IndexError):
        return None
    text = words_in(file)
    return KeptWords(file, at, text) if text else None


def _indented(text: str) -> str:
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()} …"
    return "\n".join(f"    {line}".rstrip() for line in shown.splitlines())

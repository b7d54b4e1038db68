"""What an owner says of a new page, checked before anything is written."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote
from zoneinfo import available_timezones

from statuary.importers.old_addresses import component_slug, unique
from statuary.model import Component, Contact, Group
from statuary.render.wording.catalogue_files import CatalogueError
from statuary.render.wording.page_languages import read_language
from statuary.resources import overrides
from statuary.source.encoding import FORBIDDEN, describe
from statuary.source.ownership import names_company
from statuary.source.settings import CODE_HOSTS, YOURS, host_of, page_address, page_of
from statuary.source.vocabulary import slug
from statuary.source.web_addresses import pages_address, repository_address

_LONGEST = 100
_MAIL = re.compile(r"(?:mailto:)?(?P<address>[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+)", re.IGNORECASE)
_MAIL_SAFE = "@!$'*+/=^`{|}~"
_WEB = re.compile(r"https?://(?P<shown>[^\s<>\"/]+\.[^\s<>\"/]+(?:/[^\s<>\"]*)?)", re.IGNORECASE)
_PHONE = re.compile(r"tel:\+?[\d().-]+", re.IGNORECASE)
_REPOSITORY_PATH = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:/[\w.~-]+){2,}")


class AnswerError(ValueError):
    """An answer that cannot be used; the message says what can."""


@dataclass(frozen=True)
class Answers:
    """What was said of the page; empty where nothing was."""

    name: str = ""
    url: str = ""
    repository: str = ""
    contacts: tuple[Contact, ...] = ()
    timezone: str = ""
    language: str = ""
    groups: tuple[Group, ...] = ()

    def with_address(self) -> "Answers":
        """With the address that GitHub Pages would give to the repository, where none was said."""
        return self if self.url else replace(self, url=pages_address(self.repository))


def read_words(text: str) -> str:
    """A name of something. Raises AnswerError."""
    words = text.strip()
    if not words:
        raise AnswerError("a name must not be empty")
    try:
        words.encode()
    except UnicodeEncodeError:
        raise AnswerError("this is not UTF-8 text") from None
    if found := FORBIDDEN.search(words) or re.search(r"[\r\n\t\x85\u2028\u2029]", words):
        raise AnswerError(f"{describe(found.group())} stands in this name")
    if len(words) > _LONGEST:
        raise AnswerError(f"a name has at most {_LONGEST} characters, and this has {len(words)}")
    if names_company(words):
        raise AnswerError("that is the example's company, which does not exist; name your own")
    return " ".join(words.split())


def read_url(text: str) -> str:
    """The address of the page, with a slash at its end. Raises AnswerError."""
    if found := page_address(text.strip()):
        if host_of(found) in CODE_HOSTS:
            message = f"“{text}” is where files are edited, not where people find the page"
            raise AnswerError(f"{message}: write {page_of(found)}")
        return _own(found)
    likely = page_address(f"https://{text.strip()}") if "." in text else None
    remedy = f"write {likely}" if likely else f"write it like {YOURS}"
    raise AnswerError(f"“{text}” is not the address of a page: {remedy}")


def read_repository_address(text: str) -> str:
    """The web address of a repository. Raises AnswerError."""
    found = repository_address(text)
    if found and _REPOSITORY_PATH.fullmatch(found):
        return _own(found)
    raise AnswerError(f"“{text}” is not a repository: write OWNER/NAME, or its address on the web")


def read_contact(text: str) -> Contact:
    """A way to reach the owner, called by its address, which is so in every language. Raises AnswerError."""
    given = _own(text.strip())
    if found := _MAIL.fullmatch(given):
        address = found["address"]
        return Contact(name=address, url="mailto:" + quote(address, safe=_MAIL_SAFE))
    if found := _WEB.fullmatch(given):
        return Contact(name=found["shown"].rstrip("/"), url=given)
    if _PHONE.fullmatch(given):
        return Contact(name=given[4:], url=given)
    raise AnswerError(
        f"“{text}” is no way to reach you: write an address for email, or one that begins with https://"
    )


def read_timezone(text: str) -> str:
    """A zone for the page's days and times. Raises AnswerError."""
    zones = available_timezones()
    if text in zones:
        return text
    near = sorted(zone for zone in zones if zone.rpartition("/")[2].lower() == text.lower().replace(" ", "_"))
    hint = f"did you mean {near[0]}?" if near else "use a name such as Europe/Berlin, or UTC"
    raise AnswerError(f"“{text}” is not a time zone: {hint}")


def read_tag(text: str) -> str:
    """A language that the page has words in. Raises AnswerError."""
    try:
        read_language(text, [overrides()])
    except CatalogueError as error:
        hint = (
            "choose en, de or ar; statuary languages lists all, and overrides/README.md says how to add one"
        )
        raise AnswerError(f"{error.problems[0].message}: {hint}") from None
    return text


def groups_of(named: Iterable[tuple[str, str]]) -> tuple[Group, ...]:
    """Groups from pairs of a group's name, which may be empty, and a component's; ids are made from names.

    Names are compared in any case, as the reader of `components.yaml` does. Of two components with one name the
    second gets its group's name behind its own, as with imports. Raises AnswerError where that tells nothing apart.
    """
    named = list(named)
    _refuse_twice(named)
    groups: dict[str, list[Component]] = {}
    titles: dict[str, str] = {}
    taken: dict[str, str] = {}
    for group, name in named:
        titles.setdefault(group.lower(), group)
        if name.lower() in taken and group:
            name = f"{name} ({group})"
        if name.lower() in taken:
            raise AnswerError(f"two components are called “{name}”: give each a name of its own")
        taken[name.lower()] = unique(component_slug(name), taken.values())
        groups.setdefault(group.lower(), []).append(Component(id=taken[name.lower()], name=name))
    ids: list[str] = []
    for key in groups:
        ids.append(unique(slug(titles[key]) or "components", ids))
    return tuple(
        Group(id=group_id, name=titles[key], components=tuple(groups[key]))
        for group_id, key in zip(ids, groups, strict=True)
    )


def _refuse_twice(named: Sequence[tuple[str, str]]) -> None:
    """The same name in the same group is a slip of the hand, not two components."""
    seen = Counter((group.lower(), name.lower()) for group, name in named)
    for group, name in named:
        if seen[group.lower(), name.lower()] > 1:
            where = f" in the group “{group}”" if group else ""
            raise AnswerError(
                f"“{name}” is there twice{where}: leave one out, or give each a name or a group of its own"
            )


def _own(text: str) -> str:
    if names_company(text):
        raise AnswerError(f"“{text}” is the example's, which does not exist: write your own")
    return text

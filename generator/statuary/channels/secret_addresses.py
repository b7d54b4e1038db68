"""`STATUARY_NOTIFY`: where each listener is, one `name=ADDRESS` a line. None of it is ever printed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

VARIABLE = "STATUARY_NOTIFY"
HIDDEN = "…"
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PARAMETER = re.compile(r"([?&])[\w-]+=")
"""What a value in an address is called is no secret."""
_SHORTEST = 5
"""Characters of what is hidden wherever it stands; shorter pieces are in every other word."""


class SecretError(ValueError):
    """The secret cannot be read. The message names lines by their numbers, for what is in them is secret."""


@dataclass(frozen=True)
class SecretAddresses:
    """The addresses of each listener, by its name. Its own form shows none of them."""

    by_name: Mapping[str, Sequence[str]] = field(default_factory=dict, repr=False)

    def of(self, name: str) -> Sequence[str]:
        """Those of one listener; empty where there is none."""
        return self.by_name.get(name, ())

    def hide(self, text: str) -> str:
        """A text without any address in it, nor a part of one that may be a key, a password or a recipient."""
        for piece in sorted(set(self._pieces()), key=len, reverse=True):
            text = text.replace(piece, HIDDEN)
        return text

    def _pieces(self) -> Iterator[str]:
        for address in (one for some in self.by_name.values() for one in some):
            yield address
            rest = _PARAMETER.sub(r"\1", address.partition("://")[2])
            for piece in re.split(r"[/?&#=@:,;\s]+", rest):
                for form in (piece, unquote(piece)):
                    if len(form) >= _SHORTEST:
                        yield form


def read_secret(text: str) -> SecretAddresses:
    """The addresses in it; empty lines and those that begin with `#` are passed over. Raises SecretError."""
    found: dict[str, list[str]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        name, equals, address = (part.strip() for part in line.partition("="))
        if not equals or not _NAME.fullmatch(name) or "://" not in address:
            raise SecretError(
                f"line {number} of {VARIABLE} is not of the form name=ADDRESS, with a name from “notify” in mkdocs.yml"
            )
        found.setdefault(name, []).append(address)
    return SecretAddresses(found)

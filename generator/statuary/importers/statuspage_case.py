"""One incident of Statuspage while it is converted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from statuary.importers.catalogue import Catalogue
from statuary.importers.errors import MisusedError, UnreadableError
from statuary.importers.model import Notes, Rules
from statuary.importers.times import read_field
from statuary.model import Kind
from statuary.source.times import TimeError, ZoneMissingError

Document = Mapping[str, Any]
_REMEDY = "say which with --timezone, for example: --timezone UTC"


@dataclass(frozen=True)
class Naming:
    """Finds our id of a component that an incident names, by its id there, else by its name."""

    catalogue: Catalogue
    ids: Mapping[str, str]

    def id_of(self, code: object, name: object) -> str:
        """An unknown one becomes known by being named."""
        known = self.ids.get(str(code or ""))
        return known or self.catalogue.id_of(" ".join(str(name or code or "Component").split()))


@dataclass(frozen=True)
class Case:
    """One incident under conversion."""

    document: Document
    naming: Naming
    rules: Rules
    notes: Notes
    kind: Kind = Kind.INCIDENT

    def text(self, key: str) -> str:
        """A value as text; empty for null."""
        return str(self.document.get(key) or "").strip()

    def time(self, document: Document, *keys: str) -> datetime | None:
        """The first of these that is there. Raises UnreadableError for one that cannot be read.

        The API always says the zone; files that were made by other means may leave it to --timezone.
        """
        key = next((key for key in keys if document.get(key)), "")
        try:
            return read_field(key, str(document[key]), self.rules, self.notes) if key else None
        except ZoneMissingError as error:
            raise MisusedError(f"incident {self.text('id')}: {key}: {error}; {_REMEDY}") from None
        except TimeError as error:
            raise UnreadableError(f"incident {self.text('id')}: {key}: {error}") from None

    @property
    def ended(self) -> bool:
        """What the source says of its state now."""
        return self.text("status") in ("resolved", "postmortem", "completed")

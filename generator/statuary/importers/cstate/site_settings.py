"""A cState site's configuration, in any form that Hugo reads: what the page is called, what runs, which zone."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from statuary.importers import UnreadableError
from statuary.importers.cstate.issue_file import scalar_text
from statuary.importers.foreign_text import one_line
from statuary.importers.imported import Notes, OldPage
from statuary.importers.known_components import KnownComponents
from statuary.importers.old_addresses import hugo_path
from statuary.model import Component
from statuary.source.encoding import NotTextError, decoded

_NAMES = ("config", "hugo")
_FORMS = ("yml", "yaml", "toml", "json")
CONFIGS = tuple(f"{name}.{form}" for name in _NAMES for form in _FORMS)
_SPLIT = Path("config/_default")
_ADDRESSES = ("https://", "http://", "mailto:", "tel:")


def config_files(folder: Path) -> list[tuple[Path, str]]:
    """The files of the configuration, each with the key under which Hugo puts what it holds."""
    for base in (folder, folder / _SPLIT):
        found = next((base / name for name in CONFIGS if (base / name).is_file()), None)
        if found is not None:
            parts = [base / f"params.{form}" for form in _FORMS] if base != folder else []
            return [(found, ""), *((part, "params") for part in parts if part.is_file())]
    return []


@dataclass(frozen=True)
class SiteSettings:
    """Every scalar is text. Hugo does not tell `baseURL` from `baseurl`."""

    values: Mapping[str, Any] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """A setting of Hugo's own, empty where it is missing."""
        value = _of(self.values, key)
        return value.strip() if isinstance(value, str) else ""

    def param(self, key: str) -> Any:
        """A setting of the theme."""
        params = _of(self.values, "params")
        return _of(params, key) if isinstance(params, Mapping) else None

    def old_page(self) -> OldPage:
        """What the page says of itself."""
        description = self.param("description")
        return OldPage(
            name=self.text("title"),
            url=self.text("baseURL"),
            zone=self.text("timeZone"),
            description=" ".join(str(description or "").split()),
            language=self.text("defaultContentLanguage") or self.text("languageCode"),
        )


def read_settings(contents: Mapping[Path, tuple[str, bytes]]) -> SiteSettings:
    """The settings in these files. Raises UnreadableError that names the file."""
    values: dict[str, Any] = {}
    for path, (under, content) in contents.items():
        loaded = _loaded(path, content)
        known = values.setdefault(under, {}) if under else values
        known.update(loaded)
    return SiteSettings(values)


def _loaded(path: Path, content: bytes) -> dict[str, Any]:
    try:
        text = decoded(content)
        if path.suffix == ".toml":
            loaded = _as_text(tomllib.loads(text))
        elif path.suffix == ".json":
            loaded = _as_text(json.loads(text))
        else:
            loaded = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - text only, no objects
    except NotTextError as error:
        raise UnreadableError(f"{path.name}: {error.explained}") from None
    except RecursionError:
        raise UnreadableError(f"{path.name} is nested too deeply to be read") from None
    except (yaml.YAMLError, ValueError) as error:
        form = {".toml": "TOML", ".json": "JSON"}.get(path.suffix, "YAML")
        raise UnreadableError(f"{path.name} is not {form}: {' '.join(str(error).split())}") from None
    if not isinstance(loaded, dict):
        raise UnreadableError(f"{path.name} holds no settings")
    return loaded


def _as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_text(one) for key, one in value.items()}
    return [_as_text(one) for one in value] if isinstance(value, list) else scalar_text(value)


def _of(values: Mapping[str, Any], key: str) -> Any:
    return next((value for name, value in values.items() if str(name).lower() == key.lower()), None)


def components_of(settings: SiteSettings, notes: Notes) -> KnownComponents:
    """Its categories and systems."""
    known = KnownComponents()
    for category in _mappings(settings.param("categories")):
        name = one_line(str(_of(category, "name") or ""), notes, "a category's name")
        description = one_line(str(_of(category, "description") or ""), notes, "a category's description")
        known.add_group(name, description, named=_of(category, "untitled") != "true")
        _note_rest("category", name, category, {"name", "description", "untitled"}, notes)
    seen: set[tuple[str, str]] = set()
    sources: set[str] = set()
    for system in _mappings(settings.param("systems")):
        _add_system(system, known, seen, sources, notes)
    return known


def _add_system(
    system: Mapping[str, Any],
    known: KnownComponents,
    seen: set[tuple[str, str]],
    sources: set[str],
    notes: Notes,
) -> None:
    name = one_line(str(_of(system, "name") or ""), notes, "a system's name")
    group = one_line(str(_of(system, "category") or ""), notes, "a category's name")
    if not name or (name.lower(), group.lower()) in seen:
        notes.left_out(
            f"the system {name or 'without a name'}, which stands there twice"
            if name
            else "a system without a name"
        )
        return
    seen.add((name.lower(), group.lower()))
    link = one_line(str(_of(system, "link") or ""), notes, "a system's link")
    source = f"cstate:{hugo_path(name)}"
    made = Component(
        id="",
        name=name,
        description=one_line(str(_of(system, "description") or ""), notes, "a system's description"),
        url=link if link.startswith(_ADDRESSES) and " " not in link else "",
        source=None if source in sources or source.endswith(":") else source,
    )
    sources.add(source)
    known.add(made, group, notes)
    used = {"name", "description", "category", *(["link"] if made.url or not link else [])}
    _note_rest("system", name, system, used, notes)


def _note_rest(kind: str, name: str, entry: Mapping[str, Any], used: set[str], notes: Notes) -> None:
    for key in sorted(entry):
        if key.lower() not in used:
            notes.left_out(f"of the {kind} {name}: {key}: {entry[key]}")


def _mappings(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []

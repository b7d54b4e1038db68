"""`mkdocs.yml` as YAML: MkDocs' own tags pass, what YAML would do in silence is an error.

What `nav` holds: pages of the owner, and addresses elsewhere. Whether MkDocs surely takes a configuration, so that
nobody need start it to know: our example is such a one.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from yaml_env_tag import construct_env_tag

from statuary.repository_files import OutsideError, read_inside, where_instead
from statuary.source.encoding import NotTextError, decoded, unix_lines
from statuary.source.problems import Findings

try:
    from yaml import CSafeLoader as _FastBase
except ImportError:  # PyYAML built without its C parser: slower, otherwise the same
    from yaml import SafeLoader as _FastBase  # type: ignore[assignment]

NO_FILE = "this is no ordinary file, or a link that leads out of the repository"


class _ConfigLoader(yaml.SafeLoader):
    """MkDocs' own tags must not stop us: `!ENV` is resolved as there, Python names are passed over."""


class _FastLoader(_FastBase):
    """The same without words for people: ten times as fast, for there may be hundreds of earlier versions."""


def _mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> Any:
    """YAML lets the later of two equal keys win in silence: two `docs_dir`, and the incidents are elsewhere."""
    seen: set[object] = set()
    for key, _ in node.value:
        if key.value in seen:
            raise yaml.constructor.ConstructorError(
                None, None, f"“{key.value}” stands here twice", key.start_mark
            )
        seen.add(key.value if isinstance(key.value, str) else None)
    loader.flatten_mapping(node)
    return loader.construct_mapping(node, deep=True)


for _loader in (_ConfigLoader, _FastLoader):
    _loader.add_constructor("tag:yaml.org,2002:map", _mapping)
    _loader.add_constructor("!ENV", construct_env_tag)
    _loader.add_multi_constructor("", lambda loader, suffix, node: None)


def text_of(root: Path, name: str, findings: Findings) -> str | None:
    """The text of a file at `root`; None when it cannot be read, which `findings` then tells.

    Where it has a name that people give it by mistake, that is told, too, and `findings` are about that file.
    """
    if not os.path.lexists(root / name) and (other := misnamed(root, name)):
        findings.path = other
        findings.error("config", (0, 0), f"this file must be called {name}", f"rename it: mv {other} {name}")
        name = other
    if not os.path.lexists(root / name):
        findings.error("config", (0, 0), f"there is no {name} in {root}", where_instead(root, name))
        return None
    try:
        return unix_lines(decoded(read_inside(root, root / name))).replace("\r", "\n")
    except OutsideError:
        findings.error("symlink", (0, 0), NO_FILE, "put the file itself here")
    except NotTextError as error:
        findings.encoding(error)
    except OSError as error:
        findings.error("config", (0, 0), f"this cannot be read: {error.strerror}", "let it be read: chmod +r")
    return None


def misnamed(root: Path, name: str) -> str | None:
    """What lies at `root` in place of a YAML file: with the other ending, or with capitals."""
    stem = name.rpartition(".")[0].lower()
    try:
        names = sorted(path.name for path in root.iterdir() if path.name != name)
    except OSError:
        return None
    return next((one for one in names if one.lower() in (f"{stem}.yml", f"{stem}.yaml")), None)


def parse(text: str, findings: Findings) -> dict[str, Any] | None:
    """The settings; None when they are no mapping or no YAML, which `findings` then tells."""
    hint = "compare with the example's mkdocs.yml"
    try:
        config = yaml.load(text, Loader=_ConfigLoader)  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        reason = getattr(error, "problem", None) or getattr(error, "reason", "it cannot be read")
        findings.error("config", place, f"this is not YAML: {reason}", hint)
        return None
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        # PyYAML's own constructors let these through: 2026-13-45 as a date, a list 3,000 deep.
        findings.error("config", (0, 0), f"a value cannot be read: {error}", hint)
        return None
    if not isinstance(config, dict):
        findings.error("config", (1, 1), "the file holds no settings", hint)
        return None
    return config


def parse_earlier(content: bytes) -> dict[str, Any] | None:
    """The settings of an earlier version of the file; None when it could not be used."""
    try:
        config = yaml.load(content.decode("utf-8-sig", errors="replace"), Loader=_FastLoader)  # noqa: S506
    except (yaml.YAMLError, ValueError, TypeError, AttributeError, RecursionError):
        return None
    return config if isinstance(config, dict) else None


def find(text: str, key: str) -> tuple[int, int]:
    """Line and column at which a key stands, (0, 0) when it is nowhere."""
    match = re.search(rf"^[ \t-]*({re.escape(key)})[ \t]*:", text, re.MULTILINE)
    return (text.count("\n", 0, match.start()) + 1, match.start(1) - match.start() + 1) if match else (0, 0)


_CLASHING = {
    "blog": "it writes pages into the incidents' folder, where each is an incident",
    "i18n": "it makes every page once for each language, and knows nothing of incidents",
}
"""MkDocs plugins by their names without “material/”: what they do to a status page."""


def clashing(plugins: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Those of these plugins that cannot work beside ours, each with the reason."""
    for name in plugins:
        if (why := _CLASHING.get(name.removeprefix("material/"))) is not None:
            yield name, why


def leads_away(target: str) -> bool:
    """Whether an entry of `nav` is an address elsewhere, and no file of a page."""
    return target.startswith(("https://", "http://", "mailto:", "tel:"))


def nav_of(items: Any) -> list[tuple[str, str]]:
    """Title and target of every page and link in `nav`, however deep: Markdown files, and addresses elsewhere."""
    pages: list[tuple[str, str]] = []
    for item in items if isinstance(items, list) else []:
        if isinstance(item, str) and leads_away(item):
            pages.append((item, item))
        elif isinstance(item, str) and item.endswith(".md"):
            name = re.sub(r"/(index|README)$", "", item.removesuffix(".md")).rpartition("/")[2]
            pages.append((name.replace("-", " ").capitalize(), item))
        elif isinstance(item, dict):
            for title, target in item.items():
                if isinstance(target, str) and (leads_away(target) or target.endswith(".md")):
                    pages.append((str(title), target))
                else:
                    pages += nav_of(target)
    return pages


_Is = Callable[[Any], bool]


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_text, value))


def _no(value: Any) -> bool:
    return value is False


def _yes_or_no(value: Any) -> bool:
    return isinstance(value, bool)


def _each(keys: Mapping[str, _Is], value: Any) -> bool:
    """A mapping that holds nothing but these keys, each with a value of its kind."""
    return isinstance(value, dict) and all(key in keys and keys[key](one) for key, one in value.items())


def _nav(value: Any) -> bool:
    if not isinstance(value, list) or not value:
        return False
    if not all(_text(one) or (isinstance(one, dict) and len(one) == 1) for one in value):
        return False
    targets = [one if _text(one) else next(iter(one.values())) for one in value]
    return all(_text(one) or _nav(one) for one in targets)


def _plugins(value: Any) -> bool:
    named = [next(iter(one)) if isinstance(one, dict) and len(one) == 1 else one for one in value or ()]
    options = [one.get("search") for one in value or () if isinstance(one, dict)]
    return sorted(map(str, named)) in (["statuary"], ["search", "statuary"]) and not any(options)


def _palette(value: Any) -> bool:
    keys = {"media": _text, "scheme": _text, "primary": _text, "accent": _text}
    return all(_each(keys, one) for one in (value if isinstance(value, list) else [value]))


_THEME: dict[str, _Is] = {
    "name": lambda name: name == "material",
    "language": lambda language: _text(language) or _no(language),
    "custom_dir": _text,
    "features": _texts,
    "font": lambda font: _no(font) or _each({"text": _text, "code": _text}, font),
    "logo": _text,
    "favicon": _text,
    "palette": _palette,
}
_KEYS: dict[str, _Is] = {
    **dict.fromkeys(("site_name", "site_url", "site_description", "site_author", "copyright"), _text),
    **dict.fromkeys(("docs_dir", "site_dir", "repo_url", "repo_name", "edit_uri"), _text),
    **dict.fromkeys(("extra_css", "extra_javascript"), _texts),
    "theme": lambda theme: theme == "material" or ("name" in (theme or ()) and _each(_THEME, theme)),
    "nav": _nav,
    "plugins": _plugins,
    "use_directory_urls": _yes_or_no,
    "strict": _no,
}


def files_of(config: dict[str, Any]) -> list[str]:
    """Files that the extra pages use, as settings of MkDocs and Material name them: paths below `docs_dir`."""
    found = [
        one
        for key in ("extra_css", "extra_javascript", "extra_templates")
        for one in _listed(config.get(key))
    ]
    found += [one.get("path") for one in found if isinstance(one, dict)]
    theme = config.get("theme")
    found += [theme.get(key) for key in ("logo", "favicon")] if isinstance(theme, dict) else []
    return [one for one in found if isinstance(one, str)]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def is_plain(config: dict[str, Any]) -> bool:
    """Whether every setting is one that MkDocs and Material take; others they may take or refuse."""
    return "theme" in config and _each(_KEYS, config)

"""What `nav` holds: pages of the owner, and addresses elsewhere.

Whether MkDocs surely takes a configuration, so that nobody need start it to know: our example is such a one.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

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


def named_files(config: dict[str, Any]) -> list[str]:
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

"""What an earlier mkdocs.yml says of whose page it was, and of where its incidents were."""

import posixpath
from typing import NamedTuple

from statuary.source.config import id_domain_of, plugins_of
from statuary.source.config_yaml import parse_earlier
from statuary.source.nav import nav_of


class Earlier(NamedTuple):
    """`folders` are where the incidents were, relative to the repository; `page_files` are relative to them."""

    id_domain: str
    folders: tuple[str, ...]
    page_files: frozenset[str]

    def is_incident(self, path: str) -> bool:
        """Whether the page took the file at this path for an incident; `source.files` says the same of files here."""
        name = next((path[len(one) + 1 :] for one in self.folders if path.startswith(f"{one}/")), "")
        if not name.endswith(".md"):
            return False
        parts = name.split("/")
        hidden = any(part.startswith(".") for part in parts)
        return not hidden and parts[-1] != "README.md" and name not in self.page_files


def read_earlier(content: bytes) -> Earlier | None:
    """The configuration as far as it matters; None for one that could not be used.

    Everything else is passed over: an option that has another name today must not hide what was on the page.
    """
    config = parse_earlier(content)
    if config is None or not isinstance(config.get("docs_dir"), str):
        return None
    plugins = dict(plugins_of(config.get("plugins")))
    options = plugins.get("statuary")
    own = options.get("id_domain") if isinstance(options, dict) else None
    domain = id_domain_of(str(own or ""), str(config.get("site_url") or ""))
    folder = posixpath.normpath(config["docs_dir"])
    if "statuary" not in plugins or not domain or folder.startswith(("/", "../")) or folder in (".", ".."):
        return None
    return Earlier(domain, (folder,), frozenset(file for _, file in nav_of(config.get("nav") or [])))

"""What MkDocs may read: pages of `nav` and files beside incidents, and templates that are files of the repository."""

import os
from collections.abc import Sequence
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files, InclusionLevel
from watchdog.observers.polling import PollingObserverVFS

from statuary.inside import is_file_inside
from statuary.outputs.environment import TEMPLATES, MayRead
from statuary.resources import overrides

NOWHERE = "no-folder"
"""Below the site's folder, where it never is: MkDocs, told to look there, finds nothing and follows no link."""


def root_of(config: MkDocsConfig) -> Path:
    """The repository."""
    return Path(config.config_file_path).parent


def may_read(config: MkDocsConfig, custom: Path | None) -> MayRead:
    """What an owner's templates in `custom` may be: files of the repository. Those of themes lie elsewhere."""
    root = root_of(config)
    return lambda path: custom is None or not path.is_relative_to(custom) or is_file_inside(root, path)


def choose_files(
    files: Files, pages: Sequence[str], others: Sequence[str], config: MkDocsConfig, allowed: MayRead
) -> None:
    """Add pages and other files; of the theme's and the owner's, leave none without pages, and none not allowed."""
    chosen = [*pages, *others]
    for file in list(files):
        is_ours = file.src_dir == str(overrides()) or file.src_uri.startswith(f"{TEMPLATES}/")
        if not pages or is_ours or file.src_uri in chosen or not allowed(_source(file)):
            files.remove(file)
    for path in chosen:
        file = File(path, config.docs_dir, config.site_dir, config.use_directory_urls)
        if f"/{path}".count("/."):  # named by the owner, or it would not be here
            file.inclusion = InclusionLevel.INCLUDED
        files.append(file)
    if not pages:
        config.nav = None


def _source(file: File) -> Path:
    return Path(file.src_dir or "", file.src_uri)


def watch_without_links(server: LiveReloadServer, config: MkDocsConfig) -> None:
    """Watch what MkDocs began to watch, but not where links lead: that may be the whole disk, or a loop."""
    watched = (config.docs_dir, config.config_file_path)
    for path in watched:
        server.unwatch(path)
    server.observer = PollingObserverVFS(stat=os.lstat, listdir=os.scandir, polling_interval=0.5)  # type: ignore[assignment]
    for path in watched:
        server.watch(path)

"""What MkDocs may read: pages of `nav` and files beside incidents, and templates that are files of the repository."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files, InclusionLevel
from watchdog.observers.polling import PollingObserverVFS

from statuary.building.templates import Templates
from statuary.outputs.environment import TEMPLATES
from statuary.resources import overrides

NOWHERE = "no-folder"
"""Below the site's folder, where it never is: MkDocs, told to look there, finds nothing and follows no link."""


@dataclass(frozen=True)
class Choice:
    """What gets into a site beside our own outputs: pages, other files, and of themes what pages use."""

    pages: Sequence[str]
    others: Sequence[str]
    framed: bool
    templates: Templates

    def make(self, files: Files, config: MkDocsConfig) -> None:
        """Add pages and other files, and take out what nobody uses or may have."""
        chosen = [*self.pages, *self.others]
        unused = [folder for folder in config.theme.dirs if folder != str(self.templates.custom)]
        for file in list(files):
            of_theme = self.framed and file.src_dir in unused
            is_ours = file.src_dir == str(overrides()) or file.src_uri.startswith(f"{TEMPLATES}/")
            left_out = not self.pages or of_theme or is_ours or file.src_uri in chosen
            if left_out or not self.templates.may_read(_source(file)):
                files.remove(file)
        for path in chosen:
            file = File(path, config.docs_dir, config.site_dir, config.use_directory_urls)
            if f"/{path}".count("/."):  # named by the owner, or it would not be here
                file.inclusion = InclusionLevel.INCLUDED
            files.append(file)
        if not self.pages:
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


def watch(server: LiveReloadServer, *paths: Path | None) -> None:
    """Watch these, too, as far as they are there."""
    for path in paths:
        if path is not None and path.exists():
            server.watch(str(path))

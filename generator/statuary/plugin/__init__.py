"""The only package that imports MkDocs, so that a successor needs only another such door."""

from statuary.plugin import engine  # noqa: F401 - first, see there

# isort: split
from statuary.plugin.hooks import StatuaryPlugin
from statuary.plugin.mkdocs_run import build_site, serve_site
from statuary.plugin.tolerant_build import build_tolerantly
from statuary.plugin.trial import try_build

__all__ = ["StatuaryPlugin", "build_site", "build_tolerantly", "serve_site", "try_build"]

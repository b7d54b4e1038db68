"""The only package that imports MkDocs, so that a successor needs only another such door."""

from statuary.plugin.hooks import StatuaryPlugin
from statuary.plugin.run import BuildFailedError, build_site, serve_site

__all__ = ["BuildFailedError", "StatuaryPlugin", "build_site", "serve_site"]

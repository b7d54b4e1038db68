"""The door for MkDocs. Nothing else imports it, so that a successor of MkDocs needs only another such door."""

from statuary.plugin.hooks import StatuaryPlugin
from statuary.plugin.run import BuildFailedError, build_site, serve_site

__all__ = ["BuildFailedError", "StatuaryPlugin", "build_site", "serve_site"]

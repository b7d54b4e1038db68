"""The only package that imports MkDocs, so that a successor needs only another such door."""

from statuary.plugin.hooks import StatuaryPlugin
from statuary.plugin.run import BuildFailedError, build_site, serve_site
from statuary.plugin.tolerant import UnusableConfigError, build_tolerantly
from statuary.plugin.trial import try_build

__all__ = [
    "BuildFailedError",
    "StatuaryPlugin",
    "UnusableConfigError",
    "build_site",
    "build_tolerantly",
    "serve_site",
    "try_build",
]

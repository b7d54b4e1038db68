"""The only package that imports MkDocs, so that a successor needs only another such door.

Where MkDocs is not installed, its fork ProperDocs stands in its place under the same name. That comes before all else.
"""

LOGGER: str

try:
    import mkdocs.config
except ModuleNotFoundError:
    import properdocs
    import properdocs.replacement

    LOGGER = properdocs.__name__
else:
    LOGGER = mkdocs.__name__  # “properdocs”, too, where its own command put itself into MkDocs' place

from statuary.plugin.hooks import StatuaryPlugin  # noqa: E402 - only now is there an `mkdocs`
from statuary.plugin.mkdocs_run import build_site, serve_site  # noqa: E402
from statuary.plugin.trial import build_tolerantly, try_build  # noqa: E402

__all__ = ["LOGGER", "StatuaryPlugin", "build_site", "build_tolerantly", "serve_site", "try_build"]

"""MkDocs; or, where that is not installed, its fork ProperDocs under the same name. Imported before all of MkDocs."""

try:
    import mkdocs.config
except ModuleNotFoundError:
    import properdocs
    import properdocs.replacement

    LOGGER = properdocs.__name__
else:
    LOGGER = mkdocs.__name__  # “properdocs”, too, where its own command put itself into MkDocs' place

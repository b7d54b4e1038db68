"""The language of Material's own words on the owner's extra pages."""

from collections.abc import Sequence
from pathlib import Path


def theme_language(tag: str, template_dirs: Sequence[str]) -> str:
    """The nearest language that the theme has, English at last: MkDocs fails on a page in one that it lacks.

    The status pages do not depend on it: their words come from our catalogues.
    """
    parts = tag.replace("_", "-").split("-")
    for length in range(len(parts), 0, -1):
        name = "-".join(parts[:length])
        if any(Path(folder, "partials/languages", f"{name}.html").is_file() for folder in template_dirs):
            return name
    return "en"

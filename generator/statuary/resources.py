"""Where our templates and the example page are, in an installed wheel and in a checkout alike."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parent.parent


def overrides() -> Path:
    """The folder of our templates. Raises FileNotFoundError when the installation is incomplete."""
    return _find(_PACKAGE / "overrides", _CHECKOUT / "overrides")


def example() -> Path:
    """The folder with the example's mkdocs.yml, components.yaml and incidents."""
    return _find(_PACKAGE / "example", _CHECKOUT)


def _find(installed: Path, checkout: Path) -> Path:
    for folder in (installed, checkout):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"{installed} is missing: install statuary again")

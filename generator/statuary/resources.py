"""Where our templates and the example page are, in an installed wheel and in a checkout alike."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parent.parent


def package() -> Path:
    """The folder of our code."""
    return _PACKAGE


def checkout() -> Path | None:
    """The top of the checkout that this runs from; None for an installation, which has all in the package."""
    return None if (_PACKAGE / "example").is_dir() else _CHECKOUT


def overrides() -> Path:
    """The folder of our templates. Raises FileNotFoundError when the installation is incomplete."""
    return _find(_PACKAGE / "overrides", _CHECKOUT / "overrides")


def template_folders(custom_dir: Path | None) -> list[Path]:
    """The folders of templates and words, the one that wins first: the owner's (`theme.custom_dir`), then ours."""
    return [*([custom_dir] if custom_dir else []), overrides()]


def example() -> Path:
    """The folder with the example's mkdocs.yml, components.yaml and incidents."""
    return _find(_PACKAGE / "example", _CHECKOUT)


def _find(installed: Path, checkout: Path) -> Path:
    for folder in (installed, checkout):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"{installed} is missing: install statuary again")

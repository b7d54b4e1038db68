"""All colours, from `overrides/statuary/palette.json`: style sheet, icons, badges, banner and script take theirs here.

An owner's file of that name may say some of them anew. Colours are `#rrggbb`, so that the script finds that of the
icon in its address.
"""

import json
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from statuary.resources import overrides

FILE = "statuary/palette.json"

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$", to_lower=True)]


class Ground(BaseModel):
    """The colours of a page, on light or on dark; each is a CSS variable of the same name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    page: Colour
    card: Colour
    line: Colour
    text: Colour
    soft: Colour
    link: Colour
    ok: Colour
    neutral: Colour
    maintenance: Colour
    minor: Colour
    major: Colour
    critical: Colour
    bar: Colour
    unknown: Colour

    @property
    def css(self) -> str:
        """The variables."""
        return "".join(f"--{name}:{short(colour)};" for name, colour in self)


class Signs(BaseModel):
    """What stands on other grounds than a page's: `words` on a tone (badge, banner, icon), a badge's `label`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: Colour
    words: Colour


class Palette(BaseModel):
    """All colours. Signs take their tones from `light`, on which white words can be read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    light: Ground
    dark: Ground
    signs: Signs


def short(colour: str) -> str:
    """The same colour on fewer bytes, where it can be: `#ffffff` is `#fff`."""
    digits = colour[1:]
    return f"#{digits[::2]}" if digits[::2] == digits[1::2] else colour


@cache
def our_palette() -> Palette:
    """The colours of our own templates."""
    return Palette.model_validate_json((overrides() / FILE).read_bytes())


def read_palette(text: str) -> Palette:
    """Our colours, and in their place what this file says. Raises ValueError that says what is wrong there."""
    found = json.loads(text)
    try:
        return Palette.model_validate(_over(our_palette().model_dump(), found))
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        raise ValueError(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}") from None


def _over(ours: Any, said: Any) -> Any:
    if not isinstance(ours, dict) or not isinstance(said, dict):
        return said
    return ours | {key: _over(ours.get(key), value) for key, value in said.items()}

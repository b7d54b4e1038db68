"""Colours that can be read: contrast as WCAG 2.2 computes it, and the nearest shade that has enough of it."""

from collections.abc import Sequence

from statuary.palette import our_palette

READABLE = 4.5
"""The least contrast of text, by WCAG 2.2 AA (1.4.3)."""

_STEPS = 500
_MIDDLE = 0.18
"""The luminance of a grey on which black and white are read about equally well."""

_Triple = tuple[float, float, float]


def grounds(key: str) -> tuple[str, str]:
    """What links of this option (`color`, `color_dark`) stand on: cards and page."""
    ground = our_palette().dark if key == "color_dark" else our_palette().light
    return ground.card, ground.page


def contrast(one: str, other: str) -> float:
    """How well a colour is read on another (`#rrggbb`), 1 to 21, as WCAG 2.2 computes it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable_shade(colour: str, grounds: Sequence[str]) -> str:
    """The colour itself where it can be read on these, else its nearest shade that can (`#rrggbb`).

    It is made darker on light grounds and lighter on dark ones, by as little as it takes, in OKLab, whose lightness
    is the eye's; the hue stays, and what is left of the chroma is as much as a screen can show.
    """
    if _is_readable(colour, grounds):
        return colour
    light, *tint = _oklab(colour)
    darken = max(map(_luminance, grounds)) > _MIDDLE
    end = 0.0 if darken else 1.0
    for step in range(1, _STEPS):
        shade = _shown(light + (end - light) * step / _STEPS, tint[0], tint[1])
        if _is_readable(shade, grounds):
            return shade
    return "#000000" if darken else "#ffffff"


def _is_readable(colour: str, grounds: Sequence[str]) -> bool:
    return all(contrast(colour, ground) >= READABLE for ground in grounds)


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: str) -> _Triple:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return red, green, blue


def _oklab(colour: str) -> _Triple:
    """Björn Ottosson's OKLab; the numbers here and below are his."""
    red, green, blue = _linear(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _shown(light: float, a: float, b: float) -> str:
    """The colour of this lightness and hue with the most chroma, up to its own, that a screen can show."""
    least, most = 0.0, 1.0
    if all(0 <= share <= 1 for share in _unlinear(light, a, b)):
        least = 1.0
    else:
        for _ in range(8):
            half = (least + most) / 2
            inside = all(0 <= share <= 1 for share in _unlinear(light, a * half, b * half))
            least, most = (half, most) if inside else (least, half)
    return "#" + "".join(f"{_byte(share):02x}" for share in _unlinear(light, a * least, b * least))


def _unlinear(light: float, a: float, b: float) -> _Triple:
    """Linear shares of red, green and blue; outside 0 to 1 where no screen shows them."""
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _byte(share: float) -> int:
    share = min(max(share, 0.0), 1.0)
    return round(255 * (12.92 * share if share <= 0.0031308 else 1.055 * share ** (1 / 2.4) - 0.055))

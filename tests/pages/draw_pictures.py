"""The pictures that links to the page show in chats, and its icons: `python tests/pages/draw_pictures.py` draws them.

They are committed, for a build must give the same bytes on every machine, whatever fonts and browser it has. Draw
them again when a word, a colour or a shape changes; a test says so. It takes Chromium, the fonts of Debian's
fonts-noto-core, and `pip install pillow zopfli`. The first argument names another folder of the fonts.
"""

import io
import struct
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from statuary.palette import our_palette
from statuary.render.environment import environment
from statuary.render.link_pictures import FOLDER, TITLE
from statuary.render.wording.labels import PICTURE_WORD, LinkPicture
from statuary.render.wording.page_languages import read_language
from statuary.resources import overrides

FONTS = Path("/usr/share/fonts/truetype/noto")
LANGUAGES = ("en", "de", "ar")
"""Those that we ship; all others get the picture without a word."""

WIDTH, HEIGHT = 1200, 630
SHADES = 4
"""From the ground's colour to white: enough for smooth edges, and two bits a point keep it below 4 kB."""

TONES = {"status": "neutral", "incident": "major", "resolved": "ok", "maintenance": "maintenance"}
BARS = '<path d="M2 12h3v6H2zm5-5h3v11H7zm5-5h3v16h-3z"/>'
PAGE = """<!doctype html><meta charset="utf-8"><style>
@font-face {{ font-family: N; src: url("{latin}"); }}
@font-face {{ font-family: N; src: url("{arabic}"); unicode-range: U+0600-06FF; }}
* {{ margin: 0; }}
body {{ --card: {ground}; background: {ground}; color: #fff; font: {size}px/1.4 N; width: {width}px;
  height: {height}px; display: flex; flex-direction: column; align-items: center; justify-content: center; }}
svg {{ fill: currentColor; width: {shape}px; height: {shape}px; }}
.shared {{ position: absolute; width: 0; height: 0; }}
.mark {{ stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }}
</style>{shapes}<svg viewBox="{box}">{drawn}</svg>{word}"""


def ground_of(picture: LinkPicture) -> str:
    """The colour that it stands on: that of its tone."""
    return str(getattr(our_palette().light, TONES.get(picture, "neutral")))


class Draughtsman:
    """Draws on a page of a browser, with fonts from a folder; `folder` is for what it needs meanwhile."""

    def __init__(self, page: Any, fonts: Path, folder: Path) -> None:
        self._page, self._fonts, self._folder = page, fonts, folder
        self._shapes = environment([overrides()]).get_template("statuary/icons.html").module.shapes()

    def draw(self, name: str, ground: str, width: int, height: int, word: str = "") -> list[bytes]:
        """The picture's rows, a shade from 0 (the ground) to `SHADES - 1` (white) for each point."""
        from PIL import Image

        shape = height * (0.42 if width > height else 0.9)
        inner, box = (BARS, "-1.5 0 20 20") if name == "status" else (f'<use href="#{name}"/>', "0 0 20 20")
        self._page.set_viewport_size({"width": width, "height": height})
        html = PAGE.format(
            latin=self._font("NotoSans-Bold.ttf"), arabic=self._font("NotoSansArabic-Bold.ttf"),
            ground=ground, size=104, width=width, height=height, shape=shape, box=box,
            shapes=self._shapes, drawn=inner, word=f"<div>{word}</div>" if word else "",
        )  # fmt: skip
        file = self._folder / "picture.html"  # a page without an address may not use fonts from the disk
        file.write_text(html, encoding="utf-8")
        self._page.goto(file.as_uri())
        self._page.evaluate("document.fonts.ready")
        shown = Image.open(io.BytesIO(self._page.screenshot())).convert("RGB")
        red = int(ground[1:3], 16)
        points = shown.getchannel("R").point(lambda one: round((one - red) / (255 - red) * (SHADES - 1)))
        return [points.crop((0, y, width, y + 1)).tobytes() for y in range(height)]

    def _font(self, name: str) -> str:
        return (self._fonts / name).resolve(strict=True).as_uri()


def as_png(rows: list[bytes], ground: str, title: str = "") -> bytes:
    """A palette of two bits, packed as small as it goes."""
    from zopfli.zlib import compress

    low = [int(ground[at : at + 2], 16) for at in (1, 3, 5)]
    palette = bytes(round(one + (255 - one) * shade / (SHADES - 1)) for shade in range(SHADES) for one in low)
    packed = b"".join(b"\0" + _packed(row) for row in rows)
    head = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 2, 3, 0, 0, 0)
    words = [_chunk(b"iTXt", TITLE[4:] + title.encode())] if title else []
    data = _chunk(b"IDAT", compress(packed, numiterations=60))
    chunks = [_chunk(b"IHDR", head), _chunk(b"PLTE", palette), *words, data, _chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _packed(row: bytes) -> bytes:
    fours = zip(row[::4], row[1::4], row[2::4], row[3::4], strict=True)
    return bytes(a << 6 | b << 4 | c << 2 | d for a, b, c, d in fours)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def as_ico(png: bytes, side: int) -> bytes:
    """The form of Windows, which holds a PNG as it is."""
    return struct.pack("<HHHBBBBHHII", 0, 1, 1, side, side, 0, 0, 1, 32, len(png), 22) + png


def drawn(by: Draughtsman) -> Iterator[tuple[str, bytes]]:
    """Every file with its content."""
    for picture in LinkPicture:
        ground = ground_of(picture)
        shape = {"status": "status", "resolved": "ok", "notice": "neutral"}.get(
            picture, TONES.get(picture, "")
        )
        yield f"{picture}.png", as_png(by.draw(shape, ground, WIDTH, HEIGHT), ground)
        for tag in LANGUAGES:
            word = read_language(tag, [overrides()]).gettext(PICTURE_WORD[picture])
            yield f"{picture}-{tag}.png", as_png(by.draw(shape, ground, WIDTH, HEIGHT, word), ground, word)
    ground = ground_of(LinkPicture.STATUS)
    yield "apple-touch-icon.png", as_png(by.draw("status", ground, 180, 180), ground)
    yield "favicon.ico", as_ico(as_png(by.draw("status", ground, 32, 32), ground), 32)


def main() -> None:
    """Draw all anew."""
    from playwright.sync_api import sync_playwright

    fonts = Path(sys.argv[1]) if sys.argv[1:] else FONTS
    with sync_playwright() as playwright, TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        for name, content in drawn(Draughtsman(browser.new_page(), fonts, Path(folder))):
            (overrides() / FOLDER / name).write_bytes(content)
            print(f"{name}: {len(content):,} bytes")


if __name__ == "__main__":
    main()

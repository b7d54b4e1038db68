"""The picture in the top README, the example's home in an outage: `python tests/pages/draw_readme.py` draws it.

Draw it again when the page looks otherwise. It takes Chromium, git, and `pip install pillow zopfli`.
"""

import base64
import io
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[2]
FILE = ROOT / ".github/page.png"
COLOURS = 128
"""Enough for two pages whose texts have smooth edges, and a third of the bytes; rare ones count as much as others."""

FRAME = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; padding: 24px; background: #d7dee7; display: flex; gap: 24px; width: 1232px; height: 1032px; }}
div {{ height: 1032px; overflow: hidden; border-radius: 12px; }} div + div {{ border-radius: 28px; }}
img {{ display: block; }}
</style><div><img src="data:image/png;base64,{}" width="842"></div>
<div><img src="data:image/png;base64,{}" width="366"></div>"""


def shot(browser: Any, url: str, width: int, scheme: str, day: int | None = None) -> str:
    """The page as base64; with the words of a `day` of the first bars, counted from the left."""
    page = browser.new_page(
        viewport={"width": width, "height": 1032}, color_scheme=scheme, locale="en-GB", timezone_id="UTC"
    )
    page.goto(url)
    if day is not None:
        bars = page.locator(".member .bars").first
        bars.hover(position={"x": (day + 0.5) * bars.bounding_box()["width"] / 90, "y": 8})
        page.locator(".tip").wait_for()
    return base64.b64encode(page.screenshot()).decode()


def smaller(png: bytes) -> bytes:
    """The same with few colours, packed as small as it goes."""
    from PIL import Image
    from zopfli.png import optimize

    few = (
        Image.open(io.BytesIO(png))
        .convert("RGB")
        .quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    )
    packed = io.BytesIO()
    few.save(packed, "png", optimize=True)
    return bytes(optimize(packed.getvalue()))


def main() -> None:
    """Build the example, look at it in two ways, and put both into one picture."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, TemporaryDirectory() as folder:
        build = ["-m", "statuary", "-C", str(ROOT), "build", "-q", "--site-dir", folder + "/site"]
        subprocess.run([sys.executable, *build], check=True)
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        url = (Path(folder) / "site/index.html").as_uri()
        both = (shot(browser, url, 842, "light", day=42), shot(browser, url, 366, "dark"))
        page = browser.new_page(viewport={"width": 1280, "height": 1080})
        page.set_content(FRAME.format(*both))
        FILE.write_bytes(smaller(page.screenshot()))
    print(f"{FILE.name}: {FILE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()

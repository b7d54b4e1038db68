"""How soon does a reader on a slow phone see something, beside Material for MkDocs' own default page?

Why: a status page is read on trains and in tunnels, by people who are already annoyed. Material is what this page would
look like without templates of its own, so it is the bar: at most half of its time to the first contentful paint.

How: `python tests/bench/paint.py` (needs the extra `test` and Chromium). It builds the example and a fresh
`mkdocs new` with the theme `material`, serves both with gzip from this machine, and opens them in turn in fresh
profiles, with the network and the processor slowed down by Chromium itself. Material's fonts come from another
company's servers, which are not asked: that they are missing at once only flatters Material.
"""

import argparse
import functools
import gzip
import http.server
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, sync_playwright

CHECKOUT = Path(__file__).parents[2]
MATERIAL = "site_name: My Docs\ntheme:\n  name: material\n"
PAGES = {
    "Material's default page": "material/",
    "Statuary, home": "statuary/",
    "Statuary, an open incident": "statuary/incidents/2026-11-22-card-payments-fail/",
}
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def main() -> None:
    """Measure and print the medians."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="statuary-paint-") as folder, sync_playwright() as playwright:
        _build(Path(folder))
        alone = ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=chromium, args=alone)
        with _served(Path(folder)) as url:
            times: dict[str, list[float]] = {name: [] for name in PAGES}
            for _ in range(options.repeats + 1):
                for name, path in PAGES.items():
                    times[name].append(_paint(browser, url + path, options))
        print(_table({name: found[1:] for name, found in times.items()}))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--repeats", type=int, default=9, help="counted runs of each page; one more warms up")
    parser.add_argument("--latency", type=int, default=400, help="milliseconds added to each request")
    parser.add_argument("--kbits", type=int, default=400, help="kilobits a second, down")
    parser.add_argument("--cpu", type=int, default=4, help="how many times slower than this machine")
    return parser.parse_args()


def _build(folder: Path) -> None:
    _run("-m", "statuary", "-C", str(CHECKOUT), "build", "-q", "--site-dir", str(folder / "statuary"))
    project = folder / "project"
    _run("-m", "mkdocs", "new", "-q", str(project))
    (project / "mkdocs.yml").write_text(MATERIAL, encoding="utf-8")
    config = str(project / "mkdocs.yml")
    _run("-m", "mkdocs", "build", "-q", "--config-file", config, "--site-dir", str(folder / "material"))


def _run(*arguments: str) -> None:
    result = subprocess.run([sys.executable, *arguments], capture_output=True, text=True)
    if result.returncode:
        sys.exit(f"{' '.join(arguments)} failed:\n{result.stdout}{result.stderr}")


class _Zipped(http.server.SimpleHTTPRequestHandler):
    """Sends everything with gzip, as hosts do."""

    def send_head(self) -> BytesIO | None:
        place = Path(self.translate_path(self.path))
        place = place / "index.html" if place.is_dir() else place
        if not place.is_file():
            self.send_error(404)
            return None
        content = gzip.compress(place.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(place)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return BytesIO(content)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Zipped, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def _paint(browser: Browser, url: str, options: argparse.Namespace) -> float:
    """Milliseconds from the start of the navigation to the first contentful paint, with an empty cache."""
    context = browser.new_context(viewport={"width": 375, "height": 667}, device_scale_factor=2)
    page = context.new_page()
    session = context.new_cdp_session(page)
    bytes_a_second = options.kbits * 1000 // 8
    network: dict[str, Any] = {"offline": False, "latency": options.latency}
    network |= {"downloadThroughput": bytes_a_second, "uploadThroughput": bytes_a_second}
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", network)
    session.send("Emulation.setCPUThrottlingRate", {"rate": options.cpu})
    page.goto(url, wait_until="load")
    found = None
    while found is None:  # asked from outside: the page's policy forbids to evaluate strings in it
        page.wait_for_timeout(50)
        found = page.evaluate(PAINT)
    context.close()
    return float(found)


def _table(times: dict[str, list[float]]) -> str:
    bar = median(next(iter(times.values())))
    lines = ["| page | first contentful paint, ms (median, range) | of Material's |", "|---|---|---|"]
    for name, found in times.items():
        span = f"{median(found):.0f} ({min(found):.0f} to {max(found):.0f})"
        lines.append(f"| {name} | {span} | {median(found) / bar:.2f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()

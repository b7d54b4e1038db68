"""Lighthouse and the Nu HTML checker on built pages.

`bash tests/browser/install_tools.sh FOLDER` installs them; STATUARY_WEB_TOOLS names that folder. Without it these
tests are skipped, save in CI, where they must run.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from support.browser import CHROME, KINDS

pytestmark = pytest.mark.long

FLAGS = "--headless=new --no-sandbox --disable-gpu"


@pytest.fixture(scope="module")
def node_modules() -> Path:
    """Where npm has put the tools."""
    folder = os.environ.get("STATUARY_WEB_TOOLS", "")
    found = Path(folder) / "node_modules"
    if folder and found.is_dir():
        return found
    if os.environ.get("CI"):
        pytest.fail("in CI Lighthouse and the Nu HTML checker must run: set STATUARY_WEB_TOOLS")
    pytest.skip("STATUARY_WEB_TOOLS does not name a folder with Lighthouse and the Nu HTML checker")


def lighthouse(node_modules: Path, url: str) -> dict[str, Any]:
    """Its report on one page, as a phone on a slow network would see it."""
    program = [shutil.which("node") or "node", str(node_modules / "lighthouse" / "cli" / "index.js")]
    options = ["--quiet", "--output=json", f"--chrome-flags={FLAGS}"]
    environment = os.environ | {"CHROME_PATH": CHROME}
    result = subprocess.run(
        [*program, url, *options], env=environment, capture_output=True, text=True, timeout=120
    )
    assert result.returncode == 0, result.stderr[-2000:]
    report: dict[str, Any] = json.loads(result.stdout)
    return report


def faults(report: dict[str, Any]) -> list[str]:
    """The audits that cost points."""
    audits = report["audits"]
    named = {
        one["id"]
        for category in report["categories"].values()
        for one in category["auditRefs"]
        if one["weight"]
    }
    return [f"{key}: {audits[key]['title']}" for key in sorted(named) if (audits[key]["score"] or 0) < 1]


def scores(report: dict[str, Any]) -> dict[str, float]:
    return {key: one["score"] for key, one in report["categories"].items()}


@pytest.mark.parametrize("kind", ["home", "open incident", "history"])
def test_lighthouse_has_nothing_to_complain_of(node_modules: Path, page_url: str, kind: str) -> None:
    """Full marks. Performance is measured, which other work can only lower: the best of six counts."""
    wanted = ("accessibility", "best-practices", "seo")
    for _ in range(6):
        report = lighthouse(node_modules, page_url + KINDS[kind])
        found = scores(report)
        assert {key: found[key] for key in wanted} == dict.fromkeys(wanted, 1), faults(report)
        if found["performance"] >= 0.9:
            return
    pytest.fail(f"performance: {found['performance']}, {faults(report)}")


def test_the_html_checker_finds_no_error(node_modules: Path, example: Path) -> None:
    every = sorted(example.rglob("*.html"))
    pages = [str(page) for page in every if '<main id="main"' in page.read_text(encoding="utf-8")]
    assert len(pages) > len(KINDS)
    java = shutil.which("java") or pytest.fail("the Nu HTML checker needs Java")
    program = [java, "-jar", str(node_modules / "vnu-jar" / "build" / "dist" / "vnu.jar")]
    result = subprocess.run(
        [*program, "--format", "json", *pages], capture_output=True, text=True, timeout=120
    )
    said = [one for one in json.loads(result.stderr)["messages"] if one["type"] == "error"]
    assert [(one["url"], one.get("lastLine"), one["message"]) for one in said] == []

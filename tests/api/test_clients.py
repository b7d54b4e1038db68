"""Programs that were made for Atlassian Statuspage, unmodified, on our documents.

`bash tests/api/install_clients.sh FOLDER` installs them; STATUARY_CLIENTS names that folder. Without it these tests
are skipped, save in CI, where they must run.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright

from support.api import Document, built
from support.servers import FolderHandler, serving
from support.shared import Shared
from support.site import BuiltSite

CHROMIUM = next((path for name in ("chromium", "google-chrome") if (path := shutil.which(name))), None)
# The browser's tests share a process, for only one Playwright can run in each.
pytestmark = [pytest.mark.long, pytest.mark.xdist_group("browser")]
_STATUSCHECK = """
import json, sys
from statuscheck.services.bases._statuspageio import BaseStatusPageAPI

class ServiceAPI(BaseStatusPageAPI):
    name = "Ours"
    status_url = sys.argv[1]
    def _get_base_url(self):
        return f"{sys.argv[1]}/api/v2/"

service = ServiceAPI()
service._print_summary(verbose=True)
summary = service.summary
print(json.dumps({
    "status": [summary.status.code, summary.status.name, summary.status.is_ok],
    "components": [[one.id, one.name, one.status] for one in summary.components],
    "incidents": [[one.id, one.name, one.status] for one in summary.incidents],
}))
"""
_STATUSPAGE_IO = """
const {Statuspage} = require("statuspage.io");
const client = new Statuspage("page");
client.setApiUrl(process.argv[1]);
const {api} = client;
Promise.all([
  api.getSummary(), api.getStatus(), api.getComponents(), api.incidents.getAll(), api.incidents.getUnresolved(),
  api.scheduledMaintenances.getUpcoming(),
]).then(found => console.log(JSON.stringify(found)));
"""
_WIDGET = """<!doctype html><title>Ours</title>
<script src="node_modules/@statuspage/status-widget/dist/index.js"></script>
<statuspage-widget id="basic" src="{url}"></statuspage-widget>
<statuspage-widget id="badge" appearance="badge" title="Our status" src="{url}"></statuspage-widget>
"""


@pytest.fixture(scope="session")
def clients() -> Path:
    """The folder with the clients."""
    folder = os.environ.get("STATUARY_CLIENTS")
    if folder:
        return Path(folder)
    if os.environ.get("CI"):
        pytest.fail("STATUARY_CLIENTS is not set: in CI the real clients must run")
    pytest.skip("STATUARY_CLIENTS names no folder with clients (tests/api/install_clients.sh makes one)")


@pytest.fixture(scope="session")
def node_modules(clients: Path) -> Path:
    """The folder with the clients in JavaScript."""
    if not shutil.which("node") or not (clients / "node_modules").is_dir():
        if os.environ.get("CI"):
            pytest.fail("in CI the clients in JavaScript must run: install Node.js and npm")
        pytest.skip("there is no Node.js here, or npm was not there when the clients were installed")
    return clients / "node_modules"


@pytest.fixture(scope="session", params=["example", "github"])
def site(request: pytest.FixtureRequest, shared: Shared) -> BuiltSite:
    """The example, and GitHub's history as imported."""
    return shared.example() if request.param == "example" else shared.history("github").site


class _Server(FolderHandler):
    """As a static host serves it; pages of other origins may read it, as `_headers` says and GitHub Pages does."""

    def end_headers(self) -> None:
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()


@pytest.fixture(scope="session")
def url(site: BuiltSite) -> Iterator[str]:
    """The address of the site, without a slash at its end."""
    with serving(site.folder, _Server) as address:
        yield address.rstrip("/")


def _run(*command: str | Path, folder: Path | None = None, **environment: str) -> str:
    direct = {"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=kept | direct | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _open(parsed: dict[str, Document]) -> list[Document]:
    summary = parsed["summary.json"]
    return [*summary["incidents"], *summary["scheduled_maintenances"]]


def test_statuscheck(clients: Path, site: BuiltSite, url: str) -> None:
    printed = _run(clients / "venv" / "bin" / "python", "-c", _STATUSCHECK, url)

    parsed = built(site)
    *told, found = printed.splitlines()
    read: dict[str, Any] = json.loads(found)
    indicator = parsed["status.json"]["status"]["indicator"]
    assert told[0].startswith("Current Ours status: ")
    assert (read["status"][0], read["status"][2]) == (indicator, indicator == "none")
    assert [one[:2] for one in read["components"]] == [
        [one["id"], one["name"]] for one in parsed["components.json"]["components"]
    ]
    assert read["incidents"] == [[one["id"], one["name"], one["status"]] for one in _open(parsed)]
    assert all(f"[{one['status']}] {one['name']}" in printed for one in _open(parsed))


def test_statuspage_prometheus_exporter(clients: Path, site: BuiltSite, url: str, tmp_path: Path) -> None:
    services = {"ours": {"url": f"{url}/api/v2/summary.json", "name": "Ours"}}
    (tmp_path / "services.json").write_text(json.dumps(services))

    exporter = clients / "venv" / "bin" / "statuspage-prometheus-exporter"
    _run(exporter, folder=tmp_path, RUN_MODE="once", METRICS_TEXTFILE_PATH="ours.prom")

    metrics = (tmp_path / "ours.prom").read_text(encoding="utf-8")
    parsed = built(site)
    assert 'statuspage_probe_check{service_name="Ours"} 1.0' in metrics
    assert 'statuspage_service_status{service_name="Ours"} 0.0' in metrics, "something is open on both sites"
    for one in parsed["components.json"]["components"]:
        value = "1.0" if one["status"] == "operational" else "0.0"
        line = f'statuspage_component_status{{component_name="{one["name"]}",service_name="Ours"}} {value}'
        assert line in metrics
    for one in parsed["summary.json"]["incidents"]:
        assert f'incident_id="{one["id"]}"' in metrics
        assert f'shortlink="{one["shortlink"]}"' in metrics
    for one in parsed["summary.json"]["scheduled_maintenances"]:
        assert f'maintenance_id="{one["id"]}"' in metrics


def test_statuspage_io(node_modules: Path, site: BuiltSite, url: str) -> None:
    found = json.loads(_run("node", "-e", _STATUSPAGE_IO, url, NODE_PATH=str(node_modules)))

    parsed = built(site)
    names = ("summary", "status", "components", "incidents", "incidents/unresolved")
    names += ("scheduled-maintenances/upcoming",)
    assert found == [parsed[f"{name}.json"] for name in names]


@pytest.mark.skipif(not CHROMIUM and not os.environ.get("CI"), reason="there is no Chromium on this machine")
def test_status_widget(
    node_modules: Path, site: BuiltSite, url: str, tmp_path: Path, playwright: Playwright
) -> None:
    status = built(site)["status.json"]["status"]
    (tmp_path / "index.html").write_text(_WIDGET.format(url=url))
    (tmp_path / "node_modules").symlink_to(node_modules)
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
    try:
        with serving(tmp_path, _Server) as other_origin:
            page = browser.new_page()
            page.goto(other_origin)
            text = page.locator("#basic .status-text")
            text.wait_for()
            assert text.inner_text() == status["description"]
            assert status["indicator"] in str(page.locator("#basic .status-indicator").get_attribute("class"))
            badge = page.locator("#badge .status-container")
            assert status["description"].lower() in badge.inner_text().lower()
    finally:
        browser.close()

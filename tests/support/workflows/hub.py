"""A host of repositories and pages on this machine: a bare remote, stand-ins for the actions, a web server."""

import os
import shutil
import sys
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from statuary.scaffold import scaffold, with_facts
from support.git import git
from support.places import ROOT
from support.repository import COMPONENTS, write
from support.workflows.runner import ActionError, Machine, Running
from support.workflows.written import Job

NOW = datetime.now(UTC).replace(second=0, microsecond=0)  # noqa: TID251 - the processes of the steps read the clock
ADDRESS = "https://status.acme-shops.com/"
OPENED = NOW - timedelta(minutes=30)
INCIDENT = f"{OPENED:%Y-%m-%d}-card-payments-fail"
OPEN = f"""\
---
title: Some card payments fail
components:
  checkout: partial_outage
---

## {OPENED:%Y-%m-%d %H:%M} UTC — Investigating

- next update: 2 h

About one card payment in five fails.
"""
_PROGRAMS = {
    "statuary": f'exec "{sys.executable}" -m statuary "$@"',
    # Everything is installed already; what would be installed is written down.
    "pip": 'echo "$*" >> "$HUB/pip.log"',
    "gh": f"""\
case "$2" in
  repos/*/issues*|repos/example/status) exec "{sys.executable}" "{Path(__file__).parent / "issues.py"}" "$@" ;;
esac
"""
    """\
case "$2" in
  */pages)
    if [ -e "$HUB/pages-off" ]; then echo "gh: Not Found (HTTP 404)" >&2; exit 1; fi
    case "$4" in
      .build_type) echo "${PAGES_TYPE:-workflow}" ;;
      *) echo "$HUB_URL" ;;
    esac ;;
  */compare/*)
    range=${2##*/}
    git -C "$HUB/remote.git" merge-base --is-ancestor "${range%...*}" "${range#*...}" && echo ahead || echo behind ;;
esac""",
}


@dataclass
class Hub:
    """`remote` is the bare repository, `www` what is served at `url`; `given` are the actions' inputs as they came."""

    folder: Path
    url: str
    given: dict[str, list[Mapping[str, str]]] = field(default_factory=dict)

    @property
    def remote(self) -> Path:
        return self.folder / "remote.git"

    @property
    def www(self) -> Path:
        return self.folder / "www"

    @property
    def workflows(self) -> Path:
        """The workflows that a scaffolded repository has."""
        return self.folder / "first" / ".github" / "workflows"

    @property
    def installed(self) -> list[str]:
        """What the workflows asked pip for."""
        log = self.folder / "pip.log"
        return log.read_text().splitlines() if log.exists() else []

    def show(self, path: str, revision: str = "main") -> str:
        """A file as it is on the remote."""
        return git(self.remote, "show", f"{revision}:{path}")

    def files(self, revision: str = "main") -> set[str]:
        """Every path on the remote."""
        return set(git(self.remote, "ls-tree", "-r", "--name-only", revision).splitlines())

    def commit(self, files: Mapping[str, str | None], branch: str = "main") -> str:
        """Somebody pushes these files (None: gone); the commit."""
        with self.clone("somebody") as work:
            git(work, "switch", "--quiet", "--force-create", branch, "origin/main")
            for name, text in files.items():
                (work / name).unlink() if text is None else write(work / name, text)
            git(work, "add", "--all")
            git(work, "commit", "--quiet", "--message", "Somebody's change")
            git(work, "push", "--quiet", "--force", "origin", branch)
            return git(work, "rev-parse", "HEAD")

    @contextmanager
    def clone(self, name: str) -> Iterator[Path]:
        """A clone of somebody's own."""
        work = self.folder / name
        git(self.folder, "clone", "--quiet", str(self.remote), name)
        yield work
        shutil.rmtree(work)

    def machine(self, **secrets: str) -> Machine:
        """A machine that runs the workflows of this repository."""
        programs = self.folder / "programs"
        for name, script in _PROGRAMS.items():
            write(programs / name, f"#!/bin/sh\n{script}\n")
            (programs / name).chmod(0o755)
        env = {
            "HUB": str(self.folder),
            "HUB_URL": self.url,
            "PYTHONPATH": os.pathsep.join(
                filter(None, [str(ROOT / "generator"), os.environ.get("PYTHONPATH")])
            ),
        }
        actions = {
            "actions/checkout": self._checkout,
            "actions/setup-python": self._nothing,
            "actions/upload-artifact": self._upload,
            "actions/upload-pages-artifact": self._upload_page,
            "actions/download-artifact": self._download,
            "actions/deploy-pages": self._deploy,
        }
        return Machine(self.folder, actions, [programs], env, secrets)

    def _nothing(self, running: Running, given: Mapping[str, str]) -> Mapping[str, str]:
        return {}

    def _checkout(self, running: Running, given: Mapping[str, str]) -> Mapping[str, str]:
        self.given.setdefault("checkout", []).append(given)
        work, depth = running.workspace, given.get("fetch-depth", "1")
        ref = given.get("ref") or running.contexts["github"]["ref"]
        shallow = [] if depth == "0" else [f"--depth={depth}"]
        git(work, "init", "--quiet")
        git(work, "remote", "add", "origin", f"file://{self.remote}")
        if depth == "0":
            git(work, "fetch", "--quiet", "origin", "+refs/heads/*:refs/remotes/origin/*")
        git(work, "fetch", "--quiet", *shallow, "origin", ref)
        named = ref.removeprefix("refs/heads/")
        if named != "main":
            git(work, "checkout", "--quiet", "--detach", "FETCH_HEAD")
            return {}
        git(work, "update-ref", "refs/remotes/origin/main", "FETCH_HEAD")
        git(work, "checkout", "--quiet", "-B", "main", "refs/remotes/origin/main")
        return {}

    def _artifact(self, name: str) -> Path:
        return self.folder / "artifacts" / name

    def _upload(self, running: Running, given: Mapping[str, str]) -> Mapping[str, str]:
        shutil.copytree(running.workspace / given["path"], self._artifact(given["name"]))
        return {}

    def _upload_page(self, running: Running, given: Mapping[str, str]) -> Mapping[str, str]:
        target = self._artifact(given.get("name", "github-pages"))
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        with tarfile.open(target / "artifact.tar", "w") as packed:
            packed.add(running.workspace / given["path"], ".")
        return {}

    def _download(self, running: Running, given: Mapping[str, str]) -> Mapping[str, str]:
        shutil.copytree(self._artifact(given["name"]), running.workspace / given["path"])
        return {}

    def switch_pages(self, on: bool) -> None:
        """GitHub Pages, in the repository's settings."""
        off = self.folder / "pages-off"
        off.unlink(missing_ok=True) if on else off.touch()

    def _deploy(self, running: Running, given: Mapping[str, str]) -> Mapping[str, str]:
        if (self.folder / "pages-off").exists():
            raise ActionError("Error: Creating Pages deployment failed. HttpError: Not Found")
        name = given.get("artifact_name", "github-pages")
        with tarfile.open(self._artifact(name) / "artifact.tar") as packed:
            shutil.rmtree(self.www)
            packed.extractall(self.www, filter="data")
        return {"page_url": self.url}


def first_repository(folder: Path) -> None:
    """A scaffolded repository with one open incident, and its bare remote."""
    work = folder / "first"
    scaffold(work, NOW, bare=True)
    config = (work / "mkdocs.yml").read_text(encoding="utf-8")
    write(work / "mkdocs.yml", with_facts(config, {"site_url": ADDRESS}))
    write(work / "components.yaml", COMPONENTS)
    write(work / "incidents" / f"{INCIDENT}.md", OPEN)
    git(work, "init", "--quiet", "--initial-branch=main")
    git(work, "add", ".")
    git(work, "commit", "--quiet", "--message", "A status page")
    git(folder, "clone", "--quiet", "--bare", "first", "remote.git")
    git(folder / "remote.git", "config", "uploadpack.allowAnySHA1InWant", "true")


def post(hub: Hub, *, only: str = "", **inputs: str) -> dict[str, Job]:
    """Send the form; `only`: run no more than this job."""
    return hub.machine().run(hub.workflows / "post.yml", inputs=inputs, only=only)


def path() -> str:
    """The file of the incident that is open."""
    return f"incidents/{INCIDENT}.md"

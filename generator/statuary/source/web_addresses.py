"""Which repository this is on the web, and where GitHub Pages would publish it.

Where the files of a page are edited on the web: `repo_url` and `edit_uri`, which are MkDocs' own keys.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from statuary.git import GitError, reading, top_of
from statuary.model import Forge, Repository
from statuary.source.mkdocs_yml import find
from statuary.source.problems import Findings

_NAMED = re.compile(r"(?P<owner>[A-Za-z0-9][\w-]*)/(?P<name>[\w.-]+)")
_SCP = re.compile(r"(?:[\w.-]+@)?(?P<host>[A-Za-z0-9.-]+\.[A-Za-z0-9-]+):(?!\d+/|/)(?P<path>[\w./~-]+)")
_URL = re.compile(
    r"(?P<scheme>https?|ssh|git)://(?:[^@/\s]+@)?(?P<host>[A-Za-z0-9.-]+)(?P<port>:\d+)?/(?P<path>[\w./~-]+)"
)
_AS_ON_THE_WEB = re.compile(
    r"(?P<before>^(?:\w+://)?(?:[^@/\s]+@)?)(?:ssh\.|altssh\.|www\.)?(?P<host>github\.com|gitlab\.com|bitbucket\.org)(?:-[\w-]+)?(?=[:/])"
)
"""Hosts for ssh, and names that people give them in `~/.ssh/config`, such as `github.com-work`, have no pages."""

_GITHUB = "https://github.com"
_PAGES = re.compile(rf"{_GITHUB}/(?P<owner>[\w-]+)/(?P<name>[\w.-]+)")


def repository_address(text: str, server: str = _GITHUB) -> str | None:
    """The web address of a repository, from what people type and git knows; None where it is none.

    It has no slash at its end.

    OWNER/NAME is one on `server`; `git@github.com:OWNER/NAME.git` and `ssh://…` have their pages at https.
    """
    text = _AS_ON_THE_WEB.sub(r"\g<before>\g<host>", text.strip())
    if _NAMED.fullmatch(text):
        return _clean(f"{server.rstrip('/')}/{text}")
    if found := _URL.fullmatch(text):
        web = found["scheme"].startswith("http")
        start = (
            f"{found['scheme']}://{found['host']}{found['port'] or ''}" if web else f"https://{found['host']}"
        )
        return _clean(f"{start}/{found['path']}")
    if found := _SCP.fullmatch(text):
        return _clean(f"https://{found['host']}/{found['path']}")
    return None


def _clean(url: str) -> str | None:
    """Without `.git`; None where it names no repository of an owner."""
    url = url.rstrip("/").removesuffix(".git")
    parts = url.split("/")[3:]
    return url if len(parts) > 1 and all(part.strip(".") for part in parts) else None


def known_repository(root: Path, environ: Mapping[str, str] = os.environ) -> str:
    """The web address of the repository whose top is `root`, or empty: from its remote `origin`, else GitHub's runner.

    Only of its top: what lies in a folder of another repository is no page of that one.
    """
    try:
        if top_of(root).resolve() == root.resolve():
            remote = reading(root).text("config", "--get", "remote.origin.url")
            if found := repository_address(remote):
                return found
    except (GitError, OSError):
        pass
    named = environ.get("GITHUB_REPOSITORY", "")
    server = environ.get("GITHUB_SERVER_URL") or _GITHUB
    return (repository_address(named, server) or "") if _NAMED.fullmatch(named) else ""


def pages_address(repository: str) -> str:
    """Where GitHub Pages publishes a repository of github.com unless it gets a domain of its own; empty for others."""
    found = _PAGES.fullmatch(repository)
    if found is None:
        return ""
    host = f"{found['owner'].lower()}.github.io"
    return f"https://{host}/" if found["name"].lower() == host else f"https://{host}/{found['name']}/"


_FORGE_URL = re.compile(r"https?://(?P<host>[A-Za-z0-9.-]+(?::\d+)?)(?:/[\w.~-]+){2,}/?")
_EDIT = re.compile(
    r"/?(?P<gitlab>-/)?(?:edit|blob|tree|raw)/(?P<branch>[\w.-]+)/(?P<folder>(?:[\w.-]+/)*[\w.-]*)/?"
)


def read_repository(config: dict[str, Any], text: str, findings: Findings) -> Repository | None:
    """The repository, or None where the owner does not name it: its address is published on the page for authors.

    `edit_uri` is only needed where the branch is not `main`, where `mkdocs.yml` is not at the top, or for a GitLab
    whose address does not say so: `edit/BRANCH/status/incidents/`, `-/edit/main/incidents/`.
    """
    url = config.get("repo_url")
    if not url:
        return None
    found = _FORGE_URL.fullmatch(str(url))
    if found is None:
        hint = "write it like repo_url: https://github.com/acme/status"
        findings.error("config", find(text, "repo_url"), f"“{url}” is not the address of a repository", hint)
        return None
    edit = config.get("edit_uri")
    where = _EDIT.fullmatch(str(edit)) if edit else None
    folder = _above(where["folder"], str(config.get("docs_dir") or "docs")) if where else ""
    if folder is None:
        hint = "write it like edit_uri: edit/main/incidents/"
        message = f"“{edit}” does not end with the folder of “docs_dir”"
        findings.error("config", find(text, "edit_uri"), message, hint)
        return None
    return Repository(
        url=str(url).rstrip("/").removesuffix(".git"),
        forge=_forge(found["host"], where),
        branch=where["branch"] if where else "main",
        folder=folder,
    )


def _above(folder: str, docs_dir: str) -> str | None:
    """The folder of `mkdocs.yml` in the repository, empty or with a slash at its end; None where it cannot be."""
    whole, end = f"/{folder.strip('/')}", f"/{docs_dir.strip('/')}"
    return f"{whole[1:].removesuffix(end[1:])}" if whole.endswith(end) else None


def _forge(host: str, where: re.Match[str] | None) -> Forge | None:
    if "gitlab" in host or (where and where["gitlab"]):
        return Forge.GITLAB
    return Forge.GITHUB if "github" in host or where else None

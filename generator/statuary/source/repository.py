"""Where the files of a page are edited on the web: `repo_url` and `edit_uri`, which are MkDocs' own keys."""

import re
from typing import Any

from statuary.model import Forge, Repository
from statuary.source.config_yaml import find
from statuary.source.report import Findings

_URL = re.compile(r"https?://(?P<host>[A-Za-z0-9.-]+(?::\d+)?)(?:/[\w.~-]+){2,}/?")
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
    found = _URL.fullmatch(str(url))
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

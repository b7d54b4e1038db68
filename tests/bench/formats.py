"""The same stories as two repositories: one for `statuary build`, one for Hugo with the theme in `hugo/`."""

import shutil
from pathlib import Path

from corpus import GROUPS, NOW, Story, stories

THEME = Path(__file__).parent / "hugo"
MKDOCS = f"""site_name: Example
site_url: https://status.example.com/
docs_dir: incidents
theme:
  name: material
  font: false
plugins:
  - statuary:
      now: {NOW:%Y-%m-%dT%H:%M:%SZ}
      timezone: UTC
      id_domain: status.example.com
"""


def write_for_statuary(folder: Path, size: int, seed: int) -> None:
    """Fill `folder` with a status repository of `size` incidents."""
    incidents = folder / "incidents"
    incidents.mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    (folder / "components.yaml").write_text(_components(), encoding="utf-8")
    for story in stories(size, seed):
        (incidents / f"{story.id}.md").write_text(_for_statuary(story), encoding="utf-8")


def write_for_hugo(folder: Path, size: int, seed: int) -> None:
    """Fill `folder` with a Hugo site of the same texts: a section a month, so that every list is short."""
    shutil.copytree(THEME, folder)
    history = folder / "content" / "history"
    history.mkdir(parents=True)
    (history / "_index.md").write_text("---\ntitle: History\n---\n", encoding="utf-8")
    for story in stories(size, seed):
        name = f"{story.posts[0].at:%Y-%m}"
        month = history / name
        if not month.exists():
            month.mkdir()
            (month / "_index.md").write_text(f"---\ntitle: {name}\n---\n", encoding="utf-8")
        (month / f"{story.id}.md").write_text(_for_hugo(story), encoding="utf-8")


def _components() -> str:
    lines = ["groups:"]
    for group, components in GROUPS.items():
        lines += [f"  - name: {group}", "    components:"]
        for component in components:
            lines += [f"      - id: {component}", f"        name: {component.capitalize()}"]
    return "\n".join(lines) + "\n"


def _for_statuary(story: Story) -> str:
    lines = ["---", f"title: {story.title}"]
    if story.window:
        starts, ends = (f"{time:%Y-%m-%d %H:%M} UTC" for time in story.window)
        lines += ["type: maintenance", f"starts: {starts}", f"ends: {ends}"]
    else:
        lines += [f"impact: {story.impact}"]
    lines += ["components:", *(f"  {name}: {status}" for name, status in story.components.items())]
    return "\n".join([*lines, "---", "", story.body])


def _for_hugo(story: Story) -> str:
    lines = [
        "---",
        f"title: {story.title}",
        f"date: {story.posts[0].at:%Y-%m-%dT%H:%M:%SZ}",
        f"lastmod: {story.posts[-1].at:%Y-%m-%dT%H:%M:%SZ}",
        f"url: /incidents/{story.id}/",
        f"impact: {story.impact}",
        f"stage: {story.posts[-1].stage}",
        "components:",
    ]
    lines += [f"  {name}: {status}" for name, status in story.components.items()]
    return "\n".join([*lines, "---", "", story.body])

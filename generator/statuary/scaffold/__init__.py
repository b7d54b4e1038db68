"""A new status repository: a page of one's own, or the example's story, moved to today."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from statuary.importers.components_file import with_components
from statuary.resources import example
from statuary.scaffold.configuration import (
    PLACEHOLDER,
    own_config,
    readme,
    renamed,
    shift_to,
    shifted,
    with_facts,
    without_now,
)
from statuary.scaffold.page_answers import AnswerError, Answers
from statuary.vendor import derived, shipped

__all__ = ["AnswerError", "Answers", "Fill", "OccupiedError", "scaffold", "with_facts"]

_GITIGNORE = "/site/\n/.site.*\n/.venv/\n!/.github/wheels/\n!/.github/wheels/*\n"
_THEIRS = (
    ".vscode",
    ".github/CODEOWNERS",
    ".github/dependabot.yml",
    ".github/pull_request_template.md",
    "README.md",
)
"""What an owner may have already, and keeps."""
_SCHEMA_LINE = "# yaml-language-server: $schema=.vscode/components.schema.json\n"
_NO_COMPONENTS = f"""\
{_SCHEMA_LINE}
# What you run, in the order of the page, in words that your customers use.
#
# groups:
#   - name: …
#     components:
#       - id: …                 # permanent: incidents, feeds and links use it (small letters, digits, hyphens)
#         name: …               # what people read; change it whenever you like
#         description: …        # one line: what it does for a customer
#         since: YYYY-MM-DD     # uptime counts from this day
#         words:                # what people notice, in a sentence; made from the name where there is none
#           major_outage: …

groups: []
"""

Fill = Callable[[Path], None]


class OccupiedError(Exception):
    """Files are in the way. `paths` are relative to the target; nothing was written."""

    def __init__(self, paths: list[str]) -> None:
        super().__init__(", ".join(paths))
        self.paths = paths


def scaffold(
    target: Path,
    now: datetime,
    answers: Answers | None = None,
    *,
    bare: bool = False,
    fill: Fill | None = None,
) -> list[str]:
    """Make a status repository in `target` and return its files, relative and sorted.

    Without `answers` it is the example, whose story is moved so that it happens at `now`. `bare` has a placeholder for
    its address where none was given, so that it can be looked at.
    An editor's settings, code owners, README and the like that are there already stay as they are.
    `fill` may add to the new repository before it is put in place: if it raises, nothing was written.
    Raises OccupiedError rather than overwriting anything, PackError and OSError.
    """
    with tempfile.TemporaryDirectory() as temporary:
        new = Path(temporary)
        _copy(new, now, _bare(answers) if bare else answers)
        if fill is not None:
            fill(new)
        _put(new, derived(new))  # last, for `fill` may bring components
        files = sorted(path.relative_to(new).as_posix() for path in new.rglob("*") if path.is_file())
        files = [name for name in files if not (name.startswith(_THEIRS) and (target / name).exists())]
        occupied = [name for name in files if (target / name).exists() and name != ".gitignore"]
        if occupied:
            raise OccupiedError(occupied)
        for folder in {(target / name).parent for name in files}:
            folder.mkdir(parents=True, exist_ok=True)
        for name in files:
            if name == ".gitignore":
                _ignore(target / name)
            else:
                shutil.copyfile(new / name, target / name)
    return files


def _ignore(path: Path) -> None:
    """Add the lines that a `.gitignore` lacks; what stands there stays."""
    content = path.read_bytes() if path.exists() else b""  # git takes any bytes for a name
    if content and not content.endswith(b"\n"):
        content += b"\n"
    lacking = [line for line in _GITIGNORE.encode().splitlines() if line not in content.splitlines()]
    path.write_bytes(content + b"".join(line + b"\n" for line in lacking))


def _put(new: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        (new / name).write_bytes(content)


def _bare(answers: Answers | None) -> Answers:
    answers = answers or Answers()
    return answers if answers.url else replace(answers, url=PLACEHOLDER)


def _copy(new: Path, now: datetime, answers: Answers | None) -> None:
    source = example()
    config = (source / "mkdocs.yml").read_text(encoding="utf-8")
    texts = _story(source, config, now) if answers is None else _own(config, answers, now)
    _put(new, shipped() | {path: text.encode() for path, text in texts})
    (new / ".gitignore").write_text(_GITIGNORE, encoding="utf-8")


def _own(config: str, answers: Answers, now: datetime) -> Iterator[tuple[str, str]]:
    """What says whose page it is and what runs. Nobody knows how it ran before `now`: uptime counts from that day."""
    today = now.astimezone(ZoneInfo(answers.timezone or "UTC")).date()
    groups = [
        group.model_copy(
            update={"components": tuple(one.model_copy(update={"since": today}) for one in group.components)}
        )
        for group in answers.groups
    ]
    yield "README.md", readme(answers)
    yield "mkdocs.yml", own_config(config, answers)
    yield "components.yaml", with_components(_NO_COMPONENTS, groups)


def _story(source: Path, config: str, now: datetime) -> Iterator[tuple[str, str]]:
    """The example's files, as if all in them happened until now."""
    shift = shift_to(config, now)
    yield "README.md", readme(Answers(name="Example status"))
    yield "mkdocs.yml", renamed(without_now(config))
    yield "components.yaml", shifted((source / "components.yaml").read_text(encoding="utf-8"), shift)
    for path in sorted((source / "incidents").rglob("*.md")):
        if path.name != "README.md":
            name = path.relative_to(source).as_posix()
            yield shifted(name, shift), renamed(shifted(path.read_text(encoding="utf-8"), shift))

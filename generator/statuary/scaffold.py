"""A new status repository: the example itself, moved to today, or without its company and story."""

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from statuary.resources import example
from statuary.vendor import derived, shipped

_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})(?:(?P<between>[T ])(?P<clock>\d{2}:\d{2}))?|(?<![\d:-])(?P<bare>\d{2}:\d{2})(?![\d:])"
)
_REPOSITORY = re.compile(r"^repo_url:[ \t]+\S+", re.MULTILINE)
"""Nobody else's page is edited in the example's repository, so a new page does not name one."""

_NOW_LINE = re.compile(r"^[ \t]+now:[ \t]*(?P<value>\S+).*\n", re.MULTILINE)
_GITIGNORE = "/site/\n/.site.*\n/.venv/\n!/.github/wheels/\n!/.github/wheels/*\n"
"""Many ignore wheels for all their repositories; without these nothing builds the page."""

_THEIRS = (".vscode", ".github/CODEOWNERS", ".github/dependabot.yml", ".github/pull_request_template.md")
"""What an owner may have already, and keeps."""
_SCHEMA_LINE = "# yaml-language-server: $schema=.vscode/components.schema.json\n"
_BARE_COMPONENTS = f"""\
{_SCHEMA_LINE}
# What you run, in the order of the page, in words that your customers use.
#
# groups:
#   - name: Shop
#     components:
#       - id: checkout                # permanent: incidents, feeds and links use it
#         name: Checkout              # what people read; change it whenever you like
#         description: Paying for an order
#         since: 2026-01-31           # uptime counts from this day

groups: []
"""

_BARE_FACTS = {
    "site_name": "Status",
    "site_url": "https://status.example.com/",
    "id_domain": "status.example.com",
}
_BARE_LISTS = {
    "contacts": """\
      # contacts:                                 # where people find help when this page has no answer
      #   - name: Help centre
      #     url: https://help.example.com/
""",
    "links": """\
      # links:                                    # other links at the foot of every page
      #   - name: Our product
      #     url: https://example.com/
""",
    "subscribe": """\
      # subscribe:                                # services that pass your updates on by email or to chat
      #   - name: By email
      #     url: https://mail.example.com/status
""",
    "mirrors": """\
      # mirrors:                                  # the same page on other hosts, for when this one fails
      #   - https://status.example.net/
""",
}

Fill = Callable[[Path], None]


class OccupiedError(Exception):
    """Files are in the way. `paths` are relative to the target; nothing was written."""

    def __init__(self, paths: list[str]) -> None:
        super().__init__(", ".join(paths))
        self.paths = paths


def scaffold(target: Path, now: datetime, *, bare: bool = False, fill: Fill | None = None) -> list[str]:
    """Make a status repository in `target` and return its files, relative and sorted.

    The example's story is moved so that it happens at `now`; `bare` leaves components and incidents out.
    An editor's settings, code owners and the like that are there already stay as they are.
    `fill` may add to the new repository before it is put in place: if it raises, nothing was written.
    Raises OccupiedError rather than overwriting anything, PackError and OSError.
    """
    with tempfile.TemporaryDirectory() as temporary:
        new = Path(temporary)
        _copy(new, now, bare)
        if fill is not None:
            fill(new)
        _put(new, derived(new))  # last, for `fill` may bring components
        files = sorted(path.relative_to(new).as_posix() for path in new.rglob("*") if path.is_file())
        files = [name for name in files if not (name.startswith(_THEIRS) and (target / name).exists())]
        occupied = [name for name in files if (target / name).exists() and name != ".gitignore"]
        if occupied:
            raise OccupiedError(occupied)
        for name in files:
            (target / name).parent.mkdir(parents=True, exist_ok=True)
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


def _copy(new: Path, now: datetime, bare: bool) -> None:
    source = example()
    config = (source / "mkdocs.yml").read_text(encoding="utf-8")
    shift = _shift(config, now)
    _put(new, shipped())
    for path, text in _texts(source, shift, bare):
        (new / path).parent.mkdir(parents=True, exist_ok=True)
        (new / path).write_text(text, encoding="utf-8")
    config = _REPOSITORY.sub("# repo_url: https://github.com/acme/status", _NOW_LINE.sub("", config))
    (new / "mkdocs.yml").write_text(_bare(config) if bare else config, encoding="utf-8")
    (new / ".gitignore").write_text(_GITIGNORE, encoding="utf-8")


def _texts(source: Path, shift: timedelta, bare: bool) -> Iterator[tuple[str, str]]:
    """What says what runs and what happened, with the text that it gets."""
    components = (source / "components.yaml").read_text(encoding="utf-8")
    yield "components.yaml", _BARE_COMPONENTS if bare else shifted(components, shift)
    for path in sorted((source / "incidents").rglob("*.md")):
        if path.name != "README.md" and not bare:
            name = path.relative_to(source).as_posix()
            yield shifted(name, shift), shifted(path.read_text(encoding="utf-8"), shift)


def _bare(config: str) -> str:
    """The example's configuration without what is true of its company only: name, addresses, extra page."""
    config = re.sub(r"^nav:.*\n(?:[ \t]+.*\n)*\n?", "", config, flags=re.MULTILINE)
    config = re.sub(r"^[ \t]+description:.*\n", "", config, flags=re.MULTILINE)
    for name, text in _BARE_LISTS.items():
        block = re.compile(rf"^([ \t]+){name}:.*\n(?:\1[ \t]+.*\n)*", re.MULTILINE)
        config = block.sub(text, config)
    return with_facts(config, _BARE_FACTS)


def _shift(config: str, now: datetime) -> timedelta:
    """From the story's `now` to this one, in whole five minutes, never into the future."""
    match = _NOW_LINE.search(config)
    if match is None:
        raise ValueError("the example's mkdocs.yml does not fix its “now”")
    delta = now - datetime.fromisoformat(match["value"])
    return delta - delta % timedelta(minutes=5)


def shifted(text: str, shift: timedelta) -> str:
    """Move every date and time of the story that a text names; a day alone moves by whole days."""
    return _MOMENT.sub(lambda match: _moved(match, shift), text)


def _moved(match: re.Match[str], shift: timedelta) -> str:
    if match["bare"]:
        return f"{_at(date(2026, 1, 2), match['bare']) + shift:%H:%M}"
    day = date.fromisoformat(match["day"])
    if match["clock"] is None:
        return str(day + timedelta(days=round(shift / timedelta(days=1))))
    return f"{_at(day, match['clock']) + shift:%Y-%m-%d{match['between']}%H:%M}"


def _at(day: date, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=UTC)


def with_facts(config: str, facts: dict[str, str]) -> str:
    """`mkdocs.yml` with these values for its keys (site_name, site_url, timezone, id_domain), its comments kept."""
    for key, value in facts.items():
        line = re.compile(rf"^([ \t]*{key}:[ \t]+)([^#\n]*?)([ \t]*)(#.*)?$", re.MULTILINE)
        match = line.search(config)
        if match is not None:
            gap = " " * max(1, len(match[2] + match[3]) - len(value)) if match[4] else ""
            config = (
                config[: match.start()] + match[1] + value + gap + (match[4] or "") + config[match.end() :]
            )
    return config

"""Print a hash of every file that the example and two real histories become: a move of code must change none of them.

    python tests/same_bytes.py > before.txt     and, after the move,     python tests/same_bytes.py | diff before.txt -

The real histories are left out where ../shared/corpora is not there. Each site is built from files outside of git, so
that the commit does not count.
"""

import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
CORPORA = ROOT.parent / "shared" / "corpora"
EXAMPLE = ("mkdocs.yml", "components.yaml", "incidents", "overrides", ".github")
HISTORIES = {
    "cstate-jenkins": (("cstate", "--timezone", "UTC"), "2026-06-11T08:00:00Z"),
    "statuspage-github": (("statuspage",), "2026-08-20T15:00:00Z"),
}


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "statuary", *arguments], check=True, stdout=subprocess.DEVNULL)


def _example(folder: Path) -> Path:
    """The example as it stands, built with its own moment."""
    for name in EXAMPLE:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    _run("-C", str(folder), "build", "-q")
    return folder / "site"


def _history(name: str, folder: Path) -> Path:
    """A real history, moved here and built at a moment within its time."""
    (kind, *options), now = HISTORIES[name]
    _run("init", str(folder), "--from", kind, str(CORPORA / name), *options)
    _run("-C", str(folder), "build", "-q", "--now", now)
    return folder


def _hashes(folder: Path) -> Iterator[str]:
    # The wheel holds the code itself, and .git the moment of the first commit.
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and name.parts[0] != ".git" and path.suffix != ".whl" and name.name != "wheels.txt":
            yield f"{hashlib.sha256(path.read_bytes()).hexdigest()} {name.as_posix()}"


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        example = Path(temporary) / "example"
        example.mkdir()
        sites = {"example": _example(example)}
        for name in HISTORIES:
            if (CORPORA / name).is_dir():
                sites[name] = _history(name, Path(temporary) / name)
        for name, site in sites.items():
            for line in _hashes(site):
                print(f"{line.partition(' ')[0]} {name}/{line.partition(' ')[2]}")


if __name__ == "__main__":
    main()

"""The architecture's document names files that exist, and the code keeps to the sizes that it promises."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "generator/statuary"
DOCUMENT = (ROOT / "generator/README.md").read_text(encoding="utf-8")
MODULES = sorted(PACKAGE.rglob("*.py"))


def _named() -> Iterator[str]:
    """Paths in “Where to make a change”; one without a folder is in that of the path before it."""
    table = DOCUMENT.partition("## Where to make a change")[2].partition("\n## ")[0]
    for row in table.splitlines():
        folder = ""
        for path in re.findall(r"`([\w./*-]+)`", row.rpartition(" | ")[2]):
            if "/" in path:
                folder = path.rpartition("/")[0]
            if "/" in path or "." in path:
                yield (
                    path
                    if "/" in path or (PACKAGE / path).exists() or (ROOT / path).exists()
                    else f"{folder}/{path}"
                )


def test_every_path_of_the_document_is_there() -> None:
    paths = list(_named())
    assert len(paths) > 60
    assert [
        path for path in paths if not [*PACKAGE.glob(path.rstrip("/")), *ROOT.glob(path.rstrip("/"))]
    ] == []


def test_every_folder_of_the_package_is_in_the_table_of_layers() -> None:
    layers = DOCUMENT.partition("## Layers")[2].partition("\n## ")[0]
    own = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert [name for name in sorted(own - {"__init__", "__main__"}) if f"`{name}`" not in layers] == []


def test_files_and_functions_stay_short() -> None:
    """Files of at most 250 lines, functions of at most 40."""
    long = [path.name for path in MODULES if len(path.read_text(encoding="utf-8").splitlines()) > 250]
    long += [
        f"{path.name}: {one.name}"
        for path in MODULES
        for one in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(one, ast.FunctionDef) and (one.end_lineno or 0) - one.lineno >= 40
    ]
    assert long == []


def test_names_are_used_once() -> None:
    """At most ten file names and three public class names stand for several things."""
    files = Counter(path.stem for path in MODULES if path.stem != "__init__")
    classes = Counter(
        one.name
        for path in MODULES
        for one in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(one, ast.ClassDef) and one.name[0] != "_"
    )
    assert sum(count > 1 for count in files.values()) <= 10
    assert sum(count > 1 for count in classes.values()) <= 3

"""`mkdocs.yml` as YAML: MkDocs' own tags pass, what YAML would do in silence is an error."""

import os
import re
from pathlib import Path
from typing import Any

import yaml
from yaml_env_tag import construct_env_tag

from statuary.repository_files import OutsideError, read_inside
from statuary.source.encoding import NotTextError, decoded, unix_lines
from statuary.source.problems import Findings

try:
    from yaml import CSafeLoader as _FastBase
except ImportError:  # PyYAML built without its C parser: slower, otherwise the same
    from yaml import SafeLoader as _FastBase  # type: ignore[assignment]

NO_FILE = "this is no ordinary file, or a link that leads out of the repository"


class _ConfigLoader(yaml.SafeLoader):
    """MkDocs' own tags must not stop us: `!ENV` is resolved as there, Python names are passed over."""


class _FastLoader(_FastBase):
    """The same without words for people: ten times as fast, for there may be hundreds of earlier versions."""


def _mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> Any:
    """YAML lets the later of two equal keys win in silence: two `docs_dir`, and the incidents are elsewhere."""
    seen: set[object] = set()
    for key, _ in node.value:
        if key.value in seen:
            raise yaml.constructor.ConstructorError(
                None, None, f"“{key.value}” stands here twice", key.start_mark
            )
        seen.add(key.value if isinstance(key.value, str) else None)
    loader.flatten_mapping(node)
    return loader.construct_mapping(node, deep=True)


for _loader in (_ConfigLoader, _FastLoader):
    _loader.add_constructor("tag:yaml.org,2002:map", _mapping)
    _loader.add_constructor("!ENV", construct_env_tag)
    _loader.add_multi_constructor("", lambda loader, suffix, node: None)


def read_text(root: Path, name: str, findings: Findings) -> str | None:
    """The text of a file at `root`; None when it cannot be read, which `findings` then tells.

    Where it has a name that people give it by mistake, that is told, too, and `findings` are about that file.
    """
    if not os.path.lexists(root / name) and (other := misnamed(root, name)):
        findings.path = other
        findings.error("config", (0, 0), f"this file must be called {name}", f"rename it: mv {other} {name}")
        name = other
    if not os.path.lexists(root / name):
        hint = "run this in a status repository, name it with -C DIR, or make one with: statuary init DIR"
        findings.error("config", (0, 0), f"there is no {name} in {root}", hint)
        return None
    try:
        return unix_lines(decoded(read_inside(root, root / name))).replace("\r", "\n")
    except OutsideError:
        findings.error("symlink", (0, 0), NO_FILE, "put the file itself here")
    except NotTextError as error:
        findings.encoding(error)
    except OSError as error:
        findings.error("config", (0, 0), f"this cannot be read: {error.strerror}", "let it be read: chmod +r")
    return None


def misnamed(root: Path, name: str) -> str | None:
    """What lies at `root` in place of a YAML file: with the other ending, or with capitals."""
    stem = name.rpartition(".")[0].lower()
    try:
        names = sorted(path.name for path in root.iterdir() if path.name != name)
    except OSError:
        return None
    return next((one for one in names if one.lower() in (f"{stem}.yml", f"{stem}.yaml")), None)


def parse(text: str, findings: Findings) -> dict[str, Any] | None:
    """The settings; None when they are no mapping or no YAML, which `findings` then tells."""
    hint = "compare with the example's mkdocs.yml"
    try:
        config = yaml.load(text, Loader=_ConfigLoader)  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        reason = getattr(error, "problem", None) or getattr(error, "reason", "it cannot be read")
        findings.error("config", place, f"this is not YAML: {reason}", hint)
        return None
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        # PyYAML's own constructors let these through: 2026-13-45 as a date, a list 3,000 deep.
        findings.error("config", (0, 0), f"a value cannot be read: {error}", hint)
        return None
    if not isinstance(config, dict):
        findings.error("config", (1, 1), "the file holds no settings", hint)
        return None
    return config


def parse_earlier(content: bytes) -> dict[str, Any] | None:
    """The settings of an earlier version of the file; None when it could not be used."""
    try:
        config = yaml.load(content.decode("utf-8-sig", errors="replace"), Loader=_FastLoader)  # noqa: S506
    except (yaml.YAMLError, ValueError, TypeError, AttributeError, RecursionError):
        return None
    return config if isinstance(config, dict) else None


def find(text: str, key: str) -> tuple[int, int]:
    """Line and column at which a key stands, (0, 0) when it is nowhere."""
    match = re.search(rf"^[ \t-]*({re.escape(key)})[ \t]*:", text, re.MULTILINE)
    return (text.count("\n", 0, match.start()) + 1, match.start(1) - match.start() + 1) if match else (0, 0)

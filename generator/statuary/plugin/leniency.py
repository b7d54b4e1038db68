"""How far a tolerant build goes."""

from dataclasses import dataclass
from pathlib import Path

from statuary.model import Problem


@dataclass
class Leniency:
    """What one attempt of a tolerant build uses; `problems` is what it found.

    `config` is an earlier content of mkdocs.yml, None where the file itself can be used. Without `templates`, ours
    take the place of the owner's; without `pages`, the extra pages of `nav` are left out. `missing` is the
    incidents' folder where it is gone.
    """

    config: bytes | None = None
    templates: bool = True
    pages: bool = True
    missing: Path | None = None
    problems: tuple[Problem, ...] = ()

"""How far a tolerant build goes."""

from dataclasses import dataclass

from statuary.model import Problem
from statuary.source import Project


@dataclass
class Leniency:
    """What one attempt of a tolerant build uses; `problems` is what it found.

    `project` is what could be read of `config`, an earlier content of mkdocs.yml, or of the file where that is None.
    Without `templates`, ours take the place of the owner's; without `extras`, the extra pages of `nav` and everything
    that works on them is left out: hooks, plugins, extensions. Where MkDocs is `strict`, its warnings are errors.
    """

    project: Project
    config: bytes | None = None
    templates: bool = True
    extras: bool = True
    strict: bool = False
    problems: tuple[Problem, ...] = ()

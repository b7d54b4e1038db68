"""Which templates a build uses: the owner's, where they may be read, before ours."""

from dataclasses import dataclass
from pathlib import Path

from statuary.building.leniency import Leniency
from statuary.inside import is_file_inside, is_inside
from statuary.resources import template_folders


@dataclass(frozen=True)
class Templates:
    """Those of the repository at `root`; `custom` is the owner's folder, None where it is not used."""

    root: Path
    custom: Path | None = None

    @classmethod
    def of(cls, root: Path, custom: str | Path | None, leniency: Leniency | None) -> "Templates":
        """Without the owner's where they lie elsewhere, or a tolerant build found that they fail."""
        used = custom and (leniency is None or leniency.templates) and is_inside(root, custom)
        return cls(root, Path(custom) if custom and used else None)

    @property
    def folders(self) -> list[Path]:
        """Templates and words, the owner's first."""
        return template_folders(self.custom)

    def may_read(self, path: Path) -> bool:
        """What the owner's may be: files of the repository. Those of themes lie elsewhere."""
        return self.custom is None or not path.is_relative_to(self.custom) or is_file_inside(self.root, path)

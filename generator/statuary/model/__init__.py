"""Frozen types: what authors write, before anything is derived. Pure: no file, clock, framework or format here."""

from statuary.model.enums import (
    ACTIVE_STAGES,
    ENDED_STAGES,
    STAGES_OF,
    ComponentStatus,
    Impact,
    Indicator,
    Kind,
    Stage,
)
from statuary.model.incident import FACTS, Correction, Incident, Update, Withdrawal
from statuary.model.options import Contact, Listener, PageOptions, Rhythm, Words
from statuary.model.problem import Fix, Problem, Severity
from statuary.model.site import (
    DEFAULT_CADENCE,
    DEFAULT_WEIGHTS,
    Component,
    Forge,
    Group,
    Repository,
    Settings,
    Site,
)

__all__ = [
    "ACTIVE_STAGES",
    "DEFAULT_CADENCE",
    "DEFAULT_WEIGHTS",
    "ENDED_STAGES",
    "FACTS",
    "STAGES_OF",
    "Component",
    "ComponentStatus",
    "Contact",
    "Correction",
    "Fix",
    "Forge",
    "Group",
    "Impact",
    "Incident",
    "Indicator",
    "Kind",
    "Listener",
    "PageOptions",
    "Problem",
    "Repository",
    "Rhythm",
    "Settings",
    "Severity",
    "Site",
    "Stage",
    "Update",
    "Withdrawal",
    "Words",
]

"""The reader's words for the enums, and the tone that goes with each: never a colour without a word."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from statuary.model import ComponentStatus, Impact, Indicator, Kind, Stage


class Tone(StrEnum):
    """What a colour and a shape say together; each tone has both in `overrides/statuary`."""

    OK = "ok"
    NEUTRAL = "neutral"
    MAINTENANCE = "maintenance"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


STATUS_TONE: Mapping[ComponentStatus, Tone] = MappingProxyType(
    {
        ComponentStatus.OPERATIONAL: Tone.OK,
        ComponentStatus.UNDER_MAINTENANCE: Tone.MAINTENANCE,
        ComponentStatus.DEGRADED_PERFORMANCE: Tone.MINOR,
        ComponentStatus.PARTIAL_OUTAGE: Tone.MAJOR,
        ComponentStatus.MAJOR_OUTAGE: Tone.CRITICAL,
    }
)
STATUS_WORD: Mapping[ComponentStatus, str] = MappingProxyType(
    {status: status.value.replace("_", " ").capitalize() for status in ComponentStatus}
)
IMPACT_TONE: Mapping[Impact, Tone] = MappingProxyType(
    {
        Impact.NONE: Tone.NEUTRAL,
        Impact.MINOR: Tone.MINOR,
        Impact.MAJOR: Tone.MAJOR,
        Impact.CRITICAL: Tone.CRITICAL,
    }
)
IMPACT_WORD: Mapping[Impact, str] = MappingProxyType(
    {
        Impact.NONE: "No impact",
        Impact.MINOR: "Minor impact",
        Impact.MAJOR: "Major impact",
        Impact.CRITICAL: "Critical impact",
    }
)
INDICATOR_TONE: Mapping[Indicator, Tone] = MappingProxyType(
    {
        Indicator.NONE: Tone.OK,
        Indicator.MAINTENANCE: Tone.MAINTENANCE,
        Indicator.MINOR: Tone.MINOR,
        Indicator.MAJOR: Tone.MAJOR,
        Indicator.CRITICAL: Tone.CRITICAL,
    }
)
INDICATOR_WORD: Mapping[Indicator, str] = MappingProxyType(
    {
        Indicator.NONE: "Operational",
        Indicator.MAINTENANCE: "Planned maintenance",
        Indicator.MINOR: "Minor problem",
        Indicator.MAJOR: "Major problem",
        Indicator.CRITICAL: "Critical problem",
    }
)
STAGE_WORD: Mapping[Stage, str] = MappingProxyType(
    {stage: stage.label for stage in Stage} | {Stage.POSTMORTEM: "Post-mortem"}
)
STAGE_SENTENCE: Mapping[Stage, str] = MappingProxyType(
    {
        Stage.INVESTIGATING: "The cause is being investigated.",
        Stage.IDENTIFIED: "The cause is known. A fix is being worked on.",
        Stage.MONITORING: "A fix is in place. We are watching whether it holds.",
        Stage.RESOLVED: "This incident is over.",
        Stage.POSTMORTEM: "This incident is over, and what we learned from it is written down.",
        Stage.SCHEDULED: "This work is planned.",
        Stage.IN_PROGRESS: "The work is under way.",
        Stage.VERIFYING: "The work is done. We are checking the result.",
        Stage.COMPLETED: "The work is complete.",
        Stage.CANCELLED: "This work was cancelled.",
    }
)
KIND_WORD: Mapping[Kind, str] = MappingProxyType(
    {Kind.INCIDENT: "Incident", Kind.MAINTENANCE: "Maintenance", Kind.NOTICE: "Notice"}
)
RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})
"""Languages that are written from right to left, by their first subtag (`ku` mostly so on the web)."""


def direction(language: str) -> str:
    """The HTML `dir` for a language tag such as `en` or `ar-EG`."""
    return "rtl" if language.replace("_", "-").split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"

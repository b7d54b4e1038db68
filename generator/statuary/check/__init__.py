"""What can be said about a site that was read without faults: rules across files, and advice to authors."""

from statuary.check.advice import advise, unfinished
from statuary.check.structure import (
    alias_address,
    check_fixed_now,
    check_future_now,
    check_structure,
    present,
)

__all__ = [
    "advise",
    "alias_address",
    "check_fixed_now",
    "check_future_now",
    "check_structure",
    "present",
    "unfinished",
]

"""What can be said about a site that was read without faults: rules across files, and advice to authors."""

from statuary.check.advice import ADVICE_RULES, advise
from statuary.check.structure import check_fixed_now, check_gone, check_structure

__all__ = ["ADVICE_RULES", "advise", "check_fixed_now", "check_gone", "check_structure"]

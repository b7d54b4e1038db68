"""What good outage communication is, as rules: one small, pure function each, over the state and the words."""

from statuary.rules.case import Case, RuleContext
from statuary.rules.rule import Example, Family, Force, Found, Rule, Scope, rule
from statuary.rules.rule_list import (
    BLOCKING,
    RULES,
    RuleError,
    advise_on_incidents,
    all_rules,
    blocking,
    findings,
    has_leak,
    languages_of,
)

__all__ = [
    "BLOCKING",
    "RULES",
    "Case",
    "Example",
    "Family",
    "Force",
    "Found",
    "Rule",
    "RuleContext",
    "RuleError",
    "Scope",
    "advise_on_incidents",
    "all_rules",
    "blocking",
    "findings",
    "has_leak",
    "languages_of",
    "rule",
]

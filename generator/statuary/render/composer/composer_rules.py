"""The rules about words that the composer's script judges by, with what it says, in the page's language."""

from collections.abc import Callable, Mapping
from typing import Any

from statuary.model import Settings
from statuary.render.composer.composer_patterns import javascript
from statuary.render.wording.language import marked
from statuary.rules import Force
from statuary.rules.lexicon import ITEM, PROSE, Lexicon, lexicon
from statuary.rules.typed import Typed, typed_rules

Say = Callable[[str], str]
_SAYS = {
    "secret": marked("This looks like a key or a password. Take it out, and make a new one."),
    "private-address": marked("This is an address inside your network. Say what customers reach there."),
    "placeholder": marked("“{words}” was left from a template. Write what belongs there."),
    "vague-promise": marked("“{words}” is no time. Choose when the next update comes."),
    "stock-phrase": marked("This fits any incident. For example: “{paste}”"),
    "bare-resolved": marked("This says only that it is resolved. For example: “{paste}”"),
}
_WHEN = {"vague-promise": "unpromised", "stock-phrase": "open", "bare-resolved": "end"}
"""Only then; the others always."""


def rules_for_script(settings: Settings, say: Say) -> Mapping[str, Any]:
    """Ready for JSON. Raises PatternError."""
    words = lexicon(settings.language)
    return {
        "prose": [[javascript("prose", pattern), right] for pattern, right in PROSE],
        "item": javascript("item", ITEM),
        **{name: javascript(name, words.words(name)) for name in ("promise", "clock") if words.has(name)},
        "thing": words.paste.get("thing", ""),
        "all": [_rule(one, words, say) for one in typed_rules(words, settings.words.off)],
    }


def _rule(typed: Typed, words: Lexicon, say: Say) -> dict[str, Any]:
    rule, blocks = typed.rule, typed.rule.force is Force.BLOCKS
    said = say(_SAYS[rule.id]).replace("{paste}", words.paste.get(rule.id, ""))
    return {
        "id": rule.id,
        "error": blocks,
        "early": blocks or rule.early,
        "waivable": rule.waivable,
        "when": _WHEN.get(rule.id, ""),
        "reads": typed.reads,
        "forms": [[*javascript(rule.id, form.pattern), form.small, form.whole] for form in typed.forms],
        "before": typed.before and javascript(rule.id, typed.before),
        "says": said,
    }

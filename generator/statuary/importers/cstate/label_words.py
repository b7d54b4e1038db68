"""The words that messages begin with: in English, as cState's documents have them, and as authors translate them."""

import re

_RESOLVED = (
    "resolved|fixed|solved|gelöst|behoben|erledigt|abgeschlossen|risolto|risolta|resuelto|solucionado|résolu|resolvido"
    "|opgelost"
)
_INVESTIGATING = "investigating|untersuchung|indagine|investigando|investigación|investigation"
_UNDER_WAY = (
    "identified|monitoring|watching|recovered|reopened|identifiziert|beobachtung|identificato|monitoraggio|mitigazione"
    "|identificado|monitorizando|identifié|surveillance|identificado|monitorando"
)
_PLANNED = "in progress|scheduled|verifying|completed?"
_UPDATE = (
    "updated?|edit(?:ed)?|aktualisierung|nachtrag|mise à jour|actualizaci[oó]n|atualização|aggiornamento|bijgewerkt"
    "|aktualizace|aktualizacja|обновление|更新"
)
_LAST = rf"{_RESOLVED}|final|end|closing|closed?|completed?|done|post-?mortem"
_FIRST = rf"initial|opening|open|opened|begin|began|just began|started?|{_INVESTIGATING}"
_BETWEEN = rf"(?P<later>{_UPDATE})|{_UNDER_WAY}|{_PLANNED}"

ANY_WORD = re.compile(rf"(?P<word>(?P<last>{_LAST})|(?P<first>{_FIRST})|(?:{_BETWEEN}))\b", re.IGNORECASE)
"""A word that says where in its incident a message stands; `later`: it is not the first one."""
STAGES = rf"{_INVESTIGATING}|{_UNDER_WAY}|{_PLANNED}|{_RESOLVED}|{_UPDATE}|post-?mortem"
STAGE = re.compile(rf"(?:{STAGES})\b", re.IGNORECASE)
UNMARKED = rf"{_INVESTIGATING}|{_UNDER_WAY}|{_RESOLVED}|{_UPDATE}"
"""What begins a message without any mark; plans also speak of what is scheduled or completed."""
ALONE = re.compile(rf"(?:{UNMARKED}|completed?|done|closed)[.!]*", re.IGNORECASE)
"""What is a whole message when nothing else stands in its paragraph."""
ONLY_UPDATE = re.compile(
    rf"\W*(?:{_UPDATE}|stand|meldung|maj)?(?:\s*\b(?:vom|am|um|at|on|of|from|du|le|del?)\b)*\W*(?:\d{{1,2}}\W*)?",
    re.IGNORECASE,
)
"""What may stand beside a time that makes a heading one of an update."""

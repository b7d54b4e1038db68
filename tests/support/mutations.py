"""Ways in which a file breaks: slips of the pen, editors, merges and disks. The same for the same text."""

import random
from collections.abc import Callable, Iterator

_Mutation = Callable[[str, random.Random], str | bytes]


def mutations(text: str, number: int, seed: str) -> Iterator[str | bytes]:
    """So many changed texts, each way in its turn; `seed` makes them others for another file."""
    dice = random.Random(seed)
    for index in range(number):
        yield _WAYS[index % len(_WAYS)](text, dice)


def _line(text: str, dice: random.Random, change: Callable[[list[str], int], None]) -> str:
    lines = text.split("\n")
    change(lines, dice.randrange(len(lines)))
    return "\n".join(lines)


def _delete_line(text: str, dice: random.Random) -> str:
    return _line(text, dice, lambda lines, at: lines.__delitem__(at))


def _double_line(text: str, dice: random.Random) -> str:
    return _line(text, dice, lambda lines, at: lines.insert(at, lines[at]))


def _swap_lines(text: str, dice: random.Random) -> str:
    def swap(lines: list[str], at: int) -> None:
        other = dice.randrange(len(lines))
        lines[at], lines[other] = lines[other], lines[at]

    return _line(text, dice, swap)


def _join_lines(text: str, dice: random.Random) -> str:
    return _line(
        text, dice, lambda lines, at: lines.__setitem__(slice(at, at + 2), [" ".join(lines[at : at + 2])])
    )


def _indent_line(text: str, dice: random.Random) -> str:
    space = dice.choice(["\t", "    ", "  ", "> ", "- "])
    return _line(text, dice, lambda lines, at: lines.__setitem__(at, space + lines[at]))


def _insert_line(text: str, dice: random.Random) -> str:
    new = dice.choice(
        [
            "---",
            "```",
            "<!--",
            "## ",
            "# Resolved",
            "===",
            "impact: none",
            "- who:",
            "- checkout: fine",
            "\x0c",
            "auto: yes",
        ]
    )
    return _line(text, dice, lambda lines, at: lines.insert(at, new))


def _conflict(text: str, dice: random.Random) -> str:
    lines = text.split("\n")
    first, second = sorted(dice.sample(range(len(lines) + 1), 2))
    marked = ["<<<<<<< HEAD", *lines[first:second], "=======", *lines[first:second][::-1], ">>>>>>> update"]
    return "\n".join([*lines[:first], *marked, *lines[second:]])


def _half_a_conflict(text: str, dice: random.Random) -> str:
    marker = dice.choice(["<<<<<<< HEAD", "=======", ">>>>>>> update", "||||||| base"])
    return _line(text, dice, lambda lines, at: lines.insert(at, marker))


def _drop(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text))
    return text[:at] + text[at + dice.randint(1, 3) :]


def _insert(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text))
    return text[:at] + dice.choice("x:#-`\x00\x07\u202e\x1b\r\u2028'\"{[&*!|>%@\t") + text[at:]


def _swap(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text) - 1)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _head(text: str, dice: random.Random) -> str:
    """A slip where it counts most: in the front matter, a heading or an attribute."""
    lines = text.split("\n")
    end = lines.index("---", 1) if "---" in lines[1:] else 0
    chosen = [at for at, line in enumerate(lines) if at <= end or line.startswith(("##", "- "))]
    at = dice.choice(chosen)
    slip = dice.choice([_drop, _insert, _swap])
    lines[at] = str(slip(lines[at] + "  ", dice)).rstrip()
    return "\n".join(lines)


def _word(text: str, dice: random.Random) -> str:
    """Another word for a status, a stage, an impact, a time or a key: near, foreign or wrong."""
    words = {
        "major_outage": "mayor outage", "partial_outage": "operational-ish", "degraded_performance": "slowly",
        "Resolved": "Resolfed", "Investigating": "Investigating…", "Identified": "Found", "Monitoring": "Watching",
        "Completed": "Complete", "Scheduled": "Sheduled", "In progress": "Progress", "UTC": "", "— ": "", "## ": "##",
        "title:": "titel:", "impact:": "severity:", "components:": "component:", "type: maintenance": "type: work",
        "starts:": "start:", "ends:": "end:", "major": "huge", "- next update": "- next", "2026": "26", ":0": "h0",
        "checkout": "check-out", "search": "serach", "11": "13", "10": "25", "critical": "Critial",
    }  # fmt: skip
    found = [word for word in words if word in text]
    if not found:  # it was mutated before
        return text
    word = dice.choice(found)
    place = dice.randrange(text.count(word))
    parts = text.split(word)
    return word.join(parts[: place + 1]) + words[word] + word.join(parts[place + 1 :])


def _truncate(text: str, dice: random.Random) -> str:
    return text[: dice.randrange(len(text))]


def _twice(text: str, dice: random.Random) -> str:
    return text + text


def _whole(text: str, dice: random.Random) -> bytes:
    """What editors and disks do to all of a file."""
    ways: list[Callable[[], bytes]] = [
        lambda: text.replace("\n", "\r\n").encode("utf-16"),
        lambda: text.replace("\n", "\r").encode(),
        lambda: b"\xef\xbb\xbf\xef\xbb\xbf" + text.encode(),
        lambda: text.encode("cp1252", errors="replace"),
        lambda: b"\n" + text.encode(),
        lambda: b"\x00" * len(text),
        lambda: text.encode().replace(b"\xe2\x80\x94", b"\xe2\x80"),
        lambda: b"x" * 300_000,
        lambda: text.replace("---\n", "+++\n").encode(),
        lambda: "".join(f"+{line}\n" for line in text.split("\n")).encode(),
        lambda: text.replace("\n", " ").encode(),
        lambda: text.upper().encode(),
    ]
    return dice.choice(ways)()


_WAYS: list[_Mutation] = [
    _delete_line, _double_line, _swap_lines, _join_lines, _indent_line, _insert_line, _conflict, _half_a_conflict,
    _drop, _insert, _swap, _head, _head, _head, _word, _word, _word, _truncate, _twice, _whole,
]  # fmt: skip

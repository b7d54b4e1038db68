"""Which update is told that it stands at the wrong place."""

from collections.abc import Callable

import pytest

from statuary.source import Loaded


@pytest.mark.parametrize(
    ("times", "blamed"),
    [
        (["10:31", "10:04"], [(5, "later than the one below it (2026-11-22 10:04 UTC, line 9)")]),
        (["11:00", "10:04", "10:31"], [(5, "later than the one below it (2026-11-22 10:04 UTC, line 9)")]),
        (
            ["10:31", "10:20", "10:04"],
            [(5, "later than the one below it"), (9, "later than the one below it")],
        ),
        (["10:04", "10:31", "10:20"], [(13, "earlier than the one above it (2026-11-22 10:31 UTC)")]),
        (["10:04", "10:04"], [(9, "at the same time as the one above it")]),
        (["10:04", "10:20", "10:31"], []),
    ],
)
def test_the_one_that_was_put_on_top_is_blamed_not_the_older_one(
    load_one: Callable[[str], Loaded], times: list[str], blamed: list[tuple[int, str]]
) -> None:
    updates = "".join(f"## 2026-11-22 {time} UTC — Update\n\nWords.\n\n" for time in times)
    loaded = load_one("---\ntitle: Search fails\n---\n\n" + updates.replace("Update", "Investigating", 1))
    found = [one for one in loaded.problems if one.rule == "update-order"]
    assert [one.line for one in found] == [line for line, _ in blamed]
    assert all(words in one.message for one, (_, words) in zip(found, blamed, strict=True))

"""`_build.json` as it is read back: what others serve in its place is no fact of a build."""

import json

import pytest

from statuary.render.manifest import Manifest, ManifestError, read_manifest

OURS = {
    "version": "1.0",
    "commit": "a" * 40,
    "content": "c" * 64,
    "now": "2026-11-22T12:00:00Z",
    "indicator": "none",
    "corrections": ["2026-11-22-cards"],
    "news": {"": "00000000", "2026-11-22-cards": "11111111"},
}


def _read(**other: object) -> Manifest:
    return read_manifest(json.dumps(OURS | other).encode())


def test_ours_is_read_as_it_was_written() -> None:
    found = _read()

    assert found.model_dump() == OURS
    assert list(found.model_dump()) == list(OURS), "in the order in which it is written"
    assert found.is_ours and found.at is not None
    assert found.name == "the build of 2026-11-22T12:00:00Z from commit aaaaaaaaaaaa"


@pytest.mark.parametrize("content", [b"", b"<html>", b"[]", b"null", b"3", b"[" * 100_000, b"\xff"])
def test_what_is_none_of_ours(content: bytes) -> None:
    with pytest.raises(ManifestError):
        read_manifest(content)


@pytest.mark.parametrize("key", OURS)
@pytest.mark.parametrize("value", [None, 7, [], {}, [1], {"a": 1}])
def test_a_value_of_another_kind_is_as_if_it_were_not_there(key: str, value: object) -> None:
    without = read_manifest(json.dumps({name: one for name, one in OURS.items() if name != key}).encode())

    assert _read(**{key: value}) == without


@pytest.mark.parametrize("hostile", ["\u001b[2J", "::error::x", "2026-13-41T00:00:00Z", "abcdef"])
def test_only_what_has_the_form_of_ours_is_repeated(hostile: str) -> None:
    found = _read(commit=hostile, now=hostile)

    assert (found.at, found.known_commit) == (None, None)
    assert found.name == "the build of no known time from no known commit"

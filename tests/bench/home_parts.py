"""What the home page is made of, in bytes with gzip: `python tests/bench/home_parts.py SITE…`, of built folders.

A page is compressed as a whole, so of each part two numbers count: what it is alone, and by how much the page would be
smaller without it.
"""

import gzip
import re
import sys
from collections.abc import Iterator
from pathlib import Path

PARTS = {
    "head": r"<head>.*?(?=<style>)",
    "style": r"<style>.*?</style>",
    "script": r"<script>.*</script>",
    "shapes": r'<svg width="0".*?</svg>',
    "first words": r'<section id="wall".*?</section>',
    "later words": r"<template.*</template>",
    "open": r'<section id="open".*?</section>',
    "components": r'<section aria-labelledby="components">.*?</section>',
    "of these, lists": r'<details class="days">.*?</details>',
    "planned": r'<section aria-labelledby="planned">.*?</section>',
    "days": r'<section aria-labelledby="recent">.*?</section>',
    "subscribe": r'<section aria-labelledby="told">.*?</section>',
    "footer": r"<footer>.*?</footer>",
}


def size(text: str) -> int:
    """With gzip, as a host sends it."""
    return len(gzip.compress(text.encode(), mtime=0))


def parts(page: str) -> Iterator[tuple[str, int, int]]:
    """Each part's name, its bytes alone, and the bytes that it adds to the page."""
    for name, pattern in PARTS.items():
        found = re.compile(pattern, re.DOTALL)
        alone = "".join(found.findall(page))
        if alone:
            yield name, size(alone), size(page) - size(found.sub("", page))


def main(folders: list[str]) -> None:
    """Print a table for each site."""
    for folder in folders:
        page = (Path(folder) / "index.html").read_text(encoding="utf-8")
        print(f"{folder}: {size(page)} bytes\n\n| part | alone | adds |\n|---|---|---|")
        for name, alone, adds in parts(page):
            print(f"| {name} | {alone} | {adds} |")
        print()


if __name__ == "__main__":
    main(sys.argv[1:])

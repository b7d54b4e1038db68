"""Every file of the site. To add a kind of file, add its renderer here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import jinja2

from statuary.outputs.feeds import render_feeds
from statuary.outputs.folder import write
from statuary.outputs.manifest import digest, render_manifest
from statuary.outputs.output import Output
from statuary.outputs.pages import render_incidents, render_overviews
from statuary.outputs.redirects import render_redirects
from statuary.parallel import Parallel
from statuary.status.types import PageState


@dataclass(frozen=True)
class Job:
    """What a site is written from."""

    state: PageState
    env: jinja2.Environment
    nav: Sequence[tuple[str, str]]
    folder: Path


def write_site(job: Job, commit: str | None) -> None:
    """Write all outputs into the job's folder; the bytes do not depend on how many processes share the work.

    Raises OSError when the disk fails, and whatever a template raises.
    """
    incidents = Parallel(lambda ids: _write_incidents(job, ids), sorted(job.state.by_id), own_share=0.7)
    digests = _write(job, render_overviews(job.state, job.env, job.nav))
    digests |= _write(job, render_feeds(job.state, job.env))
    digests |= _write(job, render_redirects(job.state, job.env))
    for written in incidents.results():
        digests |= written
    _write(job, [render_manifest(job.state, commit, digests)])


def _write_incidents(job: Job, ids: Sequence[str]) -> dict[str, str]:
    return _write(job, render_incidents(job.state, job.env, job.nav, ids))


def _write(job: Job, outputs: Iterable[Output]) -> dict[str, str]:
    """Write outputs one by one, so that a large site never is in memory as a whole; a digest for each path."""
    digests: dict[str, str] = {}

    def seen() -> Iterator[Output]:
        for output in outputs:
            digests[output.path] = digest(output)
            yield output

    write(seen(), job.folder)
    return digests

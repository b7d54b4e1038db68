"""Every file of the site. To add a kind of file, add its renderer here."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import jinja2

from statuary.parallel import Parallel
from statuary.render.api.documents import render_api
from statuary.render.badges import render_badges
from statuary.render.banner import render_banner
from statuary.render.calendar import render_calendars
from statuary.render.composer.composer_data import ComposerRules
from statuary.render.composer.composer_page import render_composer
from statuary.render.feeds.feed_writers import render_feeds, render_history_feeds, render_incident_feeds
from statuary.render.folder import Output, write
from statuary.render.frame import Frame
from statuary.render.host_files import render_host_files, render_redirects
from statuary.render.link_pictures import render_pictures
from statuary.render.manifest import digest, render_manifest
from statuary.render.metrics import render_metrics
from statuary.render.pages.site_pages import render_incidents, render_overviews
from statuary.render.record.record_page import render_record
from statuary.render.search import render_search
from statuary.render.status_text import render_plain


@dataclass(frozen=True)
class Job:
    """What a site is written from; without `rules`, there is no composer. `added` makes what packages of others add."""

    frame: Frame
    env: jinja2.Environment
    folder: Path
    rules: ComposerRules | None = None
    added: Callable[[Frame, Path], Iterable[Output]] = lambda *_: ()


def write_site(job: Job, commit: str | None) -> None:
    """Write all outputs into the job's folder; the bytes do not depend on how many processes share the work.

    Raises OSError when the disk fails, and whatever a template raises.
    """
    incidents = Parallel(lambda ids: _write_incidents(job, ids), sorted(job.frame.state.by_id), own_share=0.7)
    digests = _write(job, render_overviews(job.frame, job.env))
    digests |= _write(job, render_record(job.frame, job.env))
    digests |= _write(job, render_feeds(job.frame, job.env))
    digests |= _write(job, render_history_feeds(job.frame.state, job.env))
    digests |= _write(job, render_api(job.frame))
    digests |= _write(job, render_search(job.frame))
    digests |= _write(job, render_redirects(job.frame, job.env))
    digests |= _write(job, _tools(job))
    for written in incidents.results():
        digests |= written
    digests |= _write(job, job.added(job.frame, job.folder))
    _write(job, [render_manifest(job.frame, commit, digests)])


def _tools(job: Job) -> Iterator[Output]:
    """What other programs and pages read: calendars, badges, the banner, text, metrics, pictures, files for hosts."""
    yield from render_calendars(job.frame)
    yield from render_badges(job.frame, job.env)
    yield from render_banner(job.frame, job.env)
    yield from render_plain(job.frame)
    yield from render_metrics(job.frame)
    yield from render_pictures(job.frame, job.env, job.folder)
    yield from render_host_files()
    if job.rules is not None:
        yield from render_composer(job.frame, job.env, job.rules)


def _write_incidents(job: Job, ids: Sequence[str]) -> dict[str, str]:
    pages = render_incidents(job.frame, job.env, ids)
    return _write(job, chain(pages, render_incident_feeds(job.frame, job.env, ids)))


def _write(job: Job, outputs: Iterable[Output]) -> dict[str, str]:
    """Write outputs one by one, so that a large site never is in memory as a whole; a digest for each path."""
    digests: dict[str, str] = {}

    def seen() -> Iterator[Output]:
        for output in outputs:
            digests[output.path] = digest(output)
            yield output

    write(seen(), job.folder)
    return digests

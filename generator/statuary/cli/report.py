"""`statuary report`: how well readers were informed over a period."""

from datetime import date, datetime
from pathlib import Path

import click

from statuary.cli.common import now_option
from statuary.cli.frame import frame_here
from statuary.render.record.record_json import record_json
from statuary.render.record.record_text import record_markdown, record_text
from statuary.render.record.record_view import record_view
from statuary.status.record import Period, communication_record, last_days

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("report")
@click.argument("words", nargs=-1, metavar="")
@click.option(
    "--from", "first", type=_DAY, metavar="DAY", help="The first day, such as 2026-07-01. Default: 90 days."
)
@click.option("--to", "last", type=_DAY, metavar="DAY", help="The last day. Default: today.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="markdown is for a mail or a wiki, json for programs.",
)
@now_option
@click.pass_obj
def report_command(
    root: Path,
    words: tuple[str, ...],
    first: datetime | None,
    last: datetime | None,
    form: str,
    now: datetime | None,
) -> None:
    """Report how well you kept readers informed.

    Time to the first update, promises kept, silence, time to resolve and post-mortems, by impact, of the incidents that
    began in the last 90 days, or from one day to another (in the page's time zone). Each figure says how it is computed
    and what it cannot know. With “record: true” in mkdocs.yml, the page shows the last twelve months at /record/.
    """
    if words:
        raise click.UsageError("“report” looks back. To report an incident: statuary open TITLE -c COMPONENT")
    frame = frame_here(root, now)
    period = _period(frame.today, first and first.date(), last and last.date())
    record = communication_record(frame.state, period)
    if form == "json":
        said = record_json(record, frame)
    else:
        write = record_text if form == "text" else record_markdown
        said = write(record_view(record, frame), frame)
    click.echo(said, nl=False)


def _period(today: date, first: date | None, last: date | None) -> Period:
    """Nothing is known of days to come. Raises UsageError where no day is left."""
    last = min(last or today, today)
    first = first or last_days(last).first
    if first > last:
        to = "today" if last == today else "--to"
        raise click.UsageError(f"the period would begin after it ends: --from is later than {to} ({last})")
    return Period(first, last)

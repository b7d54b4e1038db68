"""Which moment the page shows: the option `--now`."""

from datetime import datetime
from typing import Any

import click

from statuary.source.times import TimeError, parse_time


class TimeType(click.ParamType):  # type: ignore[type-arg]  # generic only in newer Click
    """A time with its zone, as in incident files."""

    name = "TIME"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Raises BadParameter with the corrected form."""
        if isinstance(value, datetime):
            return value
        try:
            return parse_time(str(value), {})
        except TimeError as error:
            self.fail(f"{error}; {error.hint}", param, ctx)


now_option = click.option(
    "--now",
    type=TimeType(),
    help="Act as if it were this time, such as 2026-11-22T10:40Z. Default: “now” of mkdocs.yml, else the clock.",
)

"""The one place where the clock is read.

Only the layers above (`cli`, `plugin`, `building`) ask for the present, and hand it down as an argument: all below can
then be tried at any moment. Call it as `clock.present()`, through the module, so that a test can set it.
"""

from datetime import UTC, datetime


def present() -> datetime:
    """The present, in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)  # noqa: TID251 - the one place

"""Why an import could not be done. Nothing has been written when one of these is raised."""


class ImportFailedError(Exception):
    """Base of all; the message says what is wrong and the remedy, `exit_code` is what the command returns."""

    exit_code = 3


class UnreachableError(ImportFailedError):
    """The source, the network or the disk failed."""


class UnreadableError(ImportFailedError):
    """Somebody's files, here or at the source, must be mended first."""

    exit_code = 1


class MisusedError(ImportFailedError):
    """An option is missing or makes no sense."""

    exit_code = 2


class ZoneUnknownError(MisusedError):
    """Times at the source say no zone, and nobody said which one they are in."""

"""Moving here from another status page: read its data, make our types of them, write files, tell how.

The way through these modules:

- `cstate`, `statuspage`: one source each: get its data, and make our types of it.
- `known_components`, `update_times`, `foreign_text`, `around_code`, `old_addresses`: shared by both.
- `written_files`, `continued`, `components_file`: to files.
- `fidelity`: what to check.
- `whole_import`: the whole. `imported` holds what they all speak of.

Here is why an import could not be done. Nothing has been written when one of these errors is raised.
"""


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

"""Errors that a user may see. Each message is one Chinese line that says what is wrong, where, and what to do next.

The command line catches `HpreportError` once, at its edge; any other exception is a bug and may show a traceback.
"""


class HpreportError(Exception):
    """Base of all errors meant for the user. `exit_code` is the status the command line ends with."""

    exit_code = 2


class NothingFoundError(HpreportError):
    """The question was well put and the index has no answer to it."""

    exit_code = 1


class UsageError(HpreportError):
    """An option or argument has a value that no command understands."""


class DataError(HpreportError):
    """A file is missing, unreadable, or not what it should be."""

"""The edge of the program: streams made safe, the command run, every error turned into one line and a status."""

import errno
import os
import sys
from collections.abc import Sequence

from hpreport.cli.app import command
from hpreport.cli.messages import usage_message
from hpreport.cli.output import say
from hpreport.errors import HpreportError

EXIT_OK, EXIT_ERROR, EXIT_INTERRUPTED = 0, 2, 130


def run(arguments: Sequence[str]) -> int:
    """Run `hpreport` with `arguments` and return its exit status: 0 found, 1 not found, 2 error, 130 interrupted."""
    _make_streams_safe()
    try:
        status = _run_command(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        _silence_stdout()
        return EXIT_OK
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        _silence_stdout()
        say("写不了标准输出：磁盘已满")
        return EXIT_ERROR
    return status


def _run_command(arguments: Sequence[str]) -> int:
    try:
        status = command().main(args=list(arguments), prog_name="hpreport", standalone_mode=False)
    except HpreportError as error:
        say(str(error))
        return error.exit_code
    except Exception as error:
        message = usage_message(error)
        if message is None:
            raise
        say(message)
        return EXIT_ERROR
    return status if isinstance(status, int) else EXIT_OK


def _make_streams_safe() -> None:
    """Let no character that a stream's encoding lacks end the program."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _silence_stdout() -> None:
    """Point a broken standard output to nowhere, so that flushing it at exit says nothing."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

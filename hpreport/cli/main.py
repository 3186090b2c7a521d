"""The edge of the program: streams made safe, the command run, every error turned into one line and a status."""

import os
import sys
from collections.abc import Sequence
from typing import TextIO

from hpreport.cli.output import ClosedPipeError, say, silence
from hpreport.errors import HpreportError

EXIT_OK, EXIT_ERROR, EXIT_INTERRUPTED = 0, 2, 130


def run(arguments: Sequence[str]) -> int:
    """Run `hpreport` with `arguments` and return its exit status: 0 found, 1 not found, 2 error, 130 interrupted."""
    try:
        _make_streams_safe()
        status = _run_command(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except (BrokenPipeError, ClosedPipeError):
        silence(sys.stdout)
        return EXIT_OK
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except OSError as error:
        return _complain(error)
    return status


def _run_command(arguments: Sequence[str]) -> int:
    if shell := os.environ.get("_HPREPORT_COMPLETE"):
        return _complete(shell, arguments)
    from hpreport.cli.startup.bind import run_valid_call, with_command_first

    call = with_command_first(arguments)
    try:
        status = run_valid_call(call)
        return _parse_and_run(call) if status is None else status
    except HpreportError as error:
        say(str(error))
        return error.exit_code


def _complete(shell: str, arguments: Sequence[str]) -> int:
    """Write what completes an unfinished command line."""
    from hpreport.cli.completion.complete import answer
    from hpreport.cli.output import write

    write([answer(shell, arguments)])
    return EXIT_OK


def _parse_and_run(arguments: Sequence[str]) -> int:
    from hpreport.cli.messages import usage_message
    from hpreport.cli.startup.typer_app import parser_command

    try:
        status = parser_command().main(args=list(arguments), prog_name="hpreport", standalone_mode=False)
    except SystemExit as error:  # so Typer ends where the reader of its help page has left
        raise ClosedPipeError from error
    except (HpreportError, ClosedPipeError, OSError):
        raise
    except Exception as error:
        message = usage_message(error)
        if message is None:
            raise
        say(message)
        return EXIT_ERROR
    return status if isinstance(status, int) else EXIT_OK


def _complain(error: OSError) -> int:
    """Say what went wrong with a stream: a full disk behind standard output, standard input that cannot be read."""
    from hpreport.files import explain

    if sys.stdout is not None:
        silence(sys.stdout)
    name = f"{os.fsdecode(error.filename)}：" if isinstance(error.filename, (str, bytes)) else ""
    say(f"{name}读写出错：{explain(error)}")
    return EXIT_ERROR


def _make_streams_safe() -> None:
    """Let no character that a stream's encoding lacks end the program, and write UTF-8 to files and pipes.

    A terminal gets the encoding of its locale, unless that is ASCII, which says only that no locale is set (PEP 540);
    PYTHONIOENCODING decides where it is set.
    """
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=_encoding_of(stream), errors="replace")


def _encoding_of(stream: TextIO) -> str:
    unset = stream.encoding in ("ascii", "ANSI_X3.4-1968", "646", "US-ASCII")
    wanted = "PYTHONIOENCODING" not in os.environ and (unset or not stream.isatty())
    return "utf-8" if wanted else stream.encoding

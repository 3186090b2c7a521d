"""Entry point of `hpreport` and of `python -m hpreport`."""

import sys


def main() -> None:
    """Run the command line and exit with its status."""
    if getattr(sys, "frozen", False):
        import multiprocessing

        multiprocessing.freeze_support()  # a process that `add` starts is this program once more
    try:
        from hpreport.cli.startup.ready import answer_at_once

        words = [word if word.isprintable() else _in_utf8(word) for word in sys.argv[1:]]
        if answer_at_once(words):
            return
        from hpreport.cli.main import run
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(run(words))


def _in_utf8(word: str) -> str:
    """Return an argument, which is bytes, as UTF-8 where it is: in the C locale Python may read ASCII alone."""
    import os

    try:
        return os.fsencode(word).decode("utf-8")
    except UnicodeError:
        return word  # the name of a file may be any bytes


if __name__ == "__main__":
    main()

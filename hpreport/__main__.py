"""Entry point of `hpreport` and of `python -m hpreport`."""

import sys


def main() -> None:
    """Run the command line and exit with its status."""
    try:
        from hpreport.cli.startup.ready import answer_at_once

        if answer_at_once(sys.argv[1:]):
            return
        from hpreport.cli.main import run
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()

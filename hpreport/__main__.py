"""Entry point of `hpreport` and of `python -m hpreport`."""

import sys


def main() -> None:
    """Run the command line and exit with its status."""
    from hpreport.cli.run import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()

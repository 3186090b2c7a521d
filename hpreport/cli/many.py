"""A command run for several reports: for all at once, or once for each, its rows written as those of one call."""

from collections.abc import Callable
from itertools import chain, islice
from typing import TYPE_CHECKING

from hpreport.cli.output import Gathered, Output
from hpreport.errors import DataError, NothingFoundError
from hpreport.records import Row
from hpreport.render import Layout

if TYPE_CHECKING:
    from hpreport.library.library import Library


def ask_all(run: Callable[..., int], output: Output, library: "Library") -> int:
    """Run a command that asks the whole library at once and return its status."""
    _tell_problems(output, library)
    return run(output=output._replace(many=True, name_of=library.name_of), index=library)


def _tell_problems(output: Output, library: "Library") -> None:
    for problem in library.problems:
        output.note(problem)


def ask_each(run: Callable[..., int], output: Output, library: "Library", limit: int | None) -> int:
    """Run a command for each report of the library, earliest first, and return the status: 1 where none has an answer.

    `limit` is how many rows are wanted in all. What the command says on standard error is written only where no report
    has an answer.
    """
    output = output._replace(many=True, name_of=library.name_of)
    _tell_problems(output, library)
    found: list[tuple[str, list[tuple[list[Row], Layout]]]] = []
    notes: list[str] = []
    for report in library.infos:
        own = Gathered()
        try:
            run(output=output._replace(many=False, sink=own), index=library.index(report))
        except NothingFoundError as error:
            own.note(str(error))
        except DataError as error:
            output.note(str(error))
        found.append((report, own.found))
        notes += own.notes
    layouts = [layout for _, groups in found for _, layout in groups]
    if not layouts:
        if notes:
            output.note(notes[0])
        output.nothing()
        return 1
    if output.style.format == "table":
        return output.groups(group for _, groups in found for group in groups)
    rows = chain.from_iterable(rows for _, groups in found for rows, _ in groups)
    return output.rows(islice(rows, limit), layouts[0])

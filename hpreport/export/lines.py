"""JSON and JSON Lines."""

from collections.abc import Iterable, Iterator, Sequence

from hpreport import __version__
from hpreport.export.records import KINDS
from hpreport.index import Index
from hpreport.render import dump_json


def to_json(indexes: Sequence[Index]) -> Iterator[str]:
    """Yield one JSON object: the version of the program, then the rows of all indexes by kind, one a line."""
    yield f'{{\n"hpreport": {dump_json(__version__)}'
    for kind in KINDS:
        yield f',\n"{kind.name}": ['
        first = True
        for row in (row for index in indexes for row in kind.rows(index)):
            yield ("\n" if first else ",\n") + dump_json(row)
            first = False
        yield "]" if first else "\n]"
    yield "\n}\n"


def to_jsonl(indexes: Iterable[Index]) -> Iterator[str]:
    """Yield one JSON object a row, one a line, with its kind as `type`; one index after the other."""
    for index in indexes:
        for kind in KINDS:
            for row in kind.rows(index):
                yield dump_json({"type": kind.one, **row}) + "\n"

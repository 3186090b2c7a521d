"""What the values of parameters may be, for completion: one function for each parameter that has any."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from hpreport.cli.commands.registry import MODULES, summary
from hpreport.cli.options import Parameter
from hpreport.index.candidates import candidate
from hpreport.index.index import Index, open_index
from hpreport.index.paths import library_dir, path_of
from hpreport.outline import numbered
from hpreport.records import report_year
from hpreport.reports import Reports, open_reports


@dataclass(frozen=True)
class Asked:
    """The command whose value is to be completed, and the options typed before."""

    name: str
    command: Callable[..., Any]
    options: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @cached_property
    def index(self) -> Index:
        """The index that the command would read, the bundled one for several. Raises what opening it raises."""
        files = self.options.get("index") or os.environ.get("HPREPORT_INDEX", "").splitlines()
        reports = self.options.get("report") or os.environ.get("HPREPORT_REPORT", "").split()
        path = path_of(files[0]) if files else None
        if path and not path.is_file():
            raise FileNotFoundError(path)  # a pipe or device would be waited for
        index = open_reports(path, reports)
        return index if isinstance(index, Index) else open_index()


def values(asked: Asked, parameter: Parameter) -> list[list[str]]:
    """Return the candidates for a parameter's value: its choices, or what the index has; none where it may be any.

    Raises what opening the index raises.
    """
    if parameter.choices:
        return [candidate(word, parameter.choices[word]) for word in parameter.choices]
    find = _BY_NAME.get(f"{asked.name}.{parameter.name}") or _BY_NAME.get(parameter.name)
    return find(asked) if find else []


def has_list(parameter: Parameter) -> bool:
    """Tell whether a value is a list with commas."""
    return parameter.name == "fields"


def _terms(asked: Asked) -> list[list[str]]:
    return asked.index.words


def _sections(asked: Asked) -> list[list[str]]:
    return [candidate(node.id, numbered(node), node.heading) for node in asked.index.outline.nodes.values()]


def _figures(asked: Asked) -> list[dict[str, Any]]:
    """Return the figures that the command lists: those of one kind, or all."""
    kinds = [kind for kind in ("target", "result") if asked.name == f"{kind}s"] or ["target", "result"]
    return [row for row in asked.index.figures if row["kind"] in kinds]


def _years(asked: Asked) -> list[list[str]]:
    """Return the years of the figures or of the reports, whichever the option goes by."""
    if asked.name in ("targets", "results"):
        years = {row["year"] for row in _figures(asked)}
    else:
        years = {report_year(info) for info in _of_all(asked).infos.values()}
    return [candidate(str(year), "") for year in sorted(filter(None, years))]


def _units(asked: Asked) -> list[list[str]]:
    return [candidate(unit, "") for unit in dict.fromkeys(row["unit"] for row in _figures(asked) if row["unit"])]


def _indicators(asked: Asked) -> list[list[str]]:
    first = {row["indicator"]: row["text"] for row in reversed(_figures(asked))}
    return [candidate(indicator, first[indicator]) for indicator in reversed(first)]


def _topics(asked: Asked) -> list[list[str]]:
    return [candidate(row["topic"], row["target_text"]) for row in asked.index.comparisons]


def _of_all(asked: Asked) -> Reports:
    """Return the reports that `trend` and `panel` ask: all of the library where none are named."""
    from hpreport.library.shelf import ALL

    return open_reports(None, asked.options.get("report") or os.environ.get("HPREPORT_REPORT", "").split() or [ALL])


def _indicators_of_all(asked: Asked) -> list[list[str]]:
    return [candidate(indicator, "") for indicator in _of_all(asked).indicators()]


def _places(asked: Asked) -> list[list[str]]:
    places = dict.fromkeys(info["place"] for info in _of_all(asked).infos.values())
    return [candidate(place, "") for place in places if place]


def _fields(asked: Asked) -> list[list[str]]:
    """Return the fields of the command's records, whose layout the shared options have noted."""
    titles = {column.name: column.title for column in asked.command.layout.columns}  # type: ignore[attr-defined]
    return [candidate(name, title) for name, title in titles.items()]


def _help_topics(asked: Asked) -> list[list[str]]:
    from hpreport.cli.topics import TOPICS

    topics = [candidate(topic.name, topic.title, topic.title) for topic in TOPICS]
    return [*topics, *(candidate(name, summary(name)) for name in MODULES)]


def _reports(asked: Asked) -> list[list[str]]:
    """Return the reports of the reader's library; all of them together, but for a command that takes some away."""
    from hpreport.library.shelf import ALL, Shelf

    shelf = Shelf(library_dir())
    if asked.name == "remove":
        return [[name, ""] for name in shelf.stamps()]
    return [*([name, ""] for name in shelf.stamps_of_all()), [ALL, "全部报告"]]


_BY_NAME: dict[str, Callable[[Asked], list[list[str]]]] = {
    "query": _terms,
    "terms.text": _terms,
    "search.text": _terms,
    "section": _sections,
    "section.text": _sections,
    "year": _years,
    "build.year": lambda asked: [],
    "add.year": lambda asked: [],
    "unit": _units,
    "grep": _indicators,
    "text": _indicators,
    "compare.text": _topics,
    "trend.text": _indicators_of_all,
    "panel.text": _indicators_of_all,
    "outcomes.text": _indicators_of_all,
    "place": _places,
    "add.place": lambda asked: [],
    "build.place": lambda asked: [],
    "report": _reports,
    "fields": _fields,
    "topic": _help_topics,
}
"""Name of a parameter, or of a command and its parameter where that means something else -> what completes it."""

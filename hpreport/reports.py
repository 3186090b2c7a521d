"""What can be asked of reports, and which are asked: the bundled one, an index file, one or many of the library."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, overload

from hpreport.errors import NothingFoundError, UsageError
from hpreport.index.index import Index, open_index
from hpreport.index.paths import library_dir, path_of
from hpreport.records import LEVELS, Row, report_year

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path
    from typing import Any

    from hpreport.figures.select import Names, Years
    from hpreport.library.library import Library
    from hpreport.library.shelf import Shelf
    from hpreport.passages.search import PassageHit, PhraseUse
    from hpreport.terms.scanner import Scanner


class TermHit(Protocol):
    """A term that a query may mean; where it stands, the reports that found it know."""

    @property
    def match(self) -> str:
        """The tier that found it, one of the contract's names."""

    @property
    def score(self) -> float:
        """0 to 100; 100 only for the term as printed."""


class TermLookup(Protocol):
    """The look-up over one glossary or many."""

    def find(self, typed: str, *, exact: bool = False) -> Sequence[TermHit]:
        """Return the terms that a query means, best first."""

    def simplify(self, text: str) -> str:
        """Return a text in simplified characters."""


class PassageSearch(Protocol):
    """The search over the passages of one report or many."""

    def find(self, typed: str, sections: Collection[str] | None = None, limit: int | None = None) -> list[PassageHit]:
        """Return the passages that answer a query, best first; below zero `limit` asks for all of them."""

    def uses(self, typed: str, sections: Collection[str] | None = None) -> Iterator[PhraseUse]:
        """Yield the passages that have the phrase that a query makes, or any of several, in the order of reports."""

    def missing(self, typed: str) -> list[str]:
        """Return the words of a query that stand nowhere as they are."""

    def suggest(self, typed: str) -> list[str]:
        """Return words near to those of a query that found nothing, nearest first."""

    def simplified(self, typed: str) -> str:
        """Return a query in simplified characters."""


class Reports(Protocol):
    """What one index and a library answer alike. Rows are records of the contract, in the order of the reports."""

    cite_style: str
    """The form of citations, one of `outline.CITE_STYLES`; empty for the first."""

    @property
    def infos(self) -> dict[str, dict[str, Any]]:
        """What each report is, by its id, the earliest first."""

    def info_of(self, report: str) -> dict[str, Any]:
        """Return what one report is."""

    def name_of(self, report: str) -> str:
        """Return what people call a report, its place and year; its id where another has the same, or it has none."""

    @property
    def terms(self) -> list[dict[str, Any]]:
        """The glossary; of many each term once, as its latest report explains it."""

    def glossaries(self) -> Iterable[dict[str, Any]]:
        """Return the glossary of each report, one after another, the earliest report first."""

    @property
    def section_ids(self) -> Sequence[str] | None:
        """The ids of the outline, None for many."""

    @property
    def section_rows(self) -> list[dict[str, Any]]:
        """The parts, sections and items."""

    @property
    def comparisons(self) -> list[dict[str, Any]]:
        """Results beside their targets, of each report by itself."""

    @property
    def names(self) -> Names:
        """The names that indicators go by."""

    @property
    def lookup(self) -> TermLookup:
        """The look-up over the glossaries."""

    @property
    def search(self) -> PassageSearch:
        """The search over the bodies."""

    @property
    def scanner(self) -> Scanner:
        """What finds the terms in texts."""

    def asking(self) -> AbstractContextManager[None]:
        """Return what turns an error of the database in what is asked meanwhile into a `DataError`."""

    def close(self) -> None:
        """Close the files that are open; nothing can be asked afterwards."""

    def row(self, hit: Any) -> dict[str, Any]:
        """Return the row of what a look-up found."""

    def near_terms(self, typed: str) -> list[str]:
        """Return the terms nearest to a query that has no answer, nearest first."""

    def terms_in(self, section: str, line: int) -> list[dict[str, Any]]:
        """Return the terms that a paragraph uses; the section is as the search knows it."""

    def with_context(self, row: dict[str, Any], sentences: int) -> dict[str, Any]:
        """Return a term's row with so many more sentences quoted before and after those that use it."""

    def sections(self, typed: str, role: str = "") -> set[str]:
        """Return the sections that a text names and all below them, as `key` names them."""

    def characters(self, sections: Collection[str] | None) -> dict[str, int]:
        """Return how many characters the body of each report has, with `sections` the text in these."""

    def key(self, row: Mapping[str, Any]) -> str:
        """Return the section that a row stands in, as `sections` names it."""

    def where(self, section: str) -> dict[str, Any]:
        """Return the fields that say where a passage stands: report, outline id, headings."""

    def cite(self, row: Mapping[str, Any]) -> str:
        """Return where the line of a row stands, as it is quoted."""

    def cite_term(self, row: Mapping[str, Any]) -> str:
        """Return where a term's entry stands, as it is quoted; of what has no entry, where a body first uses it."""

    def indicators(self) -> list[str]:
        """Return what the figures are about, each once."""

    def figures_about(self, text: str, kind: str = "", *, named: bool = False) -> list[dict[str, Any]]:
        """Return the figures among which those about a text are to be chosen.

        With `named` those suffice whose indicator it names, as far as there are any.
        """

    def figures_named(self, text: str) -> list[dict[str, Any]]:
        """Return the figures whose indicator a text names."""


def open_reports(
    index: Path | None, reports: Sequence[str], places: Sequence[str] = (), years: Years | None = None
) -> Index | Library:
    """Return the index file, or the library's reports of these names, or else the bundled report.

    A name is an id, or its beginning, or a place and a year (驻马店2021); the last two may be of several reports. With
    `places` and `years` only those of them that are of these, as `reports_of` says it.

    Raises `UsageError` where the library has no such report, `NothingFoundError` where none is of these places and
    years, `DataError` where a file cannot be read.
    """
    opened = _named(index, reports)
    return narrowed(opened, places, years) if places or years else opened


def narrowed(opened: Index | Library, places: Sequence[str], years: Years | None) -> Index | Library:
    """Return what is opened with only the reports asked that are of any of these places and of these years.

    All words of a place must fit: a piece of its name or of the report's id, its code or the beginning of that (41), or
    a level (地级). Raises `NothingFoundError` where there are none.
    """
    infos = opened.infos
    wanted = [
        report
        for report, info in infos.items()
        if (years is None or report_year(info) in years)
        and (not places or any(all(_is_at(info, word) for word in place.split()) for place in places))
    ]
    if not wanted:
        asked = [f"地区是{'、'.join(f'“{place[:40]}”' for place in places)}"] if places else []
        asked += [f"年份是 {years}"] if years else []
        raise NothingFoundError(f"没有{'、'.join(asked)}的报告（hpreport reports 列出全部）")
    if isinstance(opened, Index) or len(wanted) == len(infos):
        return opened
    return opened.index(wanted[0]) if len(wanted) == 1 else opened.narrowed(wanted)


_LEVELS = {name: level for level, title in LEVELS.items() for name in (level, title)}


def _is_at(info: Row, word: str) -> bool:
    """Tell whether a report is of a place that a word means."""
    from hpreport.text.fold import fold

    code: str = info["place_code"]
    if word in _LEVELS:
        return bool(info["level"] == _LEVELS[word])
    if word.isascii() and word.isdigit():
        return code == word if len(word) == len(code) else code.startswith(word)
    return bool(fold(word)) and any(fold(word) in fold(name) for name in (info["place"], info["report"]))


def _named(index: Path | None, reports: Sequence[str]) -> Index | Library:
    """Return what `open_reports` does, whichever the places and years."""
    if index is not None and reports:
        index, reports = _typed(index, reports)
    if not reports:
        return open_index(index)
    from hpreport.library.shelf import ALL, Shelf

    shelf, wanted = Shelf(library_dir()), list(dict.fromkeys(reports))
    named = [report for report in wanted if report != ALL]
    if not all(map(shelf.stamp, named)):
        named = meant_reports(named, shelf)
    if ALL not in wanted and len(named) == 1:
        from hpreport.library.database import open_report

        return open_report(shelf, named[0])
    from hpreport.library.library import Library

    return Library(shelf, None if ALL in wanted else named)


def _typed(index: Path, reports: Sequence[str]) -> tuple[Path | None, Sequence[str]]:
    """Return the index file or the ids, whichever was typed and does not come from the environment."""
    standing = index == path_of(os.environ.get("HPREPORT_INDEX", ""))
    if standing == (list(reports) == os.environ.get("HPREPORT_REPORT", "").split()):
        raise UsageError("--index 和 --report 只能给一个")
    return (None, reports) if standing else (index, ())


def one_report(name: str) -> Index:
    """Return the library's report of a name, or the index file where the name ends as one.

    Raises `UsageError` where the library has none, or several, `DataError` where a file cannot be read.
    """
    if name.endswith((".yaml", ".yml", ".yaml.gz")):
        return open_index(path_of(name))
    opened = open_reports(None, [name])
    if isinstance(opened, Index):
        return opened
    ids = list(opened.infos)
    opened.close()
    raise UsageError(f"“{name[:40]}”有 {len(ids)} 份：{'、'.join(ids[:5])}{'等' if len(ids) > 5 else ''}；要一份")


# 驻马店2021, 驻马店市2021年, 驻马店-2021
_PLACE_AND_YEAR = re.compile(r"(?P<place>\D{2,}?)[-—_\s]*(?P<year>(?:19|20)\d\d)年?")


def meant_reports(names: Sequence[str], shelf: Shelf) -> list[str]:
    """Return the ids of the reports that names mean. Raises `UsageError` where one of them means none."""
    known = list(shelf.stamps_of_all())
    found: dict[str, None] = {}
    for name in names:
        meant = [name] if name in known else [report for report in known if name and report.startswith(name)]
        if not meant and (match := _PLACE_AND_YEAR.fullmatch(name)):
            meant = _of_place_and_year(match["place"], int(match["year"]), shelf)
        if not meant:
            check_known([name], known)
        found |= dict.fromkeys(meant)
    return list(found)


def _of_place_and_year(place: str, year: int, shelf: Shelf) -> list[str]:
    """Return the reports of places so named that plan a year or, where there are none, were delivered in it."""
    from hpreport.library.library import Library

    library = Library(shelf)
    infos = [info for info in library.infos.values() if place in info["place"]]
    library.close()
    planned = [info["report"] for info in infos if info["plan_year"] == year]
    return planned or [info["report"] for info in infos if str(info["date"] or "").startswith(str(year))]


def check_known(wanted: Sequence[str], known: Sequence[str]) -> None:
    """Raise `UsageError`, naming those most alike, where one of the ids is none of the library."""
    for report in wanted:
        if report not in known:
            from rapidfuzz import fuzz, process

            near = [name for name, _, _ in process.extract(report, known, scorer=fuzz.WRatio, limit=3, score_cutoff=50)]
            hint = f"；相近的有：{'、'.join(near)}" if near else ""
            raise UsageError(f"报告库里没有 {report[:40]}{hint}（hpreport reports 列出全部）")


class Opened(Sequence[Index]):
    """The indexes of a library's reports, each opened whenever it is asked for: together they may exceed memory."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._reports = list(library.infos)

    def __len__(self) -> int:
        return len(self._reports)

    @overload
    def __getitem__(self, at: int) -> Index: ...
    @overload
    def __getitem__(self, at: slice) -> list[Index]: ...
    def __getitem__(self, at: int | slice) -> Index | list[Index]:
        if isinstance(at, slice):
            return [self._library.open(report) for report in self._reports[at]]
        return self._library.open(self._reports[at])

"""What the values of parameters may be, for completion: what the index that is asked offers, or the library.

The tables of an index are read from its compiled form or, where it has none, from the lines of its YAML; the library's
from its database as it stands. Reading them opens no index and imports no more than it must: an answer to a tab has to
come at once.
"""

import os

from hpreport.index.candidates import candidate, scanned, stored
from hpreport.index.paths import (
    BUNDLED_REPORT,
    COMPILED_SUFFIX,
    STORED_ENCODING,
    WORDS,
    bundled_files,
    header_start,
    library_database,
    library_folder,
)

TYPE_CHECKING = False  # type checkers know the name; importing it from `typing` would take longer than completing
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from sqlite3 import Connection
    from typing import Any

    Given = Mapping[str, Sequence[str]]
    """The options typed before, by the names of their parameters."""

ALL = "all"
_MOST = 200
"""Candidates that are asked of the library, which may have a hundred thousand."""
_SOURCES = {
    "query": "terms",
    "terms.text": "terms",
    "search.text": "terms",
    "section": "sections",
    "section.text": "sections",
    "year": "years-of-reports",
    "targets.year": "years target",
    "results.year": "years result",
    "build.year": "",
    "add.year": "",
    "set.year": "",
    "unit": "units",
    "targets.unit": "units target",
    "results.unit": "units result",
    "grep": "indicators",
    "targets.grep": "indicators target",
    "results.grep": "indicators result",
    "text": "indicators",
    "targets.text": "indicators target",
    "results.text": "indicators result",
    "compare.text": "topics",
    "trend.text": "indicators-of-all",
    "panel.text": "indicators-of-all",
    "outcomes.text": "indicators-of-all",
    "place": "places",
    "add.place": "",
    "set.place": "",
    "build.place": "",
    "report": "reports",
    "set.report": "own-reports",
    "remove.report": "own-reports",
}
"""Name of a parameter, or of a command and its parameter where that means something else -> what completes it."""


def source_of(command: str, parameter: str) -> str:
    """Return what completes a parameter's value where that is no choice; empty where it may be anything."""
    return _SOURCES.get(f"{command}.{parameter}", _SOURCES.get(parameter, ""))


def values(source: str, given: "Given", typed: str) -> "list[list[str]]":
    """Return the candidates for a value of this `source`, as `source_of` names it, of which `typed` is the beginning.

    Raises `OSError`, `ValueError` or what opening the reports raises where they cannot be read.
    """
    name, _, kind = source.partition(" ")
    if name in _OF_LIBRARY:
        return _of_library(name, _reports(given), typed)
    if name in ("years", "units", "indicators"):
        return _of_figures(name, [row for row in _table("figures", given) if kind in ("", row[2])])
    return _table(name, given)


def _of_figures(name: str, figures: "Sequence[Sequence[str]]") -> "list[list[str]]":
    if name == "indicators":
        first = {row[0]: row[1] for row in reversed(figures)}
        return [candidate(indicator, first[indicator]) for indicator in reversed(first)]
    found = sorted({row[3] for row in figures}) if name == "years" else dict.fromkeys(row[4] for row in figures)
    return [[value, ""] for value in found if value]


def _reports(given: "Given") -> "list[str]":
    if given.get("index"):
        return []
    return [*(given.get("report") or os.environ.get("HPREPORT_REPORT", "").split())]


# --- one index ---


def _table(name: str, given: "Given") -> "list[list[str]]":
    """Return a table of the index that the command would read, of the bundled one where it would read several."""
    files, reports = given.get("index") or (), _reports(given)
    if not files and not given.get("report"):
        files = os.environ.get("HPREPORT_INDEX", "").splitlines()
    if files and reports:
        raise ValueError(name)  # the command would refuse it
    if files:
        return _read(os.path.expanduser(files[0]), name)
    if len(reports) == 1 and reports[0] not in (ALL, BUNDLED_REPORT):
        return _of_report(reports[0], name)
    return _read(bundled_files()[0], name)


def _of_report(report: str, name: str) -> "list[list[str]]":
    """Return a table of the report of the library that a name means, of the bundled one where it means several."""

    def ask(db: "Connection") -> "list[list[str]]":
        from zlib import decompress

        meant = _meant(db, [report])
        if len(meant) > 1 or meant == [BUNDLED_REPORT]:
            return _read(bundled_files()[0], name)
        sql = "SELECT data FROM stored JOIN report ON no = stored.report WHERE id = ? AND name = ?"
        (packed,) = db.execute(sql, (meant[0], WORDS)).fetchone()
        return stored(decompress(packed).decode(STORED_ENCODING).encode(), name)

    def open_it() -> "list[list[str]]":
        from hpreport.index.index import Index
        from hpreport.reports import open_reports

        index = open_reports(None, [report])
        texts = index.tables[WORDS] if isinstance(index, Index) else {}
        return [line.split("\t") for line in texts[name].splitlines()] if texts else _read(bundled_files()[0], name)

    return _from_database(ask, open_it)


def _read(index: str, name: str) -> "list[list[str]]":
    """Return a table of an index. Raises `OSError` where that is no file: a pipe or device would be waited for."""
    if not os.path.isfile(index):
        raise FileNotFoundError(index)
    tables = _compiled(index)
    if tables:
        return stored(tables, name)
    with open(index, encoding="utf-8") as file:
        return scanned(file.read(), name)


def _compiled(index: str) -> bytes:
    """Return the table of completions in a compiled form; empty where it has none, or is older than its YAML."""
    try:
        with open(os.path.splitext(index)[0] + COMPILED_SUFFIX, "rb") as file:
            data = file.read()
    except OSError:
        return b""
    start = header_start(os.stat(index).st_size).encode()
    if index != bundled_files()[0]:  # those two are released together
        import hashlib

        with open(index, "rb") as file:
            start += hashlib.sha256(file.read()).hexdigest().encode()
    at = data.rfind(b'\n{"terms":"')
    return data[at + 1 : data.index(b"\n", at + 1)] if at > 0 and data.startswith(start) else b""


# --- the library ---

_REPORTS = "SELECT id FROM report WHERE id <> :bundled AND {fits} ORDER BY id LIMIT :most"
_OF_LIBRARY = {
    "reports": _REPORTS,
    "own-reports": _REPORTS,
    "places": "SELECT place FROM report WHERE place <> '' AND {fits} GROUP BY place ORDER BY min(told) LIMIT :most",
    "indicators-of-all": "SELECT DISTINCT text FROM (SELECT text FROM indicator WHERE {fits} LIMIT 5000)"
    " ORDER BY length(text), text LIMIT :most",
    "years-of-reports": "SELECT DISTINCT year FROM (SELECT id, CAST(coalesce(json_extract(info, '$.plan_year'),"
    " json_extract(info, '$.result_year') + 1, substr(told, 1, 4)) AS TEXT) AS year FROM report LIMIT 2000)"
    " WHERE year <> '' AND {fits} ORDER BY year",
}
"""What is read of the library's database; `{fits}` says which words, of which reports."""
_COLUMNS = {"places": "place", "indicators-of-all": "text", "years-of-reports": "year"}
_MEANT = (
    "id = :name",
    "substr(id, 1, length(:name)) = :name",
    "instr(place, :place) AND json_extract(info, '$.plan_year') = :year",
    "instr(place, :place) AND substr(told, 1, 4) = CAST(:year AS TEXT)",
)
"""What a name of reports may be, in this order: an id, its beginning, a place and a year (驻马店2021)."""


def _from_database(ask: "Callable[[Connection], list[Any]]", otherwise: "Callable[[], list[Any]]") -> "list[Any]":
    """Return what the database as it stands answers or, where it cannot be asked, what takes longer."""
    database = library_database()
    if not database:
        return otherwise()
    import sqlite3

    db = sqlite3.connect(database, timeout=0.1)
    try:
        return ask(db)
    except sqlite3.Error:  # another version's, or one that nobody may write to
        return otherwise()
    finally:
        db.close()


def _of_library(name: str, reports: "Sequence[str]", typed: str) -> "list[list[str]]":
    """Return what the library offers: the reports in it, or what all or some of them have."""
    chosen = [] if name not in _COLUMNS or ALL in reports else [*reports]
    if library_database() or chosen or os.path.isdir(os.path.join(library_folder(), "reports")):
        words = _from_database(lambda db: _selected(db, name, chosen, typed), lambda: _opened(name, chosen))
    else:
        words = _of_bundled(name)
    if name == "reports":
        return [[BUNDLED_REPORT, ""], *([word, ""] for word in words), [ALL, "全部报告"]]
    return [[word, ""] for word in words]


def _selected(db: "Connection", name: str, chosen: "Sequence[str]", typed: str) -> "list[str]":
    """Return what the database has that begins with what was typed or, where nothing does, has it somewhere."""
    word = _COLUMNS.get(name, "id")
    values = {"typed": typed, "end": f"{typed}\U0010ffff", "bundled": BUNDLED_REPORT, "most": _MOST}
    ids = _meant(db, chosen)
    asked = _of_reports(name, [f":id{at}" for at in range(len(ids))])
    values |= {f"id{at}": report for at, report in enumerate(ids)}
    for fits in (f"{word} >= :typed AND {word} < :end", f"instr({word}, :typed) > 0"):
        found = db.execute(_OF_LIBRARY[name].format(fits=fits + asked), values).fetchall()
        if found:
            return [row[0] for row in found]
    return []


def _of_reports(name: str, ids: "Sequence[str]") -> str:
    """Return the condition that a word is of one of these reports; empty where they are all."""
    if not ids:
        return ""
    chosen = f"id IN ({', '.join(ids)})"
    if name == "indicators-of-all":
        return f" AND no IN (SELECT indicator FROM figure JOIN report ON report.no = figure.report WHERE {chosen})"
    return f" AND {chosen}"


def _meant(db: "Connection", names: "Sequence[str]") -> "list[str]":
    """Return the ids of the reports that names mean. Raises `ValueError` where one of them means none."""
    found: dict[str, None] = {}
    for name in names:
        text = name.removesuffix("年")
        year = int(text[-4:]) if text[-4:].isdecimal() else 0
        values = {"name": name, "place": text[:-4].rstrip("-—_ ") if year else "", "year": year}
        ways = _MEANT if values["place"] else _MEANT[:2]
        ids = (db.execute(f"SELECT id FROM report WHERE {way} ORDER BY id", values).fetchall() for way in ways)
        meant = next(filter(None, ids), None)
        if not meant:
            raise ValueError(name)
        found |= {row[0]: None for row in meant}
    return [*found]


def _opened(name: str, chosen: "Sequence[str]") -> "list[str]":
    """Return what `_selected` does, all of it, from the library opened, which brings it up to date."""
    from hpreport.reports import open_reports

    library = open_reports(None, chosen or [ALL])
    if name == "indicators-of-all":
        return library.indicators()
    if name == "places":
        return [*dict.fromkeys(info["place"] for info in library.infos.values() if info["place"])]
    if name == "years-of-reports":
        from hpreport.records import report_year

        return sorted({str(year) for info in library.infos.values() if (year := report_year(info))})
    return sorted(report for report in library.infos if report != BUNDLED_REPORT)


def _of_bundled(name: str) -> "list[str]":
    """Return what `_selected` does where there is no library."""
    if name in ("places", "years-of-reports"):
        return [row[name == "years-of-reports"] for row in _read(bundled_files()[0], "about")]
    figures = _read(bundled_files()[0], "figures") if name == "indicators-of-all" else ()
    return [*dict.fromkeys(row[0] for row in figures)]

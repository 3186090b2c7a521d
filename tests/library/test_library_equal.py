"""A library asked for one report answers as that report's index does, and its database is what its indexes make of it."""

import contextlib
import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.libraries import Library as Folder
from support.process import ROOT, SHARED
from support.reports import TEXTS
from terms import test_lookup_generated as generated

from hpreport.index.index import open_index
from hpreport.library.contents import StoredTables
from hpreport.library.database import open_database, open_report
from hpreport.library.library import Library
from hpreport.library.shelf import Shelf
from hpreport.terms.lookup import Hit

INDEX = open_index()
MADE = (
    generated.pinyin,
    generated.unfinished_pinyin,
    generated.pinyin_from_inside,
    generated.digits,
    generated.traditional,
    generated.one_character_lost,
    generated.two_swapped,
    generated.same_sound,
    generated.same_shape,
    generated.mixed_with_pinyin,
    generated.questions,
)


@pytest.fixture(scope="module")
def alone(library: Folder) -> Iterator[Library]:
    """The bundled report, as the one that is asked of a library of many."""
    asked = Library(Shelf(library.folder), ["heping-2023"])
    yield asked
    asked.close()


def by_library(alone: Library, query: str) -> list[tuple[str, str, int]]:
    return [_told(alone.row(hit), hit) for hit in alone.lookup.find(query)]


def by_index(query: str) -> list[tuple[str, str, int]]:
    return [_told(INDEX.row(hit), hit) for hit in INDEX.lookup.find(query)]


def _told(row: dict[str, str], hit: Hit) -> tuple[str, str, int]:
    """Return what a hit says; how well a scattered explanation answers depends on the others that there are."""
    return row["term"], hit.match, 0 if hit.match == "definition" else hit.score


def test_terms_of_the_reference_answers(alone: Library) -> None:
    gold = SHARED / "gold" / "terms-dev.tsv"
    if not gold.exists():
        pytest.skip("no reference answers here")
    queries = [line.split("\t")[1] for line in gold.read_text("utf-8").splitlines() if line.count("\t")]
    assert len(queries) > 100
    assert [q for q in queries if by_library(alone, q) != by_index(q)] == []


@pytest.mark.parametrize("made", MADE, ids=lambda made: made.__name__)
def test_terms_of_generated_queries(alone: Library, made: generated.Callable[[int], Iterator[str]]) -> None:
    queries = [query for number in range(len(INDEX.terms)) for query in made(number)]
    assert len(queries) > 30
    assert [q for q in queries if by_library(alone, q) != by_index(q)] == []


def test_first_passages_of_the_reference_answers(alone: Library) -> None:
    gold = SHARED / "gold" / "sections-dev.tsv"
    if not gold.exists():
        pytest.skip("no reference answers here")
    queries = [line.split("\t")[0] for line in gold.read_text("utf-8").splitlines() if line.count("\t")]
    assert len(queries) > 20
    for query in queries:
        first = [hit.passage for hit in alone.search.find(query)[:1]]
        wanted = [(hit.passage.section, hit.passage.line) for hit in INDEX.search.find(query)[:1]]
        assert [(alone.where(p.section)["section"], p.line) for p in first] == wanted, query


def test_figures_are_those_of_the_index(alone: Library) -> None:
    assert alone.figures_about("") == INDEX.figures


def test_the_tables_of_an_index_are_read_back(own_library: Folder) -> None:
    own_library.write("heping.txt", (ROOT / "seeds" / "heping-2023.txt").read_text("utf-8") + "\n")
    assert own_library.run("add", "heping.txt", "-q").status == 0
    shelf = Shelf(own_library.folder)
    for name in shelf.stamps():
        kept, read = open_report(shelf, name).tables, open_index(shelf.path(name)).tables
        assert isinstance(kept, StoredTables)
        assert set(kept) == set(read)
        assert len(kept) == len(read)
        for table in read:
            assert json.dumps(kept[table]) == json.dumps(read[table]), (name, table)


def contents(folder: Path) -> dict[str, list[object]]:
    """Return what a database says, without the numbers that its rows happen to have."""
    db, problems = open_database(Shelf(folder))
    with contextlib.closing(db):
        assert problems == []
        reports = "(SELECT id FROM report WHERE no = {}.report)"
        asked = {
            "report": "SELECT id, size, loose, sha256, told, place, passages, length, info FROM report",
            "entry": "SELECT digest, piece FROM entry",
            "term": f"SELECT {reports.format('term')}, number, row FROM term",
            "name": "SELECT fold, digits FROM name",
            "sound": "SELECT key, digest FROM sound JOIN entry ON no = entry",
            "phrase": f"SELECT key, {reports.format('phrase')}, number FROM phrase",
            "passage": f"SELECT {reports.format('passage')}, section, line, texts FROM passage",
            "node": f"SELECT {reports.format('node')}, section, heading, above FROM node",
            "stored": f"SELECT {reports.format('stored')}, name, data FROM stored",
            "word": "SELECT word, times, passages FROM word",
            "figure": f"SELECT {reports.format('figure')}, number, year, value, quote, text FROM figure",
            "indicator": "SELECT text, topic FROM indicator",
        }
        found = {name: sorted(db.execute(sql).fetchall(), key=repr) for name, sql in asked.items()}
        for table in ("found", "explained"):
            db.execute(f"CREATE VIRTUAL TABLE temp.{table}_words USING fts5vocab(main, {table}, 'row')")
            found[table] = db.execute(f"SELECT term, doc, cnt FROM {table}_words ORDER BY term").fetchall()
        return found


def test_a_database_with_a_past_is_as_one_made_anew(own_library: Folder, tmp_path: Path) -> None:
    """Added, replaced, removed, added again: nothing is left behind, nothing is missing."""
    own_library.write("anhe-2021.txt", TEXTS["anhe-2021"].replace("“放管服”", "“一网通办”"))
    assert own_library.run("add", "anhe-2021.txt", "--replace").status == 0
    assert own_library.run("remove", "linjiang-2022", "anhe-2025").status == 0
    assert own_library.run("add", "linjiang-2022.txt", "--id", "linjiang").status == 0
    shutil.copytree(own_library.folder / "reports", tmp_path / "anew" / "reports")
    assert contents(own_library.folder) == contents(tmp_path / "anew")
    assert own_library.database.exists()


def test_what_passed_through_the_library_is_gone(library: Folder, own_library: Folder) -> None:
    own_library.write("new.txt", (ROOT / "seeds" / "heping-2023.txt").read_text("utf-8") + "\n")
    assert own_library.run("add", "new.txt").status == 0
    assert own_library.run("remove", "new").status == 0
    assert contents(own_library.folder) == contents(library.folder)


def test_a_stale_row_of_the_database_is_mended(own_library: Folder, library: Folder) -> None:
    with contextlib.closing(sqlite3.connect(own_library.database)) as db, db:
        db.execute("UPDATE report SET time = 1")
    assert own_library.run("reports").status == 0
    assert contents(own_library.folder) == contents(library.folder)

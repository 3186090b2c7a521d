"""`hpreport export`: every form holds the rows that the other commands print, and nothing is overwritten by mistake."""

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from support.process import ROOT, Result, Run

from hpreport.export.database import write_sqlite
from hpreport.export.rows import to_json, to_jsonl, write_csv
from hpreport.export.schema import schema_text
from hpreport.index.index import Index, open_index

BUNDLED = ROOT / "data" / "heping-2023.yaml"
SHORT = "安国市人民政府工作报告\n各位代表：\n今年新增学位1200个。\n"
"""A report with neither parts nor terms."""
ENV = {"PYTHONPATH": str(ROOT)}


def rows_of(run: Run, *args: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(run(*args, "-f", "json").out)
    return rows


@pytest.fixture(scope="module")
def exported(run: Run) -> dict[str, Any]:
    """The bundled report as one JSON object."""
    done = run("export")
    assert (done.status, done.err) == (0, "")
    data: dict[str, Any] = json.loads(done.out)
    return data


@pytest.fixture(scope="module")
def short(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of a report of which hardly anything is known."""
    folder = tmp_path_factory.mktemp("short")
    (folder / "short.txt").write_text(SHORT, encoding="utf-8")
    assert run("build", "short.txt", "-o", "short.yaml", "-q", cwd=folder, env=ENV).status == 0
    return folder / "short.yaml"


@pytest.fixture(scope="module")
def both(short: Path) -> list[Index]:
    """The indexes of two reports."""
    return [open_index(), open_index(short)]


def query(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as database:
        return database.execute(sql).fetchall()


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_json_has_the_rows_of_the_commands(run: Run, exported: dict[str, Any]) -> None:
    assert list(exported) == [
        "hpreport", "reports", "sections", "paragraphs", "terms", "phrases", "figures", "comparisons", "not_figures",
    ]  # fmt: skip
    assert exported["terms"] + exported["phrases"] == rows_of(run, "terms", "--all")
    assert exported["comparisons"] == rows_of(run, "compare")
    assert exported["sections"][1:] == rows_of(run, "sections")
    kinds = [rows_of(run, name, "--sort", "line") for name in ("results", "targets")]
    assert exported["figures"] == sorted(kinds[0] + kinds[1], key=exported["figures"].index)
    (info,) = rows_of(run, "info")
    assert exported["reports"] == [{name: info[name] for name in exported["reports"][0]}]
    assert set(info) - set(exported["reports"][0]) == {"version", "index"}
    assert len(exported["paragraphs"]) == info["paragraphs"]
    assert len(exported["not_figures"]) == info["not_figures"]


def test_paragraphs_are_those_that_search_finds(run: Run, exported: dict[str, Any]) -> None:
    (hit,) = rows_of(run, "search", "永葆清廉", "--section", "2.7")
    (row,) = [row for row in exported["paragraphs"] if row["section"] == hit["section"]]
    assert {name: hit[name] for name in row if name != "number"} == {n: v for n, v in row.items() if n != "number"}


def test_jsonl_has_the_same_rows_with_their_type(run: Run, exported: dict[str, Any]) -> None:
    lines = [json.loads(line) for line in run("export", "-f", "jsonl").out.splitlines()]
    assert [next(iter(line)) for line in lines] == ["type"] * len(lines)
    kinds: dict[str, list[Any]] = {}
    for line in lines:
        kinds.setdefault(line.pop("type"), []).append(line)
    assert list(kinds) == ["report", "section", "paragraph", "term", "phrase", "figure", "comparison", "not_figure"]
    assert list(kinds.values()) == list(exported.values())[1:]


def test_csv_files_join_by_their_keys(exported: dict[str, Any], tmp_path: Path) -> None:
    write_csv([open_index()], tmp_path)
    tables = {path.stem: read_csv(path) for path in tmp_path.glob("*.csv")}
    assert sorted(tables) == [
        "aliases", "comparisons", "components", "figures", "mentions", "not_figures", "paragraphs", "phrase_mentions",
        "phrases", "reports", "sections", "terms", "warnings",
    ]  # fmt: skip
    assert {path.name for path in tmp_path.iterdir()} == {f"{name}.csv" for name in tables}
    assert (tmp_path / "warnings.csv").read_text("utf-8") == "report,position,text\n"
    for term, row in zip(exported["terms"], tables["terms"], strict=True):
        assert row["definition"] == term["definition"]
        for name, text in (("components", "text"), ("aliases", "text"), ("mentions", "quote")):
            own = [r for r in tables[name] if (r["report"], r["number"]) == (row["report"], row["number"])]
            assert [r[text] for r in own] == [value["quote"] if text == "quote" else value for value in term[name]]
            assert [r["position"] for r in own] == [str(n + 1) for n in range(len(own))]
    for name in ("sections", "paragraphs", "phrases", "figures", "comparisons", "not_figures"):
        assert len(tables[name]) == len(exported[name])


def test_sqlite_holds_all_and_refers_rightly(exported: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "heping.db"
    write_sqlite([open_index()], path)
    assert query(path, "PRAGMA integrity_check") == [("ok",)]
    assert query(path, "PRAGMA foreign_key_check") == []
    for name in ("reports", "sections", "paragraphs", "terms", "phrases", "figures", "comparisons", "not_figures"):
        assert query(path, f"SELECT count(*) FROM {name}") == [(len(exported[name]),)]
    joined = query(
        path,
        "SELECT t.term, s.id, m.quote FROM mentions m JOIN terms t ON t.key = m.term_key JOIN sections s ON s.key = m.section_key ORDER BY m.key",
    )
    assert joined == [(t["term"], m["section"], m["quote"]) for t in exported["terms"] for m in t["mentions"]]
    parents = query(path, "SELECT s.id, p.id FROM sections s JOIN sections p ON p.key = s.parent_key")
    assert parents == [(row["id"], row["parent"]) for row in exported["sections"] if row["parent"]]
    (targets,), (results,) = query(path, "SELECT count(*) FROM targets") + query(path, "SELECT count(*) FROM results")
    assert (targets, results) == (exported["reports"][0]["targets"], exported["reports"][0]["results"])
    assert query(path, "SELECT components, mentions FROM glossary WHERE term = '三零'") == [
        ("零事故；零案件；零纠纷", 2)
    ]


@pytest.mark.parametrize(
    ("sql", "answer"),
    [
        pytest.param("SELECT rowid FROM terms_fts WHERE terms_fts MATCH '零纠纷'", [(13,)], id="terms"),
        pytest.param("SELECT p.line FROM paragraphs_fts f JOIN paragraphs p ON p.key = f.rowid WHERE paragraphs_fts MATCH '吃水难 OR 保交楼'", [(88,), (66,), (175,)], id="passages"),
        pytest.param("SELECT section FROM passages WHERE text LIKE '%烂尾%'", [], id="nothing"),
        pytest.param("SELECT typeof(value), typeof(unit), typeof(headline) FROM figures LIMIT 1", [("real", "text", "integer")], id="types"),
        pytest.param("SELECT max(value) FROM targets WHERE unit = '亿元'", [(2800.0,)], id="numbers"),
    ],
)  # fmt: skip
def test_sqlite_answers(tmp_path: Path, sql: str, answer: list[Any]) -> None:
    write_sqlite([open_index()], tmp_path / "heping.db")
    assert query(tmp_path / "heping.db", sql) == answer


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "sqlite", "md", "html"])
def test_the_same_index_gives_the_same_bytes(run: Run, tmp_path: Path, form: str) -> None:
    for name in ("one", "two", "two"):
        assert run("export", "-f", form, "-o", str(tmp_path / name)) == Result(
            0, "", f"hpreport: 已写入 {tmp_path / name}\n"
        )
    one, two = ([tmp_path / name, *sorted((tmp_path / name).glob("*"))] for name in ("one", "two"))
    assert [path.name for path in one[1:]] == [path.name for path in two[1:]]
    assert [p.read_bytes() for p in one if p.is_file()] == [p.read_bytes() for p in two if p.is_file()]
    assert sorted(tmp_path.iterdir()) == [tmp_path / "one", tmp_path / "two"]


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        pytest.param("a.json", b'{\n"hpreport": ', id="json"),
        pytest.param("a.JSONL", b'{"type": "report", ', id="jsonl"),
        pytest.param("a.ndjson", b'{"type": "report", ', id="ndjson"),
        pytest.param("a.db", b"SQLite format 3\0", id="db"),
        pytest.param("a.sqlite", b"SQLite format 3\0", id="sqlite"),
        pytest.param("a.md", "# 沈阳市和平区政府工作报告\n".encode(), id="md"),
        pytest.param("a.html", b"<!doctype html>\n", id="html"),
        pytest.param("a.htm", b"<!doctype html>\n", id="htm"),
    ],
)
def test_extension_tells_the_format(run: Run, tmp_path: Path, name: str, begins: bytes) -> None:
    assert run("export", "-o", name, "-q", cwd=tmp_path, env=ENV) == Result(0, "", "")
    assert (tmp_path / name).read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("args", "message"),
    [
        pytest.param(["-f", "xml"], "--format 没有 xml；可用的有：json、jsonl、csv、sqlite、md、html、xlsx、postgresql", id="format"),
        pytest.param(["-f", "csv"], "csv 是一组文件，要用 -o 指定目录", id="csv without a folder"),
        pytest.param(["-f", "sqlite"], "sqlite 是数据库文件，要用 -o 指定写到哪里", id="sqlite without a file"),
        pytest.param(["-f", "csv", "-o", "notes.txt"], "notes.txt：这是文件；这种格式要一个目录", id="csv to a file"),
        pytest.param(["-f", "csv", "-o", "."], ".：目录里有别的文件；请给一个新的或空的目录", id="csv among other files"),
        pytest.param(["-o", "other.db"], "other.db：已有别的文件，不会覆盖；请换一个文件名", id="another database"),
        pytest.param(["-f", "sqlite", "-o", "notes.txt"], "notes.txt：已有别的文件，不会覆盖；请换一个文件名", id="sqlite over a text"),
        pytest.param(["-o", "none/a.json"], "none/a.json：写不了：没有这个文件", id="no such folder"),
        pytest.param(["-o", "none/a.db"], "none/a.db：写不了：没有这个文件", id="no such folder for sqlite"),
        pytest.param(["-f", "csv", "-o", "notes.txt/a"], "notes.txt/a：写不了：路径中有一段不是目录", id="csv below a file"),
        pytest.param(["--index", "own.yaml", "-o", "own.yaml"], "own.yaml：这是索引本身，不能写到这里", id="the index itself"),
        pytest.param(["-o", "own.yaml/../../gone/a.json"], "own.yaml/../../gone/a.json：写不了：没有这个文件", id="no such path"),
    ],
)  # fmt: skip
def test_refusals_leave_everything_as_it_is(run: Run, tmp_path: Path, args: list[str], message: str) -> None:
    (tmp_path / "notes.txt").write_text("notes")
    (tmp_path / "own.yaml").write_bytes(BUNDLED.read_bytes())
    with closing(sqlite3.connect(tmp_path / "other.db")) as database:
        database.execute("CREATE TABLE mine (x)")
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    assert run("export", *args, cwd=tmp_path, env=ENV) == Result(2, "", f"hpreport: {message}\n")
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_failed_export_leaves_the_earlier_one(tmp_path: Path, run: Run) -> None:
    """Two sections of one id cannot be told apart."""
    text = BUNDLED.read_text("utf-8").replace('  - id: "1.1.2"', '  - id: "1.1.1"')
    (tmp_path / "twice.yaml").write_text(text, encoding="utf-8")
    assert run("export", "-o", "a.db", "-q", cwd=tmp_path, env=ENV).status == 0
    before = (tmp_path / "a.db").read_bytes()
    done = run("export", "-o", "a.db", "--index", "twice.yaml", cwd=tmp_path, env=ENV)
    assert (done.status, done.out) == (2, "")
    assert done.err == "hpreport: twice.yaml：sections：编号 1.1.1 重复\n"
    assert (tmp_path / "a.db").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.db", "twice.yaml"]


def test_schema_is_printed_and_written(run: Run, tmp_path: Path) -> None:
    text = schema_text()
    assert run("export", "--schema") == Result(0, text, "")
    assert run("export", "--schema", "-o", str(tmp_path / "schema.json")) == Result(0, "", "")
    assert (tmp_path / "schema.json").read_text("utf-8") == text


def test_a_report_without_anything(run: Run, short: Path, tmp_path: Path) -> None:
    data = json.loads(run("export", "--index", str(short)).out)
    assert {name: len(rows) for name, rows in data.items() if name != "hpreport"} == {
        "reports": 1, "sections": 1, "paragraphs": 3, "terms": 0, "phrases": 0, "figures": 1, "comparisons": 0, "not_figures": 0,
    }  # fmt: skip
    write_csv([open_index(short)], tmp_path / "csv")
    assert len((tmp_path / "csv" / "warnings.csv").read_text("utf-8").splitlines()) > 5
    write_sqlite([open_index(short)], tmp_path / "a.db")
    assert query(tmp_path / "a.db", "SELECT report, indicator, value FROM figures") == [("short", "新增学位", 1200)]


def test_several_reports(both: list[Index], tmp_path: Path) -> None:
    names = ["heping-2023", "short"]
    data = json.loads("".join(to_json(both)))
    assert [row["report"] for row in data["reports"]] == names
    lines = [json.loads(line) for line in to_jsonl(iter(both))]
    assert list(dict.fromkeys(line["report"] for line in lines)) == names
    assert len(lines) == sum(len(rows) for name, rows in data.items() if name != "hpreport")
    write_sqlite(both, tmp_path / "a.db")
    assert query(tmp_path / "a.db", "PRAGMA foreign_key_check") == []
    sql = "SELECT p.report, s.report FROM paragraphs p JOIN sections s ON s.key = p.section_key GROUP BY 1, 2"
    assert query(tmp_path / "a.db", sql) == [(name, name) for name in names]
    write_csv(both, tmp_path / "csv")
    assert [row["report"] for row in read_csv(tmp_path / "csv" / "reports.csv")] == names


def test_reports_of_the_library_are_exported_together(run: Run, short: Path, tmp_path: Path) -> None:
    env = {"HPREPORT_LIBRARY": str(tmp_path / "library")}
    assert run("add", str(short), "-q", env=env).status == 0
    together = run("export", "--report", "all", "-f", "jsonl", env=env)
    assert together == Result(0, "".join(to_jsonl([open_index(), open_index(short)])), "")
    one = run("export", "--report", "short", env=env)
    assert one == Result(0, "".join(to_json([open_index(short)])), "")
    wrong = run("export", "--report", "shart", env=env)
    assert wrong == Result(2, "", "hpreport: 报告库里没有 shart；相近的有：short（hpreport reports 列出全部）\n")
    db = tmp_path / "all.db"
    assert run("export", "-r", "all", "-o", str(db), "-q", env=env) == Result(0, "", "")
    assert query(db, "SELECT report FROM reports") == [("heping-2023",), ("short",)]

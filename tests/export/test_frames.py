"""`-o FILE`: rows in files that spreadsheets, Stata and data frames open with the right types."""

import csv
import io
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from support.libraries import Library
from support.process import CLEAN, ROOT, Result, Run

from hpreport.export.frames import Frame, stata_names, write_frames
from hpreport.render import Column

PANEL = ["panel", "GDP", "财政收入", "--kind", "target"]
GROWTH, LEVEL = "地区生产总值_target_growth", "地区生产总值_target_level_元"
SAVED = "hpreport: 已写入 {name}：{rows} 行\n"


@pytest.fixture
def saved(library: Library, tmp_path: Path) -> Any:
    """What calls a command that writes a file, and returns the file's path."""

    def save(name: str, *args: str, rows: int) -> Path:
        path = tmp_path / name
        assert library.run(*args, "-o", str(path)) == Result(0, "", SAVED.format(name=path, rows=rows))
        return path

    return save


def test_xlsx(saved: Any) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    book = openpyxl.load_workbook(saved("panel.xlsx", *PANEL, rows=5))
    assert book.sheetnames == ["panel", "figures", "coverage"]
    header, first, second, *_ = book["panel"].iter_rows(values_only=True)
    wide = [dict(zip(header, row, strict=True)) for row in (first, second)]
    assert (wide[0]["place"], wide[0]["year"], wide[0][GROWTH], wide[0][LEVEL]) == ("安河县", 2021, 6, None)
    assert (wide[1]["year"], wide[1][GROWTH], wide[1][f"{GROWTH}_bound"], wide[1][LEVEL]) == (2022, 6.5, "~", 1.1e10)
    long = {cell.value: at for at, cell in enumerate(book["figures"][1])}
    kinds = {name: book["figures"][2][at].data_type for name, at in long.items()}
    assert {kinds[name] for name in ("section", "report", "text", "period")} == {"s"}
    assert {kinds[name] for name in ("value", "amount", "year", "line")} == {"n"}
    assert kinds["stretch"] == "b"
    assert book["panel"].freeze_panes == "A2"


def test_ids_stay_text(saved: Any) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    sheet = openpyxl.load_workbook(saved("s.xlsx", "sections", "--fields", "id,line", rows=60))["sections"]
    assert [(cell.value, cell.data_type) for cell in sheet["A"][:4]] == [
        ("id", "s"),
        ("1", "s"),
        ("1.1", "s"),
        ("1.1.1", "s"),
    ]
    assert [cell.data_type for cell in sheet["B"][1:]] == ["n"] * 60


def test_dta(saved: Any) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyreadstat")
    path = saved("panel.dta", *PANEL, rows=5)
    with pandas.io.stata.StataReader(path) as reader:
        labels = reader.variable_labels()
        data = reader.read()
    assert list(data["place"]) == ["安河县", "安河县", "安河县", "临江市", "沈阳市和平区"]
    assert data["year"].dtype.kind == "i"
    assert (data[GROWTH].dtype.kind, data[LEVEL].dtype.kind) == ("f", "f")
    assert list(data[GROWTH]) == [6, 6.5, 5.5, 7, 8]
    assert data[LEVEL].isna().tolist() == [True, False, True, True, True]
    assert labels["place"] == "地区"


def test_parquet(saved: Any) -> None:
    polars = pytest.importorskip("polars")
    data = polars.read_parquet(saved("long.parquet", *PANEL, "--long", "-p", "安河", rows=7))
    kinds = dict(data.schema)
    assert {kinds[name] for name in ("place", "section", "report", "text")} == {polars.String}
    assert {kinds[name] for name in ("value", "value_max", "amount")} == {polars.Float64}
    assert {kinds[name] for name in ("year", "line")} == {polars.Int64}
    assert kinds["stretch"] == polars.Boolean
    assert data["value_max"].null_count() == 7


def test_duckdb(saved: Any) -> None:
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("polars")
    path = saved("p.parquet", *PANEL, rows=5)
    found = duckdb.sql(f"select place, year, \"{GROWTH}\" from '{path}' where year = 2022 order by place").fetchall()
    assert found == [("临江市", 2022, 7.0), ("安河县", 2022, 6.5)]


def test_database(saved: Any) -> None:
    path = saved("panel.db", *PANEL, rows=5)
    saved("panel.db", *PANEL, rows=5)  # in place of itself
    with closing(sqlite3.connect(path)) as db:
        assert [name for (name,) in db.execute("SELECT name FROM sqlite_master ORDER BY rowid")] == [
            "panel",
            "figures",
            "coverage",
        ]
        types = {name: kind for _, name, kind, *_ in db.execute("PRAGMA table_info(figures)")}
        assert (types["section"], types["value"], types["line"], types["stretch"]) == (
            "TEXT",
            "REAL",
            "INTEGER",
            "INTEGER",
        )
        assert db.execute("SELECT typeof(section), typeof(value), typeof(year) FROM figures").fetchone() == (
            "text",
            "real",
            "integer",
        )
        assert db.execute(f'SELECT "{GROWTH}" FROM panel WHERE place = ?', ("临江市",)).fetchone() == (7.0,)


@pytest.mark.parametrize(
    ("name", "read"),
    [
        pytest.param("t.csv", lambda text: [row["term"] for row in csv.DictReader(io.StringIO(text))], id="csv"),
        pytest.param("t.tsv", lambda text: [line.split("\t")[2] for line in text.splitlines()[1:]], id="tsv"),
        pytest.param("t.txt", lambda text: [line.split("\t")[0] for line in text.splitlines()], id="txt"),
        pytest.param("t.json", lambda text: [row["term"] for row in json.loads(text)], id="json"),
        pytest.param("t.JSONL", lambda text: [json.loads(line)["term"] for line in text.splitlines()], id="jsonl"),
        pytest.param("t.ndjson", lambda text: [json.loads(line)["term"] for line in text.splitlines()], id="ndjson"),
        pytest.param("t.md", lambda text: [line.split("|")[2].strip() for line in text.splitlines()[2:]], id="md"),
    ],
)  # fmt: skip
def test_text_goes_by_the_name_of_the_file(run: Run, tmp_path: Path, name: str, read: Any) -> None:
    path = tmp_path / name
    assert run("terms", "三", "-o", str(path)) == Result(0, "", SAVED.format(name=path, rows=23))
    assert read(path.read_text("utf-8")) == run("terms", "三", "--fields", "term").out.splitlines()


WHAT = (
    "可用的有：.csv、.tsv、.txt、.json、.jsonl、.ndjson、.md、.markdown、.xlsx、.parquet、.dta、.db、.sqlite、.sqlite3"
)
EXPORT = "可用的有：.json、.jsonl、.ndjson、.sqlite、.sqlite3、.db、.md、.markdown、.html、.htm、.xlsx、目录（-f csv）"


@pytest.mark.parametrize(
    ("args", "status", "err"),
    [
        pytest.param(["terms", "-o", "x.doc"], 2, f"hpreport: x.doc：不认识扩展名 .doc；{WHAT}\n", id="unknown"),
        pytest.param(["terms", "-o", "x"], 2, f"hpreport: x：没有扩展名；{WHAT}\n", id="none"),
        pytest.param(["terms", "-o", "x", "-f", "csv"], 0, "hpreport: 已写入 x：46 行\n", id="none, with a format"),
        pytest.param(["terms", "-o", "x.db", "-f", "csv"], 2, "hpreport: x.db：.db 文件不能用 --format csv\n", id="at odds"),
        pytest.param(["terms", "-o", "no/x.csv"], 2, "hpreport: no/x.csv：写不了：没有这个文件\n", id="no folder"),
        pytest.param(["terms", "-o", "x.csv", "-q"], 0, "", id="quiet"),
        pytest.param(["term", "甴曱", "-o", "x.csv"], 1, "hpreport: 没有找到“甴曱”\n", id="nothing"),
        pytest.param(["terms", "-o", "x.csv", "--fields", "no"], 2, "hpreport: 没有字段 no；可用的有：report,number,term,headword,definition,components,match,score,line,mentions,pinyin,aliases,place,year,reports,of_reports,first,places,new_places\n", id="no such field"),
        pytest.param(["export", "-o", "x.doc"], 2, f"hpreport: x.doc：不认识扩展名 .doc；{EXPORT}\n", id="export, unknown"),
        pytest.param(["export", "-o", "x"], 2, f"hpreport: x：没有扩展名；{EXPORT}\n", id="export, none"),
        pytest.param(["export", "-f", "xlsx"], 2, "hpreport: xlsx 是工作簿，要用 -o 指定写到哪里\n", id="a workbook on standard output"),
    ],
)  # fmt: skip
def test_what_is_said(run: Run, tmp_path: Path, args: list[str], status: int, err: str) -> None:
    assert run(*args, cwd=tmp_path) == Result(status, "", err)
    assert {path.name for path in tmp_path.iterdir()} == ({args[2]} if status == 0 else set())


def test_no_other_file_is_overwritten_by_a_database(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("mine")
    told = "hpreport: x.db：已有别的文件，不会覆盖；请换一个文件名\n"
    assert run("terms", "-o", "x.db", cwd=tmp_path) == Result(2, "", told)
    assert (tmp_path / "x.db").read_text() == "mine"


def test_a_file_is_whole_or_not_there(own_library: Library, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("old")
    own_library.index("anhe-2021").write_text("no: index")
    done = own_library.run("section", "1", "--report", "anhe-2021", "-o", str(path))
    assert done.status == 2
    assert path.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir() if file.suffix == ".tmp"] == []


@pytest.mark.parametrize("name", ["-", "/dev/stdout"])
def test_standard_output(run: Run, name: str) -> None:
    assert run("terms", "-o", name, "-f", "csv") == run("terms", "-f", "csv")
    assert run("export", "-o", name, "-f", "jsonl") == run("export", "-f", "jsonl")


@pytest.mark.parametrize("command", ["terms", "export -f jsonl -q"])
def test_process_substitution(command: str, tmp_path: Path) -> None:
    script = f'"{sys.executable}" -m hpreport {command} -q -o >(cat > {tmp_path}/out) && sleep 0.1; while [ ! -s {tmp_path}/out ]; do sleep 0.1; done'
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, cwd=ROOT, env=CLEAN, timeout=60, check=False)  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_mark_for_excel(run: Run, tmp_path: Path) -> None:
    plain = run("terms", "-f", "csv").out
    assert run("terms", "-f", "csv", "--bom").out == "\ufeff" + plain
    assert run("terms", "-f", "json", "--bom") == run("terms", "-f", "json")
    path = tmp_path / "t.csv"
    assert run("terms", "--bom", "-q", "-o", str(path)).status == 0
    assert path.read_bytes() == b"\xef\xbb\xbf" + plain.encode()


def test_what_the_environment_says_gives_way_to_the_name(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    assert run("terms", "-q", "-o", str(path), env={"HPREPORT_FORMAT": "json"}) == Result(0, "", "")
    assert path.read_text("utf-8") == run("terms", "-f", "csv").out


@pytest.mark.parametrize(("name", "library"), [("x.xlsx", "xlsxwriter"), ("x.parquet", "polars"), ("x.dta", "polars")])
def test_what_is_missing_is_named(tmp_path: Path, name: str, library: str) -> None:
    script = (
        "import sys; sys.modules.update(dict.fromkeys(['xlsxwriter', 'polars', 'pyreadstat']));"
        f"from hpreport.cli.main import run; sys.exit(run(['terms', '-o', {name!r}]))"
    )
    env = {**CLEAN, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=tmp_path, env=env, check=False)  # fmt: skip
    told = f"hpreport: 这种文件要装了 {library} 才能写：pip install 'hpreport[frames]'\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", told)
    assert not list(tmp_path.iterdir())


def test_export_to_a_workbook(run: Run, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    path = tmp_path / "report.xlsx"
    assert run("export", "-o", str(path)) == Result(0, "", f"hpreport: 已写入 {path}\n")
    book = openpyxl.load_workbook(path)
    assert {"reports", "sections", "paragraphs", "terms", "figures", "comparisons"} <= set(book.sheetnames)
    assert book["terms"].max_row == 47
    assert {cell.data_type for cell in book["sections"]["B"]} == {"s"}


@pytest.mark.parametrize(
    ("names", "found"),
    [
        pytest.param(
            ["place", "地区生产总值_target_growth"], ["place", "地区生产总值_target_growth"], id="as they are"
        ),
        pytest.param(["long", "str8", "_n", "longer"], ["long_", "str8_", "_n_", "longer"], id="words of Stata"),
        pytest.param(["PM2.5", "5G基站", "R&D经费"], ["PM2_5", "_5G基站", "R_D经费"], id="signs and digits"),
        pytest.param(["长" * 40, "长" * 41], ["长" * 32, "长" * 30 + "_2"], id="too long, and alike"),
    ],
)
def test_names_for_stata(names: list[str], found: list[str]) -> None:
    assert stata_names(names) == found


def test_texts_too_long_for_a_cell_are_counted(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    path = tmp_path / "x.xlsx"
    rows = [{"text": "=1+1", "n": 1}, {"text": "长" * 32_768, "n": None}, {"text": "https://x.cn", "n": 2.5}]
    frame = Frame("a", [Column("text", ""), Column("n", "")], rows)
    assert write_frames("xlsx", [frame], path) == 1
    cells = [[cell.value for cell in row] for row in openpyxl.load_workbook(path)["a"].iter_rows(min_row=2)]
    assert cells == [["=1+1", 1], ["长" * 32_767, None], ["https://x.cn", 2.5]]

"""What `help archive` shows, run as it stands there, with the real engines where they are installed."""

import csv
import json
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from pkgutil import iter_modules

import pytest
from support.libraries import Library
from support.process import CLEAN, ROOT, SEED
from support.reports import TEXTS

import hpreport
from hpreport.cli.topics import find_topic
from hpreport.export.schema import KINDS
from hpreport.index.build import build_report
from hpreport.index.index import open_index

NAMES = ("anhe-2021", "anhe-2022", "linjiang-2022", "anhe-2025")
GDP = {"anhe-2021": 95.5, "anhe-2022": 103.2, "linjiang-2022": 2310, "anhe-2025": 131}


def shown(title: str) -> str:
    """Return the lines that the topic shows under a title."""
    topic = find_topic("archive")
    assert topic is not None
    part = next(part for part in topic.body if isinstance(part, str) and part.startswith(title))
    return "\n".join(line.removeprefix("  ") for line in part.splitlines()[1:])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("archive")
    (made / "texts").mkdir()
    for name in NAMES:
        (made / "texts" / f"{name}.txt").write_text(TEXTS[name], encoding="utf-8")
    return made


def python(folder: Path, program: str) -> str:
    """Run a program as a file in a folder and return what it prints."""
    (folder / "program.py").write_text(program, encoding="utf-8")
    env = {**CLEAN, "PYTHONPATH": str(ROOT), "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    done = subprocess.run(
        [sys.executable, "program.py"], cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


# --- the function ---


def test_records_are_those_of_the_index() -> None:
    made = hpreport.parse(SEED.read_text("utf-8"), report="heping-2023")
    index = open_index()
    assert list(made) == [kind.name for kind in KINDS]
    for kind in KINDS:
        rows = [dict(row) for row in kind.rows(index)]
        if kind.name == "reports":
            rows[0]["sha256"] = made["reports"][0]["sha256"]  # of the text given, whose line ends may be others
        assert made[kind.name] == rows, kind.name


def test_place_and_year_go_before_the_text() -> None:
    (info,) = hpreport.parse(TEXTS["anhe-2021"], place="临江市", year=2030, report="x")["reports"]
    assert (info["report"], info["place"], info["plan_year"], info["result_year"]) == ("x", "临江市", 2030, 2029)


@pytest.mark.parametrize("text", ["", " \n", "\ud800", "牛奶一箱", "=1+1\t\\N\x00"])
def test_any_text(text: str) -> None:
    try:
        assert set(hpreport.parse(text)) == {kind.name for kind in KINDS}
    except hpreport.DataError as error:
        assert str(error)  # noqa: PT017  # either is an answer


def test_it_runs_in_another_process() -> None:
    assert pickle.loads(pickle.dumps(hpreport.parse)) is hpreport.parse
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        made = pool.submit(hpreport.parse, TEXTS["anhe-2021"], report="a").result()
    assert made == hpreport.parse(TEXTS["anhe-2021"], report="a")


def test_no_package_of_its_name_hides_it() -> None:
    from hpreport.parsing import Overrides

    assert "parse" not in {module.name for module in iter_modules(hpreport.__path__)}

    assert Overrides().plan_year is None
    assert callable(hpreport.parse)
    assert build_report(SEED).id == "heping-2023"


# --- engines ---


@pytest.mark.slow
def test_dask_pyspark_duckdb_and_polars(folder: Path) -> None:
    for module in ("dask.bag", "pyspark", "duckdb", "polars"):
        pytest.importorskip(module)
    if shutil.which("java") is None:
        pytest.skip("PySpark needs Java")
    python(folder, shown("Dask"))
    python(folder, shown("PySpark"))
    assert "place" in python(folder, shown("DuckDB"))
    import duckdb

    wanted = sorted(
        json.dumps(row, sort_keys=True) for name in NAMES for row in hpreport.parse(TEXTS[name], report=name)["figures"]
    )
    lines = [line for path in (folder / "dask").glob("*.jsonl") for line in path.read_text("utf-8").splitlines()]
    assert sorted(json.dumps(json.loads(line), sort_keys=True) for line in lines) == wanted
    asked = "SELECT report, value FROM '{}' WHERE topic = '地区生产总值' AND kind = 'result' AND unit = '亿元'"
    for files in ("dask.parquet", "spark/*.parquet"):
        assert dict(duckdb.sql(asked.format(folder / files)).fetchall()) == GDP
        assert duckdb.sql(f"SELECT count(*) FROM '{folder / files}'").fetchall() == [(len(wanted),)]


@pytest.mark.slow
def test_opensearch_bulk_file(library: Library, tmp_path: Path) -> None:
    if shutil.which("jq") is None:
        pytest.skip("jq is not installed")
    command = shown("OpenSearch").partition("\njson=")[0]
    run_shell(library, tmp_path, command)
    lines = [json.loads(line) for line in (tmp_path / "bulk.jsonl").read_text("utf-8").splitlines()]
    actions, documents = lines[::2], lines[1::2]
    assert {document["type"] for document in documents} == {"paragraph"}
    assert [action["index"]["_id"] for action in actions] == [f"{d['report']}/{d['number']}" for d in documents]
    assert len({action["index"]["_id"] for action in actions}) == len(actions) > 50
    assert {"text", "headings", "cite"} <= set(documents[0])


def run_shell(library: Library, folder: Path, command: str, **env: str) -> str:
    """Run a command line in a folder, `hpreport` being this checkout, and return what it prints."""
    (folder / "bin").mkdir(exist_ok=True)
    script = folder / "bin" / "hpreport"
    script.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec "{sys.executable}" -m hpreport "$@"\n')
    script.chmod(0o755)
    own = {**CLEAN, **library.env, **env, "PATH": f"{folder}/bin:{CLEAN['PATH']}"}
    done = subprocess.run(["bash", "-ec", command], cwd=folder, env=own, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A PostgreSQL of this test's own, as the environment that its programs ask for it."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not programs or not shutil.which("psql") or not shutil.which("setpriv"):
        pytest.skip("PostgreSQL is not installed")
    data = Path(f"/tmp/hpreport-pg-{os.getpid()}")
    data.mkdir(mode=0o700)
    user = []
    if os.geteuid() == 0:  # which PostgreSQL refuses
        shutil.chown(data, 65534, 65534)
        user = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]

    def run(program: str, *args: str) -> None:
        env = {**CLEAN, "HOME": str(data), "LC_ALL": "C.UTF-8"}
        command = [*user, str(programs[-1].with_name(program)), "-D", str(data / "db"), *args]
        done = subprocess.run(command, env=env, cwd=data, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    try:
        run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        run("pg_ctl", "start", "-w", "-l", str(data / "log"), "-o", f"-k {data} -c listen_addresses= -c fsync=off")
        try:
            yield {"PGHOST": str(data), "PGUSER": "postgres"}
        finally:
            run("pg_ctl", "stop", "-m", "immediate")
    finally:
        shutil.rmtree(data)


@pytest.mark.slow
def test_postgresql(library: Library, tmp_path: Path, postgresql: dict[str, str]) -> None:
    run_shell(library, tmp_path, "createdb reports", **postgresql)
    out = run_shell(library, tmp_path, shown("PostgreSQL"), **postgresql)
    assert "安河县" in out
    told = run_shell(
        library, tmp_path,
        "psql -d reports -At -F '|' -c \"SELECT report, value FROM figures WHERE topic = '地区生产总值'"
        " AND kind = 'result' AND unit = '亿元'\"", **postgresql,
    )  # fmt: skip
    found = dict(line.split("|") for line in told.splitlines())
    assert {name: float(value) for name, value in found.items() if name in GDP} == GDP
    for path in sorted((tmp_path / "archive").glob("*.copy")):
        query = f"psql -d reports -c '\\copy {path.stem} TO {path.stem}.csv CSV HEADER'"
        run_shell(library, tmp_path, query, **postgresql)
        with (tmp_path / f"{path.stem}.csv").open(encoding="utf-8", newline="") as file:
            assert sum(1 for _ in csv.reader(file)) == 1 + len(path.read_text("utf-8").splitlines()), path.stem


def test_what_copy_has_to_escape(tmp_path: Path) -> None:
    from hpreport.export.database import write_postgresql

    text = TEXTS["anhe-2021"].replace("安河县人民政府", "安河县\\N人民\\政府", 1)
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    from hpreport.index.build import compile_tables
    from hpreport.index.index import Index

    index = Index("a", compile_tables(build_report(tmp_path / "a.txt")))
    write_postgresql([index], tmp_path / "out")
    lines = (tmp_path / "out" / "paragraphs.copy").read_text("utf-8").splitlines()
    assert len(lines) == len(index.tables["passages"])
    assert all(line.count("\t") == lines[0].count("\t") for line in lines)
    schema = (tmp_path / "out" / "schema.sql").read_text("utf-8")
    assert schema.count("CREATE TABLE") == schema.count("\\copy") == len(list((tmp_path / "out").glob("*.copy")))

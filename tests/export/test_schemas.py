"""The JSON Schema that is shipped, against what the commands print."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from support.process import ROOT, SEED, SHARED, run_within

from hpreport.cli.commands.registry import MODULES
from hpreport.cli.commands.trend import TREND
from hpreport.cli.layouts import INFO
from hpreport.export.schema import properties, schema_text

SCHEMA = json.loads(schema_text())
DEFINITIONS = SCHEMA["$defs"]
INDEXES = [
    pytest.param(SEED, id="bundled"),
    *(pytest.param(SHARED / "corpus" / f"{name}.txt", id=name, marks=pytest.mark.skipif(not (SHARED / "corpus").exists(), reason="no ../shared/corpus"))
      for name in ("city-chengdu-2024", "county-laiyuanxian-2025", "national-guowuyuan-2003", "district-qingyuanqu-2022")),
]  # fmt: skip


@pytest.fixture(scope="module", params=INDEXES)
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of a report."""
    if request.param == SEED:
        return ROOT / "data" / "heping-2023.yaml"
    path = tmp_path_factory.mktemp("index") / f"{request.param.stem}.yaml"
    assert run_within("build", str(request.param), "-o", str(path), "-q").status == 0
    return path


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with a report that has little in common with the bundled one."""
    folder = tmp_path_factory.mktemp("library")
    text = "一、2022年工作回顾\n地区生产总值增长3%。\n二、2023年工作安排\n一般公共预算收入增长6%。\n"
    (folder / "other.txt").write_text(text, encoding="utf-8")
    files = [str(folder / name) for name in ("other.txt", "other.txt", "none.txt")]
    done = run_within("add", *files, "-f", "jsonl", "-q", env={"HPREPORT_LIBRARY": str(folder)})
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert [row["status"] for row in rows] == ["added", "unchanged", "failed"]
    for row in rows:
        assert not [error.message for error in strict("add").iter_errors(row)]
        assert list(row) == list(properties("add"))
    return folder


@cache
def strict(name: str) -> Draft202012Validator:
    """Return what checks a record, and all records in it, to have no field that the schema lacks."""

    def closed(schema: Any) -> Any:
        if isinstance(schema, list):
            return [closed(item) for item in schema]
        if not isinstance(schema, dict):
            return schema
        out = {key: closed(value) for key, value in schema.items()}
        for key in ("items", "oneOf"):
            each = out.get(key, [])
            for one in each if isinstance(each, list) else [each]:
                if "$ref" in one or "allOf" in one or "properties" in one:
                    one["unevaluatedProperties"] = False
        return out

    schema = {"$defs": closed(DEFINITIONS), "$ref": f"#/$defs/{name}", "unevaluatedProperties": False}
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


CALLS = [
    pytest.param(["term", "三"], "", "term", id="term"),
    pytest.param(["term", "双减"], "", "term", id="term, a phrase"),
    pytest.param(["term", "-"], "三保\n没有的\n三宝\n", "term_batch", id="term from standard input"),
    pytest.param(["terms", "--all"], "", "terms", id="terms"),
    pytest.param(["scan"], "兜牢“三保”底线，放管服、两山。\n", "scan", id="scan"),
    pytest.param(["scan", "--glossary"], "兜牢“三保”底线，放管服、两山。\n", "terms", id="scan as a glossary"),
    pytest.param(["targets"], "", "targets", id="targets"),
    pytest.param(["results"], "", "results", id="results"),
    pytest.param(["section", "1", "--figures"], "", "results", id="section, its figures"),
    pytest.param(["compare"], "", "compare", id="compare"),
    pytest.param(["trend", "GDP", "--report", "all"], "", "trend", id="trend"),
    pytest.param(["panel", "GDP", "财政收入", "--long", "--report", "all"], "", "panel", id="panel, long"),
    pytest.param(["panel", "GDP", "--coverage", "--report", "all"], "", "coverage", id="panel, coverage"),
    pytest.param(["outcomes", "--report", "all"], "", "outcomes", id="outcomes"),
    pytest.param(["compare", "--report", "all"], "", "compare", id="compare several"),
    pytest.param(["reports"], "", "reports", id="reports"),
    pytest.param(["diff", "heping-2023", "other", "-k", "term", "-k", "target", "-k", "word"], "", "diff", id="diff"),
    pytest.param(["terms", "--by", "year", "--report", "all"], "", "terms_by", id="terms, by year"),
    pytest.param(["sections"], "", "sections", id="sections"),
    pytest.param(["section", "0", "1", "2.1"], "", "section", id="section"),
    pytest.param(["search", "建设"], "", "search", id="search"),
    pytest.param(["search", "-"], "停车难\n比特币\n发展 项目\n", "search_batch", id="search from standard input"),
    pytest.param(["search", "建设", "--by", "year"], "", "search_by", id="search, by year"),
    pytest.param(["search", "建设", "--kwic"], "", "search_kwic", id="search, in context"),
    pytest.param(["search", "建设", "--count"], "", "search_count", id="search, counted"),
    pytest.param(["info"], "", "info", id="info"),
    pytest.param(["export"], "", "export_line", id="export"),
]


@pytest.mark.parametrize(("args", "stdin", "name"), CALLS)
def test_output_is_as_the_schema_says(library: Path, index: Path, args: list[str], stdin: str, name: str) -> None:
    asked = [] if {"--report", "reports", "diff"} & set(args) else ["--index", str(index)]
    done = run_within(*args, *asked, "-f", "jsonl", "-q", stdin=stdin, env={"HPREPORT_LIBRARY": str(library)})
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert done.status == (0 if any(row.get("hits", True) for row in rows) else 1)
    assert rows or "heping" not in index.stem
    check = strict(name)
    for row in rows:
        assert not [error.message for error in check.iter_errors(row)]
        if "oneOf" not in DEFINITIONS[name]:
            assert list(row) == list(properties(name))


def test_exported_object_is_as_the_schema_says(index: Path) -> None:
    done = run_within("export", "--index", str(index))
    assert not [error.message for error in strict("export").iter_errors(json.loads(done.out))]


def test_every_command_has_its_schema() -> None:
    assert set(MODULES) - {"build", "remove", "set", "help"} <= set(DEFINITIONS)
    assert {case.values[2] for case in CALLS} == set(DEFINITIONS) - {
        "mention", "term_brief", "figure", "figure_fields", "report", "paragraph", "not_figure", "add", "export",
    }  # fmt: skip


def test_info_has_the_fields_of_its_record() -> None:
    assert {column.name for column in INFO.columns} == set(properties("info"))


def test_trend_has_more_fields_than_its_layout() -> None:
    assert set(properties("trend")) > {column.name for column in TREND.columns}


def described(schema: Any) -> Iterator[tuple[str, Any]]:
    """Yield every field of every record with its schema."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {}).items()
        schema = schema.values()
    elif not isinstance(schema, list):
        return
    for inner in schema:
        yield from described(inner)


def test_schema_is_valid_and_describes_every_field() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    fields = list(described(DEFINITIONS))
    assert len(fields) > 100
    assert [name for name, field in fields if not field.get("description")] == []


@pytest.mark.parametrize(
    ("name", "row"),
    [
        pytest.param("scan", {"line": 1, "column": 1, "text": "三保", "term": "三保"}, id="a field is missing"),
        pytest.param("scan", {"line": 0, "column": 1, "text": "", "term": "", "definition": ""}, id="out of range"),
        pytest.param("search_count", {"query": "", "passages": "1", "occurrences": 1}, id="another type"),
        pytest.param("search_count", {"query": "", "passages": 1, "occurrences": 1, "more": 1}, id="a field too many"),
        pytest.param("export_line", {"type": "build"}, id="no such type"),
    ],
)
def test_schema_finds_errors(name: str, row: dict[str, Any]) -> None:
    assert list(strict(name).iter_errors(row))

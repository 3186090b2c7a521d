"""The index as files: rebuilt byte for byte, read strictly, and its compiled form never out of step."""

import gzip
import shutil
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import yaml
from support.process import ROOT, SEED, Run

from hpreport.cli.commands.term import ready_answers
from hpreport.errors import DataError
from hpreport.index.build import compile_tables
from hpreport.index.compiled import compiled_path, read_tables, stamp
from hpreport.index.index import open_index
from hpreport.index.yaml import dump_index, load_index, parse_index, plain
from hpreport.model import Report
from hpreport.text.sanitize import escape_json

DATA = ROOT / "data"
YAML = DATA / "heping-2023.yaml"


def test_bundled_index_rebuilds_byte_for_byte(run: Run, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    (tmp_path / "data").mkdir()
    done = run(
        "build", "seeds/heping-2023.txt", "-o", "data/heping-2023.yaml", cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}
    )
    assert (done.status, done.out) == (0, "")
    for name in ("heping-2023.yaml", "heping-2023.compiled.jsonl"):
        assert (tmp_path / "data" / name).read_bytes() == (DATA / name).read_bytes(), name


def test_yaml_round_trip(report: Report) -> None:
    assert load_index(YAML) == report


def test_every_string_is_quoted_so_that_yaml_retypes_none() -> None:
    import yaml

    def values(node: object) -> list[object]:
        if isinstance(node, dict):
            return [v for value in node.values() for v in values(value)]
        return [v for item in node for v in values(item)] if isinstance(node, list) else [node]

    loaded = values(yaml.safe_load(YAML.read_text("utf-8")))
    assert {type(value) for value in loaded} == {str, int, float, bool, type(None)}
    plain = [line.partition(": ")[2] for line in YAML.read_text("utf-8").splitlines() if line.startswith("  ")]
    assert {p for p in plain if p and p[0] not in '"-.0123456789'} == {"true", "false", "null"}


def test_compiled_form_is_that_of_the_yaml(report: Report) -> None:
    tables = read_tables(YAML, stamp(YAML.read_bytes()))
    assert tables is not None
    fresh = compile_tables(report)
    fresh["ready"] = ready_answers(dict(fresh))
    assert list(tables) == list(fresh)
    assert all(tables[name] == fresh[name] for name in fresh)


def test_stale_compiled_form_is_not_used(tmp_path: Path) -> None:
    index = tmp_path / "my.yaml"
    index.write_text(YAML.read_text("utf-8").replace("保基本民生、保工资", "保基本民生、保薪水"), encoding="utf-8")
    shutil.copy(compiled_path(YAML), compiled_path(index))
    assert (
        next(t for t in open_index(index).terms if t["term"] == "三保")["definition"] == "保基本民生、保薪水、保运转。"
    )


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\x00\xff\xfe", id="binary"),
        pytest.param(b'{"format": 0}\n', id="another version"),
        pytest.param(b"[]\n", id="no header"),
        pytest.param(b'{"tables": []}\n', id="no sizes"),
        pytest.param(compiled_path(YAML).read_bytes()[:-1], id="cut short"),
    ],
)
def test_broken_compiled_form_is_not_used(tmp_path: Path, damage: bytes) -> None:
    index = tmp_path / "my.yaml"
    shutil.copy(YAML, index)
    compiled_path(index).write_bytes(damage)
    assert len(open_index(index).terms) == 46


def _document(**changes: str) -> str:
    fields = {
        "id": '"x"', "title": '"政府工作报告"', "place": '""', "speaker": '""', "meeting": '""', "date": "null",
        "result_year": "2023", "plan_year": "null", "source": '"x.txt"', "sha256": '""',
    } | changes  # fmt: skip
    return "schema: 4\nreport:\n" + "".join(f"  {key}: {value}\n" for key, value in fields.items() if value)


def test_smallest_index() -> None:
    loaded = parse_index(_document().encode(), "x.yaml")
    assert (loaded.date, loaded.result_year, loaded.plan_year, loaded.terms) == (None, 2023, None, ())
    assert parse_index(dump_index(loaded, "c").encode(), "x.yaml") == loaded


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("schema: 4\nreport:\n\tid: x", "x.yaml：第 3 行：YAML 语法错误：found character that cannot start any token", id="syntax"),
        pytest.param("", "x.yaml：第 1 行：顶层：应当是键和值", id="empty"),
        pytest.param("schema: 1\n", "x.yaml：schema：索引的版本是 1，本程序只读版本 4，请用 hpreport build 重建", id="version"),
        pytest.param("schema: 4\n", "x.yaml：第 1 行：顶层：缺少键 report", id="missing key"),
        pytest.param(_document(colour='"red"'), "x.yaml：第 13 行：report：不认识的键 colour", id="unknown key"),
        pytest.param(_document(speaker=""), "x.yaml：第 3 行：report：缺少键 speaker", id="missing key inside"),
        pytest.param(_document(result_year='"2023"'), "x.yaml：第 9 行：report.result_year：应当是整数，却是“2023”", id="string for number"),
        pytest.param(_document(result_year="2_023.5"), "x.yaml：第 9 行：report.result_year：应当是整数，却是“2_023.5”", id="decimal for integer"),
        pytest.param(_document(title="[]"), "x.yaml：第 4 行：report.title：应当是文字", id="list for string"),
        pytest.param(_document(terms='"x"'), "x.yaml：第 13 行：report.terms：应当是列表", id="string for list"),
        pytest.param(_document(id='"x"\n  id: "y"'), "x.yaml：第 4 行：report：键 id 重复", id="duplicate key"),
        pytest.param(_document(id="&a x"), "x.yaml：第 3 行：report.id：不接受 YAML 锚点和别名", id="anchor"),
        pytest.param(_document(id="*a"), "x.yaml：第 3 行：report.id：不接受 YAML 锚点和别名", id="alias"),
        pytest.param(_document() + "---\na: 1\n", "x.yaml：第 13 行：顶层：只能有一个 YAML 文档", id="two documents"),
        pytest.param(_document(result_year=str(2**63)), "x.yaml：第 9 行：report.result_year：应当是整数，却是“9223372036854775808”", id="large number"),
        pytest.param("#" * 20_000_001, "x.yaml：文件太大，最大 20 MB", id="large file"),
    ],
)  # fmt: skip
def test_strict_loading(text: str, message: str) -> None:
    with pytest.raises(DataError) as error:
        parse_index(text.encode(), "x.yaml")
    assert str(error.value) == message


def test_deep_nesting_is_refused() -> None:
    """By the reader; since libyaml 0.2.6, which PyYAML has from 6.0.4 on, by that library itself."""
    with pytest.raises(DataError) as error:
        parse_index(b"[" * 100_000, "x.yaml")
    old = tuple(map(int, version("PyYAML").split("."))) < (6, 0, 4)
    problem = "顶层：应当是键和值" if old else "YAML 语法错误：exceeded maximum nesting depth"
    assert str(error.value) == f"x.yaml：第 1 行：{problem}"


def test_no_index_is_made_that_would_not_be_read(report: Report) -> None:
    with pytest.raises(DataError) as error:
        dump_index(replace(report, title="长" * 7_000_000), "hpreport build x.txt")
    assert str(error.value) == "heping-2023.txt：文字和数据太多，索引最大 20 MB"


def test_other_bytes_are_no_index() -> None:
    with pytest.raises(DataError) as error:
        parse_index(b"\xff\xfe\x00", "x.yaml")
    assert str(error.value) == "x.yaml：不是 UTF-8 文本，不是 YAML 索引"


def test_seed_is_not_edited(report: Report) -> None:
    import hashlib

    assert report.sha256 == hashlib.sha256(SEED.read_bytes()).hexdigest()
    assert report.sha256 == "79b14b24a54c9398693dfb5505806fe6f8d633cb389f47ee2dc259ba6a301da3"


def test_compiled_form_of_another_version_is_left_alone(tmp_path: Path) -> None:
    text = (ROOT / "data" / "heping-2023.yaml").read_text("utf-8")
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    compiled = tmp_path / "a.compiled.jsonl"
    compiled.write_text('{"format": 0}\n', encoding="utf-8")
    assert open_index(tmp_path / "a.yaml").terms == open_index().terms
    assert compiled.read_text("utf-8") == '{"format": 0}\n'


def test_an_index_that_gzip_has_packed(tmp_path: Path) -> None:
    packed = tmp_path / "a.yaml.gz"
    packed.write_bytes(gzip.compress(YAML.read_bytes()))
    assert open_index(packed).terms == open_index().terms
    assert sorted(tmp_path.iterdir()) == [packed]


class _Dumper(yaml.CSafeDumper):
    """PyYAML's, with every string in double quotes."""

    def represent_mapping(self, tag: str, mapping: object, flow_style: bool | None = None) -> yaml.Node:
        node = super().represent_mapping(tag, mapping, flow_style)
        for key, _ in node.value:
            key.style = None
        return node

    def ignore_aliases(self, data: object) -> bool:
        return True


_Dumper.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({}, id="bundled report"),
        pytest.param({"terms": (), "phrases": (), "figures": (), "warnings": ('"\\', "一\n二\t三", "")}, id="empty lists"),
        pytest.param({"title": "".join(map(chr, range(0xD800))), "speaker": "".join(map(chr, range(0xE000, 0x10000)))}, id="all characters of the first plane"),
        pytest.param({"title": "\U00020000 \U0001F600 \U0010FFFF no 5.50 12:30 2024-01-05"}, id="other planes, texts like numbers"),
    ],
)  # fmt: skip
def test_the_rows_are_those_that_pyyaml_writes(report: Report, changes: dict[str, Any]) -> None:
    changed = replace(report, **changes)
    rows = {"schema": 4, "report": plain(changed)}
    body = yaml.dump(rows, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=2**31 - 1)
    assert dump_index(changed, "c").partition("\nschema")[2] == escape_json(body).partition("schema")[2]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (-3, "-3"), (5.5, "5.5"), (3.0, "3.0"), (1e17, "1.0e+17"), (1.5e-7, "1.5e-07"), (None, "null"), (True, "true")],
)  # fmt: skip
def test_numbers_are_written_as_pyyaml_writes_them(value: float | None, text: str) -> None:
    assert yaml.safe_dump(value).removesuffix("...\n") == f"{text}\n"
    figure = parse_index(_document().encode(), "x.yaml")
    assert f"  result_year: {text}\n" in dump_index(replace(figure, result_year=value), "c")

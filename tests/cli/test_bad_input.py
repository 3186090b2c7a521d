"""Bad input: one line that says what and where, the right status, never a traceback."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from support.process import SEED, Result, Run

from hpreport.render import FORMATS

LONG = "长" * 100
KEPT = "这是要读的文件，不能写到这里"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 64)
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    (tmp_path / "short.txt").write_text("只有一行文字，没有名词解释。\n", encoding="utf-8")
    (tmp_path / "broken.yaml").write_text('schema: 4\nreport:\n  id: "x\n', encoding="utf-8")
    (tmp_path / "other.yaml").write_text("a: 1\n", encoding="utf-8")
    (tmp_path / "same.yaml").symlink_to("short.txt")
    (tmp_path / "circle.yaml").symlink_to("circle.yaml")
    return tmp_path


@pytest.mark.parametrize(
    ("args", "status", "err"),
    [
        pytest.param(["build", "none.txt"], 2, "none.txt：读不了：没有这个文件", id="no such file"),
        pytest.param(["build", "."], 2, ".：读不了：这是目录，不是文件", id="a directory"),
        pytest.param(["build", "empty.txt"], 2, "empty.txt：文件是空的，没有可以解析的文字", id="empty"),
        pytest.param(["build", "binary.txt"], 2, "binary.txt：不是文本文件（不是 UTF-8、UTF-16、UTF-32、GB18030 或 Big5 编码）", id="binary"),
        pytest.param(["build", str(SEED), "-o", "none/x.yaml"], 2, "none/x.yaml：写不了：没有这个文件", id="no such folder"),
        pytest.param(["build", "short.txt", "--id", "a b"], 2, "--id 的值不对：不能是空的，不能有空格和斜线，不能是 all，不能以 - 或 . 开头", id="id with a space"),
        pytest.param(["build", "short.txt", "--year", "24"], 2, "--year 的值不对：应当是 1949 到 2099 之间的年份", id="year of two digits"),
        pytest.param(["build", "short.txt", "--year", "x"], 2, "--year 的值不对：应当是整数（用法见 hpreport build --help）", id="year, no number"),
        pytest.param(["build", "old.doc"], 2, "old.doc：是旧版 Word 或 WPS 文件（.doc），请先另存为 .docx 或 .txt", id="old Word file"),
        pytest.param(["terms", "--index", "none.yaml"], 2, "none.yaml：读不了：没有这个文件", id="no such index"),
        pytest.param(["terms", "--index", "."], 2, ".：读不了：这是目录，不是文件", id="index is a directory"),
        pytest.param(["terms", "--index", "broken.yaml"], 2, "broken.yaml：第 4 行：YAML 语法错误：found unexpected end of stream", id="index with a syntax error"),
        pytest.param(["terms", "--index", "other.yaml"], 2, "other.yaml：第 1 行：顶层：不认识的键 a", id="another yaml"),
        pytest.param(["terms", "--index", "binary.txt"], 2, "binary.txt：不是索引；报告的文字要先建立索引：hpreport build binary.txt -o binary.yaml", id="binary index"),
        pytest.param(["build", "short.txt", "-q", "-o", "short.txt"], 2, f"short.txt：{KEPT}", id="over the report"),
        pytest.param(["build", "short.txt", "-q", "-o", "same.yaml"], 2, f"same.yaml：{KEPT}", id="over the report, through a link"),
        pytest.param(["scan", "short.txt", "-o", "./short.txt"], 2, f"./short.txt：{KEPT}", id="over the draft"),
        pytest.param(["terms", "--index", "other.yaml", "-o", "other.yaml"], 2, "other.yaml：这是索引本身，不能写到这里", id="over the index"),
        pytest.param(["export", "--index", "other.yaml", "-o", "other.yaml"], 2, "other.yaml：这是索引本身，不能写到这里", id="an export over the index"),
        pytest.param(["add", "none.txt", "short.txt", "-o", "short.txt"], 2, f"short.txt：{KEPT}", id="over one of several"),
        pytest.param(["build", "short.txt", "-q", "-o", "circle.yaml"], 2, "circle.yaml：写不了：符号链接成环", id="to a circle of links"),
        pytest.param(["build", "a\0b"], 2, "a\ufffdb：读不了：路径无效", id="NUL in a name"),
        pytest.param(["terms", "-o", "a\0b.csv"], 2, "a\ufffdb.csv：写不了：路径无效", id="NUL in the name of a file to write"),
        pytest.param(["add", LONG, "-f", "jsonl", "--fields", "status", "-q"], 2, f"{LONG}：读不了：名字太长", id="add, a name too long"),
        pytest.param(["terms", "-o", f"{LONG}.csv"], 2, f"{LONG}.csv：写不了：名字太长", id="rows to a name too long"),
        pytest.param(["export", "-o", f"{LONG}.html"], 2, f"{LONG}.html：读写出错：名字太长", id="an export to a name too long"),
        pytest.param(["term", "\x1b[31m三农\x07"], 1, "没有找到“\ufffd[31m三农\ufffd”", id="control characters"),
        pytest.param(["term", "z" * 100_000], 1, "没有找到“" + "z" * 40 + "……”", id="a hundred thousand characters"),
    ],
)  # fmt: skip
def test_one_line(run: Run, folder: Path, args: list[str], status: int, err: str) -> None:
    before = (folder / "short.txt").read_bytes()
    env = {"PYTHONPATH": str(SEED.parent.parent), "HPREPORT_LIBRARY": str(folder / "library")}
    done = run(*args, cwd=folder, env=env)
    assert done == Result(status, '{"status": "failed"}\n' if "jsonl" in args else "", f"hpreport: {err}\n")
    assert (folder / "short.txt").read_bytes() == before


def test_a_library_of_a_name_too_long(run: Run) -> None:
    done = run("reports", env={"HPREPORT_LIBRARY": f"/{LONG}"})
    assert done == Result(2, "", f"hpreport: /{LONG}：读写出错：名字太长\n")


def test_undecodable_query(run: Run) -> None:
    import subprocess
    import sys

    from support.process import CLEAN, ROOT

    done = subprocess.run(
        [sys.executable, "-m", "hpreport", "term", b"\xff\xfe"], capture_output=True, cwd=ROOT, env=CLEAN, check=False
    )
    assert (done.returncode, done.stdout, done.stderr.decode()) == (1, b"", "hpreport: 没有找到“\ufffd\ufffd”\n")


def test_report_without_a_glossary_is_built_with_a_warning(run: Run, folder: Path) -> None:
    done = run("build", "short.txt", "-o", "short.yaml", cwd=folder, env={"PYTHONPATH": str(SEED.parent.parent)})
    assert (done.status, done.out) == (0, "")
    assert "hpreport: short.txt：没有名词解释\n" in done.err
    listed = run("terms", "--index", "short.yaml", cwd=folder, env={"PYTHONPATH": str(SEED.parent.parent)})
    assert listed == Result(1, "", "hpreport: 没有词语\n")


def test_what_cannot_be_told_is_said_and_can_be_given(run: Run, folder: Path) -> None:
    env = {"PYTHONPATH": str(SEED.parent.parent)}
    done = run("build", "short.txt", "-o", "short.yaml", cwd=folder, env=env)
    assert done.err.splitlines()[:-1] == [
        f"hpreport: short.txt：{text}"
        for text in (
            "没有认出标题",
            "没有认出地区，可用 --place 指定",
            "没有认出报告人",
            "没有认出报告日期",
            "没有认出报告所涉年份，可用 --year 指定",
            "没有认出分部分的标题",
            "没有名词解释",
        )
    ]
    given = ["--place", "安国市", "--year", "2022", "--id", "anguo-2022"]
    assert "地区" not in run("build", "short.txt", "-o", "short.yaml", *given, cwd=folder, env=env).err
    row = json.loads(run("info", "--index", "short.yaml", "-f", "json", cwd=folder, env=env).out)[0]
    assert [row[key] for key in ("report", "place", "result_year", "plan_year")] == ["anguo-2022", "安国市", 2021, 2022]
    assert (folder / "short.yaml").read_text("utf-8").splitlines()[1] == (
        "#   hpreport build short.txt -o short.yaml --place '安国市' --year 2022 --id anguo-2022"
    )


def test_warnings_name_the_line(run: Run, folder: Path) -> None:
    text = "一、2023年工作回顾\n落实“六保”[1]和“两山”[7]。\n二、其他\n正文。\n名词解释\n[1]六保：六件事。\n"
    (folder / "marks.txt").write_text(text, encoding="utf-8")
    done = run("build", "marks.txt", cwd=folder, env={"PYTHONPATH": str(SEED.parent.parent)})
    assert "hpreport: marks.txt：第 2 行：注释标记 [7] 在名词解释中没有对应的词条\n" in done.err
    assert "hpreport: marks.txt：第 3 行：看不出“其他”是回顾还是安排\n" in done.err


def test_quiet_build_says_nothing(run: Run, folder: Path) -> None:
    done = run("build", "short.txt", "-o", "short.yaml", "-q", cwd=folder, env={"PYTHONPATH": str(SEED.parent.parent)})
    assert done == Result(0, "", "")


def test_build_to_standard_output(run: Run, folder: Path) -> None:
    done = run("build", "short.txt", "-q", cwd=folder, env={"PYTHONPATH": str(SEED.parent.parent)})
    assert done.out.startswith("# Generated: do not edit. Rebuild with\n#   hpreport build short.txt\n")
    assert not (folder / "short.compiled.jsonl").exists()


def test_build_follows_links_and_writes_into_pipes(run: Run, folder: Path) -> None:
    env = {"PYTHONPATH": str(SEED.parent.parent)}
    (folder / "link.yaml").symlink_to(folder / "real.yaml")
    assert run("build", "short.txt", "-o", "link.yaml", "-q", cwd=folder, env=env) == Result(0, "", "")
    assert (folder / "link.yaml").is_symlink()
    assert (folder / "real.yaml").read_text("utf-8").startswith("# Generated")
    os.mkfifo(folder / "pipe")
    reader = subprocess.Popen(["cat", "pipe"], cwd=folder, stdout=subprocess.PIPE)
    assert run("build", "short.txt", "-o", "pipe", "-q", cwd=folder, env=env) == Result(0, "", "")
    assert reader.communicate(timeout=60)[0].startswith(b"# Generated")
    assert (folder / "pipe").is_fifo()
    assert not (folder / "pipe.compiled.jsonl").exists()


def test_hostile_report_never_reaches_the_terminal_raw(run: Run, folder: Path) -> None:
    (folder / "evil.txt").write_text(
        "一、回顾\n正文“三毒”说\x9b2J\n名词解释\n[1]“三毒”：贪\x1b[2J、嗔\x9b、痴\u202e。\n", encoding="utf-8"
    )
    env = {"PYTHONPATH": str(SEED.parent.parent), "HPREPORT_INDEX": "evil.yaml"}
    assert run("build", "evil.txt", "-o", "evil.yaml", "-q", cwd=folder, env=env).status == 0
    calls = [["term", "三毒", "-f", f] for f in FORMATS] + [["terms", "--all", "-f", f] for f in FORMATS]
    calls += [["scan", "--glossary"], ["sections"], ["section", "1"], ["search", "三毒"], ["info", "-f", "table"]]
    for call in calls:
        done = run(*call, stdin="三毒", cwd=folder, env=env)
        assert not set("\x1b\x9b\u202e") & set(done.out + done.err), call

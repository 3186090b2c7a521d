"""Bad input: one line that says what and where, the right status, never a traceback."""

import os
import subprocess
from pathlib import Path

import pytest
from conftest import SEED, Result, Run

from hpreport.render import FORMATS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 64)
    (tmp_path / "short.txt").write_text("只有一行文字，没有名词解释。\n", encoding="utf-8")
    (tmp_path / "broken.yaml").write_text('schema: 1\nreport:\n  id: "x\n', encoding="utf-8")
    (tmp_path / "other.yaml").write_text("a: 1\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("args", "status", "err"),
    [
        pytest.param(["build", "none.txt"], 2, "none.txt：读不了：没有这个文件", id="no such file"),
        pytest.param(["build", "."], 2, ".：读不了：这是目录，不是文件", id="a directory"),
        pytest.param(["build", "empty.txt"], 2, "empty.txt：文件是空的，没有可以解析的文字", id="empty"),
        pytest.param(["build", "binary.txt"], 2, "binary.txt：不是文本文件（既不是 UTF-8、UTF-16，也不是 GB18030 编码）", id="binary"),
        pytest.param(["build", str(SEED), "-o", "none/x.yaml"], 2, "none/x.yaml：写不了：没有这个文件", id="no such folder"),
        pytest.param(["terms", "--index", "none.yaml"], 2, "none.yaml：读不了：没有这个文件", id="no such index"),
        pytest.param(["terms", "--index", "."], 2, ".：读不了：这是目录，不是文件", id="index is a directory"),
        pytest.param(["terms", "--index", "broken.yaml"], 2, "broken.yaml：第 4 行：YAML 语法错误：found unexpected end of stream", id="index with a syntax error"),
        pytest.param(["terms", "--index", "other.yaml"], 2, "other.yaml：第 1 行：顶层：不认识的键 a", id="another yaml"),
        pytest.param(["terms", "--index", "binary.txt"], 2, "binary.txt：不是 UTF-8 文本，不是 YAML 索引", id="binary index"),
        pytest.param(["term", "\x1b[31m三农\x07"], 1, "没有找到“\ufffd[31m三农\ufffd”", id="control characters"),
        pytest.param(["term", "z" * 100_000], 1, "没有找到“" + "z" * 40 + "……”", id="a hundred thousand characters"),
    ],
)  # fmt: skip
def test_one_line(run: Run, folder: Path, args: list[str], status: int, err: str) -> None:
    assert run(*args, cwd=folder, env={"PYTHONPATH": str(SEED.parent.parent)}) == Result(
        status, "", f"hpreport: {err}\n"
    )


def test_undecodable_query(run: Run) -> None:
    import subprocess
    import sys

    from conftest import _CLEAN, ROOT

    done = subprocess.run(
        [sys.executable, "-m", "hpreport", "term", b"\xff\xfe"], capture_output=True, cwd=ROOT, env=_CLEAN, check=False
    )
    assert (done.returncode, done.stdout, done.stderr.decode()) == (1, b"", "hpreport: 没有找到“\ufffd\ufffd”\n")


def test_report_without_a_glossary_is_built_with_a_warning(run: Run, folder: Path) -> None:
    done = run("build", "short.txt", "-o", "short.yaml", cwd=folder, env={"PYTHONPATH": str(SEED.parent.parent)})
    assert (done.status, done.out) == (0, "")
    assert "hpreport: short.txt：没有名词解释\n" in done.err
    listed = run("terms", "--index", "short.yaml", cwd=folder, env={"PYTHONPATH": str(SEED.parent.parent)})
    assert listed == Result(1, "", "hpreport: 没有词语\n")


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

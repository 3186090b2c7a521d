"""README's recipes, each run with the program it is for, where that is installed."""

import json
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from support.process import CLEAN, ROOT

README, CHINESE = (ROOT / name for name in ("README.md", "README.zh-CN.md"))
_RECIPE = re.compile(r"^```(bash|json)\n(.*?)^```$", re.M | re.S)


def recipes(path: Path) -> list[str]:
    return [text for _, text in _RECIPE.findall(path.read_text("utf-8"))]


HOOK, VSCODE, FZF, FACTS, PANEL, SQL = recipes(README)
CHECKLIST, JQ = re.split(r"(?<=\ndone\n)", FACTS)
(VIM,) = re.findall(r"`(set keywordprg=[^`]+)`", README.read_text("utf-8"))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A PATH on which `hpreport` runs this checkout."""
    folder = tmp_path_factory.mktemp("bin")
    script = folder / "hpreport"
    script.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec "{sys.executable}" -m hpreport "$@"\n')
    script.chmod(0o755)
    return f"{folder}:{CLEAN['PATH']}"


def sh(command: str, path: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", command],
        capture_output=True, text=True, cwd=cwd, env={**CLEAN, "PATH": path, **env}, timeout=60, check=False,
    )  # fmt: skip


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed")


def test_both_readmes_have_the_same_recipes() -> None:
    assert recipes(CHINESE) == recipes(README)


@needs("fzf")
def test_fzf(path: str, tmp_path: Path) -> None:
    done = sh(FZF, path, tmp_path, FZF_DEFAULT_OPTS="--filter=三零")
    assert (done.returncode, done.stdout, done.stderr) == (0, "三零\n", "")


def test_fzf_preview(path: str, tmp_path: Path) -> None:
    preview = re.search("--preview '(.*)'", FZF)[1].replace("{}", "'三零'")
    done = sh(preview, path, tmp_path, FZF_PREVIEW_COLUMNS="60")
    assert (done.returncode, done.stderr) == (0, "")
    assert "解释：零事故、零案件、零纠纷。" in done.stdout


@needs("vim")
@pytest.mark.parametrize("keys", ["K", "02lvlK"], ids=["under the cursor", "selected"])
def test_vim(path: str, tmp_path: Path, keys: str) -> None:
    (tmp_path / "recipe.vim").write_text(VIM)
    (tmp_path / "draft.txt").write_text("兜牢三保底线\n", encoding="utf-8")
    command = f"vim -Nu NONE -es -S recipe.vim -c 'normal! {keys}' -c 'qa!' draft.txt </dev/null"
    assert "保基本民生、保工资、保运转。" in sh(command, path, tmp_path).stdout


def test_visual_studio_code(path: str, tmp_path: Path) -> None:
    (task,) = json.loads(VSCODE)["tasks"]
    words = [task["command"], *(arg.replace("${selectedText}", "三保") for arg in task["args"])]
    done = subprocess.run(words, capture_output=True, text=True, env={**CLEAN, "PATH": path}, cwd=tmp_path, check=True)
    assert "解释：保基本民生、保工资、保运转。" in done.stdout


def test_checklist(path: str, tmp_path: Path) -> None:
    done = sh(CHECKLIST, path, tmp_path)
    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (0, "", 43)
    assert done.stdout.startswith("- [ ] 地区生产总值: 增长8%\n")


@needs("jq")
def test_jq(path: str, tmp_path: Path) -> None:
    done = sh(JQ, path, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    wanted = [row for row in json.loads(sh("hpreport targets -f json", path, tmp_path).stdout) if row["unit"] == "%"]
    assert done.stdout.splitlines() == [f"{row['indicator']}\t{row['text']}" for row in wanted if row["value"] >= 50]


def test_panel(path: str, tmp_path: Path) -> None:
    done = sh(PANEL, path, tmp_path, HPREPORT_LIBRARY=str(tmp_path / "library"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "hpreport: 已写入 panel.csv：1 行\n")
    header, row = (line.split(",") for line in (tmp_path / "panel.csv").read_text("utf-8").splitlines())
    found = dict(zip(header, row, strict=True))
    assert (found["place"], found["year"], found["地区生产总值_target_growth"]) == ("沈阳市和平区", "2024", "8")


@needs("sqlite3")
def test_sql(path: str, tmp_path: Path) -> None:
    done = sh(SQL, path, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "新建高中|1所\n新建小学|2所\n学校改造提升工程|3所\n"


@needs("git")
def test_hook(path: str, tmp_path: Path) -> None:
    identity = {f"GIT_{who}_{what}": "a@b" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    quiet = {**identity, "HOME": str(tmp_path), "GIT_CONFIG_NOSYSTEM": "1"}
    assert sh("git init -q", path, tmp_path, **quiet).returncode == 0
    hook = tmp_path / ".git" / "hooks" / "pre-commit"
    hook.write_text(HOOK)
    hook.chmod(hook.stat().st_mode | stat.S_IXUSR)
    (tmp_path / "草 稿.txt").write_text("兜牢“三保”底线，建设三零社区。\n", encoding="utf-8")
    refused = sh("git add . && git commit -qm draft", path, tmp_path, **quiet)
    assert (refused.returncode, refused.stderr) == (
        1,
        "草 稿.txt: 三保 is not explained\n草 稿.txt: 三零 is not explained\n",
    )
    explain = "hpreport scan '草 稿.txt' --glossary > terms && cat terms >> '草 稿.txt' && rm terms"
    accepted = sh(f"{explain} && git add . && git commit -qm draft", path, tmp_path, **quiet)
    assert (accepted.returncode, accepted.stderr) == (0, "")

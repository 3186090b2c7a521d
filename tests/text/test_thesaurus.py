"""The thesaurus: that it is well kept, and where its words lead."""

import re
from collections import Counter
from itertools import product
from pathlib import Path

import pytest
from support.process import ROOT, SEED, SHARED

from hpreport.errors import DataError
from hpreport.index.build import Group, compile_thesaurus, load_thesaurus
from hpreport.text.fold import phrase_of, search_form
from hpreport.text.lexicon import knows, others

DOMAINS = load_thesaurus(ROOT / "data")
GROUPS = [group for own in DOMAINS.values() for group in own]


@pytest.mark.parametrize(
    ("word", "first"),
    [
        pytest.param("国内生产总值", "地区生产总值", id="same"),
        pytest.param("gdp", "地区生产总值", id="Latin"),
        pytest.param("不存在的词", None, id="unknown"),
        pytest.param("", None, id="empty"),
    ],
)
def test_others(word: str, first: str | None) -> None:
    assert next(iter(others(word)), None) == first
    assert knows(word) == (first is not None)
    assert word not in others(word)


def test_it_covers_the_language_of_government() -> None:
    assert sum(map(len, DOMAINS.values())) >= 1000
    assert min(map(len, DOMAINS.values())) >= 20


def test_no_two_groups_say_the_same() -> None:
    assert [group for group, times in Counter(GROUPS).items() if times > 1] == []
    told = Counter((word, frozenset(group.report.split())) for group in GROUPS for word in group.everyday.split())
    assert [pair for pair, times in told.items() if times > 1] == []


def test_a_word_stands_in_a_group_only_where_that_adds_to_those_before() -> None:
    found: dict[str, set[str]] = {}
    idle = []
    for group in GROUPS:
        told = {phrase_of(word) for word in f"{group.report} {group.elsewhere}".split()}
        asked = [phrase_of(word) for word in group.everyday.split()]
        adding = [word for word in asked if not told - {word} <= found.get(word, set())]
        if adding and len(told) > 1:
            idle += [(word, group) for word in asked if word not in adding]
        for word in asked:
            found.setdefault(word, set()).update(told)
    assert idle == []


def test_no_word_leads_to_one_that_leads_back() -> None:
    """Words that stand for each other are in one group; from group to group everyday words lead one way."""
    ways: dict[tuple[str, str], set[int]] = {}
    for at, group in enumerate(GROUPS):
        for asked, told in product(group.everyday.split(), f"{group.report} {group.elsewhere}".split()):
            one, other = phrase_of(asked), phrase_of(told)
            if one not in map(phrase_of, f"{group.report} {group.elsewhere}".split()):
                ways.setdefault((one, other), set()).add(at)
    assert [(one, other) for one, other in ways if (other, one) in ways] == []


def test_what_reports_say_is_said_in_one() -> None:
    corpus = SHARED / "corpus"
    if not corpus.is_dir():
        pytest.skip("no reports here")
    texts = "".join(search_form(path.read_text("utf-8")) for path in [SEED, *sorted(corpus.glob("*.txt"))])
    assert [word for group in GROUPS for word in group.report.split() if phrase_of(word) not in texts] == []
    assert [word for group in GROUPS for word in group.elsewhere.split() if phrase_of(word) in texts] == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param('- {report: "甲 乙"}\n- "丙"\n', "a.yaml：第 2 行：[1]：应当", id="no group"),
        pytest.param("- {report: [甲]}\n", "a.yaml：第 1 行", id="no text"),
        pytest.param("- {report: 甲 乙, domain: 丙}\n", "a.yaml：第 1 行", id="unknown key"),
    ],
)
def test_a_file_that_is_none_is_named(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "thesaurus").mkdir()
    (tmp_path / "thesaurus" / "a.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=re.escape(message)):
        load_thesaurus(tmp_path)


@pytest.mark.parametrize(
    "group",
    [
        pytest.param(Group("甲 乙 甲"), id="twice among the words of reports"),
        pytest.param(Group("甲", everyday="甲"), id="the same on both sides"),
        pytest.param(Group("甲"), id="one word"),
        pytest.param(Group(everyday="甲 乙"), id="no word of reports"),
        pytest.param(Group("甲 。"), id="no word"),
    ],
)
def test_a_group_that_says_nothing_is_refused(group: Group) -> None:
    with pytest.raises(DataError, match=r"thesaurus/a\.yaml"):
        compile_thesaurus({"a": [group]})

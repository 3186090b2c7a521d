"""All other reports at hand: each is built, nothing of its body is lost, its outline is sane; the reference answers."""

import json
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from support.process import SHARED
from support.reports import built

from hpreport.parsing.lines.paragraphs import join_marks
from hpreport.text.encodings import decode

CORPUS = sorted((SHARED / "corpus").glob("*.txt"))
BLANK = re.compile(r"\s|&nbsp;|<U\+00A0>|[\u200b\ufeff]")


def same(text: str) -> str:
    """Return a text without white space, its digits and letters in half width."""
    return unicodedata.normalize("NFKC", BLANK.sub("", text))


@pytest.fixture(scope="module")
def score() -> Any:
    """The scorer of the reference answers, for the way it compares headings and entries."""
    if not (SHARED / "score" / "score.py").exists():
        pytest.skip("no ../shared/score")
    sys.path.insert(0, str(SHARED / "score"))
    import score

    return score


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_nothing_of_the_body_is_lost(path: Path) -> None:
    """The paragraphs with their marks are the text up to the glossary, but for white space; then what follows it."""
    report = built(path)
    text = same(decode(path.read_bytes(), path.name))
    paragraphs = sorted((p for s in report.sections for p in s.paragraphs), key=lambda p: (p.line, p.column))
    last = report.terms[-1].line if report.terms else 0
    before = "".join(join_marks(p) for p in paragraphs if p.line < last or not last)
    behind = "".join(join_marks(p) for p in paragraphs if p.line > last > 0)
    assert text.startswith(same(before))
    assert text.endswith(same(behind))
    if not report.terms:
        assert len(text) == len(same(before))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_outline_is_sane(path: Path) -> None:
    sections = built(path).sections
    ids = {section.id: section for section in sections}
    assert len(ids) == len(sections)
    parts = [s for s in sections if s.level == 1 and not s.number.startswith("附")]
    assert 2 <= len(parts) <= 5
    assert [part.role for part in parts[:1]] == ["review"]
    assert "plan" in [part.role for part in parts]
    for section in sections[1:]:
        assert 2 <= len(section.heading) <= 60, section.heading
        assert not re.search("[。！？；]|各位代表", section.heading), section.heading
        assert section.parent == section.id.rpartition(".")[0]
        assert section.level > (ids[section.parent].level if section.parent else 0)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_years_and_places(path: Path) -> None:
    report = built(path)
    assert report.plan_year == int(path.stem[-4:])
    assert report.result_year == report.plan_year - 1
    for text in (report.title, report.place, report.speaker, report.meeting):
        assert not re.search("记者|来源|[?。，]", text)


def test_outlines_are_those_read_by_hand(score: Any) -> None:
    good, want = [0, 0, 0, 0], [0, 0, 0, 0]
    for gold in sorted((SHARED / "gold" / "outline").glob("*.json")):
        path = SHARED / "corpus" / f"{gold.stem}.txt"
        have: dict[int, list[str]] = {}
        for section in built(path).sections if path.exists() else ():
            have.setdefault(section.line, []).append(score.bare(section.heading))
        for level, node in score.nodes(json.loads(gold.read_text("utf-8"))) if have else ():
            want[level] += 1
            good[level] += score.bare(node["heading"]).rstrip("。") in have.get(node["line"], [])
    for level, least in ((1, 0.99), (2, 0.99), (3, 0.97)):
        assert good[level] >= least * want[level], level


def test_glossaries_are_those_read_by_hand(score: Any) -> None:
    want = terms = definitions = 0
    for gold in sorted((SHARED / "gold" / "glossary").glob("*.jsonl")):
        found = {
            score.digest(t.term): score.digest(t.definition)
            for t in built(SHARED / "corpus" / f"{gold.stem}.txt").terms
        }
        for entry in score.read_jsonl(gold):
            if not entry.get("doubtful"):
                key = entry.get("term_sha") or score.digest(entry["term"])
                want += 1
                terms += key in found
                definitions += found.get(key) == (entry.get("definition_sha") or score.digest(entry["definition"]))
    assert terms >= 0.99 * want
    assert definitions >= 0.99 * want

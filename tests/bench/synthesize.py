"""Make texts of reports that nobody gave, like real ones, to measure what a large library costs.

    .venv/bin/python tests/bench/synthesize.py SAMPLES FOLDER --reports 2000 [--seed 1]

SAMPLES is a folder of real reports as .txt. Each made one has the outline of a sample and sentences of all of them,
with numbers, places, names and one word in twelve changed, so that words, indicators and phrases grow in number as they
do from one real report to the next. Of its glossary, two entries in five are real ones; the others are recombined from
their characters. The same seed makes the same texts.
"""

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import jieba

from hpreport.errors import HpreportError
from hpreport.index.build import build_report
from hpreport.model import LEVEL_ROOT, Report

_YEARS_OF_A_PLACE = 10
_SHARED = 0.4
"""Of the entries of a glossary, how many stand in other reports too."""
_OWN_SENTENCES = 0.5
"""Of the sentences of a report, how many are those of the sample whose outline it has."""
_CHANGED = 12
"""One word in so many is another one."""
_WORD = re.compile("[\u4e00-\u9fff]{2}")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_NAMED = re.compile("([\u4e00-\u9fff]{2})(?=路|街|桥|镇|乡|村|河|湖|公园|广场|小学|中学|社区|水库|高速|医院)")
_QUOTED = re.compile("“([\u4e00-\u9fff]{2,6})”")
_SENTENCE = re.compile("[^。！？]+[。！？]?")
_KINDS = ("市", "区", "县")


@dataclass
class Stock:
    """What the made reports are made of."""

    outlines: list[Report] = field(default_factory=list)
    sentences: dict[str, list[str]] = field(default_factory=dict)
    """By role of the part they stand in."""
    terms: list[tuple[str, str]] = field(default_factory=list)
    """Headword and explanation."""
    words: list[str] = field(default_factory=list)
    """Words of two characters, as often as they stand in the samples."""
    characters: str = ""
    """Those that the names of places are made of, as often as they stand in them."""


def read_stock(samples: Path) -> Stock:
    """Return what the samples of a folder have. Those that cannot be read are left out."""
    stock, words = Stock(), Counter[str]()
    for path in sorted(samples.glob("*.txt")):
        try:
            report = build_report(path)
        except HpreportError:
            continue
        stock.outlines.append(report)
        for section in report.sections:
            for paragraph in section.paragraphs:
                text = _placeless(paragraph.text, report.place)
                stock.sentences.setdefault(section.role, []).extend(_SENTENCE.findall(text))
                words.update(filter(_WORD.fullmatch, _cut(text)))
        stock.terms += [(term.headword, _placeless(term.definition, report.place)) for term in report.terms]
        stock.characters += "".join(_NAMED.findall(" ".join(s.heading for s in report.sections))) + report.place[:2]
    common = [word for word, times in words.items() if times > 5]
    stock.words = [word for word in sorted(common) for _ in range(words[word])]
    return stock


def _placeless(text: str, place: str) -> str:
    """Return a text with {place} where it names the place of its report."""
    bare = place.rpartition("省")[2].rpartition("市")[2] if place.endswith(("区", "县")) else place
    names = [name for name in (place, bare, bare[:-1] if len(bare) > 2 else "") if len(name) > 1]
    text = text.replace("{", "").replace("}", "")
    for name in names:
        text = text.replace(name, "{place}")
    return text


class Maker:
    """Makes one report, from a random source of its own."""

    def __init__(self, stock: Stock, seed: str) -> None:
        self._stock = stock
        self._random = random.Random(seed)

    def text(self, place: str, year: int) -> str:
        """Return the text of the report that a place gives at the beginning of a year."""
        outline = self._random.choice(self._stock.outlines)
        shift = year - (outline.plan_year or year)
        terms = list(self._terms(len(self._random.choice(self._stock.outlines).terms)))
        body = "\n".join(self._body(outline, iter(enumerate(terms, 1))))
        body = re.sub(r"(?<!\d)((?:19|20)\d\d)(?=年)", lambda match: str(int(match[1]) + shift), body)
        glossary = [f"{at}.{word}：{told}" for at, (word, told) in enumerate(terms, 1)]
        head = [
            "政府工作报告",
            f"——{year}年1月{self._random.randint(5, 28)}日在{place}人民代表大会第{self._random.randint(1, 6)}次会议上",
            f"{place}人民政府{place[-1]}长  {self._name()}{self._name()[0]}",
            "各位代表：",
            "现在，我代表人民政府向大会报告工作，请予审议。",
        ]
        lines = [*head, body, *(["名词解释", *glossary] if glossary else [])]
        return "\n".join(lines).replace("{place}", place) + "\n"

    def _name(self) -> str:
        return "".join(self._random.choices(self._stock.characters, k=2))

    def _terms(self, wanted: int) -> Iterator[tuple[str, str]]:
        seen = set()
        while len(seen) < wanted:
            (head, told), (other, more) = self._random.choices(self._stock.terms, k=2)
            if self._random.random() > _SHARED:
                bare = other.strip("“”")
                cut = self._random.randint(1, max(len(bare) - 1, 1))
                head = f"“{head.strip('“”')[: self._random.randint(1, 4)]}{bare[cut:]}”"
                told = self._changed(told[: len(told) // 2] + more[len(more) // 2 :])
            if head not in seen and len(head) > 3:
                seen.add(head)
                yield head, told.replace("\n", "")

    def _body(self, outline: Report, terms: Iterator[tuple[int, tuple[str, str]]]) -> Iterator[str]:
        for section in outline.sections:
            for paragraph in section.paragraphs if section.level != LEVEL_ROOT else ():
                text = _placeless(paragraph.text, outline.place)
                yield "".join(self._sentences(text, section.role, terms))

    def _sentences(self, text: str, role: str, terms: Iterator[tuple[int, tuple[str, str]]]) -> Iterator[str]:
        for at, own in enumerate(_SENTENCE.findall(text)):
            kept = not at or self._random.random() < _OWN_SENTENCES
            yield self._changed(own if kept else self._random.choice(self._stock.sentences[role]))
            if at and self._random.random() < 0.3 and (term := next(terms, None)):
                yield f"深入推进{term[1][0]}[{term[0]}]建设。"

    def _changed(self, text: str) -> str:
        text = "".join(map(self._word, _cut(text)))
        text = _NUMBER.sub(self._number, text)
        text = _NAMED.sub(lambda match: self._name(), text)
        return _QUOTED.sub(self._quoted, text)

    def _number(self, match: re.Match[str]) -> str:
        digits = match[0]
        if re.match("(?:19|20)\\d\\d$", digits):
            return digits
        value = float(digits) * self._random.uniform(0.6, 1.6)
        return f"{value:.{len(digits.partition('.')[2])}f}"

    def _quoted(self, match: re.Match[str]) -> str:
        if self._random.random() < _SHARED:
            return match[0]
        other = self._random.choice(self._stock.terms)[0].strip("“”")
        return f"“{match[1][:2]}{other[-2:]}”"

    def _word(self, word: str) -> str:
        other = _WORD.fullmatch(word) and not self._random.randrange(_CHANGED)
        return self._random.choice(self._stock.words) if other else word


@cache
def _cut(text: str) -> list[str]:
    """Return a text as words."""
    return list(jieba.cut(text))


def make(samples: Path, folder: Path, reports: int, seed: int, tell: Callable[[str], None]) -> None:
    """Write so many texts to a folder."""
    stock = read_stock(samples)
    folder.mkdir(parents=True, exist_ok=True)
    source = random.Random(seed)
    places = _places(source, stock, -(-reports // _YEARS_OF_A_PLACE))
    for at in range(reports):
        place, year = places[at // _YEARS_OF_A_PLACE], 2025 - at % _YEARS_OF_A_PLACE
        text = Maker(stock, f"{seed}/{at}").text(place, year)
        (folder / f"{place}-{year}.txt").write_text(text, encoding="utf-8")
    tell(f"{reports} reports in {folder}")


def _places(source: random.Random, stock: Stock, wanted: int) -> Sequence[str]:
    found: dict[str, None] = {}
    while len(found) < wanted:
        found["".join(source.choices(stock.characters, k=2)) + source.choice(_KINDS)] = None
    return list(found)


def main() -> None:
    """Make the texts that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("samples", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    make(given.samples, given.folder, given.reports, given.seed, print)


if __name__ == "__main__":
    main()

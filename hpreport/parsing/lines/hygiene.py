"""Text as it was meant: what copying, fonts, scanners and typists put in or take for something else is put right.

Nothing that a reader would see is lost. What was changed is said in one warning, so that whoever compares a quote with
the file knows why a character differs.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from hpreport.text.lexicon import pattern, word_map


class Change(NamedTuple):
    """One place where a text was changed, or would be."""

    start: int
    end: int
    text: str
    """What stands there instead."""


_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f]|&(?:nbsp|ensp|emsp|#160);|<U\\+00A0>")
_BREAKS = re.compile("[\u2028\u2029\x85\x0b\x0c]")
_TRAILING = re.compile(r"(?<![ \t\u3000])[ \t\u3000]+(?=\n|\Z)")
_COMPATIBILITY = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
_FULL_WIDTH = re.compile(r"[０-９Ａ-Ｚａ-ｚ]+(?:．[０-９]+)?")
_FULL_TO_HALF = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF5B), 0xFF0E)}
_NUMERAL = "[〇○零一二三四五六七八九]"
_QUOTES = re.compile('["＂〝〞“”]')
_SINGLE = re.compile(r"(?<![A-Za-z0-9])'([^'\n]{0,40}[\u4e00-\u9fff][^'\n]{0,40})'(?![A-Za-z0-9])")
_OPENS_BEFORE = re.compile(r"[\s，。、；：（《【—]|^$")
_CLOSES_BEHIND = re.compile(r"[\s，。、；：？！）》】]|^$")


def tidy(text: str) -> tuple[str, str]:
    """Return the text put right, and a warning in Chinese of what was changed; empty where nothing was."""
    said: list[str] = []
    first = 0
    for name, find in _STEPS:
        changes = list(find(text))
        if changes:
            line = text.count("\n", 0, changes[0].start) + 1
            first = min(first or line, line)
            said.append(f"{name} {len(changes)} 处")
        text = _changed(text, changes)
    return text, f"第 {first} 行起：文字已清理，引文与原文件在这些字上不同：{'、'.join(said)}" if said else ""


def _changed(text: str, changes: list[Change]) -> str:
    pieces, end = [], 0
    for change in changes:
        pieces += [text[end : change.start], change.text]
        end = change.end
    return "".join([*pieces, text[end:]])


def _by(found: re.Pattern[str], becomes: Callable[[str], str]) -> Callable[[str], Iterator[Change]]:
    """Return a step that replaces what a pattern finds."""

    def find(text: str) -> Iterator[Change]:
        for match in found.finditer(text):
            if (other := becomes(match[0])) != match[0]:
                yield Change(match.start(), match.end(), other)

    return find


_BREAKING_GAP = re.compile(r"(?<=\S)[ \t\u3000]{2,}(?=\S)")
_LONG_TEXT, _FEWEST_GAPS, _SHORTEST_PIECE = 500, 5, 15
"""Characters of a line without breaks, wide gaps in it, and characters between two of them on average, at least."""


def _lost_breaks(text: str) -> Iterator[Change]:
    """Yield the wide gaps that stand for line breaks: cells of a table hold a whole report on one line."""
    start = 0
    for line in text.split("\n"):
        gaps = list(_BREAKING_GAP.finditer(line)) if len(line) >= _LONG_TEXT else []
        if len(gaps) >= _FEWEST_GAPS and len(line) >= _SHORTEST_PIECE * len(gaps):
            yield from (Change(start + gap.start(), start + gap.end(), "\n") for gap in _between_lines(line, gaps))
        start += len(line) + 1


def _between_lines(line: str, gaps: list[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Yield the gaps but those within a name or a title set apart: 张　　德."""
    for gap, following in zip(gaps, [*gaps[1:], None], strict=True):
        end = following.start() if following else len(line)
        if end - gap.end() > 1:
            yield gap


_BLOCK_TAG = re.compile(r"(?:<br\s*/?>|</(?:p|div|li|tr|h[1-6])\s*>)+\n?", re.I)
_OTHER_TAG = re.compile(
    r"<(?:/?(?:p|div|span|strong|b|em|i|u|font|a|li|ul|ol|table|tbody|tr|td|h[1-6]|center|article|section)\b[^<>\n]{0,300})>",
    re.I,
)


@cache
def _radicals() -> dict[str, str]:
    return {form: character for character, forms in word_map("radical_forms").items() for form in forms}


def _unified(character: str) -> str:
    return _radicals().get(character) or unicodedata.normalize("NFKC", character)


def _trailing(text: str) -> Iterator[Change]:
    """Yield the white space at the end of lines where most of them have some; elsewhere it does no harm."""
    found = [Change(match.start(), match.end(), "") for match in _TRAILING.finditer(text)]
    if 2 * len(found) > text.count("\n") + 1:
        yield from found


@cache
def _zeros() -> tuple[tuple[re.Pattern[str], str], ...]:
    zero = f"(?P<zero>{pattern('spelled_zero')}+)"
    return (
        (re.compile(rf"(?<={_NUMERAL}){zero}(?=[年十百千万]|{_NUMERAL})"), "〇"),  # 二O二四年, 二O二O年, 一OO年
        (re.compile(rf"(?<![A-Za-z\d.])\d+{zero}(?=\d|[年月日万亿%％个项])"), "0"),  # 2O24年, 1OO个; never H2O2
    )


def _zeros_spelled(text: str) -> Iterator[Change]:
    found = [
        Change(*match.span("zero"), digit * len(match["zero"]))
        for spelled, digit in _zeros()
        for match in spelled.finditer(text)
    ]
    yield from sorted(found)


def _straight_quotes(text: str) -> Iterator[Change]:
    """Yield the straight quotation marks, each as the mark that opens or closes, line by line."""
    start = 0
    for line in text.split("\n"):
        if '"' in line or "＂" in line or "〝" in line:
            yield from (change._replace(start=start + change.start, end=start + change.end) for change in _paired(line))
        start += len(line) + 1


def _paired(line: str) -> Iterator[Change]:
    found = list(_QUOTES.finditer(line))
    odd = sum(match[0] in '"＂' for match in found) % 2 == 1
    is_open = False
    for match in found:
        before, behind = line[: match.start()][-1:], line[match.end() :][:1]
        opens = not is_open
        if match[0] in "“”〝〞":
            opens = match[0] in "“〝"
        elif odd:  # one of the line has no other: what stands around it tells
            if before.isdigit() and not is_open:
                continue  # 65" is a measure
            opens = bool(_OPENS_BEFORE.match(before)) or (opens and not _CLOSES_BEHIND.match(behind))
        is_open = opens
        mark = "“" if opens else "”"
        if mark != match[0]:
            yield Change(match.start(), match.end(), mark)


def _single_quotes(text: str) -> Iterator[Change]:
    for match in _SINGLE.finditer(text):
        yield Change(match.start(), match.end(), f"‘{match[1]}’")


_HAN = "[\u3400-\u9fff〇]"
_WIDE = f"(?:{_HAN}|[，。、；：？！（）《》“”])"
_GAP = re.compile(
    rf"(?<={_WIDE}) (?={_WIDE}|\d)|(?<={_HAN})  (?={_HAN})|(?<=\S[\d%]) (?={_WIDE})"
    r"|(?<=\d) (?=[\d.%])|(?<=\d\.) (?=\d)|(?<=\d \.) (?=\d)"  # 8 . 5 %
)
_TELLING_GAP = re.compile(rf"(?<={_WIDE}) (?={_WIDE})")
"""Spaces around numbers alone tell nothing: some write 114 年 2 月."""
_LONG_LINE = 20
"""Chinese characters of a line from which on spaces between them are none of a table or a name."""
_DENSE, _FEWEST = 4, 8
"""A line was read from a picture where every fourth character has a space behind it, at least so many of them."""
_SPARSE, _FEWEST_OF_ALL = 33, 30
"""The same of the long lines of a text together."""


_ANY_GAP = re.compile(r"(?<=\S) (?=\S)")
_SPELT = 0.9
"""Share of the words of a line that are single characters, from which on its spaces mean nothing."""


class _Line(NamedTuple):
    start: int
    text: str
    gaps: int
    """Single spaces where Chinese has none."""
    characters: int


def _scanned_spaces(text: str) -> Iterator[Change]:
    """Yield the spaces that reading a picture has put between characters."""
    lines = list(_lines_with_gaps(text))
    long = [line for line in lines if line.characters >= _LONG_LINE]
    gaps = sum(line.gaps for line in long)
    everywhere = gaps >= _FEWEST_OF_ALL and gaps * _SPARSE >= len(text)
    for line in lines:
        if _is_spelt(line.text):
            yield from (Change(line.start + m.start(), line.start + m.end(), "") for m in _ANY_GAP.finditer(line.text))
            continue
        dense = line.gaps >= _FEWEST and line.gaps * _DENSE >= line.characters
        if dense or (everywhere and line.characters >= _LONG_LINE):
            yield from (Change(line.start + m.start(), line.start + m.end(), "") for m in _GAP.finditer(line.text))


def _is_spelt(line: str) -> bool:
    """Tell whether a long line has a space behind nearly every character, those of words and numbers too."""
    words = line.split(" ")
    return len(words) >= _LONG_LINE and sum(len(word) <= 1 for word in words) >= _SPELT * len(words)


def _lines_with_gaps(text: str) -> Iterator[_Line]:
    start = 0
    for line in text.split("\n"):
        if gaps := len(_TELLING_GAP.findall(line)) if " " in line else 0:
            yield _Line(start, line, gaps, len(re.findall(_HAN, line)))
        start += len(line) + 1


_STEPS = (
    ("零宽字符去掉", _by(_INVISIBLE, lambda _: "")),
    ("行分隔符改为换行", _by(_BREAKS, lambda _: "\n")),
    ("不间断空格改为空格", _by(_SPACES, lambda _: " ")),
    ("网页标签改为换行", _by(_BLOCK_TAG, lambda _: "\n")),
    ("网页标签去掉", _by(_OTHER_TAG, lambda _: "")),
    ("空格改为换行", _lost_breaks),
    ("行末空格去掉", _trailing),
    ("部首和兼容汉字改为通用字", _by(_COMPATIBILITY, _unified)),
    ("全角数字和字母改为半角", _by(_FULL_WIDTH, lambda text: text.translate(_FULL_TO_HALF))),
    ("当作〇、0 的字母改为〇、0", _zeros_spelled),
    ("直引号改为“”", _straight_quotes),
    ("直引号改为‘’", _single_quotes),
    ("字间空格去掉", _scanned_spaces),
)
"""What is put right, in this order, and how it is found."""

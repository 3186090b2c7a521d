"""The entries of a glossary (名词解释): what begins one, and its headword and definition, in all the forms in use.

One glossary numbers its entries in one way: which one is seen from the whole of it, so that a list inside a definition
(（1）… below [3]…) begins no entries.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

from hpreport.model import Paragraph
from hpreport.parsing.lines.paragraphs import join_marks
from hpreport.text.lexicon import pattern
from hpreport.text.numerals import ONE_TO_TEN, chinese_to_int

_DIGITS = r"[0-9０-９]{1,3}"
CIRCLED = "①-⑳㉑-㉟㊱-㊿❶-❿⓫-⓴⑴-⒇⒈-⒛㈠-㈩"
"""Numbers that are one character, for a class of characters."""
_NOTE = r"(?:注释|注解|脚注|尾注|注)"
_CN = f"[{ONE_TO_TEN}]{{1,3}}"


class Style(Enum):
    """How the entries of a glossary are numbered."""

    BRACKETED = "[1]"
    NOTE = "注1："
    CIRCLED = "①"
    ROUND = "（1）"
    PLAIN = "1."
    CN_ROUND = "（一）"
    CN = "一、"
    BULLET = "●"
    SPACED = "1 "


# the number that [U+FFFD] had is lost; a bullet is none
_NUMBERS = (
    (
        Style.BRACKETED,
        rf"[\[［【〔〈<＜{{｛]\s*{_NOTE}?\s*\^?(?P<number>{_DIGITS}|\ufffd|[{CIRCLED}])\s*[\]］】〕〉>＞}}｝]",
    ),
    (Style.NOTE, rf"{_NOTE}\s*(?P<number>{_DIGITS}|[{CIRCLED}]|{_CN})\s*[：:.．、]"),
    (Style.CIRCLED, rf"(?P<number>[{CIRCLED}])\s*[．、.]?"),
    (Style.ROUND, rf"[（(]\s*(?P<number>{_DIGITS})\s*[）)]\s*[．、]?"),
    (Style.PLAIN, rf"(?P<number>{_DIGITS})\s*(?:[．、.)）:：]|\\\.)"),
    (Style.CN_ROUND, rf"[（(]\s*(?P<number>{_CN})\s*[）)]\s*[．、]?"),
    (Style.CN, rf"(?P<number>{_CN})\s*[、．.]"),
    (Style.BULLET, r"(?P<number>)(?:[•·●○◆◇■□★☆▲△▶►※✦◎▪]+|[*＊+-]+(?=\s|[“《]))"),
    (Style.SPACED, rf"(?P<number>{_DIGITS})\s+(?=\D)"),
)
_NUMBERED = tuple((style, re.compile(rf"\s*{numbering}\s*[：:]?\s*")) for style, numbering in _NUMBERS)
_INNER_START = {
    Style.BRACKETED: rf"[\[［【〔]\s*{_DIGITS}\s*[\]］】〕]",
    Style.CIRCLED: rf"[{CIRCLED}]",
    Style.ROUND: rf"[（(]\s*{_DIGITS}\s*[）)]",
    Style.PLAIN: rf"{_DIGITS}\s*(?:[．、]|\.(?!\d))",
}
# [3]…。[4]…, 3.…。4.…: the next entry on the same line
_INNER = {style: re.compile(rf"(?:(?<=[。；;！？）”])\s*|\s+)(?={start})") for style, start in _INNER_START.items()}
# “三零”：…; no clause stands before the colon (双碳即碳达峰与碳中和，包括：…) but in a bracket (TOD（公交，导向）：…)
# and between quotes (“两个大局”，“三种关系”：…). What is quoted is never read another way again (?>), which for a row
# of “” would double the time with each
_COLON = re.compile(
    r"(?P<headword>(?>“[^”：:]*”|（[^（）：:。]*）|\([^()：:。]*\)|，(?=“)|[^：:。；，“（(]|[“（(]){1,60}?)\s*[：:]"
    r"\s*(?P<definition>.*)",
    re.S,
)
# 8.[11258]市委十一届九次全会提出的…: brackets around the headword, and no colon
_BRACKETS = re.compile(r"[\[［【](?P<headword>[^\]］】]{1,60})[\]］】]\s*[：:]?\s*(?P<definition>.+)", re.S)
# “三农”——农业、农村、农民; TOD = 以公共交通为导向的开发
_DASH = re.compile(
    r"(?P<headword>[^，。；：]{1,40}?)\s*(?:[—―─－–-]{2,}|(?<=[”》])[—―－–-]|(?<=\s)[—―－–-](?=\s)|[=＝→⇒])"
    r"\s*(?P<definition>.+)",
    re.S,
)
# 两化融合是指…, “双碳”，即…: words that nothing but an explanation has
_SAYS = re.compile(
    rf"(?P<headword>(?:“[^”]*”|[^，。；：“])(?:“[^”]*”|[^，。；：“]){{0,40}}?)(?P<definition>{pattern('definition_says')}.+)",
    re.S,
)
# “双碳”即碳达峰与碳中和, 河长制是…: words that a headword may have too
_VERB = re.compile(
    rf"(?P<headword>[“\"《「][^”\"》」]{{1,40}}[”\"》」][^，。；：]{{0,16}}?|[^，。；：“”]{{2,24}}?)"
    rf"(?P<definition>{pattern('definition_verbs')}.+)",
    re.S,
)
# 三保　　保民生…, | 三保 | 保民生… |
_WIDE = re.compile(
    r"\|?\s*(?P<headword>[^，。；：\s|]{2,30}?)(?:\t|\u3000|\s{2,}|\s*\|)\s*(?P<definition>.{4,}?)\s*\|?", re.S
)
# 1. “三保” 保民生…, 1.三保。保民生…: where a number says that it is an entry
_SPACE = re.compile(r"(?P<headword>“[^”]+”\S{0,12}|[^，。；：\s]{2,30})\s+(?P<definition>\S.{3,})", re.S)
_STOP = re.compile(r"(?P<headword>[^，。；：]{2,24})。\s*(?P<definition>.{6,})", re.S)
_LABELLED = re.compile(
    rf"(?:{pattern('entry_label')})\s*[：:]?\s*(?P<headword>[^：:。]{{1,40}}?)[\s。；;，,【\[（(]*{pattern('definition_label')}\s*[】\])）]?\s*[：:]?"
    r"\s*(?P<definition>.+)",
    re.S,
)
_ENDS_IN_VERB = re.compile(rf"(?P<headword>.{{2,}}?)[，,]?(?P<verb>{pattern('definition_leads')})")
_BOLD = re.compile(r"^(?P<marks>\*\*|__)(?P<headword>.{1,60}?)(?P=marks)\s*[：:]?\s*(?P<definition>.*)", re.S)
_PAGE = re.compile(r"\s*[（(](?:详?见)?(?:报告|正文|文中)?第\s*\d+\s*页[^）)]{0,8}[）)]$")
_OWN_MARK = re.compile(rf"\s*[\[［【〔（(]({_DIGITS})[\]］】〕）)]$|([{CIRCLED}])$")
_NEXT_QUOTED = re.compile(r"[。；]\s*(?=“[^”]{1,30}”[^，。；：]{0,12}[：:])")
_ROW = 3
"""Numbers in a row that are no chance."""
_LEAP = 5
"""How many numbers may be missing between two entries."""
_FEW = 2
_LONGEST_GROUP = 24
_LONGEST_HEADWORD = 40
_PAIRS = {"“": "”", '"': '"', "‘": "’", "「": "」", "『": "』", "《": "》", "【": "】"}
_UNPAIRED = (("“", "”"), ("‘", "’"), ("《", "》"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as printed. `number` is None where the mark lost it or there is none."""

    number: int | None
    headword: str
    definition: str
    line: int


def term_of(headword: str) -> str:
    """Return the headword without the quotation marks that enclose the whole of it, and without half a pair.

    `“三保”` is 三保, and so is `三保”`; `“1+3”规划设计` and `“两种思维”“四种理念”` stay as they are.
    """
    for opening, closing in _UNPAIRED:
        if headword.startswith(opening) and closing not in headword:
            return headword[1:]
        if headword.endswith(closing) and opening not in headword:
            return headword[:-1]
    close = _PAIRS.get(headword[:1])
    if close and headword.endswith(close) and headword.find(close, 1) == len(headword) - 1:
        return headword[1:-1]
    return headword


@dataclass(frozen=True, slots=True)
class Piece:
    """What may be an entry: a line of the glossary, or a part of one that holds several."""

    line: int
    text: str
    style: Style | None
    number: int | None
    """None where there is none, and where the mark lost it."""
    inside: str
    """What stands behind the number."""


def parse_entries(paragraphs: Sequence[Paragraph]) -> tuple[list[Entry], list[Paragraph]]:
    """Return the entries of the glossary, those printed twice once, and the paragraphs in it that are none.

    In a numbered glossary a paragraph without a number goes on with the definition before it.
    """
    pieces = [piece for paragraph in paragraphs for piece in pieces_of(paragraph)]
    style = style_of(pieces)
    if style is None and len(paragraphs) <= _FEW:
        pieces = [cut for piece in pieces for cut in _cut_quoted(piece)]
    entries, rest = _numbered_entries(pieces, style) if style else _plain_entries(pieces)
    return _once([entry for entry in entries if entry.definition]), rest + _without_definition(entries)


def pieces_of(paragraph: Paragraph) -> Iterator[Piece]:
    """Yield the entries that share a line: they are numbered in one way, and their numbers go up by one."""
    text = join_marks(paragraph)
    piece, start = read_piece(paragraph.line, text), 0
    inner = _INNER.get(piece.style) if piece.style else None
    for cut in inner.finditer(text) if inner and piece.number is not None else ():
        following = read_piece(paragraph.line, text[cut.end() :])
        if piece.number is not None and following.number == piece.number + 1:
            yield read_piece(paragraph.line, text[start : cut.start()])
            piece, start = following, cut.end()
    yield read_piece(paragraph.line, text[start:])


def read_piece(line: int, text: str) -> Piece:
    """Return a piece of text with the number that begins it."""
    for style, numbering in _NUMBERED:
        if match := numbering.match(text):
            return Piece(line, text, style, _value(match["number"]), text[match.end() :].strip())
    return Piece(line, text, None, None, text.strip())


def _value(number: str) -> int | None:
    if len(number) == 1 and not number.isascii():
        value = unicodedata.numeric(number, 0)
        return int(value) or None
    digits = unicodedata.normalize("NFKC", number)
    return int(digits) if digits.isdigit() else chinese_to_int(digits)


def style_of(pieces: Sequence[Piece]) -> Style | None:
    """Return how the entries are numbered: the way in which most pieces count up, None where none does.

    The first entry stands near the start: a list inside a definition does not number the glossary.
    """
    found = [style for style in dict.fromkeys(piece.style for piece in pieces) if style]
    best = max(found, key=lambda style: _counting(pieces, style), default=None)
    if best is None:
        return None
    count, first = _counting(pieces, best), next(at for at, piece in enumerate(pieces) if piece.style is best)
    return best if count * 2 >= len(pieces) or (count >= _ROW and first < _ROW) or first == 0 else None


def _counting(pieces: Sequence[Piece], style: Style) -> int:
    """Return how many pieces count up in one style, from any number on; lost numbers and bullets count."""
    count, last = 0, 0
    for piece in pieces:
        number = piece.number
        if piece.style is style and (not last or number is None or number == 1 or last < number <= last + _LEAP):
            count, last = count + 1, number or last
    return count


def _numbered_entries(pieces: Sequence[Piece], style: Style) -> tuple[list[Entry], list[Paragraph]]:
    entries: list[Entry] = []
    rest: list[Paragraph] = []
    last = 0
    for at, piece in enumerate(pieces):
        begins = _begins(pieces, at, style, last)
        entry = entry_of(piece, numbered=True) if begins else None
        if entry:
            entries.append(entry)
            last = piece.number or last
        elif not begins and _is_group(pieces, at, style):
            continue
        elif entries and not piece.text.startswith("各位代表"):
            entries[-1] = _continued(entries[-1], piece.text)
        else:
            rest.append(Paragraph(piece.line, piece.text))
    return entries, rest


def _begins(pieces: Sequence[Piece], at: int, style: Style, last: int) -> bool:
    """Tell whether a piece begins an entry where the last one has number `last`.

    A number of another style goes on with the count (a misprint) or belongs to a list inside the definition; so does a
    lower number of the same style, where the count goes on behind it.
    """
    piece = pieces[at]
    if piece.style is not style:
        return piece.style is not None and last > 0 and piece.number == last + 1
    if style is Style.BRACKETED or piece.number is None or piece.number >= last:
        return True
    count = piece.number
    for number in (later.number for later in pieces[at + 1 :] if later.style is style):
        if count == last:
            return True
        if number != count + 1:
            return number != last + 1
        count = number
    return True


def _is_group(pieces: Sequence[Piece], at: int, style: Style) -> bool:
    """Tell whether a piece heads a group of entries: 一、经济类⏎1.…."""
    piece, following = pieces[at], pieces[at + 1] if at + 1 < len(pieces) else None
    short = len(piece.inside) <= _LONGEST_GROUP and not re.search("[。；：，]", piece.inside)
    return bool(piece.style and piece.style is not style and short and following and following.style is style)


def _plain_entries(pieces: Sequence[Piece]) -> tuple[list[Entry], list[Paragraph]]:
    """Return the entries of a glossary without numbers; headwords may stand on lines of their own."""
    alone = [_is_headword(pieces, at) for at in range(len(pieces))]
    paired = sum(alone) * 3 >= len(pieces) > 1
    entries: list[Entry] = []
    rest: list[Paragraph] = []
    for piece, lone in zip(pieces, alone, strict=True):
        goes_on = entries and (not entries[-1].definition or _goes_on(entries[-1], piece))
        entry = None if goes_on else entry_of(piece, numbered=False)
        if paired and lone:
            entries.append(Entry(None, _headword(piece.inside.rstrip("：:"))[0], "", piece.line))
        elif entry:
            entries.append(entry)
        elif goes_on:
            entries[-1] = _continued(entries[-1], piece.text)
        else:
            rest.append(Paragraph(piece.line, piece.text))
    return entries, rest


def _is_headword(pieces: Sequence[Piece], at: int) -> bool:
    """Tell whether a line is a headword and the next one its definition."""
    text, following = pieces[at].inside, pieces[at + 1].inside if at + 1 < len(pieces) else ""
    return len(text) <= _LONGEST_HEADWORD and not re.search("[。；，]|[：:].", text) and len(following) > len(text)


def _goes_on(entry: Entry, piece: Piece) -> bool:
    """Tell whether a definition goes on in the next line: it announces a list, or a number begins the line."""
    return entry.definition.endswith(("：", ":", "；", "，")) or (piece.style not in (None, Style.BULLET))


def _cut_quoted(piece: Piece) -> Iterator[Piece]:
    """Yield the entries of a line that has several: “三保”：…。“四风”：…。."""
    ends = [0, *(match.end() for match in _NEXT_QUOTED.finditer(piece.text)), len(piece.text)]
    for start, end in pairwise(ends):
        yield read_piece(piece.line, piece.text[start:end])


def entry_of(piece: Piece, *, numbered: bool) -> Entry | None:
    """Return the entry that a piece of text is, its definition empty where it stands on the next line."""
    inside = _BOLD.sub(r"\g<headword>：\g<definition>", piece.inside)
    ways = (_LABELLED, _BRACKETS), (_COLON, _DASH, _SAYS), (_VERB, _WIDE), (_SPACE, _STOP) if numbered else ()
    for way in ways:
        found = [match for separated in way if (match := separated.fullmatch(inside))]
        if found:
            match = min(found, key=lambda match: match.end("headword"))
            return _made(piece, match["headword"], match["definition"])
    if numbered and len(inside) <= _LONGEST_HEADWORD and not re.search("[。，；]", inside):
        return Entry(piece.number, _headword(inside)[0], "", piece.line)  # 1.“四上”企业⏎现阶段统计工作…
    return None


def _made(piece: Piece, headword: str, definition: str) -> Entry:
    """Return the entry; 三保即：… has the verb in the definition."""
    lead = _ENDS_IN_VERB.fullmatch(headword.strip())
    if lead and "”" not in lead["verb"]:
        headword, definition = lead["headword"], f"{lead['verb']}：{definition}"
    headword, number = _headword(headword)
    return Entry(piece.number or number, headword, definition.strip(), piece.line)


def _headword(text: str) -> tuple[str, int | None]:
    """Return a headword without the page that it refers to and the mark behind it, and the number of that mark."""
    bare = _PAGE.sub("", text.strip().strip("*_").rstrip("，,"))
    mark = _OWN_MARK.search(bare)
    return (bare[: mark.start()].strip(), _value(mark[1] or mark[2])) if mark and mark.start() else (bare, None)


def _continued(entry: Entry, text: str) -> Entry:
    return replace(entry, definition=f"{entry.definition}\n{text}".strip())


def _once(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries without those that repeat an earlier one word for word."""
    seen: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        seen.setdefault((entry.headword, entry.definition), entry)
    return list(seen.values())


def _without_definition(entries: Sequence[Entry]) -> list[Paragraph]:
    return [Paragraph(entry.line, entry.headword) for entry in entries if not entry.definition]

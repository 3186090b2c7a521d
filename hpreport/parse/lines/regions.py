"""The regions of a published text: the report's body, the glossary, appendices, and what a web page adds."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hpreport.model import Paragraph
from hpreport.parse.lines.paragraphs import join_marks
from hpreport.text.numerals import ONE_TO_TEN

# 名词解释, ※注释※, 【名词解释】, [名词解释], 附：短语说明, 附件2 名词解释, 《政府工作报告》有关用语说明
_WHAT = r"(?:专业|专有)?(?:名词|词语|术语|用语|短语|词汇|缩略语|缩略词|新词|概念)"
_OF_WHAT = r"(?:《?政府工作报告》?|报告)?中?(?:的|部分|有关|相关|涉及的?|主要|若干)*"
_GLOSSARY = re.compile(
    rf"(?:附(?:件|录)?\s*[\d一二三四五]*[：:、.]?)?[\[［【※（(〔]?{_OF_WHAT}"
    rf"(?:(?:{_WHAT}|[、和及与])+(?:的?(?:解释|注释|说明|释义|简释|注解))|注释|注解|注)[\]］】※）)〕]?[：:]?"
)
# 附件1, 附件：, 附表2 …: an appendix of the report, its title on the same line or on the next
_APPENDIX = re.compile(rf"(?P<number>附(?:件|录|表)\s*[\d{ONE_TO_TEN}]*)\s*[：:.、]?\s*(?P<title>[^。；]{{0,40}})")
_FURNITURE = re.compile(
    r"[（(]?(?:责任?编辑|编辑|责编|校对|来源|作者|审核|发布|编审|撰稿|摄影|记者|供稿)[：:].{0,40}"
    r"|相关(?:图解|链接|阅读|附件|新闻|解读|稿件|文档|文件|政策|信息)[：:].*|上一[篇条][：:]?.*|下一[篇条][：:]?.*"
    r"|[【\[（(]?(?:打印|关闭|收藏|字体|分享|返回顶部|纠错|扫一扫)\S{0,12}.{0,40}|分享到.{0,40}|主办(?:单位)?[：:].*|承办(?:单位)?[：:].*"
    r"|版权所有.*|网站地图.*|.{0,20}ICP备.*|Copyright.*|浏览(?:次数|量)[：:].*|(?:发布|更新)(?:时间|日期)[：:].*"
)


@dataclass(frozen=True, slots=True)
class Regions:
    """The paragraphs of a text, told apart."""

    body: list[Paragraph]
    appendices: list[list[Paragraph]]
    """Each with its heading paragraphs first."""
    glossary: list[Paragraph]
    """Without its heading."""
    furniture: list[Paragraph]
    """What a web page adds behind the report: （责任编辑：杨淼）."""


def is_glossary_heading(text: str) -> bool:
    """Tell whether a line heads a glossary."""
    return bool(_GLOSSARY.fullmatch(re.sub(r"\s", "", text)))


def appendix_heading(text: str) -> tuple[str, str] | None:
    """Return number and title of an appendix where a line is its heading."""
    match = _APPENDIX.fullmatch(text.strip())
    return (re.sub(r"\s", "", match["number"]), re.sub(r"\s", "", match["title"])) if match else None


def is_furniture(text: str) -> bool:
    """Tell whether a line is a web page's and not the report's."""
    return bool(_FURNITURE.fullmatch(text.strip()))


def divide(paragraphs: Sequence[Paragraph]) -> Regions:
    """Return the regions of a text.

    Appendices and glossary stand behind the body. A text may print its glossary twice, the first time with the end of
    the report behind it: what is no new entry of the second is dropped there by `parse_entries`.
    """
    rows = list(paragraphs)
    starts = list(_starts(rows))
    body = rows[: starts[0][0]] if starts else rows
    ends = [*(at for at, _ in starts), len(rows)][1:]
    pieces = [(kind, rows[at:end]) for (at, kind), end in zip(starts, ends, strict=True)]
    glossary = [p for kind, piece in pieces if kind == "glossary" for p in piece if not _is_heading(p.text)]
    appendices = [piece for kind, piece in pieces if kind == "appendix"]
    furniture = []
    for piece in (body, glossary, *appendices):
        furniture += _take_furniture(piece)
    return Regions(body, appendices, glossary, furniture)


def _starts(rows: Sequence[Paragraph]) -> Iterator[tuple[int, str]]:
    """Yield where a glossary or an appendix starts: a line of the second half, or any that entries follow."""
    half, read = sum(len(p.text) for p in rows) // 2, 0
    skip = -1
    for at, paragraph in enumerate(rows):
        read += len(paragraph.text)
        following = rows[at + 1] if at + 1 < len(rows) else None
        if at == skip or following is None:
            continue
        if is_glossary_heading(paragraph.text) and (read > half or _is_entry(following)):
            yield at, "glossary"
        elif read > half and (appendix := appendix_heading(paragraph.text)):
            headed = not appendix[1] and is_glossary_heading(following.text)  # 附件2⏎名词解释
            yield at, "glossary" if headed else "appendix"
            skip = at + 1 if headed else -1


def _is_heading(text: str) -> bool:
    """Tell whether a line of the glossary heads it: 名词解释, and 附件2 above that."""
    return is_glossary_heading(text) or bool(appendix_heading(text))


def _is_entry(paragraph: Paragraph) -> bool:
    return bool(re.match(r"[\[［【〔①1１]|“", join_marks(paragraph)))


def _take_furniture(rows: list[Paragraph]) -> list[Paragraph]:
    """Take the lines of the web page from the end of `rows` and return them."""
    taken: list[Paragraph] = []
    while rows and is_furniture(rows[-1].text):
        taken.insert(0, rows.pop())
    return taken

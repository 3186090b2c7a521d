"""Paragraphs to the outline: parts, sections and items, each with its paragraphs."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from hpreport.model import LEVEL_ITEM, LEVEL_PART, LEVEL_ROOT, LEVEL_SECTION, Paragraph, Section

_NUMERAL = "[一二三四五六七八九十]{1,3}"
_PART = re.compile(rf"(?P<number>{_NUMERAL})、(?P<heading>[^。]{{2,40}})$")  # 一、2023年工作回顾
_SECTION = re.compile(
    rf"(?P<number>（{_NUMERAL}）|\({_NUMERAL}\)|{_NUMERAL}是)"  # （一） (一) 一是
    r"\s*(?P<heading>[^。]{2,60}?)(?:。|$)"
)
# 项目建设提速扩量。谋划重点领域…: a short sentence without a pause opens the paragraph and names it
_ITEM = re.compile(r"(?P<heading>[^，。；：！？,;:!?]{4,22})。(?=.)")
# paragraphs that look back on the whole part, wherever they stand: 一年来，… 在充分肯定成绩的同时，… 各位代表，…
_PART_PARAGRAPH = re.compile(r"各位代表|一年来|五年来|回顾|总结|成绩|在.{0,8}肯定.{0,6}成绩|在.{0,6}看到.{0,6}成绩")
# 同时，… adds to the section that the items before it belong to
_SECTION_PARAGRAPH = re.compile(r"同时|此外|另外|与此同时")
_REVIEW = re.compile(r"回顾|(?:过去|\d{4}年)?.{0,12}(?:工作|任务).{0,4}(?:情况|完成)|主要成就")
_PLAN = re.compile(r"安排|打算|目标|部署|要求|建议|计划|明年|今年|今后|未来|任务|重点工作")


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    number: str
    heading: str


def _clean(heading: str) -> str:
    return re.sub(r"\s+", "", heading).rstrip("。")


def _heading_of(text: str) -> _Heading | None:
    """Return the heading that opens a paragraph, or None."""
    if match := _PART.match(text):
        return _Heading(LEVEL_PART, match["number"], _clean(match["heading"]))
    if match := _SECTION.match(text):
        return _Heading(LEVEL_SECTION, match["number"], _clean(match["heading"]))
    if match := _ITEM.match(text):
        return _Heading(LEVEL_ITEM, "", _clean(match["heading"]))
    return None


def _role(heading: str) -> str:
    if _REVIEW.search(heading):
        return "review"
    return "plan" if _PLAN.search(heading) else ""


class _Outline:
    """The tree under construction: nodes in document order, and the path of open nodes from the root down."""

    def __init__(self, line: int, title: str) -> None:
        self.nodes: list[Section] = [Section("0", LEVEL_ROOT, "", title, line, "", "")]
        self._paragraphs: dict[str, list[Paragraph]] = {"0": []}
        self._path = [self.nodes[0]]

    def open(self, heading: _Heading, line: int) -> None:
        while self._path[-1].level >= heading.level:
            self._path.pop()
        parent = self._path[-1]
        siblings = sum(node.parent == (parent.id if parent.level else "") and node.level > 0 for node in self.nodes)
        prefix = f"{parent.id}." if parent.level else ""
        role = parent.role if parent.level else _role(heading.heading)
        node_id = f"{prefix}{siblings + 1}"
        node = Section(
            node_id, heading.level, heading.number, heading.heading, line, parent.id if parent.level else "", role
        )
        self.nodes.append(node)
        self._paragraphs[node.id] = []
        self._path.append(node)

    def close_to(self, level: int) -> None:
        """Let what follows stand in the innermost open node of at most `level`."""
        while len(self._path) > 1 and self._path[-1].level > level:
            self._path.pop()

    def add(self, paragraph: Paragraph) -> None:
        self._paragraphs[self._path[-1].id].append(paragraph)

    @property
    def in_part(self) -> bool:
        return len(self._path) > 1

    def sections(self) -> Iterator[Section]:
        for node in self.nodes:
            yield replace(node, paragraphs=tuple(self._paragraphs[node.id]))


def build_outline(paragraphs: Iterable[Paragraph], title: str) -> tuple[Section, ...]:
    """Return the root and all parts, sections and items in document order, every paragraph in exactly one of them.

    A paragraph without a heading of its own stays in the node it follows, unless its first words say that it speaks of
    the whole section (同时，…) or of the whole part (一年来，… 各位代表，…).
    """
    rows = list(paragraphs)
    outline = _Outline(rows[0].line if rows else 1, title)
    for paragraph in rows:
        heading = _heading_of(paragraph.text)
        if heading and (outline.in_part or heading.level == LEVEL_PART):
            outline.open(heading, paragraph.line)
        elif _PART_PARAGRAPH.match(paragraph.text):
            outline.close_to(LEVEL_PART)
        elif _SECTION_PARAGRAPH.match(paragraph.text):
            outline.close_to(LEVEL_SECTION)
        outline.add(paragraph)
    return tuple(outline.sections())

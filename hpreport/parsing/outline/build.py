"""Paragraphs to the outline: parts, sections and items, each with its paragraphs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hpreport.model import LEVEL_ITEM, LEVEL_PART, LEVEL_ROOT, LEVEL_SECTION, Paragraph, Section
from hpreport.parsing.lines.regions import appendix_heading
from hpreport.parsing.outline.headings import (
    Candidate,
    Kind,
    Opening,
    Style,
    find_headings,
    is_part_name,
    is_self_building,
    level_spoken_of,
    opening_of,
    part_names_like,
    role_of,
)

_RANKS: dict[Style | Kind, int] = {
    Style.WORD: 0,
    Style.CHAPTER: 1,
    Style.SUBCHAPTER: 2,
    Style.CN: 3,
    Style.PAREN: 4,
    Kind.STAGE: 5,
    Kind.OPEN_LINE: 6,
    Kind.CLOSED_LINE: 6,
    Style.SHI: 7,
    Style.DASH: 7,
    Style.ARABIC: 8,
    Style.ARABIC_PAREN: 9,
    Kind.RUN_IN: 10,
}
"""Forms of headings from the highest down: a lower one stands inside a higher one, where one is open."""
_WORDS = (Style.WORD, Style.CHAPTER, Style.SUBCHAPTER)
"""Those whose level is told by which of them a text has."""


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    number: str
    heading: str
    style: Style | Kind | None = None


class _Outline:
    """The tree under construction: nodes in document order, and the path of open nodes from the root down."""

    def __init__(self, line: int, title: str) -> None:
        self.nodes: list[Section] = [Section("0", LEVEL_ROOT, "", title, line, "", "")]
        self._paragraphs: dict[str, list[Paragraph]] = {"0": []}
        self._path = [self.nodes[0]]
        self._styles: dict[str, Style | Kind | None] = {}
        self._children: dict[str, int] = {}
        self._role = ""

    def open(self, heading: _Heading, line: int, role: str | None = None) -> None:
        """Open a node; `role` is that of a part which does not tell by its heading."""
        self.close_to(heading.level - 1)
        parent = self._path[-1]
        above = parent.id if parent.level else ""
        self._children[above] = self._children.get(above, 0) + 1
        if not above:
            self._role = role_of(heading.heading, self._role) if role is None else role
        node_id = f"{above}.{self._children[above]}" if above else str(self._children[above])
        node = Section(node_id, heading.level, heading.number, heading.heading, line, above, self._role)
        self.nodes.append(node)
        self._paragraphs[node.id] = []
        self._styles[node.id] = heading.style
        self._path.append(node)

    def close_to(self, level: int) -> None:
        """Let what follows stand in the innermost open node of at most `level`."""
        while len(self._path) > 1 and self._path[-1].level > level:
            self._path.pop()

    def add(self, paragraph: Paragraph) -> None:
        self._paragraphs[self._path[-1].id].append(paragraph)

    def add_to_root(self, paragraph: Paragraph) -> None:
        self._paragraphs["0"].append(paragraph)

    @property
    def in_part(self) -> bool:
        return len(self._path) > 1

    def level_of(self, style: Style | Kind) -> int:
        """Return the level of a heading whose form does not tell: an item where a section of a higher form is open."""
        section = next((node for node in self._path if node.level == LEVEL_SECTION), None)
        above = self._styles[section.id] if section else None
        return LEVEL_ITEM if above and _RANKS[above] < _RANKS[style] else LEVEL_SECTION

    def sections(self) -> Iterator[Section]:
        for node in self.nodes:
            yield replace(node, paragraphs=tuple(self._paragraphs[node.id]))


def build_outline(
    body: Sequence[Paragraph],
    title: str,
    appendices: Sequence[Sequence[Paragraph]] = (),
    furniture: Sequence[Paragraph] = (),
    *,
    numbered_only: bool = False,
) -> tuple[Section, ...]:
    """Return the root and all parts, sections and items in document order, every paragraph in exactly one of them.

    A paragraph without a heading of its own stays in the node it follows, unless its first words say that it speaks of
    the whole section (同时，…) or of the whole part (一年来，… 各位代表，…). An appendix is a part of its own; what a
    web page adds stands in the root. With `numbered_only` sections and items without a number are not looked for.
    """
    outline = _Outline(body[0].line if body else 1, title)
    headings = _Reader(body).headings(numbered_only=numbered_only)
    for at, paragraph in enumerate(body):
        _place(outline, paragraph, headings.get(at))
    for appendix in appendices:
        _append(outline, appendix)
    for paragraph in furniture:
        outline.add_to_root(paragraph)
    return tuple(outline.sections())


def _place(outline: _Outline, paragraph: Paragraph, heading: _Heading | None) -> None:
    if heading and (outline.in_part or heading.level == LEVEL_PART):
        level = heading.level or (outline.level_of(heading.style) if heading.style else LEVEL_ITEM)
        outline.open(replace(heading, level=level), paragraph.line)
    elif spoken_of := level_spoken_of(paragraph.text):
        outline.close_to(spoken_of)
    outline.add(paragraph)


def _append(outline: _Outline, appendix: Sequence[Paragraph]) -> None:
    """Add an appendix: 附件1⏎2026年省十件民生实事⏎一、…; its title may stand on the line below its number."""
    number, title = appendix_heading(appendix[0].text) or ("", "")
    if not title and len(appendix) > 1 and not opening_of(appendix[1].text):
        title = appendix[1].text if len(appendix[1].text) <= 40 else ""
    outline.open(_Heading(LEVEL_PART, number, title or number), appendix[0].line, role="")
    for at, paragraph in enumerate(appendix):
        opening = opening_of(paragraph.text)
        if at > 1 and opening and opening.style is Style.CN and opening.heading:
            outline.open(_Heading(LEVEL_SECTION, opening.number, opening.heading), paragraph.line)
        outline.add(paragraph)


class _Reader:
    """Finds the headings of a body: which numbering marks its parts has to be seen from the whole of it."""

    def __init__(self, body: Sequence[Paragraph]) -> None:
        self._texts = [paragraph.text for paragraph in body]
        self._openings = [opening_of(text) for text in self._texts]
        self._named = part_names_like([t for t, o in zip(self._texts, self._openings, strict=True) if o is None])

    def headings(self, *, numbered_only: bool) -> dict[int, _Heading]:
        """Return the headings by index of their paragraphs; level 0 where the context decides between 2 and 3."""
        out: dict[int, _Heading] = {}
        cn_is_part = self._cn_is_part()
        words = [style for style in _WORDS if any(o and o.heading and o.style is style for o in self._openings)]
        for at, (text, opening) in enumerate(zip(self._texts, self._openings, strict=True)):
            if opening and opening.heading:
                out[at] = _numbered(opening, cn_is_part=cn_is_part, words=words)
            elif opening is None and self._is_part(text, numbered=cn_is_part):
                out[at] = _Heading(LEVEL_PART, "", re.sub(r"\s", "", text))
        for at, candidate in () if numbered_only else self._unnumbered(out).items():
            out[at] = _unnumbered(candidate)
        return out

    def _is_part(self, text: str, *, numbered: bool) -> bool:
        """Tell whether a line without a number names a part; where parts are numbered, only the last may have none."""
        return is_self_building(text) if numbered else is_part_name(text) or text in self._named

    def _cn_is_part(self) -> bool:
        """Tell whether 一、 marks parts: not where a part without that number stands above the first one.

        第一部分 2023年工作回顾⏎一、…; 2023年工作回顾⏎一、…
        """
        for text, opening in zip(self._texts, self._openings, strict=True):
            if opening is None and is_part_name(text) and not is_self_building(text):
                return False
            if opening and opening.heading and opening.style in (*_WORDS, Style.CN):
                return opening.style is Style.CN
        return False

    def _unnumbered(self, numbered: dict[int, _Heading]) -> dict[int, Candidate]:
        taken = [at in numbered or opening is not None for at, opening in enumerate(self._openings)]
        return find_headings(self._texts, taken)


def _numbered(opening: Opening, *, cn_is_part: bool, words: Sequence[Style]) -> _Heading:
    """Return the heading of a numbered paragraph; `words` are the forms of 第一篇, 第一章, 第一节 that the text has."""
    levels = {style: LEVEL_PART + at for at, style in enumerate(words)}
    levels[Style.CN] = LEVEL_PART if cn_is_part else LEVEL_SECTION if len(words) < 2 else 0
    levels[Style.PAREN] = LEVEL_SECTION if cn_is_part else 0
    return _Heading(levels.get(opening.style, 0), opening.number, opening.heading, opening.style)


def _unnumbered(candidate: Candidate) -> _Heading:
    level = LEVEL_ITEM if candidate.kind is Kind.RUN_IN else 0
    return _Heading(level, "", candidate.heading, candidate.kind)

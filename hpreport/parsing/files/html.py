"""Web pages to text: a paragraph a line, the article without the page around it.

Left out is what a browser does not show, what is a part of the site by its element or name, and lists of links, unless
it holds most of the text: some sites put the whole page into a form, or the article into what a script shows later.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple, cast

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from hpreport.parsing.files import Document
from hpreport.text.lexicon import pattern

_NO_TEXT = frozenset(
    (
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "head",
        "rp",
        "rt",
        "iframe",
        "object",
        "canvas",
        "audio",
        "video",
    )
)
_OF_THE_SITE = frozenset(
    ("nav", "footer", "aside", "form", "button", "select", "textarea", "dialog", "menu", "datalist")
)
_BLOCKS = (
    *("address", "article", "aside", "blockquote", "caption", "center", "dd", "div", "dl", "dt", "fieldset"),
    *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main"),
    *("nav", "ol", "p", "pre", "section", "table", "textarea", "tr", "ul"),
)
_LISTS = frozenset(["ul", "ol", "dl", "div", "table", "section", "p"])
_SPACE = re.compile(r"[ \t\r\n\f]+")
# a line break in the source between two Chinese characters is none in the text
_SOURCE_BREAK = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*[\r\n]+[ \t]*(?=[\u3000-\u9fff\uff00-\uffef])")
_SENTENCE = re.compile("[，。；]")
_NUMBER = re.compile(r"\d{1,3}")
_AROUND = {"br": ("\n", ""), "td": ("", "\t"), "th": ("", "\t"), **dict.fromkeys(_BLOCKS, ("\n", "\n"))}
"""What stands before and after the text of an element."""
_END_OF_PRE = "</pre>"
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_MOST_OF_IT, _MUCH_OF_IT = 0.9, 0.5
_WITH_TITLE = 1.15
"""How much more text the element around article and title may hold than the article."""
_MOST_IN_MARK = 8
"""Elements and texts in a superscript that may be a footnote mark."""
_FEWEST_LINKS = 3
"""Links that make a list of links, of which most of its text consists."""
_REPORT = "工作报告"
_HEADINGS = ("h1", "h2", "h3")
_LONGEST_TITLE = 60
_SITE = re.compile(r"\s*[_|]\s*|\s+[-–—]+\s+|[-–—]{2,}")
"""What sets the title of a page apart from the name of its site."""


def read_page(html: str) -> Document:
    """Return the text of the article in a web page, and what was left out."""
    page = _Page(BeautifulSoup(html, "html.parser"))
    main, notes = page.main()
    text = "".join(_pieces(main, page.left_out))
    lines = [re.sub(r"[ \t]+", " ", line).strip() for line in text.split("\n")]
    return Document("\n".join([*page.title_beside(main, text), *(line for line in lines if line)]), notes)


class _Measure(NamedTuple):
    """How much text an element holds."""

    all: int = 0
    """Characters."""
    sentences: int = 0
    """Characters of texts with a comma or a full stop: menus have none."""
    linked: int = 0
    """Characters within links."""
    links: int = 0


class _Page:
    def __init__(self, soup: Tag) -> None:
        self._soup = soup
        self._tags = [soup, *(tag for tag in soup.descendants if isinstance(tag, Tag))]
        self.left_out = {id(tag) for tag in self._tags if tag.name in _NO_TEXT}
        measures = self._measures()
        most = max(_MUCH_OF_IT * measures[id(soup)].sentences, 1)
        small = [tag for tag in self._tags if measures[id(tag)].sentences < most]
        self._hidden = [tag for tag in small if _is_hidden(tag)]
        self.left_out |= {id(tag) for tag in self._hidden}
        self.left_out |= {id(tag) for tag in small if _is_link_elsewhere(tag)}
        self.left_out |= {id(tag) for tag in small if _is_of_the_site(tag) or _is_link_list(tag, measures[id(tag)])}
        self._texts = measures
        self._sizes = self._measures()

    def _measures(self) -> dict[int, _Measure]:
        """Return how much text each element holds, by its identity, without what is left out."""
        sums = {id(tag): [0, 0, 0, 0] for tag in self._tags}
        for tag in reversed(self._tags):  # what stands inside comes first
            if id(tag) in self.left_out:
                continue
            own = sums[id(tag)]
            for text in (str(node).strip() for node in tag.children if type(node) is NavigableString):
                own[0] += len(text)
                own[1] += len(text) if _SENTENCE.search(text) else 0
            if tag.name == "a" and not (tag.get("href") or "").startswith("#"):  # type: ignore[union-attr]
                own[2:] = [own[0], 1]
            if tag.parent is not None:
                above = sums[id(tag.parent)]
                above[:] = [a + b for a, b in zip(above, own, strict=True)]
        return {key: _Measure(*own) for key, own in sums.items()}

    def main(self) -> tuple[Tag, tuple[str, ...]]:
        """Return the innermost element that holds nine tenths of the sentences, and warnings of what was left out."""
        article, notes = self._article()
        main = article
        least = _MOST_OF_IT * max(self._size(main), 1)
        while inner := [node for node in main.children if isinstance(node, Tag) and self._size(node) >= least]:
            main = inner[0]
        return self._with_title(main, article), (*notes, *self._hidden_notes())

    def _size(self, tag: Tag) -> int:
        measure = self._sizes[id(tag)]
        return measure.sentences if self._sizes[id(self._soup)].sentences else measure.all

    def _article(self) -> tuple[Tag, tuple[str, ...]]:
        """Return the article of a page that marks several, each with its heading, by element; else the page."""
        found = [tag for tag in self._tags if tag.name == "article" and id(tag) not in self.left_out]
        found = [tag for tag in found if tag.find(["h1", "h2", "h3"]) and not tag.find_parent("article")]
        found = [tag for tag in found if self._size(tag) > 0]
        if len(found) < 2:
            return self._soup, ()
        best = max(found, key=lambda tag: (_REPORT in _heading(tag), self._size(tag)))
        return best, (f"网页上有 {len(found)} 篇文章，读的是“{_heading(best)[:20]}”",)

    def _hidden_notes(self) -> Iterator[str]:
        hidden = sum(self._texts[id(tag)].all for tag in self._hidden)
        if hidden:
            yield f"网页中隐藏的文字略去，共 {hidden} 字"

    def _with_title(self, main: Tag, article: Tag) -> Tag:
        """Return the element around article and title where that adds little else."""
        title = self._title(article)
        if title is None or main in title.parents:
            return main
        around = next((tag for tag in title.parents if tag is main or main in tag.descendants), None) if title else None
        fits = around is not None and self._sizes[id(around)].all <= _WITH_TITLE * self._sizes[id(main)].all
        return cast(Tag, around) if fits else main

    def _title(self, article: Tag) -> Tag | None:
        """Return the heading that names a report: the highest, that of the page's own title, none that is a link."""
        found = [tag for tag in article.find_all(_is_titled) if _REPORT in _plain(tag) and not _is_linked(tag)]
        found = [tag for tag in found if not self.left_out & {id(tag), *map(id, tag.parents)}]
        page = "".join(_plain(self._soup.title).split()) if self._soup.title else ""
        found = [tag for tag in found if len(_plain(tag)) < _LONGEST_TITLE]
        return min(found, key=lambda tag: ("".join(_plain(tag).split()) not in page, _level(tag)), default=None)

    def title_beside(self, main: Tag, text: str) -> list[str]:
        """Return the title of the report where it stands outside `main`: a heading, or the title of the page."""
        if _REPORT in "".join(text[:500].split()):
            return []
        heading = self._title(self._soup)
        names = [_plain(heading)] if heading else _SITE.split(_plain(self._soup.title)) if self._soup.title else []
        return next(([name] for name in names if _REPORT in name and len(name) < _LONGEST_TITLE), [])


def _is_titled(tag: Tag) -> bool:
    """Tell whether an element may be a title: a heading, or one that is called so."""
    return tag.name in _HEADINGS or bool(_title_name().search(_names(tag)))


def _is_linked(tag: Tag) -> bool:
    """Tell whether a heading is a link to another page."""
    return tag.find("a", href=True) is not None or tag.find_parent("a", href=True) is not None


def _level(tag: Tag) -> int:
    return _HEADINGS.index(tag.name) if tag.name in _HEADINGS else len(_HEADINGS)


def _is_link_elsewhere(tag: Tag) -> bool:
    """Tell whether an element is a link to a report that stands alone: one of another year, or a column of the site."""
    if tag.name != "a" or not tag.get("href") or tag.parent is None:
        return False
    beside = (node for node in tag.parent.children if type(node) is NavigableString)
    return _REPORT in _plain(tag) and not any(str(node).strip() for node in beside)


@cache
def _title_name() -> re.Pattern[str]:
    return re.compile(pattern("page_title_names"), re.I)


def _names(tag: Tag) -> str:
    return f"{tag.get('id') or ''} {' '.join(tag.get_attribute_list('class', []))}" if tag.attrs else ""  # type: ignore[arg-type]


def _plain(tag: Tag) -> str:
    return _SPACE.sub(" ", "".join(str(node) for node in tag.strings)).strip()


def _heading(article: Tag) -> str:
    heading = article.find(["h1", "h2", "h3"])
    return _plain(heading) if isinstance(heading, Tag) else ""


def _is_hidden(tag: Tag) -> bool:
    """Tell whether a browser does not show an element, as far as the element itself says."""
    style = str(tag.get("style") or "")
    return tag.has_attr("hidden") or tag.get("aria-hidden") == "true" or bool(_HIDDEN.search(style))


@cache
def _part_name() -> re.Pattern[str]:
    return re.compile(pattern("page_part_names"), re.I)


def _is_of_the_site(tag: Tag) -> bool:
    """Tell whether an element is a part of the site, by what it is or by its name."""
    return tag.name in _OF_THE_SITE or bool(_part_name().search(_names(tag)))


def _is_link_list(tag: Tag, measure: _Measure) -> bool:
    return tag.name in _LISTS and measure.links >= _FEWEST_LINKS and measure.linked > _MUCH_OF_IT * measure.all


def _footnote(tag: Tag) -> str:
    """Return the footnote mark that a superscript is, <sup>2</sup> or <sup><a>2</a></sup>; empty where it is none."""
    inside = list(islice(tag.descendants, _MOST_IN_MARK + 1)) if tag.name == "sup" else []
    text = "".join(str(node) for node in inside if isinstance(node, NavigableString)).strip().strip("[]［］")
    return f"[{text}]" if len(inside) <= _MOST_IN_MARK and _NUMBER.fullmatch(text) else ""


def _pieces(main: Tag, left_out: set[int]) -> Iterator[str]:
    """Yield the text of an element as a browser shows it, line breaks around its blocks, tabs after its cells.

    No element is changed and none calls itself: a page may have a hundred thousand, one in the other.
    """
    todo: list[PageElement | str] = [main]
    pre = 0
    while todo:
        node = todo.pop()
        if isinstance(node, Tag):
            if id(node) in left_out:
                continue
            if mark := _footnote(node):
                yield mark
                continue
            before, after = _AROUND.get(node.name, ("", ""))
            pre += node.name == "pre"
            todo += [_END_OF_PRE if node.name == "pre" else after, *reversed(node.contents)]
            yield before
        elif node is _END_OF_PRE:
            pre -= 1
            yield "\n"
        elif not isinstance(node, PreformattedString):  # a comment, a doctype
            text = str(node)
            yield text if pre or not isinstance(node, NavigableString) else _SPACE.sub(" ", _SOURCE_BREAK.sub("", text))

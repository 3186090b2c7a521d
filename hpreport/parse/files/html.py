"""Web pages to text: a paragraph a line, without the page around the report."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import cast

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

_DROPPED = ("script", "style", "noscript", "template", "nav", "footer", "aside", "form", "button", "svg", "head", "rp")
_BLOCKS = (
    *("address", "article", "blockquote", "caption", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption"),
    *("figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section"),
    *("table", "tr", "ul"),
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
# a line break in the source between two Chinese characters is none in the text
_SOURCE_BREAK = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*[\r\n]+[ \t]*(?=[\u3000-\u9fff\uff00-\uffef])")
_NUMBER = re.compile(r"\d{1,3}")
_AROUND = {"br": ("\n", ""), "td": ("", "\t"), "th": ("", "\t"), **dict.fromkeys(_BLOCKS, ("\n", "\n"))}
"""What stands before and after the text of an element."""
_END_OF_PRE = "</pre>"
_MOST_OF_IT = 0.9
_MOST_IN_MARK = 8
"""Elements and texts in a superscript that may be a footnote mark."""


def plain_text(html: str) -> str:
    """Return the text of the report in a web page: of the innermost element that holds nine tenths of all text."""
    text = "".join(_pieces(_main(BeautifulSoup(html, "html.parser"))))
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _main(soup: Tag) -> Tag:
    """Return the innermost element with most of the text: menus and lists of other articles stand beside it."""
    lengths = _lengths(soup)
    main, least = soup, _MOST_OF_IT * max(lengths[id(soup)], 1)
    while inner := [child for child in main.children if lengths.get(id(child), 0) >= least]:
        main = cast(Tag, inner[0])
    return main


def _lengths(soup: Tag) -> dict[int, int]:
    """Return how much text each element holds, by its identity."""
    tags = [tag for tag in soup.descendants if isinstance(tag, Tag)]
    lengths = {id(tag): 0 for tag in (soup, *tags)}
    for tag in (*reversed(tags), soup):  # what stands inside comes first
        if tag.name not in _DROPPED:
            own = (len(text.strip()) for text in tag.children if type(text) is NavigableString)
            lengths[id(tag)] += sum(own)
            if tag.parent is not None:
                lengths[id(tag.parent)] += lengths[id(tag)]
    return lengths


def _footnote(tag: Tag) -> str:
    """Return the footnote mark that a superscript is, <sup>2</sup> or <sup><a>2</a></sup>; empty where it is none."""
    inside = list(islice(tag.descendants, _MOST_IN_MARK + 1)) if tag.name == "sup" else []
    text = "".join(str(node) for node in inside if isinstance(node, NavigableString)).strip()
    return f"[{text}]" if len(inside) <= _MOST_IN_MARK and _NUMBER.fullmatch(text) else ""


def _pieces(main: Tag) -> Iterator[str]:
    """Yield the text of an element as a browser shows it, line breaks around its blocks, tabs after its cells.

    No element is changed and none calls itself: a page may have a hundred thousand, one in the other.
    """
    todo: list[PageElement | str] = [main]
    pre = 0
    while todo:
        node = todo.pop()
        if isinstance(node, Tag):
            if node.name in _DROPPED:
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

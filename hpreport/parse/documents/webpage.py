"""Web pages to text: a paragraph a line, without the page around the report."""

import re

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

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
_MOST_OF_IT = 0.9
_DEEPEST = 60


def plain_text(html: str) -> str:
    """Return the text of the report in a web page: of the innermost element that holds nine tenths of all text."""
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup(list(_DROPPED)):
        tag.decompose()
    main = _main(soup)
    for string in list(main.find_all(string=True)):
        _collapse(string)
    for tag in main.find_all(["sup", "br", "td", "th", *_BLOCKS]):
        _mark(tag)
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in main.get_text().split("\n"))
    return "\n".join(line for line in lines if line)


def _main(soup: Tag) -> Tag:
    """Return the innermost element with most of the text: menus and lists of other articles stand beside it."""
    main, total = soup, len(soup.get_text())
    for _ in range(_DEEPEST):
        inner = next(
            (c for c in main.children if isinstance(c, Tag) and len(c.get_text()) >= _MOST_OF_IT * total and total),
            None,
        )
        if inner is None:
            break
        main = inner
    return main


def _collapse(string: NavigableString) -> None:
    """Let the white space of the source count as a browser counts it."""
    if isinstance(string, PreformattedString):  # a comment, a doctype
        string.extract()
    elif string.find_parent("pre") is None:
        string.replace_with(NavigableString(_SPACE.sub(" ", _SOURCE_BREAK.sub("", str(string)))))


def _mark(tag: Tag) -> None:
    """Put line breaks around a block, tabs between cells, and brackets around a footnote mark: <sup>2</sup> is [2]."""
    if tag.name == "sup":
        number = tag.get_text().strip()
        if _NUMBER.fullmatch(number):
            tag.replace_with(f"[{number}]")
    elif tag.name == "br":
        tag.replace_with("\n")
    elif tag.name in ("td", "th"):
        tag.insert_after("\t")
    else:
        tag.insert_before("\n")
        tag.insert_after("\n")

"""Many reports as a folder of web pages: one each, and an index page whose box finds reports, terms and headings.

The box works where the folder is opened from a disk: what it searches is in the index page itself, since a page from a
disk may load no other file. Its policy is that of the other pages.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import quote

from hpreport import __version__
from hpreport.errors import UsageError
from hpreport.export.document import Anchors, Faces, nodes, title
from hpreport.export.page import policy, source, to_html
from hpreport.export.page.article import text
from hpreport.files import filling, write_pieces
from hpreport.index.index import Index
from hpreport.outline import numbered
from hpreport.render import dump_json
from hpreport.text.sanitize import one_line

FIRST = "index.html"
_MADE_HERE = '<meta name="generator" content="hpreport '


def write_pages(indexes: Sequence[Index], folder: Path, faces: Faces) -> None:
    """Write a page for each report into `folder`, which is made where there is none, and the index page.

    The files appear once all of them are written. Raises `UsageError` where the folder holds anything but an earlier
    export, `DataError` where it cannot be written.
    """
    if folder.is_dir() and any(folder.iterdir()) and not _is_earlier(folder / FIRST):
        raise UsageError(f"{folder}：目录里有别的文件；请给一个新的或空的目录")
    listed: list[dict[str, Any]] = []
    with filling(folder) as temporary:
        for index in indexes:
            name = _page_name(index.info["report"])
            write_pieces(temporary / name, to_html([index], faces, home=FIRST))
            listed.append(_entry(index, name))
        write_pieces(temporary / FIRST, _index_page(listed))


def _is_earlier(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return _MADE_HERE in file.read(4096)
    except OSError:
        return False


def _page_name(report: str) -> str:
    """Return the name of a report's page, never that of the index page."""
    name = f"{report}.html"
    return f"_{name}" if name.lower() == FIRST else name


def _entry(index: Index, name: str) -> dict[str, Any]:
    """Return what the index page knows of a report: its title, and its terms and headings with where they stand."""
    anchors = Anchors()
    year = index.info["plan_year"]
    terms = [[one_line(row["headword"]), anchors.term(at)] for at, row in enumerate(index.terms)]
    headings = [[one_line(numbered(node)), anchors.node(node.id)] for node in nodes(index)]
    told = f"{title(index)}{f' {year}' if year else ''}"
    return {"page": quote(name), "title": told, "terms": terms, "headings": headings}


def _index_page(listed: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield the index page: the reports as links, and behind them, as data that no browser runs, what the box finds."""
    style, script = source("page.css"), source("collection.js")
    links = "".join(f'<li><a href="{text(one["page"])}">{text(one["title"])}</a></li>\n' for one in listed)
    data = "[" + ",\n".join(dump_json(one).replace("<", "\\u003c") for one in listed) + "]"
    values = {
        "policy": policy(style, script),
        "version": __version__,
        "style": style,
        "script": script,
        "count": str(len(listed)),
        "reports": links,
        "data": data,
    }
    yield Template(source("collection.html")).substitute(values)

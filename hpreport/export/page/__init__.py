"""Web pages that need nothing else, no network, no other file, no script but their own: of one report, or of many.

Many reports are a folder: a page each, and an index page whose box finds reports, terms and headings. The box works
where the folder is opened from a disk: what it searches is in the index page itself, since a page from a disk may load
no other file.
"""

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import quote

from hpreport import __version__
from hpreport.export.document import Anchors, Faces, nodes, title
from hpreport.export.page.article import article, contents, text
from hpreport.export.rows import filling_folder
from hpreport.files import write_pieces, write_text
from hpreport.index.index import Index
from hpreport.index.outline import numbered
from hpreport.render import dump_json
from hpreport.text.sanitize import one_line

_FOLDER = Path(__file__).parent
_GENERATOR = f"hpreport {__version__}"


def to_html(indexes: Sequence[Index], faces: Faces, home: str = "") -> Iterator[str]:
    """Yield the page: the contents at its side, one article a report.

    `home` is the page that lists this one among others.
    """
    anchors = [Anchors(f"r{at}-" if len(indexes) > 1 else "") for at in range(1, len(indexes) + 1)]
    listed = "".join(contents(index, own) for index, own in zip(indexes, anchors, strict=True))
    articles = "".join(article(index, faces, own) for index, own in zip(indexes, anchors, strict=True))
    metas = {"color-scheme": "light dark", "format-detection": "telephone=no", "generator": _GENERATOR}
    heading, above = text("、".join(map(title, indexes))), _above(len(indexes), home)
    yield web_page("page", heading, metas, contents=above + listed, articles=articles)


def _above(count: int, home: str) -> str:
    """Return what stands above the contents: a link to the page that lists all, or a box where several are in one."""
    if home:
        return f'<a href="{home}">全部报告</a>\n'
    if count == 1:
        return ""
    box = '<input class="filter" type="search" placeholder="筛选目录" aria-label="筛选目录" hidden>'
    return f'{box}\n<p class="note" aria-live="polite">共 {count} 份报告</p>\n'


def web_page(name: str, heading: str, metas: Mapping[str, str], style: str = "page", **values: str) -> str:
    """Return a page: the body and the script of this name, and a style; `heading` and the body's `values` are markup.

    Its policy lets a browser load nothing, and run nothing but the style and script that are in it: markup in the text
    of a report would do nothing even if it were not escaped.
    """
    rules, script = _source(f"{style}.css"), _source(f"{name}.js")
    allowed = f"style-src {_hash(rules)}; script-src {_hash(script)}"
    return Template(_source("frame.html")).substitute(
        policy=f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'",
        metas="".join(f'<meta name="{meta}" content="{content}">\n' for meta, content in metas.items()),
        title=heading,
        style=rules,
        body=Template(_source(f"{name}.html")).substitute(values),
        script=script,
    )


def _source(name: str) -> str:
    """Return one of the files that pages are made of."""
    return (_FOLDER / name).read_text("utf-8")


def _hash(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode('utf-8')).digest()).decode()}'"


# --- many reports as a folder of pages ---

FIRST = "index.html"
_MADE_HERE = '<meta name="generator" content="hpreport '


def write_pages(indexes: Sequence[Index], folder: Path, faces: Faces) -> None:
    """Write a page for each report into `folder`, which is made where there is none, and the index page.

    The files appear once all of them are written. Raises as `filling_folder` does.
    """
    listed: list[dict[str, Any]] = []
    with filling_folder(folder, _is_earlier) as temporary:
        for index in indexes:
            name = _page_name(index.info["report"])
            write_pieces(temporary / name, to_html([index], faces, home=FIRST))
            listed.append(_entry(index, name))
        write_text(temporary / FIRST, _index_page(listed))


def _is_earlier(folder: Path) -> bool:
    try:
        with (folder / FIRST).open(encoding="utf-8", errors="replace") as file:
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


def _index_page(listed: Sequence[dict[str, Any]]) -> str:
    """Return the index page: the reports as links, and behind them, as data that no browser runs, what is found."""
    links = "".join(f'<li><a href="{text(one["page"])}">{text(one["title"])}</a></li>\n' for one in listed)
    data = "[" + ",\n".join(dump_json(one).replace("<", "\\u003c") for one in listed) + "]"
    metas = {"color-scheme": "light dark", "generator": _GENERATOR}
    return web_page("collection", "政府工作报告", metas, count=str(len(listed)), reports=links, data=data)

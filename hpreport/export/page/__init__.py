"""One web page that needs nothing else: no network, no other file, no script but its own."""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from string import Template

from hpreport import __version__
from hpreport.export.document import Anchors, Faces, title
from hpreport.export.page.article import article, contents, text
from hpreport.index.index import Index

_FOLDER = Path(__file__).parent


def to_html(indexes: Sequence[Index], faces: Faces, home: str = "") -> Iterator[str]:
    """Yield the page: the contents at its side, one article a report.

    Its policy lets a browser load nothing and run nothing but the style and script that are in it: markup in the text
    of a report would do nothing even if it were not escaped. `home` is the page that lists this one among others.
    """
    style, script = source("page.css"), source("page.js")
    anchors = [Anchors(f"r{at}-" if len(indexes) > 1 else "") for at in range(1, len(indexes) + 1)]
    values = {
        "policy": policy(style, script),
        "version": __version__,
        "title": text("、".join(map(title, indexes))),
        "style": style,
        "script": script,
        "contents": _above(len(indexes), home)
        + "".join(contents(index, own) for index, own in zip(indexes, anchors, strict=True)),
        "articles": "".join(article(index, faces, own) for index, own in zip(indexes, anchors, strict=True)),
    }
    yield Template(source("page.html")).substitute(values)


def _above(count: int, home: str) -> str:
    """Return what stands above the contents: a link to the page that lists all, or a box where several are in one."""
    if home:
        return f'<a href="{home}">全部报告</a>\n'
    if count == 1:
        return ""
    box = '<input class="filter" type="search" placeholder="筛选目录" aria-label="筛选目录" hidden>'
    return f'{box}\n<p class="note" aria-live="polite">共 {count} 份报告</p>\n'


def source(name: str) -> str:
    """Return one of the files that pages are made of."""
    return (_FOLDER / name).read_text("utf-8")


def policy(style: str, script: str) -> str:
    """Return the policy by which a browser loads nothing, and runs nothing but this style and this script."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )


def _hash(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode('utf-8')).digest()).decode()}'"

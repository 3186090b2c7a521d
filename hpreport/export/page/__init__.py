"""One web page that needs nothing else: no network, no other file, no script but its own."""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from string import Template

from hpreport import __version__
from hpreport.export.document import Anchors, Faces, title
from hpreport.export.page.article import article, contents
from hpreport.export.page.tables import text
from hpreport.index.index import Index

_FOLDER = Path(__file__).parent


def to_html(indexes: Sequence[Index], faces: Faces) -> Iterator[str]:
    """Yield the page: the contents at its side, one article a report.

    Its policy lets a browser load nothing and run nothing but the style and script that are in it: markup in the text
    of a report would do nothing even if it were not escaped.
    """
    style, script = ((_FOLDER / name).read_text("utf-8") for name in ("page.css", "page.js"))
    anchors = [Anchors(f"r{at}-" if len(indexes) > 1 else "") for at in range(1, len(indexes) + 1)]
    values = {
        "policy": policy(style, script),
        "version": __version__,
        "title": text("、".join(map(title, indexes))),
        "style": style,
        "script": script,
        "contents": "".join(contents(index, own) for index, own in zip(indexes, anchors, strict=True)),
        "articles": "".join(article(index, faces, own) for index, own in zip(indexes, anchors, strict=True)),
    }
    yield Template((_FOLDER / "page.html").read_text("utf-8")).substitute(values)


def policy(style: str, script: str) -> str:
    """Return the policy by which a browser loads nothing, and runs nothing but this style and this script."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )


def _hash(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode('utf-8')).digest()).decode()}'"

"""One Markdown document: what the report is, its text with the terms linked to their explanations, tables, glossary."""

import re
from collections.abc import Iterator, Sequence

from hpreport.export.document import (
    COMPARISON_FIELDS,
    FIGURE_FIELDS,
    LISTS,
    Anchors,
    Faces,
    columns,
    figures,
    info_items,
    nodes,
    paragraphs,
    pieces,
    title,
)
from hpreport.index.index import Index
from hpreport.index.outline import numbered
from hpreport.records import Row
from hpreport.render import Column
from hpreport.text.sanitize import one_line

# What means something anywhere in a line, and what does at its beginning
_SPECIAL = re.compile(r"[\\`*_\[\]<>|~&]")
_AT_START = re.compile(r"^(\s*)([#+=-]|\d+(?=[.)](?:\s|$)))")


def to_markdown(indexes: Sequence[Index], faces: Faces) -> Iterator[str]:
    """Yield the document, one report after the other."""
    for at, index in enumerate(indexes, 1):
        anchors = Anchors(f"r{at}-" if len(indexes) > 1 else "")
        yield ("\n" if at > 1 else "") + f"# {escape(title(index))}\n\n"
        yield from _table(["项目", "内容"], info_items(index, faces))
        yield from _contents(index, anchors)
        yield from _body(index, anchors)
        yield from _figures(index, faces)
        yield from _glossary(index, anchors)


def escape(text: str) -> str:
    """Return a text on one line such that Markdown and HTML see nothing in it but text."""
    special = _SPECIAL.sub(lambda match: "&lt;" if match[0] == "<" else f"\\{match[0]}", one_line(text))
    return _AT_START.sub(lambda match: f"{match[1]}{match[2]}\\" if match[2].isdigit() else f"\\{match[2]}", special)


def _table(titles: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool] = ()) -> Iterator[str]:
    """Yield a table, a blank line after it; nothing where it has no rows."""
    if rows:
        rule = " | ".join("---:" if right and right[at] else "---" for at in range(len(titles)))
        yield f"| {' | '.join(titles)} |\n| {rule} |\n"
        for row in rows:
            yield f"| {' | '.join(map(escape, row))} |\n"
        yield "\n"


def _contents(index: Index, anchors: Anchors) -> Iterator[str]:
    if listed := nodes(index):
        yield "## 目录\n\n"
        for node in listed:
            yield f"{'  ' * (node.level - 1)}- [{escape(numbered(node))}](#{anchors.node(node.id)})\n"
        yield "\n"


def _body(index: Index, anchors: Anchors) -> Iterator[str]:
    for paragraph in paragraphs(index):
        node = paragraph.node
        if node:
            yield f'{"#" * (node.level + 1)} <a id="{anchors.node(node.id)}"></a>{escape(numbered(node))}\n\n'
        if paragraph.text:
            linked = (
                escape(piece.text) if piece.term is None else f"[{escape(piece.text)}](#{anchors.term(piece.term)})"
                for piece in pieces(index, paragraph.text)
            )
            yield "".join(linked) + "\n\n"


def _figures(index: Index, faces: Faces) -> Iterator[str]:
    for kind in ("target", "result"):
        rows = figures(index, kind)
        yield from _listed(LISTS[f"{kind}s"], columns(faces.figures, FIGURE_FIELDS, rows), rows)
    yield from _listed("对照", faces.comparisons.pick(COMPARISON_FIELDS), index.comparisons)


def _listed(name: str, shown: Sequence[Column], rows: Sequence[Row]) -> Iterator[str]:
    if rows:
        yield f"## {name}\n\n"
        cells = [[column.cell(row) for column in shown] for row in rows]
        yield from _table([column.title for column in shown], cells, [column.right for column in shown])


def _glossary(index: Index, anchors: Anchors) -> Iterator[str]:
    if index.terms:
        yield f"## {LISTS['terms']}\n\n"
    for at, row in enumerate(index.terms):
        yield f'### <a id="{anchors.term(at)}"></a>{escape(row["headword"])}\n\n{escape(row["definition"])}\n\n'
        uses = [
            f"[{escape(m['section'] + ' ' + m['heading'])}](#{anchors.node(m['section'])})" for m in row["mentions"]
        ]
        if uses:
            yield f"见：{'；'.join(dict.fromkeys(uses))}\n\n"
    if index.phrases:
        yield f"## {LISTS['phrases']}\n\n"
        for row in index.phrases:
            told = f"：{escape(row['definition'])}" if row["definition"] else ""
            yield f"- {escape(row['headword'])}{told}\n"
        yield "\n"

"""The contents of the page: the outline of a report, then the lists behind its text.

One report on the page: masthead, text with its terms marked, tables, glossary.
"""

from collections.abc import Iterator, Sequence

from hpreport.export.document import Anchors, Faces, Paragraph, info_items, nodes, paragraphs, pieces, title
from hpreport.export.page.tables import comparison_table, figure_table, text
from hpreport.index.index import Index
from hpreport.outline import Node, numbered
from hpreport.records import Row

LISTS = {
    "targets": "目标",
    "results": "结果",
    "comparisons": "结果与目标对照",
    "terms": "名词解释",
    "phrases": "未作解释的说法",
}
"""The lists behind the text: name of the place -> heading, in their order."""


def counts(index: Index) -> dict[str, int]:
    """Return how long each list is that is not empty."""
    info = index.info
    found = {**{name: info[name] for name in LISTS if name in info}, "comparisons": len(index.comparisons)}
    return {name: found[name] for name in LISTS if found[name]}


def contents(index: Index, anchors: Anchors) -> str:
    """Return the contents of one report."""
    lists = "".join(f'<li><a href="#{anchors.table(name)}">{LISTS[name]}</a></li>\n' for name in counts(index))
    heading = f'<a href="#{anchors.table("report")}">{text(title(index))}</a>\n' if anchors.prefix else ""
    return f'{heading}{_nested(nodes(index), anchors)}<ol class="tables">\n{lists}</ol>\n'


def _nested(listed: Sequence[Node], anchors: Anchors) -> str:
    """Return nodes as lists within lists, as deep as their levels say."""
    return "".join(_steps(listed, anchors))


def _steps(listed: Sequence[Node], anchors: Anchors) -> Iterator[str]:
    levels: list[int] = []
    for node in listed:
        while levels and levels[-1] > node.level:
            levels.pop()
            yield "</li></ol>"
        if levels and levels[-1] == node.level:
            yield "</li>\n"
        else:
            levels.append(node.level)
            yield "<ol>\n"
        yield f'<li><a href="#{anchors.node(node.id)}">{text(numbered(node))}</a>'
    yield "</li></ol>" * len(levels) + "\n"


_SENTENCE_ENDS = ("。", "！", "？", "：", "；", "!", "?", ":", ";")


def article(index: Index, faces: Faces, anchors: Anchors) -> str:
    """Return the article of one report."""
    parts = [
        _masthead(index, faces, anchors),
        '<div class="body">\n',
        *_body(index, anchors),
        "</div>\n",
        *(_list(name, index, faces, anchors) for name in counts(index)),
        f"<footer>原文 {text(index.info['source'])}，SHA-256 {text(index.info['sha256'][:16])}</footer>\n",
    ]
    return f"<article>\n{''.join(parts)}</article>\n"


def _masthead(index: Index, faces: Faces, anchors: Anchors) -> str:
    told = "".join(
        f"<div><dt>{text(name)}</dt><dd>{text(value)}</dd></div>\n" for name, value in info_items(index, faces)
    )
    numbers = "".join(
        f'<li><a href="#{anchors.table(name)}"><b>{count}</b>{LISTS[name]}</a></li>\n'
        for name, count in counts(index).items()
    )
    return (
        f'<header>\n<h1 id="{anchors.table("report")}">{text(title(index))}</h1>\n<dl>\n{told}</dl>\n'
        f'<ul class="counts">\n{numbers}</ul>\n</header>\n'
    )


def _body(index: Index, anchors: Anchors) -> Iterator[str]:
    lines: set[int] = set()
    for paragraph in paragraphs(index):
        name = f' id="{anchors.line(paragraph.line)}"' if paragraph.line not in lines else ""
        lines.add(paragraph.line)
        if paragraph.node:
            level = paragraph.node.level + 1
            heading = text(numbered(paragraph.node))
            heading = heading if paragraph.text else f"<span{name}>{heading}</span>"
            yield f'<h{level} id="{anchors.node(paragraph.node.id)}">{heading}</h{level}>\n'
        if paragraph.text:
            front = ' class="front"' if _is_front(paragraph) else ""
            yield f"<p{name}{front}>{_marked(index, paragraph.text, anchors)}</p>\n"


def _is_front(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is a line of the title, day and speaker, which are no sentences."""
    return paragraph.section == "0" and not paragraph.text.endswith(_SENTENCE_ENDS)


def _marked(index: Index, paragraph: str, anchors: Anchors) -> str:
    return "".join(
        text(piece.text)
        if piece.term is None
        else f'<a class="term" href="#{anchors.term(piece.term)}">{text(piece.text)}</a>'
        for piece in pieces(index, paragraph)
    )


def _list(name: str, index: Index, faces: Faces, anchors: Anchors) -> str:
    makers = {
        "targets": lambda: figure_table(index, "target", faces, anchors),
        "results": lambda: figure_table(index, "result", faces, anchors),
        "comparisons": lambda: comparison_table(index, faces, anchors),
        "terms": lambda: _glossary(index, anchors),
        "phrases": lambda: _phrases(index, anchors),
    }
    box = f'<input class="filter" type="search" placeholder="筛选{LISTS[name]}" aria-label="筛选{LISTS[name]}" hidden>'
    count = f'<p class="note" aria-live="polite">共 {counts(index)[name]} 条</p>'
    heading = f'<h2 id="{anchors.table(name)}">{LISTS[name]}</h2>'
    return f"<section>\n{heading}\n{box}\n{count}\n{makers[name]()}</section>\n"


def _glossary(index: Index, anchors: Anchors) -> str:
    entries = (_entry(row, at, anchors) for at, row in enumerate(index.terms))
    return f'<dl class="entries">\n{"".join(entries)}</dl>\n'


def _entry(row: Row, at: int, anchors: Anchors) -> str:
    aliases = f"<small>{text('、'.join(row['aliases']))}</small>" if row["aliases"] else ""
    components = "".join(f"<li>{text(component)}</li>" for component in row["components"])
    listed = f"<dd><ol>{components}</ol></dd>" if components else ""
    uses = f'<dd class="uses">{_uses(row, anchors)}</dd>' if row["mentions"] else ""
    return (
        f'<div class="entry" id="{anchors.term(at)}"><dt>{text(row["headword"])}{aliases}</dt>'
        f"<dd>{text(row['definition'])}</dd>{listed}{uses}</div>\n"
    )


def _uses(row: Row, anchors: Anchors) -> str:
    """Return links to the paragraphs that use a term or phrase, each once."""
    places = {m["line"]: f"{m['section']} {m['heading']}" if m["section"] != "0" else "开头" for m in row["mentions"]}
    return "".join(f'<a href="#{anchors.line(line)}">{text(place)}</a>' for line, place in places.items())


def _phrases(index: Index, anchors: Anchors) -> str:
    items = (_phrase(row, anchors) for row in index.phrases)
    return f'<ul class="phrases">\n{"".join(items)}</ul>\n'


def _phrase(row: Row, anchors: Anchors) -> str:
    told = f"：{text(row['definition'])}" if row["definition"] else ""
    first = row["mentions"][0]["line"]
    return f'<li><a href="#{anchors.line(first)}">{text(row["headword"])}</a><small>{told}</small></li>\n'

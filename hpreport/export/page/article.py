"""One report on the page: its contents and the lists behind its text, masthead, text with its terms marked, glossary.

The figures and comparisons are tables whose headings sort them.
"""

import html
from collections.abc import Iterable, Iterator, Sequence

from hpreport.export.document import (
    COMPARISON_FIELDS,
    FIGURE_FIELDS,
    LISTS,
    Anchors,
    Faces,
    Paragraph,
    columns,
    figures,
    info_items,
    nodes,
    paragraphs,
    pieces,
    title,
)
from hpreport.figures.select import magnitude
from hpreport.index.index import Index
from hpreport.index.outline import Node, numbered
from hpreport.records import Row
from hpreport.render import Column
from hpreport.text.sanitize import one_line


def counts(index: Index) -> dict[str, int]:
    """Return the length of each list that is not empty."""
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


def text(value: object) -> str:
    """Return a text on one line such that HTML sees nothing in it but text, in attributes too."""
    return html.escape(one_line(str(value)))


_LEGEND = '<th scope="col" data-plain><i class="before"></i>结果<i class="after"></i>目标</th>'
_LONGEST = 100
"""Length of the longer bar, in units of the drawing."""


def figure_table(index: Index, kind: str, faces: Faces, anchors: Anchors) -> str:
    """Return the figures of a kind as a table, the headline first and set off."""
    rows = figures(index, kind)
    shown = columns(faces.figures, FIGURE_FIELDS, rows)
    body = (
        _row("headline" if row["headline"] else "", [_figure(column, row, anchors) for column in shown]) for row in rows
    )
    return _table(anchors.table(f"{kind}s"), (_head(column.title, "claim" in column.name) for column in shown), body)


def _figure(column: Column, row: Row, anchors: Anchors) -> str:
    shown = text(column.cell(row))
    if column.name == "indicator":
        return f'<th scope="row">{shown}</th>'
    if column.name == "claim":
        return _amount(row["value"], row["unit"], shown)
    if column.name == "place":
        link = f'<a href="#{anchors.line(row["line"])}">{text(row["section"])} <span>{text(row["heading"])}</span></a>'
        return f'<td class="place" data-sort="{row["line"]}">{link}</td>'
    return f"<td>{shown}</td>"


def comparison_table(index: Index, faces: Faces, anchors: Anchors) -> str:
    """Return the comparisons as a table, a bar for the result above one for the target."""
    shown = faces.comparisons.pick(COMPARISON_FIELDS)
    body = (
        _row("", [*(_comparison(column, row, anchors) for column in shown), _bars(row)]) for row in index.comparisons
    )
    heads = [_head(_with_year(column, index), column.right) for column in shown]
    return _table(anchors.table("comparisons"), [*heads, _LEGEND], body)


def _with_year(column: Column, index: Index) -> str:
    """Return a column's title, with the year where all its numbers are of one."""
    kind = column.name.partition("_")[0]
    years = {row.get(f"{kind}_year") for row in index.comparisons} - {None}
    return f"{years.pop()}年{column.title}" if len(years) == 1 else column.title


def _comparison(column: Column, row: Row, anchors: Anchors) -> str:
    shown = text(column.cell(row))
    if column.name == "topic":
        return f'<th scope="row">{shown}</th>'
    if column.name == "change":
        return _amount(row["difference"], row["unit"], shown)
    kind = column.name.partition("_")[0]
    return _amount(row[f"{kind}_value"], row["unit"], f'<a href="#{anchors.line(row[f"{kind}_line"])}">{shown}</a>')


def _bars(row: Row) -> str:
    """Return result and target as two bars; an empty cell where one is in words or below nothing."""
    result, target = row["result_value"], row["target_value"]
    if result is None or target is None or min(result, target) < 0 or max(result, target) == 0:
        return "<td></td>"
    before, after = (round(_LONGEST * value / max(result, target), 1) for value in (result, target))
    return (
        f'<td><svg class="bar" viewBox="0 0 {_LONGEST} 16" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="before" y="1" width="{before}" height="6"/>'
        f'<rect class="after" y="9" width="{after}" height="6"/></svg></td>'
    )


def _amount(value: float | None, unit: str, shown: str) -> str:
    """Return the cell of a number, which sorts by its value, 万 and 亿 taken into account; one in words sorts last."""
    if value is None:
        return f'<td class="right" data-sort="">{shown}</td>'
    return f'<td class="right amount" data-sort="{magnitude(value, unit):.12g}">{shown}</td>'


def _head(title: str, number: bool) -> str:
    return f'<th scope="col"{" class=right data-first=descending" if number else ""}>{text(title)}</th>'


def _row(kind: str, cells: Iterable[str]) -> str:
    return f"<tr{f' class={kind}' if kind else ''}>{''.join(cells)}</tr>\n"


def _table(heading: str, heads: Iterable[str], rows: Iterable[str]) -> str:
    """Return a table that scrolls by itself where it is too wide, named by the heading at `heading`."""
    return (
        f'<div class="scroll" role="region" aria-labelledby="{heading}" tabindex="0">\n<table>\n'
        f"<thead><tr>{''.join(heads)}</tr></thead>\n"
        f"<tbody>\n{''.join(rows)}</tbody>\n</table></div>\n"
    )

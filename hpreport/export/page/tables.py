"""Text as HTML.

The figures and comparisons of a report as tables whose headings sort them.
"""

import html
from collections.abc import Iterable

from hpreport.export.document import COMPARISON_FIELDS, FIGURE_FIELDS, Anchors, Faces, columns, figures
from hpreport.figures.select import magnitude
from hpreport.index.index import Index
from hpreport.records import Row
from hpreport.render import Column
from hpreport.text.sanitize import one_line


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
    """Return the cell of a number, which sorts by its value, 万 and 亿 reckoned in; one in words sorts last."""
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

"""What `hpreport search` says of phrases as they stand: how often by place, year or report, as a matrix, in context."""

from collections.abc import Collection, Iterable, Sequence
from functools import partial
from itertools import islice
from typing import NamedTuple

from hpreport.answers import MATRIX, frequency_records, kwic_records, matrix_field, matrix_records
from hpreport.cli.layouts import LINE, OF_REPORT
from hpreport.cli.messages import not_found, shown
from hpreport.cli.output import Output, named_reports
from hpreport.records import KeywordInContext, PhraseFrequency, Row
from hpreport.render import Column, Layout, columns_of
from hpreport.reports import Reports

BY_TOLD = {"place": "各地区", "year": "各年", "report": "各份报告"}
"""What frequencies are counted by, for people."""

FREQUENCIES = Layout(
    columns=columns_of(
        PhraseFrequency,
        Column("query", "查询", wide=True),
        *OF_REPORT,
        Column("report", "报告"),
        Column("occurrences", "出现次数", right=True),
        Column("frequency", "每万字", right=True),
        Column("passages", "段落", right=True),
        Column("reports_with", "有的报告", right=True),
        Column("reports", "报告数", right=True),
        Column("characters", "字数", right=True),
    ),
    plain=[
        "query", "place", "year", "report", "occurrences", "frequency", "passages", "reports_with", "reports",
        "characters",
    ],
    table=["occurrences", "frequency", "passages", "reports_with", "reports"],
)  # fmt: skip
"""What `search --by` counts."""

KWIC = Layout(
    columns=columns_of(
        KeywordInContext,
        Column("report", "报告"),
        Column("section", "编号"),
        LINE,
        Column("left", "前文", right=True),
        Column("keyword", "词语", style="bold cyan"),
        Column("right", "后文"),
        Column("query", "查询", wide=True),
        Column("cite", "引用", wide=True),
        *OF_REPORT,
    ),
    plain=["left", "keyword", "right", "section", "line", "query"],
    table=["left", "keyword", "right", "line"],
)
"""What `search --kwic` lists."""


class PhraseQuery(NamedTuple):
    """What is asked of phrases."""

    phrases: Sequence[str]
    form: str
    """`frequencies`, `matrix` or `kwic`."""
    by: str
    """`place`, `year` or `report`."""
    sections: Collection[str] | None
    """Nodes to which the phrases are looked for in, None for all."""
    width: int
    """Characters on both sides of a keyword."""
    limit: int | None
    cite: bool


def print_phrases(index: Reports, asked: PhraseQuery, output: Output) -> int:
    """Write what is asked of phrases, and return the status: 1 where none of them stands anywhere."""
    return _print_kwic(index, asked, output) if asked.form == "kwic" else _print_counts(index, asked, output)


def _print_counts(index: Reports, asked: PhraseQuery, output: Output) -> int:
    output.check_fields(FREQUENCIES)
    rows = list(frequency_records(index, asked.phrases, asked.by, asked.sections))
    found = {row["query"] for row in rows if row["occurrences"]}
    for phrase in asked.phrases:
        if phrase not in found:
            output.note(not_found(index, phrase) if asked.sections is None else f"这里没有“{shown(phrase)}”")
    if asked.form == "matrix" and not output.style.fields:
        output.rows(islice(matrix_records(rows), asked.limit), _matrix(index, asked))
    else:
        output.rows(rows[: asked.limit], _frequencies(index, asked, output))
    return 0 if found else 1


def _frequencies(index: Reports, asked: PhraseQuery, output: Output) -> Layout:
    """Return the layout of frequencies, in tables with what they are counted by alone."""
    layout = FREQUENCIES if output.style.fields else named_reports(FREQUENCIES, index.name_of)
    query = ["query"] if len(asked.phrases) > 1 else []
    counts = layout.table[:3] if asked.by == "report" else layout.table
    return layout._replace(table=[*query, asked.by, *counts])


def _matrix(index: Reports, asked: PhraseQuery) -> Layout:
    """Return the layout of the matrix: its columns are those of its rows."""
    own = {column.name: column for column in named_reports(FREQUENCIES, index.name_of).columns}
    phrases = [Column(matrix_field(phrase), phrase, right=True, kind="integer") for phrase in asked.phrases]
    columns = [*(own[name] for name in MATRIX), *phrases]
    names = [column.name for column in phrases]
    return Layout(columns, plain=[*MATRIX, *names], table=[asked.by, "characters", *names])


def _print_kwic(index: Reports, asked: PhraseQuery, output: Output) -> int:
    output.check_fields(KWIC)
    found = (row for one in asked.phrases for row in _of_one(index, one, asked, output))
    layout = KWIC.adding("cite") if asked.cite else KWIC
    if output.style.format != "table" or output.style.fields:
        return output.rows(islice(found, asked.limit), layout)
    rows = list(islice(found, asked.limit))
    return output.rows(rows, _fitted(layout, rows, index, output))


def _of_one(index: Reports, phrase: str, asked: PhraseQuery, output: Output) -> Iterable[Row]:
    """Yield where one phrase stands, or say that it does not."""
    rows = kwic_records(index, phrase, asked.sections, asked.width)
    if (first := next(rows, None)) is None:
        output.note(not_found(index, phrase) if asked.sections is None else f"这里没有“{shown(phrase)}”")
        return
    yield first
    yield from rows


_LEAST_SIDE = 6
"""Cells that the context is given on each side, however narrow the screen."""
_GAPS = 3 * 5 + 1
"""Cells between columns."""


def _fitted(layout: Layout, rows: Sequence[Row], index: Reports, output: Output) -> Layout:
    """Return the layout with as much context on both sides as one line has room for."""
    from hpreport.render.text import cell_width, cells_of

    def widest(texts: Iterable[str]) -> int:
        return max(map(cell_width, texts), default=0)

    others = widest(row["keyword"] for row in rows) + widest(LINE.show(row["line"]) for row in rows)
    others += widest(index.name_of(row["report"]) for row in rows) if output.many else 0
    side = max((output.style.width - others - _GAPS) // 2, _LEAST_SIDE)
    shows = {"left": partial(cells_of, cells=side, last=True), "right": partial(cells_of, cells=side)}
    columns = [c._replace(show=shows[c.name]) if c.name in shows else c for c in layout.columns]
    return layout._replace(columns=columns)

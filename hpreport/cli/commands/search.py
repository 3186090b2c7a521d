"""`hpreport search`: passages that answer a query, and phrases as they stand.

Phrases are counted by place, year or report, laid out as a matrix, or shown in context.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Annotated, Any, NamedTuple

from hpreport.answers import (
    KWIC_WIDTH,
    MATRIX,
    NO_LIMIT,
    PLACE_YEAR,
    asked_for,
    frequency_records,
    kwic_records,
    matrix_field,
    matrix_records,
    passage_record,
)
from hpreport.cli.commands.sections import SECTION_HELP, sections_meant
from hpreport.cli.layouts import LINE, OF_REPORT, called
from hpreport.cli.messages import not_found, shown
from hpreport.cli.options import Argument, ChartOption, Option, command
from hpreport.cli.output import Output, lines, named_reports
from hpreport.errors import UsageError
from hpreport.passages.passage import highlights
from hpreport.passages.search import SYNONYM, PassageHit
from hpreport.records import KeywordInContext, Passage, PassageCount, PhraseFrequency, Row
from hpreport.render import Column, Layout, columns_of
from hpreport.reports import Reports
from hpreport.text.fold import search_form

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
    """`frequencies`, `matrix`, `kwic` or `charts`."""
    by: str
    """`place`, `year` or `report`."""
    sections: Collection[str] | None
    """Ids of the sections that are searched, None for all."""
    width: int
    """Characters on both sides of a keyword."""
    limit: int | None
    cite: bool


def print_phrases(index: Reports, asked: PhraseQuery, output: Output) -> int:
    """Write what is asked of phrases, and return the status: 1 where none of them stands anywhere."""
    return _print_kwic(index, asked, output) if asked.form == "kwic" else _print_frequencies(index, asked, output)


def _print_frequencies(index: Reports, asked: PhraseQuery, output: Output) -> int:
    output.check_fields(FREQUENCIES)
    draws = asked.form == "charts"
    by = PLACE_YEAR if draws and asked.by == "place" else asked.by
    rows = list(frequency_records(index, asked.phrases, by, asked.sections))
    found = {row["query"] for row in rows if row["occurrences"]}
    for phrase in asked.phrases:
        if phrase not in found:
            output.note(not_found(index, phrase) if asked.sections is None else f"这里没有“{shown(phrase)}”")
    if draws:
        from hpreport.export.charts import charts_of_frequencies

        drawn = charts_of_frequencies(row for row in rows if row["query"] in found)
        output.charts(drawn, rows_chosen=asked.limit is not None)
    elif asked.form == "matrix" and not output.style.fields:
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
"""Least width of the context on each side, in cells."""
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


# --- passages ---

_MOST_HITS = 10
"""Passages printed for one query without --limit."""
_ROLES = {"review": "回顾", "plan": "计划"}
_MATCHES = {"phrase": "原文", "all": "全部词语", "synonym": "同义词语", "some": "部分词语"}


SEARCH = Layout(
    columns=columns_of(
        Passage,
        Column("report", "报告"),
        Column("section", "编号"),
        Column("headings", "章节", wide=True, style="cyan"),
        LINE,
        Column("score", "得分", right=True),
        Column("quote", "摘录", wide=True, marked=True),
        Column("text", "段落", wide=True, marked=True),
        Column("match", "匹配", show=called(_MATCHES)),
        Column("query", "查询", wide=True),
        Column("cite", "引用", wide=True),
        Column("term", "词语", wide=True),
        *OF_REPORT,
    ),
    plain=["section", "headings", "line", "quote", "score", "match", "query"],
    table=["section", "headings", "quote", "line"],
)
"""What `search` finds."""

COUNTS = Layout(
    columns=columns_of(
        PassageCount,
        Column("query", "查询", wide=True),
        Column("passages", "段落", right=True),
        Column("occurrences", "原文出现次数", right=True),
    ),
    plain=["passages", "occurrences", "query"],
    table=["query", "passages", "occurrences"],
)
"""What `search --count` says."""


_HELP = """按相关程度找报告里的段落。

先是原文，再是词语都有的，再是用同义词语的，再是有大部分的；标题中的比正文中的靠前。

日常的说法也能找到：停车难、烂尾楼、孩子上学；原文没有这个词时会说明。引号里的必须原样出现；减号后面的不要有；
用 | 连起来的有一个就行（在命令行上要加引号）。

--by、--matrix、--kwic 只数原样出现的：每年、每地、每份报告几次，每万字几次；几个词语各一列；或每次一行，前后是上下文。
--by year、--by place 加 --chart 在终端上按年画每万字几次，-o 图.svg、图.png、图.html 画成文件，要装 hpreport[charts]：
一个词语一种颜色（几个词语加 --matrix），--by place 是一个地区一种。

例如：
  hpreport search 老旧小区改造
  hpreport search '"高新技术企业"' -f tsv
  hpreport search 养老 -食堂 --part plan --cite
  hpreport search '养老|托育' --report all --by year
  hpreport search 养老 托育 双减 --matrix --report all -f csv
  hpreport search 养老 托育 --matrix --by year --report all --chart
  hpreport search 高质量发展 --kwic
  hpreport search - --format jsonl < 查询.txt
"""
"""The help page."""


@command(
    SEARCH,
    COUNTS,
    FREQUENCIES,
    KWIC,
    scope="all reports",
    excludes=True,
    cites=True,
    draws=True,
    help_text=_HELP,
    english=("TEXT...", "finds passages by relevance; `--by year` counts a phrase, `--kwic` shows it in context"),
)
def search(
    text: Annotated[list[str], Argument(metavar="文字...", help="要找的词语；- 表示从标准输入读，每行是一次查询")],
    *,
    section: Annotated[
        list[str] | None,
        Option("--section", "-s", metavar="编号", help=f"只在这一节里找：{SECTION_HELP}；可以给几次"),
    ] = None,
    part: Annotated[
        str, Option("--part", metavar="review|plan", choices=_ROLES, help="只在回顾（review）或计划（plan）里找")
    ] = "",
    context: Annotated[
        int | None, Option("--context", "-C", min=0, metavar="N", help="摘录前后各多 N 句；--kwic 时是各 N 字")
    ] = None,
    count: Annotated[bool, Option("--count", "-c", help="只说有几段、原文出现几次")] = False,
    by: Annotated[
        str,
        Option(
            "--by",
            metavar="place|year|report",
            choices=BY_TOLD,
            help="数原文在各地区（place）、各年（year）、各报告（report）出现几次，每万字几次",
        ),
    ] = "",
    matrix: Annotated[
        bool, Option("--matrix", help="数几个词语，各一列，一份报告一行；加 --by 是一个地区、一年一行")
    ] = False,
    kwic: Annotated[bool, Option("--kwic", help="每次出现一行，前后是上下文，词语对齐")] = False,
    chart: ChartOption = False,
    limit: Annotated[
        int | None,
        Option("--limit", "-n", min=1, metavar="N", help=f"每次查询最多输出 N 段，默认 {_MOST_HITS}；数的时候是 N 行"),
    ] = None,
    cite: bool,
    output: Output,
    index: Reports,
) -> int:
    """按相关程度找报告里的段落。"""
    if matrix + kwic + (count or bool(by and not matrix)) > 1:
        raise UsageError("--count、--by、--matrix、--kwic 只能给一个；--matrix 可以加 --by")
    draws = chart or output.draws
    if draws and (by not in ("year", "place") or kwic):
        raise UsageError("画的是每年的次数：加 --by year 或 --by place")
    sections = _within(index, asked_for(section), part)
    if by or matrix or kwic:
        form = "charts" if draws else "kwic" if kwic else "matrix" if matrix else "frequencies"
        asked = lines() if text == ["-"] else _phrases(text) if matrix else [_typed(text)]
        width = KWIC_WIDTH if context is None else context
        query = PhraseQuery(list(dict.fromkeys(asked)), form, by or "report", sections, width, limit, cite)
        return print_phrases(index, query, output)
    queries = lines() if text == ["-"] else iter([_typed(text)])
    if count:
        output.check_fields(COUNTS)
        return _print_counts(index, queries, sections, output)
    output.check_fields(SEARCH)
    answers = ((query, _cut(query, _find(index, query, sections, output, limit), limit, output)) for query in queries)
    layout = SEARCH.adding("cite") if cite else SEARCH

    def row(query: str, hit: PassageHit) -> dict[str, Any]:
        return passage_record(index, hit, query, context or 0)

    if text == ["-"] and output.style.format in ("json", "jsonl"):
        return output.answers(({"query": q, "hits": [row(q, h) for h in hits]} for q, hits in answers), layout, "hits")
    if output.style.format == "table":
        tables = ((hits, [row(q, h) for h in hits]) for q, hits in answers)
        return output.groups((rows, _marked(layout, hits, rows)) for hits, rows in tables)
    return output.rows((row(query, hit) for query, hits in answers for hit in hits), layout)


def _cut(query: str, hits: list[PassageHit], limit: int | None, output: Output) -> list[PassageHit]:
    """Return the hits to print, and note how many are left out where no limit was given."""
    if limit is None and len(hits) > _MOST_HITS:
        output.note(f"“{shown(query)}”还有 {len(hits) - _MOST_HITS} 段，用 --limit 看更多")
    return hits[: limit or _MOST_HITS]


def _typed(words: Iterable[str]) -> str:
    """Return the query that the arguments make, words to leave out with the minus they were typed with."""
    return re.sub(r"(?<!\S)－", "-", " ".join(words))


def _phrases(words: Sequence[str]) -> list[str]:
    """Return each of the arguments as a query of its own, with the words that are to be left out of all."""
    left_out = [word for word in words if word.startswith("－")]
    return [_typed([word, *left_out]) for word in words if word not in left_out]


def _within(index: Reports, named: Sequence[str], part: str) -> Collection[str] | None:
    """Return the ids of the nodes to search, None for all. Raises where there is no such section."""
    if not named and not part:
        return None
    return sections_meant(index, *named) & index.sections("", part)


def _find(
    index: Reports, query: str, sections: Collection[str] | None, output: Output, limit: int | None = None
) -> list[PassageHit]:
    hits = index.search.find(query, sections, limit)
    if not hits:
        elsewhere = len(index.search.find(query)) if sections is not None else 0
        output.note(f"这里没有找到“{query}”；别处有 {elsewhere} 段" if elsewhere else not_found(index, query))
    elif hits[0].match == SYNONYM and (missing := index.search.missing(query)):
        output.note(f"原文没有{'、'.join(f'“{shown(word)}”' for word in missing)}，以下是意思相近的")
    return hits


def _print_counts(index: Reports, queries: Iterator[str], sections: Collection[str] | None, output: Output) -> int:
    found = 0

    def rows() -> Iterator[Mapping[str, Any]]:
        nonlocal found
        for query in queries:
            hits = _find(index, query, sections, output, NO_LIMIT)
            found += len(hits)
            times = sum(len(use.spans) for use in index.search.uses(query, sections))
            yield {"query": query, "passages": len(hits), "occurrences": times}

    output.rows(rows(), COUNTS)
    return 0 if found else 1


def _marked(layout: Layout, hits: Sequence[PassageHit], rows: Sequence[Row]) -> Layout:
    """Return the layout with the words of the hits highlighted; why they match, where some do otherwise than by these.

    That is by synonyms, or by what explains a term.
    """
    match = ["match"] if any(hit.match == SYNONYM for hit in hits) else []
    term = ["term"] if any(row["term"] for row in rows) else []
    words = [word for hit in hits for word in hit.words] + [search_form(row["term"]) for row in rows]
    return layout._replace(table=[*layout.table, *match, *term], marks=lambda text: highlights(text, words))

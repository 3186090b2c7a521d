"""The Chinese face of each kind of record: titles of its fields, and what each human format shows."""

from collections.abc import Callable, Mapping
from typing import Any

from hpreport.records import LEVELS, FoundTerm, IndexInfo, Term, fields
from hpreport.render import Column, Layout, columns_of, of_record

MATCHES = {
    "exact": "原文",
    "folded": "写法不同",
    "alias": "别名",
    "prefix": "开头",
    "substring": "其中一段",
    "initials": "拼音首字母",
    "pinyin": "拼音",
    "fuzzy": "相近",
    "definition": "解释中有",
    "mention": "正文中有，未作解释",
}
"""How a look-up found a term, for people; the keys are what scripts see."""


def called(names: Mapping[str, str]) -> Callable[[Any], str]:
    """Return how a value is shown that has a name in Chinese; one that has none is shown as it is."""
    return lambda value: names.get(str(value), str(value or ""))


def _show_mentions(mentions: Any) -> str:
    return "\n".join(f"{m['section']} {m['heading']}（第{m['line']}行）\n{m['quote']}" for m in mentions)


def _told(row: Mapping[str, Any], ascii_only: bool) -> str:
    """Return what the report says of a term: its explanation, else the words that use it."""
    return str(row["definition"] or "\n".join(mention["quote"] for mention in row["mentions"][:1]))


def _show_numbered(items: Any) -> str:
    return "\n".join(f"{number}. {item}" for number, item in enumerate(items, 1))


def _show_line(line: Any) -> str:
    return f"第{line}行"


LINE = Column("line", "位置", show=_show_line, right=True)
"""Line of the source text."""

OF_REPORT = (Column("place", "地区", wide=True), Column("year", "年份", right=True))
"""Place and year of the report that a row is of."""

TERM = Layout(
    columns=columns_of(
        FoundTerm,
        Column("report", "报告"),
        Column("number", "序号", right=True),
        Column("term", "词语", wide=True, style="bold cyan"),
        Column("headword", "词条", wide=True, style="bold cyan"),
        Column("definition", "解释", wide=True),
        Column("components", "组成", wide=True, show=_show_numbered),
        Column("match", "匹配", show=called(MATCHES)),
        Column("score", "得分", right=True),
        LINE,
        Column("mentions", "出处", wide=True, show=_show_mentions, marks="term"),
        Column("pinyin", "读音", wide=True),
        Column("aliases", "又作", wide=True),
        Column("query", "查询", wide=True),
        Column("cite", "引用", wide=True),
        *OF_REPORT,
    ),
    plain=["term", "definition", "components", "line", "match", "score", "query"],
    table=["term", "told", "match", "line"],
    detail=["headword", "pinyin", "aliases", "definition", "components", "mentions", "match", "line"],
    drawn=[Column("told", "解释", wide=True, draw=_told)],
)
"""What `term` answers with."""

TERMS = Layout(
    columns=[column for column in TERM.columns if column.name in fields(Term)],
    plain=["term", "definition", "components", "line", "match"],
    table=["number", "term", "definition", "line"],
)
"""What `terms` lists."""

TERMS_MARKED = TERMS._replace(table=[*TERMS.table, "match"])
"""What `terms --all` lists: those that the report does not explain are marked."""


DOCUMENTS = {
    "work_report": "政府工作报告",
    "plan_report": "计划报告",
    "budget_report": "预算报告",
    "five_year_plan": "五年规划",
    "court_report": "法院工作报告",
    "procuratorate_report": "检察院工作报告",
    "congress_report": "人大常委会工作报告",
    "conference_report": "政协常委会工作报告",
    "party_report": "党代会报告",
    "policy_address": "施政报告",
}
"""What the kinds of documents are called."""


def place_columns() -> list[Column]:
    """Return the columns that say which division a place is."""
    return [
        Column("place_code", "区划代码"),
        Column("level", "级别", show=called(LEVELS)),
    ]


def source_columns() -> list[Column]:
    """Return the columns that say where a report was taken from."""
    return [Column("source_url", "来源网址", wide=True), Column("retrieved", "取得日期")]


INFO = Layout(
    columns=of_record(  # in the order in which csv began to print them, not in the record's
        IndexInfo,
        Column("report", "报告"),
        Column("title", "标题", wide=True),
        Column("place", "地区", wide=True),
        Column("speaker", "报告人"),
        Column("meeting", "会议", wide=True),
        Column("date", "日期"),
        Column("result_year", "回顾年份"),
        Column("plan_year", "计划年份"),
        Column("parts", "部分"),
        Column("sections", "节"),
        Column("items", "条"),
        Column("paragraphs", "段落"),
        Column("characters", "字数"),
        Column("terms", "名词解释"),
        Column("phrases", "未解释的说法"),
        Column("mentions", "名词出处"),
        Column("source", "原文", wide=True),
        Column("sha256", "原文 SHA-256", wide=True),
        Column("warnings", "存疑", wide=True),
        Column("version", "程序版本"),
        Column("index", "索引文件", wide=True),
        Column("figures", "数字指标"),
        Column("targets", "其中目标"),
        Column("results", "其中结果"),
        Column("not_figures", "非指标数字"),
        *place_columns(),
        Column("document", "文种", show=called(DOCUMENTS)),
        *source_columns(),
    ),
    plain=[
        "report", "title", "place", "date", "result_year", "plan_year", "terms", "version", "index", "figures",
        "targets", "results", "not_figures",
    ],
    table=["report", "title", "place", "date", "terms"],
    detail=[
        "report", "document", "title", "place", "place_code", "level", "speaker", "meeting", "date", "result_year",
        "plan_year", "parts", "sections", "items", "paragraphs", "characters", "terms", "phrases", "mentions",
        "figures", "targets", "results", "not_figures", "source", "source_url", "retrieved", "sha256",
        "warnings", "version", "index",
    ],
)  # fmt: skip
"""What `info` says."""

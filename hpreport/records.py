"""The output contract (DESIGN: Output contract): what each record is, and beside it how it is made of the model.

A record is declared here and nowhere else: Python programs read its type, `hpreport export --schema` its JSON Schema,
and `--fields`, csv and tables its fields. Fields are only ever added at the end. The descriptions are the schema's.

In this order: terms, figures, the outline, passages, reports, and `RECORDS`, which names all of them. What the index
keeps is made by the functions `..._row` here; what only an answer adds (`query`, `cite`) is added in `api`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Annotated, Any, Literal

if TYPE_CHECKING:
    from typing import TypedDict

    from hpreport import model
else:

    class TypedDict:
        """What records are at run time: `typing.TypedDict` compiles each annotation, a sixth of a look-up's time."""


Row = Mapping[str, Any]
"""One record: field name -> a string, number, bool, None, list of strings, or list of such mappings."""


class Field:
    """What a field says, and the JSON Schema keywords that bound its value: `minimum`, `maximum`, `format`."""

    def __init__(self, description: str, **keywords: Any) -> None:
        self.description = description
        self.keywords = keywords


@cache
def fields(record: type) -> tuple[str, ...]:
    """Return the names of a record's fields, in the order of the contract.

    >>> fields(Use)
    ('line', 'column', 'text', 'term', 'definition')
    """
    return tuple(name for cls in reversed(record.__mro__) for name in vars(cls).get("__annotations__", ()))


# --- fields that several records have ---

SectionId = Annotated[str, Field("Outline id of the part, section or item: 2.4.3; 0 stands before the first part.")]
NodeHeading = Annotated[str, Field("Heading of that node.")]
Line = Annotated[int, Field("1-based line of the source text.", minimum=1)]
ReportId = Annotated[str, Field("Id of the report.")]
Query = Annotated[str, Field("What was asked.")]
QueryLine = Annotated[str, Field("The line.")]
TermText = Annotated[str, Field("The term.")]
Cite = Annotated[str, Field("Where it stands, as it is quoted.")]
Unit = Annotated[str, Field("As printed.")]
Title = Annotated[str, Field("Title.")]
PlaceName = Annotated[str, Field("Place.")]
Speaker = Annotated[str, Field("Who delivered it.")]
Day = Annotated[str | None, Field("Day of delivery.", format="date")]
ResultYear = Annotated[int | None, Field("The year whose results it reviews.")]
PlanYear = Annotated[int | None, Field("The year whose work it plans.")]
PlaceCode = Annotated[
    str,
    Field("Code of the place after GB/T 2260, the same for one division in all years; empty where none is certain."),
]
Level = Annotated[
    Literal["", "national", "province", "prefecture", "county"], Field("What the place is; empty where not known.")
]
Document = Annotated[
    Literal[
        "", "work_report", "plan_report", "budget_report", "five_year_plan", "court_report", "procuratorate_report",
        "congress_report", "conference_report", "party_report", "policy_address",
    ],
    Field("What kind of document it is; empty where nothing tells."),
]  # fmt: skip
LEVELS = {"national": "国家", "province": "省级", "prefecture": "地级", "county": "县级"}
"""What the levels of places are called."""
ReportPlace = Annotated[str, Field("Place of the report; empty where it names none.")]
ReportYear = Annotated[int | None, Field("Year of the report, the one that it plans; null where it tells none.")]


def report_year(info: Row) -> int | None:
    """Return the year that a report is of: which it plans, else which follows the one that it reviews, else its day's.

    >>> report_year({"plan_year": None, "result_year": 2023, "date": None})
    2024
    """
    if info["plan_year"] or info["result_year"]:
        return int(info["plan_year"] or info["result_year"] + 1)
    return int(info["date"][:4]) if info["date"] else None


def report_title(info: Row) -> str:
    """Return what people call a report: 沈阳市和平区 2024; its id where its place or its year is not known."""
    year = report_year(info)
    return f"{info['place']} {year}" if info["place"] and year else str(info["report"])


def placed(row: Row, info: Row) -> dict[str, Any]:
    """Return a row with the place and the year of its report at the end."""
    return {**row, "place": info["place"], "year": report_year(info)}


PartCount = Annotated[int, Field("Parts.", minimum=0)]
SectionCount = Annotated[int, Field("Sections.", minimum=0)]
ItemCount = Annotated[int, Field("Items.", minimum=0)]
CharacterCount = Annotated[int, Field("Characters of the body.", minimum=0)]
TermCount = Annotated[int, Field("Entries of the glossary.", minimum=0)]
SourceName = Annotated[str, Field("Name of the text file it was built from.")]
SourceHash = Annotated[str, Field("SHA-256 of that file.")]
SourceUrl = Annotated[str, Field("Address on the Web that it was taken from; empty where nobody has said.")]
Retrieved = Annotated[str | None, Field("Day on which it was taken from there.", format="date")]
FigureCount = Annotated[int, Field("Figures.", minimum=0)]
Version = Annotated[str, Field("Version of the program.")]


# --- terms ---


Match = Literal[
    "", "exact", "folded", "alias", "prefix", "substring", "initials", "pinyin", "fuzzy", "definition", "mention"
]
"""The tier of the look-up that found a term."""


class Mention(TypedDict):
    """A place in the body where a term is used."""

    section: SectionId
    heading: NodeHeading
    line: Line
    quote: Annotated[str, Field("The sentence that uses it, verbatim but for footnote marks.")]


class _TermFields(TypedDict):
    report: ReportId
    number: Annotated[
        int | None, Field("Position in the glossary, 1-based; null for a phrase without an entry.", minimum=1)
    ]
    term: Annotated[str, Field("Headword without the quotation marks that enclose the whole of it.")]
    headword: Annotated[str, Field("As printed, quotation marks included.")]
    definition: Annotated[
        str, Field("Explanation, verbatim; of a phrase the words that explain it in passing, or empty.")
    ]
    components: Annotated[list[str], Field("What the term counts: 三零 = 零事故, 零案件, 零纠纷.")]
    match: Annotated[Match, Field("How a look-up found it; empty where nothing was looked up.")]
    score: Annotated[float, Field("How good the match is; 0 where nothing was looked up.", minimum=0, maximum=100)]
    line: Annotated[
        int, Field("1-based line of the source text: of the entry, or of the first use of a phrase.", minimum=1)
    ]
    mentions: Annotated[list[Mention], Field("Places in the body that use it.")]
    pinyin: Annotated[str, Field("Syllables with tone marks.")]
    aliases: Annotated[list[str], Field("Other names, such as the English ones.")]


class Term(_TermFields):
    """An entry of the glossary, or a phrase that the report does not explain.

    A row of `terms` (with `--all` phrases too) and of `scan --glossary`.
    """

    place: ReportPlace
    year: ReportYear


def term_row(report: model.Report, term: model.Term) -> dict[str, Any]:
    """Return a glossary entry without `match` and `score`, which a look-up sets, and without place and year."""
    return _made(
        _TermFields,
        term,
        report=report.id,
        components=[str(component) for component in term.components],
        match="",
        score=0,
        mentions=[_plain(mention) for mention in term.mentions],
        aliases=list(term.aliases),
    )


def phrase_row(report: model.Report, phrase: model.Phrase) -> dict[str, Any]:
    """Return a phrase without an explanation of its own in the same fields as a term; `definition` is its gloss."""
    headword = phrase.text if phrase.text.isascii() else f"“{phrase.text}”"
    return unexplained_row(report.id, headword, phrase.text, phrase.gloss, list(map(_plain, phrase.mentions)))


def unexplained_row(
    report: str, headword: str, word: str, gloss: str, mentions: list[dict[str, Any]]
) -> dict[str, Any]:
    """Return words that the report uses and has no entry for in the same fields as a term."""
    return {
        "report": report,
        "number": None,
        "term": word,
        "headword": headword,
        "definition": gloss,
        "components": [],
        "match": "mention",
        "score": 0,
        "line": mentions[0]["line"],
        "mentions": mentions,
        "pinyin": "",
        "aliases": [],
    }


class FoundTerm(_TermFields):
    """A row of `term`."""

    query: Query
    cite: Annotated[str, Field("Where the entry stands, as it is quoted.")]
    place: ReportPlace
    year: ReportYear


class TermAnswer(TypedDict):
    """What `term -` gives for each line of standard input."""

    query: QueryLine
    hits: Annotated[list[FoundTerm], Field("Rows of `term`, the best first; empty for a miss.")]


class Use(TypedDict):
    """A row of `scan`: a term that a text uses; with `--check` a near miss, or a phrase that nothing explains."""

    line: Annotated[int, Field("1-based line of the text.", minimum=1)]
    column: Annotated[int, Field("1-based column, in characters.", minimum=1)]
    text: Annotated[str, Field("As the text spells it.")]
    term: Annotated[str, Field("The term, without the quotation marks around all of it; empty where there is none.")]
    definition: Annotated[str, Field("Its explanation.")]
    match: Annotated[
        Literal["exact", "folded", "fuzzy", "mention"],
        Field("As printed, written otherwise, nearly so (`--check`), or a phrase that nothing explains (`--check`)."),
    ]
    file: Annotated[str, Field("The file; `-` is standard input.")]


# --- figures ---


FigureKind = Annotated[Literal["result", "target"], Field("What was reached, or what is aimed at.")]
FigureIndicator = Annotated[str, Field("What the figure is about, in the report's words.")]
FigureValue = Annotated[
    float | None, Field("The number as printed, without its multiplier; null for a target in words.")
]
FigureUpperEnd = Annotated[float | None, Field("Upper end of a range, else null.")]
FigureUnit = Annotated[str, Field("As printed: %, 万人, 个; empty where there is none.")]
FigureMeasure = Annotated[
    Literal["level", "growth", "decline", "rank", "qualitative"],
    Field("What kind of number it is; `qualitative` is in words."),
]
Bound = Literal["=", "~", ">", ">=", "<", "<="]
FigureBound = Annotated[Bound, Field("= as stated; ~ 左右, 近; > 超, 余; >= 以上; < below; <= 以内.")]
FigureText = Annotated[str, Field("The claim as printed: 增长8%, 2800亿元以上.")]
FigureQuote = Annotated[str, Field("A verbatim piece of the paragraph with indicator and number.")]
FigurePeriod = Annotated[
    str,
    Field("The time that it is of, ISO 8601: 2023, 2023-01/2023-09, 2016/2020, 2023-12-31; empty where untold."),
]
FigureAmount = Annotated[
    float | None, Field("The value in base units: 280000000000 of 2800亿元; null without a value.")
]
FigureAmountUnit = Annotated[str, Field("Unit of the amount: 元, 人, 平方米, 吨, %.")]
FigureStretch = Annotated[bool, Field("Whether it is aimed at beside a lower target: 力争8%.")]


class FigureFields(TypedDict):
    """One number, or one target in words, that the report states about one indicator."""

    report: ReportId
    year: Annotated[int | None, Field("The year the figure is about.")]
    kind: FigureKind
    headline: Annotated[
        bool, Field("Whether it stands in the paragraph that sums up the year or sets its main targets.")
    ]
    indicator: FigureIndicator
    value: FigureValue
    value_max: FigureUpperEnd
    unit: FigureUnit
    measure: FigureMeasure
    bound: FigureBound
    text: FigureText
    quote: FigureQuote
    section: SectionId
    heading: NodeHeading
    line: Line


class FigureMeaning(TypedDict):
    """What the number of a figure is of."""

    period: FigurePeriod
    average: Annotated[bool, Field("Whether it is the mean of the years of its period: 年均.")]
    amount: FigureAmount
    amount_unit: FigureAmountUnit
    base_value: Annotated[float | None, Field("What the number has grown from, in its own unit; null where untold.")]
    stretch: FigureStretch


FigurePlace = Annotated[str, Field("Place of the report.")]
FigureTopic = Annotated[str, Field("Name of the indicator, the same in all reports; its own where none is known.")]


FigureMatch = Annotated[
    Literal["", "indicator", "section", "quote"],
    Field("What has the words asked for: its indicator, the headings above it, its sentence; empty without any."),
]


class _Placed(TypedDict):
    place: FigurePlace
    topic: FigureTopic


class _Cited(TypedDict):
    cite: Cite


class StoredFigure(FigureMeaning, _Placed, FigureFields):
    """A figure without its source, as a section has it."""


def figure_row(report: model.Report, figure: model.Figure) -> dict[str, Any]:
    """Return a figure without its source."""
    row = {"report": report.id, "place": report.place, **_numbers(_plain(figure))}
    return {name: row[name] for name in fields(StoredFigure)}


class Figure(FigureMeaning, _Placed, _Cited, FigureFields):
    """A figure with its source."""

    match: FigureMatch


class Point(FigureMeaning, _Cited, _Placed, FigureFields):
    """A row of `trend`: a figure of one report among those of others."""


PanelPlace = Annotated[str, Field("Place of the report, or the report's id where it names none.")]
PanelYear = Annotated[int, Field("The year.")]
Lacking = Literal["conflict", "no_report", "not_stated", "in_words", "other_period", "other_measure", "other_report"]
"""Why a cell of a panel has no number that stands."""


class PanelFigure(TypedDict):
    """A row of `panel --long`: a number of an indicator by place and year."""

    place: PanelPlace
    year: Annotated[int, Field("The year the figure is about.")]
    topic: FigureTopic
    kind: FigureKind
    measure: FigureMeasure
    value: FigureValue
    value_max: FigureUpperEnd
    unit: FigureUnit
    bound: FigureBound
    amount: FigureAmount
    amount_unit: FigureAmountUnit
    stretch: FigureStretch
    status: Annotated[
        Literal["stated", "chosen", "conflict", "other_report"],
        Field(
            "stated: the year's own report, no other number; chosen: others differ, this one stands; conflict: it does"
            " not stand; other_report: a report of another year: a goal set years ahead, a result looked back at."
        ),
    ]
    text: FigureText
    quote: FigureQuote
    indicator: FigureIndicator
    period: FigurePeriod
    report: ReportId
    section: SectionId
    line: Line
    cite: Cite
    place_code: PlaceCode
    level: Level


class PanelGap(TypedDict):
    """A row of `panel --coverage`: a cell of the panel, and if it is empty why."""

    place: PanelPlace
    year: PanelYear
    topic: FigureTopic
    kind: FigureKind
    measure: Annotated[Literal["level", "growth"], Field("What kind of number it is.")]
    unit: Annotated[str, Field("Unit of the amounts: 元, 人, %.")]
    status: Annotated[
        Literal["stated", Lacking],
        Field(
            "stated; conflict: numbers differ; no_report: none of that year; not_stated: the report does not say;"
            " in_words: without a number; other_period: of a part of the year, or of several; other_measure: a level"
            " for a growth; other_report: only a report of another year states it."
        ),
    ]
    report: Annotated[str, Field("The report that states it, or what stands in its place; or that might; or empty.")]
    line: Annotated[int | None, Field("1-based line of that; null where there is none.", minimum=1)]
    text: Annotated[str, Field("What stands there, as printed; or empty.")]
    column: Annotated[str, Field("Name of the column of the wide panel.")]
    place_code: PlaceCode
    level: Level


class PanelOutcome(TypedDict):
    """A row of `outcomes`: a target beside the result that is stated of the same year, in base units."""

    place: PanelPlace
    year: PanelYear
    topic: FigureTopic
    measure: Annotated[Literal["level", "growth"], Field("What kind of number it is; a decline is growth below zero.")]
    unit: Annotated[str, Field("Unit of the numbers: 元, 人, %.")]
    target: Annotated[float, Field("The target.")]
    target_max: FigureUpperEnd
    bound: Annotated[Bound, Field("What is said of the target: >= 以上, <= 以内.")]
    result: Annotated[float | None, Field("The result; null where none is stated.")]
    difference: Annotated[float | None, Field("Result less target.")]
    status: Annotated[
        Literal["met", "missed", "above", "below", "unclear", Lacking],
        Field(
            "met, missed: as 以上 or 以内 says, or just the number; above, below: the target names no direction;"
            " unclear: the result is no exact number; the others: why there is none, as `panel --coverage` says it."
        ),
    ]
    target_text: Annotated[str, Field("The target as printed.")]
    result_text: Annotated[str, Field("The result as printed; or empty.")]
    target_report: Annotated[str, Field("The report that sets the target.")]
    target_line: Line
    result_report: Annotated[str, Field("The report that states the result; or empty.")]
    result_line: Annotated[int | None, Field("1-based line of the result; null where there is none.", minimum=1)]
    place_code: PlaceCode
    level: Level


def with_cite(row: Row, cite: str, record: type = Figure, match: str = "") -> dict[str, Any]:
    """Return the row of a figure with its source and match, in the order of `record`: `Figure` or another."""
    answer = {**row, "cite": cite, "match": match}
    return {name: answer[name] for name in fields(record)}


class NotFigure(TypedDict):
    """An Arabic number of the body that is no figure, as `export` gives it."""

    report: ReportId
    number: Unit
    reason: Annotated[
        Literal["date", "name", "slogan", "ordinal", "model", "threshold", "ratio", "other"], Field("Why it is none.")
    ]
    context: Annotated[str, Field("The number with the words around it, verbatim.")]
    section: SectionId
    line: Line


def not_figure_row(report: model.Report, number: model.NotFigure) -> dict[str, Any]:
    """Return a number of the body that is no figure; its fields follow the model's order."""
    return {"report": report.id, **_plain(number)}


class Comparison(TypedDict):
    """A result beside the target for the same thing in the same unit: a row of `compare`.

    Of several reports null and empty stand for the one that a report lacks.
    """

    report: ReportId
    topic: Annotated[str, Field("What both are about.")]
    unit: Unit
    result_year: Annotated[int | None, Field("The year of the result.")]
    result_value: Annotated[float | None, Field("The result.")]
    result_text: Annotated[str, Field("The result in words: 增长7%.")]
    target_year: Annotated[int | None, Field("The year of the target.")]
    target_value: Annotated[float | None, Field("The target; null where it is in words.")]
    target_text: Annotated[str, Field("The target in words.")]
    difference: Annotated[float | None, Field("Target less result, in `unit`; null where one of them is in words.")]
    result_line: Annotated[int | None, Field("1-based line of the result.")]
    target_line: Annotated[int | None, Field("1-based line of the target.")]
    result_cite: Annotated[str | None, Field("Where the result stands, as it is quoted.")]
    target_cite: Annotated[str | None, Field("Where the target stands, as it is quoted.")]
    match: FigureMatch


def comparison_row(comparison: model.Comparison) -> dict[str, Any]:
    """Return a result beside its target."""
    return _numbers(_plain(comparison))


def _numbers(row: dict[str, Any]) -> dict[str, Any]:
    """Return the row with whole numbers as such: 8 and not 8.0, in every format."""
    return {
        name: int(value) if isinstance(value, float) and value.is_integer() else value for name, value in row.items()
    }


# --- the outline and its text ---


class Section(TypedDict):
    """A row of `sections`: a node of the outline."""

    report: ReportId
    id: Annotated[str, Field("Outline id: 2.4.3 = part.section.item; 0 is what stands before the first part.")]
    level: Annotated[int, Field("0 the report itself, 1 part, 2 section, 3 item.", minimum=0, maximum=3)]
    number: Annotated[str, Field("As printed: 一, （一）, 一是; empty where there is none.")]
    heading: Annotated[str, Field("Without its number and closing full stop.")]
    line: Line
    parent: Annotated[str, Field("Outline id of the node above; empty for parts.")]
    text: Annotated[str, Field("The paragraphs that stand in this node itself, one a line.")]
    role: Annotated[
        Literal["review", "plan", ""], Field("Whether its part reviews what was done or plans what will be.")
    ]
    paragraph_count: Annotated[int, Field("Paragraphs in it and below.", minimum=0)]
    figure_count: Annotated[int, Field("Figures in it and below.", minimum=0)]
    term_count: Annotated[int, Field("Terms used in it and below.", minimum=0)]


def section_rows(report: model.Report) -> list[dict[str, Any]]:
    """Return the nodes of the outline; `text` is its own paragraphs, one a line. Counts include what lies below."""
    paragraphs = _counts(section.id for section in report.sections for _ in section.paragraphs)
    figures = _counts(figure.section for figure in report.figures)
    used = ({mention.section for mention in term.mentions} for term in report.terms)
    terms = Counter(node for sections in used for node in set(chain.from_iterable(map(_with_above, sections))))
    return [
        _made(
            Section,
            section,
            report=report.id,
            text="\n".join(paragraph.text for paragraph in section.paragraphs),
            paragraph_count=paragraphs[section.id],
            figure_count=figures[section.id],
            term_count=terms[section.id],
        )
        for section in report.sections
    ]


def _counts(sections: Iterable[str]) -> Counter[str]:
    """Return how many of the ids lie in each node of the outline or below it."""
    return Counter(chain.from_iterable(map(_with_above, sections)))


def _with_above(section: str) -> list[str]:
    """Return the id of a node and of those above it: 2.4.3 -> 2, 2.4, 2.4.3."""
    return list(accumulate(section.split("."), "{}.{}".format))


class TermBrief(TypedDict):
    """A term in brief."""

    term: TermText
    headword: Unit
    definition: Annotated[str, Field("Explanation.")]
    line: Line


class SectionText(Section):
    """A row of `section`: a node with what lies below it; `text` is all of it."""

    headings: Annotated[list[str], Field("Headings from the part down to this node.")]
    figures: Annotated[list[StoredFigure], Field("The figures in it.")]
    terms: Annotated[list[TermBrief], Field("The terms that it uses.")]
    cite: Cite


class Paragraph(TypedDict):
    """A paragraph of the body, as `export` gives it."""

    report: ReportId
    number: Annotated[int, Field("Position in the report, 1-based.", minimum=1)]
    section: SectionId
    headings: Annotated[list[str], Field("Headings from the part down to that node.")]
    line: Line
    text: Annotated[str, Field("Verbatim but for footnote marks.")]
    cite: Cite


# --- passages ---


class Passage(TypedDict):
    """A row of `search`: a passage."""

    report: ReportId
    section: SectionId
    headings: Annotated[list[str], Field("Headings from the part down to the node it stands in.")]
    line: Line
    score: Annotated[float, Field("Higher is better, within one kind of match.")]
    quote: Annotated[str, Field("The part of the passage that has the words.")]
    text: Annotated[str, Field("The whole paragraph.")]
    match: Annotated[
        Literal["phrase", "all", "synonym", "some"],
        Field("phrase: as it stands; all: all words; synonym: others for some; some: half of it or more."),
    ]
    query: Query
    cite: Cite
    term: Annotated[str, Field("The term in it whose explanation has words that it lacks; empty where it lacks none.")]
    place: ReportPlace
    year: ReportYear


class PassageAnswer(TypedDict):
    """What `search -` gives for each line of standard input."""

    query: QueryLine
    hits: Annotated[list[Passage], Field("Rows of `search`, the best first; empty for a miss.")]


class PassageCount(TypedDict):
    """A row of `search --count`."""

    query: Query
    passages: Annotated[int, Field("Passages found.", minimum=0)]
    occurrences: Annotated[int, Field("Times that the report has the query as it is.", minimum=0)]


class PhraseFrequency(TypedDict):
    """A row of `search --by`: how often a phrase stands in the reports of a place, of a year, or in one report."""

    query: Query
    place: Annotated[str, Field("Place; empty where the rows are of years.")]
    year: Annotated[int | None, Field("Year of the reports, which they plan; null where the rows are of places.")]
    report: Annotated[str, Field("Id of the report; empty where the rows are of places or years.")]
    occurrences: Annotated[int, Field("Times that the phrase stands there as it is.", minimum=0)]
    frequency: Annotated[float | None, Field("Times per 10,000 characters; null without any.", minimum=0)]
    passages: Annotated[int, Field("Passages that have it.", minimum=0)]
    reports_with: Annotated[int, Field("Reports that have it.", minimum=0)]
    reports: Annotated[int, Field("Reports that were asked.", minimum=0)]
    characters: Annotated[int, Field("Characters of their bodies, or of the sections asked for.", minimum=0)]


class KeywordInContext(TypedDict):
    """A row of `search --kwic`: a phrase as it stands, with the words on both sides."""

    report: ReportId
    section: SectionId
    line: Line
    left: Annotated[str, Field("What stands before it in the paragraph.")]
    keyword: Annotated[str, Field("The phrase as printed.")]
    right: Annotated[str, Field("What stands after it in the paragraph.")]
    query: Query
    cite: Cite
    place: ReportPlace
    year: ReportYear


class Difference(TypedDict):
    """A row of `diff`: something that one of two reports has and the other has not, or has otherwise."""

    kind: Annotated[
        Literal["term", "phrase", "target", "word"],
        Field("A term of the glossary, a phrase in quotation marks, a target of the year planned, a word of the body."),
    ]
    change: Annotated[
        Literal["new", "gone", "explained", "unexplained", "changed"],
        Field(
            "new: the earlier report has it nowhere; gone: the later; explained, unexplained: the other has it without"
            " explaining it; changed: a target with another number."
        ),
    ]
    text: Annotated[str, Field("The term, the phrase, the word, or the indicator's name.")]
    before: Annotated[str, Field("What the earlier report says: explanation, sentence, target; empty where it is new.")]
    after: Annotated[str, Field("What the later report says; empty where it is gone.")]
    before_line: Annotated[int | None, Field("1-based line of that in the earlier report.", minimum=1)]
    after_line: Annotated[int | None, Field("1-based line of that in the later report.", minimum=1)]
    times: Annotated[int, Field("Times that the body of the report that has it has it as it is.", minimum=0)]
    before_report: Annotated[str, Field("Id of the earlier report.")]
    after_report: Annotated[str, Field("Id of the later report.")]


class TermSpread(TypedDict):
    """A row of `terms --by year`: how many reports of a year explain a term, and which places explain it first."""

    term: TermText
    year: ReportYear
    reports: Annotated[int, Field("Reports of the year that explain it.", minimum=0)]
    of_reports: Annotated[int, Field("Reports of the year that were asked.", minimum=1)]
    first: Annotated[bool, Field("Whether no earlier report explains it.")]
    places: Annotated[list[str], Field("Places whose reports of the year explain it.")]
    new_places: Annotated[list[str], Field("Those of them that have not explained it in an earlier year.")]


# --- reports ---


class Info(TypedDict):
    """What the report is, and counts of what the index holds of it. Empty or null: the text does not tell."""

    report: ReportId
    title: Title
    place: PlaceName
    speaker: Speaker
    meeting: Annotated[str, Field("The meeting it was delivered to.")]
    date: Day
    result_year: ResultYear
    plan_year: PlanYear
    parts: PartCount
    sections: SectionCount
    items: ItemCount
    paragraphs: Annotated[int, Field("Paragraphs.", minimum=0)]
    characters: CharacterCount
    terms: TermCount
    phrases: Annotated[int, Field("Phrases that are not explained.", minimum=0)]
    mentions: Annotated[int, Field("Places that use a term.", minimum=0)]
    warnings: Annotated[list[str], Field("What `build` could not tell or found at odds, in Chinese.")]
    source: SourceName
    sha256: SourceHash
    figures: FigureCount
    targets: Annotated[int, Field("Figures that are targets.", minimum=0)]
    results: Annotated[int, Field("Figures that are results.", minimum=0)]
    not_figures: Annotated[int, Field("Numbers that are no figures.", minimum=0)]
    place_code: PlaceCode
    level: Level
    document: Document
    source_url: SourceUrl
    retrieved: Retrieved


def info_row(report: model.Report) -> dict[str, Any]:
    """Return what the report is, and counts of what the index holds of it."""
    paragraphs = [p for s in report.sections for p in s.paragraphs]
    return _made(
        Info,
        report,
        report=report.id,
        parts=sum(s.level == 1 for s in report.sections),
        sections=sum(s.level == 2 for s in report.sections),
        items=sum(s.level == 3 for s in report.sections),
        paragraphs=len(paragraphs),
        characters=sum(len(p.text) for p in paragraphs),
        terms=len(report.terms),
        phrases=len(report.phrases),
        mentions=sum(len(t.mentions) for t in report.terms),
        warnings=list(report.warnings),
        figures=len(report.figures),
        targets=sum(f.kind == "target" for f in report.figures),
        results=sum(f.kind == "result" for f in report.figures),
        not_figures=len(report.not_figures),
    )


class IndexInfo(Info):
    """The row of `info`."""

    version: Version
    index: Annotated[str, Field("Path of the index.")]


class AddedFile(TypedDict):
    """A row of `add`: what became of a file. Null where it could not be read."""

    file: Annotated[str, Field("The file.")]
    status: Annotated[Literal["added", "unchanged", "replaced", "failed", "ready"], Field("What became of it.")]
    report: Annotated[str | None, Field("Id of the report.")]
    place: Annotated[str | None, Field("Place.")]
    plan_year: PlanYear
    parts: Annotated[int | None, Field("Parts.", minimum=0)]
    sections: Annotated[int | None, Field("Sections.", minimum=0)]
    items: Annotated[int | None, Field("Items.", minimum=0)]
    terms: Annotated[int | None, Field("Entries of the glossary.", minimum=0)]
    figures: Annotated[int | None, Field("Figures.", minimum=0)]
    warnings: Annotated[list[str], Field("What could not be told or is at odds, in Chinese.")]
    problem: Annotated[str, Field("Why it was not added, in Chinese; else empty.")]
    place_code: Annotated[str | None, Field("Code of the place.")]
    level: Annotated[str | None, Field("What the place is.")]


class LibraryReport(TypedDict):
    """A row of `reports`: a report of the library."""

    report: ReportId
    place: PlaceName
    title: Title
    speaker: Speaker
    date: Day
    result_year: ResultYear
    plan_year: PlanYear
    parts: PartCount
    sections: SectionCount
    items: ItemCount
    terms: TermCount
    figures: FigureCount
    characters: CharacterCount
    source: SourceName
    sha256: SourceHash
    bundled: Annotated[bool, Field("Whether it comes with the program.")]
    index: Annotated[str, Field("Path of its index.")]
    place_code: PlaceCode
    level: Level
    source_url: SourceUrl
    retrieved: Retrieved


# --- all of them ---


class Export(TypedDict):
    """What `export --format json` gives."""

    hpreport: Version
    reports: Annotated[list[Info], Field("The reports.")]
    sections: Annotated[list[Section], Field("Their outlines.")]
    paragraphs: Annotated[list[Paragraph], Field("Their paragraphs.")]
    terms: Annotated[list[Term], Field("Their glossaries.")]
    phrases: Annotated[list[Term], Field("Phrases that they use and do not explain.")]
    figures: Annotated[list[Figure], Field("Their figures.")]
    comparisons: Annotated[list[Comparison], Field("Results beside targets.")]
    not_figures: Annotated[list[NotFigure], Field("The other numbers.")]


RECORDS: dict[str, type] = {
    "mention": Mention,
    "terms": Term,
    "terms_by": TermSpread,
    "term": FoundTerm,
    "term_batch": TermAnswer,
    "scan": Use,
    "figure_fields": StoredFigure,
    "figure": Figure,
    "targets": Figure,
    "results": Figure,
    "trend": Point,
    "panel": PanelFigure,
    "coverage": PanelGap,
    "outcomes": PanelOutcome,
    "compare": Comparison,
    "sections": Section,
    "term_brief": TermBrief,
    "section": SectionText,
    "search": Passage,
    "search_batch": PassageAnswer,
    "search_count": PassageCount,
    "search_by": PhraseFrequency,
    "search_kwic": KeywordInContext,
    "diff": Difference,
    "report": Info,
    "info": IndexInfo,
    "add": AddedFile,
    "reports": LibraryReport,
    "paragraph": Paragraph,
    "not_figure": NotFigure,
    "export": Export,
}
"""Name of a record in the JSON Schema -> its type; a command's rows go by the command's name."""


def _made(record: type, of: Any, **own: Any) -> dict[str, Any]:
    """Return a record of something of the model: its `own` fields, and for the others what it has of their names."""
    return {name: own[name] if name in own else getattr(of, name) for name in fields(record)}


def _plain(item: Any) -> dict[str, Any]:
    """Return the fields of a dataclass that has plain values alone."""
    return {name: getattr(item, name) for name in type(item).__slots__}

"""The vocabulary of a government work report, as frozen dataclasses.

A report has parts (一、二、), sections (一是 / （一）) and items (a paragraph with a run-in heading): all three are a
`Section`, told apart by `level`. The YAML index is these classes written down, field by field, in this order.
"""

from dataclasses import dataclass, field

LEVEL_ROOT, LEVEL_PART, LEVEL_SECTION, LEVEL_ITEM = range(4)


@dataclass(frozen=True, slots=True)
class Mark:
    """A footnote mark taken out of a paragraph."""

    at: int
    """Offset into the paragraph's text where the mark stood."""
    number: int
    """Number of the glossary entry it points to, 1-based; 0 where it points to none."""
    printed: str
    """The mark as published, such as `[1]`, or `[`, newline, `]` where the number was lost."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the body, its text verbatim but for the footnote marks."""

    line: int
    """1-based line of the source text where the paragraph starts."""
    text: str
    marks: tuple[Mark, ...] = ()
    column: int = 1
    """1-based column of that line where it starts: more than 1 where headings and text share one line."""


@dataclass(frozen=True, slots=True)
class Section:
    """A node of the outline: the report itself (level 0), a part (1), a section (2) or an item (3)."""

    id: str
    """Outline id: `2.4.3` is part 2, section 4, item 3, or `2.4` where item 4 stands in no section; `0` holds what
    stands before the first part."""
    level: int
    number: str
    """Number as printed (`一`, `一是`, `（一）`, `1`, `——`, `附件1`), empty where the heading has none."""
    heading: str
    """Heading without its number, footnote marks and closing full stop."""
    line: int
    parent: str
    """Outline id of the parent, empty for parts and the root."""
    role: str
    """`review` (what was done), `plan` (what will be done) or empty; sections and items have their part's."""
    paragraphs: tuple[Paragraph, ...] = ()
    """The paragraphs that stand in this node itself, not in those below it; the heading's own paragraph first."""


@dataclass(frozen=True, slots=True)
class Component:
    """One of the things a term counts: 三零 = 零事故 / 零案件 / 零纠纷."""

    text: str
    label: str = ""
    """The part of the headword it explains where the definition names it: `3` in “131+1”, `一街`; else empty."""
    items: tuple[str, ...] = ()
    """What a labelled component lists in its turn: 3 = 中山路 / 中华路 / 太原街步行街."""

    def __str__(self) -> str:
        return f"{self.label}：{self.text}" if self.label else self.text


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the body where a term is used."""

    section: str
    """Outline id of the node."""
    heading: str
    line: int
    quote: str
    """The sentence that uses it, verbatim but for footnote marks."""


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the report's glossary (名词解释)."""

    number: int
    """Position in the glossary, 1-based."""
    headword: str
    """As printed, quotation marks included."""
    term: str
    """Headword without the quotation marks that enclose the whole of it."""
    definition: str
    pinyin: str
    """Syllables with tone marks; Latin letters and digits as they stand."""
    initials: str
    """First letters of the syllables, lower case; Latin letters and digits as they stand."""
    line: int
    components: tuple[Component, ...] = ()
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that the body sets off by quotation marks, or an acronym, and that the glossary does not explain."""

    text: str
    """Without its quotation marks."""
    gloss: str
    """The words of the body that explain it in passing, verbatim; empty where none do."""
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number, or one target in words, that the report states about one indicator."""

    year: int | None
    """The year the figure is about."""
    kind: str
    """`result` or `target`."""
    headline: bool
    """Whether it stands in the paragraph that sums up the year or sets its main targets."""
    indicator: str
    """What the figure is about, in the report's words: 市重点项目开复工."""
    value: float | None
    """The number as printed, without its multiplier (4.55 of 4.55万人次); None for a target in words."""
    value_max: float | None
    """Upper end of a range (4.5%—5%), else None."""
    unit: str
    """As printed: `%`, `万人`, `个`; empty where there is none."""
    measure: str
    """`level`, `growth`, `decline`, `rank` or `qualitative`."""
    bound: str
    """`=`, `~` (左右), `>` (超, 余), `>=` (以上), `<`, `<=` (以内)."""
    text: str
    """The claim as printed: 增长8%, 2800亿元以上."""
    quote: str
    """A verbatim piece of the paragraph with indicator and number."""
    section: str
    """Outline id of the node."""
    heading: str
    line: int
    topic: str
    """The name of the indicator that is the same in all reports (地区生产总值 for GDP); its own where none is known."""
    period: str
    """The time that the number is of, ISO 8601: `2023`, `2023-01/2023-09`, `2016/2020`, `2023-12-31` for a stock; empty
    where the text does not tell."""
    average: bool
    """Whether it is the mean of the years of its period: 年均."""
    amount: float | None
    """The value in base units: 280000000000 of 2800亿元, 30 of 三成; None where there is no value."""
    amount_unit: str
    """Unit of the amount: 元, 人, 平方米, 吨, %, as printed where it is one."""
    base_value: float | None
    """What the number has grown from, in its own unit: 60 of 从60%提高到65%; else None."""
    stretch: bool
    """Whether it is aimed at beside a lower target: 力争8%."""


@dataclass(frozen=True, slots=True)
class NotFigure:
    """An Arabic number of the body that is no figure."""

    number: str
    """As printed."""
    reason: str
    """`date`, `name`, `slogan`, `ordinal`, `model`, `threshold`, `ratio` or `other`."""
    context: str
    """The number with the words around it, verbatim."""
    section: str
    line: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """A result beside the target for the same thing."""

    report: str
    topic: str
    unit: str
    result_year: int | None
    result_value: float | None
    result_text: str
    target_year: int | None
    target_value: float | None
    target_text: str
    difference: float | None
    """Target less result, in `unit`; None where one of them is in words."""
    result_line: int
    target_line: int


@dataclass(frozen=True, slots=True)
class Report:
    """A government work report with everything the index knows of it. `None` or empty: the text does not tell."""

    id: str
    title: str
    place: str
    speaker: str
    meeting: str
    date: str | None
    """Day of delivery, ISO 8601."""
    result_year: int | None
    """The year whose results the report reviews."""
    plan_year: int | None
    """The year whose work it plans."""
    source: str
    """Name of the text file it was built from."""
    sha256: str
    """SHA-256 of that file."""
    sections: tuple[Section, ...] = ()
    terms: tuple[Term, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    figures: tuple[Figure, ...] = ()
    not_figures: tuple[NotFigure, ...] = ()
    warnings: tuple[str, ...] = field(default=())
    """What `build` could not tell or found at odds, one Chinese line each."""
    place_code: str = ""
    """Code of the place after GB/T 2260, the one that it has now or had last; empty for the nation, and where no
    division or more than one is meant."""
    level: str = ""
    """What the place is: `national`, `province`, `prefecture` or `county`; empty where that is not known."""
    document: str = ""
    """What kind of document it is: `work_report`, `plan_report`, `court_report` …; empty where nothing tells."""
    source_url: str = ""
    """Address on the Web that the text was taken from; empty where nobody has said."""
    retrieved: str | None = None
    """Day on which it was taken from there, ISO 8601."""

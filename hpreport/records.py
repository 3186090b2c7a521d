"""The records of the contract as types: what `hpreport.load()` returns and `--format json` prints.

Fields are only ever added. The JSON Schema of `hpreport export --schema` says the same for programs in other languages.
"""

from typing import TypedDict


class Mention(TypedDict):
    """A place in the body where a term is used."""

    section: str
    heading: str
    line: int
    quote: str


class Term(TypedDict):
    """An entry of the glossary, or a phrase that the report uses without explaining it (`match` is `mention`)."""

    report: str
    number: int | None
    term: str
    headword: str
    definition: str
    components: list[str]
    match: str
    """One of `exact`, `folded`, `alias`, `prefix`, `substring`, `initials`, `pinyin`, `fuzzy`, `definition` and
    `mention`; empty where it was not looked up."""
    score: float
    """0 to 100."""
    line: int
    mentions: list[Mention]
    pinyin: str
    aliases: list[str]


class FoundTerm(Term):
    """A term that a look-up found."""

    query: str
    cite: str


class Figure(TypedDict):
    """One number, or one target in words, that the report states about one indicator."""

    report: str
    year: int | None
    kind: str
    """`result` or `target`."""
    headline: bool
    indicator: str
    value: float | None
    value_max: float | None
    unit: str
    measure: str
    """`level`, `growth`, `decline`, `rank` or `qualitative`."""
    bound: str
    """`=`, `~`, `>`, `>=`, `<` or `<=`."""
    text: str
    quote: str
    section: str
    heading: str
    line: int
    cite: str


class Comparison(TypedDict):
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
    result_line: int | None
    target_line: int | None


class Point(Figure):
    """A figure as one point of a trend."""

    place: str
    topic: str
    """The indicator's full name, where it goes by several."""


class Section(TypedDict):
    """A part, section or item of the report; of level 0 what stands before the first part."""

    report: str
    id: str
    level: int
    number: str
    heading: str
    line: int
    parent: str
    text: str
    role: str
    """`review`, `plan` or empty."""
    paragraph_count: int
    figure_count: int
    term_count: int


class Passage(TypedDict):
    """A paragraph that a search found."""

    report: str
    section: str
    headings: list[str]
    line: int
    score: float
    quote: str
    text: str
    match: str
    """`phrase`, `all`, `synonym` or `some`."""
    query: str
    cite: str


class Use(TypedDict):
    """A term used in a text."""

    line: int
    column: int
    text: str
    term: str
    definition: str


class Info(TypedDict):
    """What a report is, and counts of what its index holds."""

    report: str
    title: str
    place: str
    speaker: str
    meeting: str
    date: str | None
    result_year: int | None
    plan_year: int | None
    parts: int
    sections: int
    items: int
    paragraphs: int
    characters: int
    terms: int
    phrases: int
    mentions: int
    warnings: list[str]
    source: str
    sha256: str
    figures: int
    targets: int
    results: int
    not_figures: int

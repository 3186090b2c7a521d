"""The records of the output contract (DESIGN: Output contract), made from the model.

Field names and their order are what other programs rely on: fields are only ever added at the end.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from itertools import accumulate, chain
from typing import Any

from hpreport.model import Comparison, Figure, NotFigure, Phrase, Report, Term

Row = Mapping[str, Any]
"""One record: field name -> a string, number, bool, None, list of strings, or list of such mappings."""


def term_row(report: Report, term: Term) -> dict[str, Any]:
    """Return a glossary entry without `match` and `score`, which a look-up sets."""
    return {
        "report": report.id,
        "number": term.number,
        "term": term.term,
        "headword": term.headword,
        "definition": term.definition,
        "components": [str(component) for component in term.components],
        "match": "",
        "score": 0,
        "line": term.line,
        "mentions": [asdict(mention) for mention in term.mentions],
        "pinyin": term.pinyin,
        "aliases": list(term.aliases),
    }


def phrase_row(report: Report, phrase: Phrase) -> dict[str, Any]:
    """Return a phrase without an explanation of its own in the same fields as a term; `definition` is its gloss."""
    return {
        "report": report.id,
        "number": None,
        "term": phrase.text,
        "headword": phrase.text if phrase.text.isascii() else f"“{phrase.text}”",
        "definition": phrase.gloss,
        "components": [],
        "match": "mention",
        "score": 0,
        "line": phrase.mentions[0].line,
        "mentions": [asdict(mention) for mention in phrase.mentions],
        "pinyin": "",
        "aliases": [],
    }


def section_rows(report: Report) -> list[dict[str, Any]]:
    """Return the nodes of the outline; `text` is its own paragraphs, one a line. Counts include what lies below."""
    paragraphs = _counts(section.id for section in report.sections for _ in section.paragraphs)
    figures = _counts(figure.section for figure in report.figures)
    used = ({mention.section for mention in term.mentions} for term in report.terms)
    terms = Counter(node for sections in used for node in set(chain.from_iterable(map(_with_above, sections))))
    return [
        {
            "report": report.id,
            "id": section.id,
            "level": section.level,
            "number": section.number,
            "heading": section.heading,
            "line": section.line,
            "parent": section.parent,
            "text": "\n".join(paragraph.text for paragraph in section.paragraphs),
            "role": section.role,
            "paragraph_count": paragraphs[section.id],
            "figure_count": figures[section.id],
            "term_count": terms[section.id],
        }
        for section in report.sections
    ]


def _counts(sections: Iterable[str]) -> Counter[str]:
    """Return how many of the ids lie in each node of the outline or below it."""
    return Counter(chain.from_iterable(map(_with_above, sections)))


def _with_above(section: str) -> list[str]:
    """Return the id of a node and of those above it: 2.4.3 -> 2, 2.4, 2.4.3."""
    return list(accumulate(section.split("."), "{}.{}".format))


def figure_row(report: Report, figure: Figure) -> dict[str, Any]:
    """Return a figure; its year, kind and the rest follow the model's order."""
    return {"report": report.id, **_numbers(asdict(figure))}


def not_figure_row(report: Report, number: NotFigure) -> dict[str, Any]:
    """Return a number of the body that is no figure; its fields follow the model's order."""
    return {"report": report.id, **asdict(number)}


def comparison_row(comparison: Comparison) -> dict[str, Any]:
    """Return a result beside its target."""
    return _numbers(asdict(comparison))


def _numbers(row: dict[str, Any]) -> dict[str, Any]:
    """Return the row with whole numbers as such: 8 and not 8.0, in every format."""
    return {
        name: int(value) if isinstance(value, float) and value.is_integer() else value for name, value in row.items()
    }


def info_row(report: Report) -> dict[str, Any]:
    """Return what the report is, and counts of what the index holds of it."""
    paragraphs = [p for s in report.sections for p in s.paragraphs]
    return {
        "report": report.id,
        "title": report.title,
        "place": report.place,
        "speaker": report.speaker,
        "meeting": report.meeting,
        "date": report.date,
        "result_year": report.result_year,
        "plan_year": report.plan_year,
        "parts": sum(s.level == 1 for s in report.sections),
        "sections": sum(s.level == 2 for s in report.sections),
        "items": sum(s.level == 3 for s in report.sections),
        "paragraphs": len(paragraphs),
        "characters": sum(len(p.text) for p in paragraphs),
        "terms": len(report.terms),
        "phrases": len(report.phrases),
        "mentions": sum(len(t.mentions) for t in report.terms),
        "warnings": list(report.warnings),
        "source": report.source,
        "sha256": report.sha256,
        "figures": len(report.figures),
        "targets": sum(f.kind == "target" for f in report.figures),
        "results": sum(f.kind == "result" for f in report.figures),
        "not_figures": len(report.not_figures),
    }

"""The headline: where a report sums its year up (预计全年…) and sets the targets of the next (主要预期目标是…)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hpreport.parsing.figures import phrases
from hpreport.parsing.figures.claims import Claim
from hpreport.parsing.figures.periods import RESULT, TARGET, Row
from hpreport.text.lexicon import any_of, pattern
from hpreport.text.sentences import ENDS

_LEAD = re.compile(pattern("headline_lead"))
_SAYS = re.compile(pattern("headline_says"))
_SINGLE = re.compile(pattern("single_target"))
_SEVERAL_YEARS = re.compile(pattern("several_years_scope"))
_LATER = re.compile(pattern("later_year"))
_CORE = re.compile(any_of("core_indicators"))
_TOTAL_OUTPUT = re.compile(any_of("total_output"))
_MANY_YEARS = re.compile(pattern("many_years"))
_SENTENCE_OR_LINE = re.compile(rf"[^{ENDS}\n]*(?:[{ENDS}]+|\n|$)")
_SHORT_LINE = 60


@dataclass(frozen=True, slots=True)
class Span:
    """A headline stretch of one row's plain text."""

    row: int
    start: int
    end: int


class _Document:
    """All rows as one text, a line each, with the way back."""

    def __init__(self, rows: Sequence[Row], claims: Sequence[Sequence[Claim]]) -> None:
        self.text = "\n".join(row.plain.text for row in rows) + "\n"
        self.starts: list[int] = []
        at = 0
        for row in rows:
            self.starts.append(at)
            at += len(row.plain.text) + 1
        self.rows = rows
        self.claims = sorted(
            (start + claim.start, start + claim.end)
            for start, row in zip(self.starts, claims, strict=True)
            for claim in row
        )

    def row_at(self, at: int) -> int:
        return max(index for index, start in enumerate(self.starts) if start <= at)

    def has_claim(self, start: int, end: int) -> bool:
        return any(start <= claim[0] and claim[1] <= end for claim in self.claims)

    def spans(self, start: int, end: int) -> list[Span]:
        """Return the stretch cut up by rows."""
        out = []
        for index in range(self.row_at(start), self.row_at(max(start, end - 1)) + 1):
            first = self.starts[index]
            length = len(self.rows[index].plain.text)
            out.append(Span(index, max(0, start - first), min(length, end - first)))
        return out


def target_spans(rows: Sequence[Row], claims: Sequence[Sequence[Claim]], plan_year: int | None) -> list[Span]:
    """Return where the headline targets of the plan's year stand; `claims` are those of each row."""
    document = _Document(rows, claims)
    ranges = [
        (match.end(), _list_end(document, match.end()))
        for match in _LEAD.finditer(document.text)
        if _is_annual(document, match, plan_year)
    ]
    best = max(ranges, key=lambda found: _core_size(document.text, found), default=(0, 0))
    if _core_size(document.text, best):
        return document.spans(*best)
    if single := _SINGLE.search(document.text):
        return document.spans(single.start(), _clause_end(document.text, single.end()))
    return _summary([row if not row.several_years else None for row in rows], claims, TARGET)


def _core_size(text: str, found: tuple[int, int]) -> int:
    """Return how many of the indicators that make a headline a stretch of text names."""
    return len(set(_CORE.findall(text[slice(*found)])))


def _clause_end(text: str, at: int) -> int:
    match = re.compile(r"[，。；\n]").search(text, at)
    return match.start() if match else len(text)


def _is_annual(document: _Document, match: re.Match[str], plan_year: int | None) -> bool:
    index = document.row_at(match.end() - 1)
    row = document.rows[index]
    if row.kind_at(match.end() - document.starts[index]) != TARGET:
        return False
    if not _SAYS.search(match[0]):
        return False
    dated = re.search(rf"今年|明年|全年|{plan_year}年", match["scope"])
    if not dated and (row.several_years or _SEVERAL_YEARS.search(match["scope"])):
        return False
    later = _LATER.match(match["next"])
    return later is None or int(later["year"]) == plan_year


def _list_end(document: _Document, start: int) -> int:
    """Return where the targets that begin at `start` end; `start` where none follow."""
    at, before = start, ""
    while at < len(document.text):
        match = _SENTENCE_OR_LINE.match(document.text, at)
        if match is None or match.end() == at or not _goes_on(document, match, before):
            break
        before = match[0]
        at = match.end()
        if match[0].endswith(("\n", "。")) and document.text[at : at + 1] == "\n":
            at += 1
        if document.text[at - 1] == "\n" and not _list_goes_on(document.text, start, at):
            break
    return at


def _goes_on(document: _Document, match: re.Match[str], before: str) -> bool:
    """Tell whether a sentence states targets; after a full stop, a number alone is not enough."""
    sentence = match[0]
    if not sentence.strip():
        return True
    if before.endswith("；"):  # the sentence of the lead goes on, whatever a clause of it says
        return True
    if is_no_target(sentence) and before:
        return False
    clauses = list(re.finditer(r"[^，：、；。\n]+", sentence))
    if any(worded_target(sentence, clause.start(), clause.end()) for clause in clauses):
        return True
    numbered = document.has_claim(match.start(), match.end())
    return numbered and (not before.endswith("。") or "%" in sentence or bool(_CORE.search(sentence)))


def _list_goes_on(text: str, start: int, at: int) -> bool:
    """Tell whether the list of targets may go on in the line that starts at `at`."""
    line_start = max(text.rfind("\n", 0, at - 1) + 1, start)
    line, following = text[line_start:at], text[at : text.find("\n", at)]
    if re.search(r"[；，、：]\n$", line) or re.match(r"——|[（(]?\d{1,2}[）).、]", following):
        return True
    return len(line) <= _SHORT_LINE and len(following) <= _SHORT_LINE


def result_spans(rows: Sequence[Row], claims: Sequence[Sequence[Claim]]) -> list[Span]:
    """Return where the review sums up its year: the first sentence on total output and its like, and the next ones."""
    return _summary(rows, claims, RESULT)


def _summary(rows: Sequence[Row | None], claims: Sequence[Sequence[Claim]], kind: str) -> list[Span]:
    """Return the first stretch of figures of a kind that states three of the indicators that make a headline."""
    for index, row in enumerate(rows):
        text = row.plain.text if row else ""
        for match in _SENTENCE_OR_LINE.finditer(text):
            if row is None or row.kind_at(match.start()) != kind or not _begins(match[0], kind):
                continue
            end = _summary_end(text, match.start(), claims[index])
            core = set(_CORE.findall(text[match.start() : end]))
            if len(core) > 2 and not _MANY_YEARS.search(match[0]):
                return [Span(index, match.start(), end)]
    return []


def _begins(sentence: str, kind: str) -> bool:
    """Tell whether a summary may begin with a sentence: results with total output, targets with any of its like."""
    return bool((_TOTAL_OUTPUT if kind == RESULT else _CORE).search(sentence))


def _summary_end(text: str, start: int, claims: Sequence[Claim]) -> int:
    at = start
    while match := _SENTENCE_OR_LINE.match(text, at):
        if match.end() == at or not any(match.start() <= claim.start < match.end() for claim in claims):
            break
        at = match.end()
    return at


_PREDICATE = re.compile(pattern("worded_predicate"))
_TARGET = re.compile(pattern("worded_target"))
_NO_TARGET = re.compile(pattern("worded_no_target"))
_AIM = re.compile(r"^(?:力争|确保|实现|努力|其中|主要是|是|使)+")
_TASK = re.compile(pattern("worded_task"))
_TOTAL = re.compile(pattern("worded_total"))
_COVERED = re.compile(pattern("worded_coverage"))


@dataclass(frozen=True, slots=True)
class WordedTarget:
    """A target without a number, in the range of the plain text."""

    start: int
    end: int
    indicators: tuple[str, ...]


def is_no_target(sentence: str) -> bool:
    """Tell whether a sentence opens like one that states no target, such as 围绕上述目标，…."""
    return bool(_NO_TARGET.match(sentence))


def worded_target(text: str, start: int, end: int) -> WordedTarget | None:
    """Return the target that a clause of a headline paragraph states in words, or None."""
    clause = text[start:end]
    if task := _TASK.match(clause):
        return WordedTarget(start, end, (task["task"],))
    aim = _AIM.match(clause)
    stated = clause[aim.end() :] if aim else clause
    predicate = _PREDICATE.search(stated, 2)
    if predicate is None or _NO_TARGET.match(clause) or not _TARGET.search(stated, predicate.start()):
        return None
    indicators = _indicators(stated[: predicate.start()], stated[predicate.start() :])
    return WordedTarget(start, end, indicators) if all(indicators) else None


def _indicators(subject: str, predicate: str) -> tuple[str, ...]:
    """Return the indicators in a subject: one where they are examples of a kind (节能减排等指标)."""
    subject = phrases.strip_openers(phrases.strip_closers(subject))
    if "等" not in subject:
        return tuple(phrases.split_list(subject))
    each = re.match(r"(?:增长|增速)?(?:均|都)", predicate)
    return tuple(phrases.split_list(subject.split("等")[0])) if each else (subject,)


def worded_totals(text: str) -> list[WordedTarget]:
    """Return what the plain text says in words of totals, rates and coverage: 推动经营主体总量进一步增长."""
    return [
        WordedTarget(match.start(), match.end(), (phrases.strip_openers(match["indicator"]),))
        for stated in (_TOTAL, _COVERED)
        for match in stated.finditer(text)
    ]

"""The search: which passages answer a query, best first, and near words where none does.

The phrase as it stands first, then all of its words, then all of them or others for them, then most; within each by
BM25 (`scoring`).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from hpreport.index.outline import Outline
from hpreport.passages import scoring
from hpreport.passages.passage import Passage, phrase_spans, stands_in, thanks
from hpreport.passages.query import ASKING, DIVIDERS, LIGHT, SearchQuery, alternatives, cut, parse_query
from hpreport.passages.scoring import FieldFrequencies
from hpreport.text.fold import END, PAUSE, search_form
from hpreport.text.lexicon import knows, leads, load_characters, others, plainly, related
from hpreport.text.matcher import count, has, stands
from hpreport.text.pinyin import Readings

LIKE = 66
"""Likeness (0 to 100) from which on a word is near: two of three characters. Of two, one must sound the same."""
_SUGGESTED = 3
_MOST_WORDS = 100
"""Words of a query that are compared: a query may be a whole book."""


def near_words(words: Iterable[str], counts: Mapping[str, int], limit: int = _SUGGESTED) -> list[str]:
    """Return the words of `counts` (word -> how often) that read most like one of `words`, at most `limit`.

    Of words as near as each other the one that is used more comes first. A mere piece of one is none: 处理 of 污水处理.
    """
    from rapidfuzz import fuzz

    wanted = list(dict.fromkeys(word for word in words if len(word) > 1))[:_MOST_WORDS]
    sounds = Readings(load_characters().readings)
    near: list[tuple[float, int, str]] = []
    for known, times in counts.items():
        if len(known) > 1 and not known.isascii() and not any(known in word != known for word in wanted):
            likeness = max((fuzz.ratio(word, known, score_cutoff=LIKE) for word in wanted), default=0)
            likeness = likeness or LIKE * any(_sounds_as(word, known, sounds) for word in wanted)
            if likeness:  # which is 0 below the cutoff
                near.append((-likeness, -times, known))
    return [word for _, _, word in sorted(near)[:limit]]


def _sounds_as(word: str, known: str, sounds: Readings) -> bool:
    """Tell whether two words of two characters share one and sound the same: 养佬 and 养老."""
    if len(word) != 2 or len(known) != 2 or (word[0] != known[0] and word[1] != known[1]):
        return False
    return all(one == other or set(sounds[one]) & set(sounds[other]) for one, other in zip(word, known, strict=True))


_OPENING, _GOING_ON = ("：", ":"), ("；", ";")
"""How a line ends that opens a list, and how those of the list do, but for the last."""
PHRASE, ALL, SYNONYM, SOME = scoring.RANGES
"""How a passage matches: the phrase as it stands, all words of the query, other words for some of them, most of it."""


class PassageHit(NamedTuple):
    """A passage that answers a query."""

    passage: Passage
    match: str
    score: float
    """0 to 100."""
    words: tuple[str, ...]
    """Normal forms of what was found in it: the query's words or their synonyms."""
    typed: tuple[str, ...]
    """Those of them that are the query's own."""


class _Cut(NamedTuple):
    """A query cut into words."""

    words: list[str]
    """Those that a passage must have."""
    light: list[str]
    """Those that say little beside them."""
    lost: int
    """How many characters are pieces of words that nobody knows: 考 and 生 of 考研究生."""
    headless: bool
    """Whether the query ends with such a character: 遗产税, which is no 遗产."""


class PhraseUse(NamedTuple):
    """A passage with the phrase that a query makes, or with any of several."""

    passage: Passage
    spans: Sequence[tuple[int, int]]
    """Where it stands in the passage's normal form."""


def either(ways: Sequence[list[PassageHit]]) -> list[PassageHit]:
    """Return the hits of several queries as those of one: each passage once, as its best hit, with the words of all."""
    best: dict[Passage, PassageHit] = {}
    for hit in (hit for hits in ways for hit in hits):
        first, second = sorted((best.get(hit.passage, hit), hit), key=lambda one: -one.score)
        words = tuple(dict.fromkeys((*first.words, *second.words)))
        best[hit.passage] = first._replace(words=words, typed=tuple(dict.fromkeys((*first.typed, *second.typed))))
    return ways[0] if len(ways) == 1 else sorted(best.values(), key=lambda hit: -hit.score)


def phrase_uses(
    passages: Iterable[Passage], typed: str, sections: Collection[str] | None = None
) -> Iterator[PhraseUse]:
    """Yield the passages, with `sections` those in these nodes, that have the phrase that a query makes."""
    queries = list(map(parse_query, alternatives(typed)))
    for passage in passages:
        phrases = [query.whole for query in queries if query.whole and _allows(query, passage, sections)]
        if spans := phrase_spans(passage.key, phrases):
            yield PhraseUse(passage, spans)


class _WordHit(NamedTuple):
    """A word of the query, or synonyms of it, in one passage."""

    frequency: float
    worth: float
    """1 where it is the word itself that stands in the text."""
    forms: tuple[str, ...]


class _Word(NamedTuple):
    """A word of a query and its places, by passage."""

    text: str
    forms: Mapping[str, float]
    """The word and its synonyms, with their worth."""
    places: Mapping[int, _WordHit]
    weight: float


if TYPE_CHECKING:
    from typing import Protocol

    class Source(Protocol):
        """Passages, and what is known of their words: those of one report, or candidates from a library."""

        @property
        def passages(self) -> Sequence[Passage]:
            """The passages, in the order in which those with the same score are listed."""

        @property
        def total(self) -> int:
            """How many passages word counts are taken from; of a library more than the candidates."""

        @property
        def mean_length(self) -> float:
            """Words in the text of one of these, on average."""

        @property
        def years(self) -> Mapping[str, str]:
            """Words for a year (去年) -> the year as the text says it (2023年)."""

        def above(self, at: int) -> list[str]:
            """Return the normal forms of the headings above a passage."""

        def lead(self, at: int) -> str:
            """Return the normal form of the line that opens the list that a passage belongs to, where it is known."""

        def postings(self, word: str) -> list[int]:
            """Return where a known word stands: passage, times in heading and in text, and so on; else nothing."""

        def count(self, word: str) -> int:
            """Return how often a word occurs, 0 where it is none that these passages were cut into."""

        def document_frequency(self, word: str, found: int) -> int:
            """Return how many passages have a word, of which `found` are among these."""

        def vocabulary(self, like: Sequence[str]) -> Mapping[str, int]:
            """Return the known words with their counts, at least those that share a character with one of `like`."""

        def simplified(self, typed: str) -> str:
            """Return a query in simplified characters."""


class PassageTables:
    """The tables that `search_tables` made of a report (a `Source`), each read when it is first asked for."""

    def __init__(self, tables: Mapping[str, Any], outline: Outline, info: Mapping[str, Any]) -> None:
        self._tables = tables
        self._outline = outline
        self._years = {"review": info["result_year"], "plan": info["plan_year"]}
        self.years = _said_years(info)

    @cached_property
    def passages(self) -> list[Passage]:
        """All passages, in the order of the index."""
        return [Passage(*row) for row in self._tables["passages"]]

    @cached_property
    def total(self) -> int:
        """How many passages there are."""
        return len(self.passages)

    @cached_property
    def mean_length(self) -> float:
        """Words in the text of a passage, on average."""
        return sum(passage.length for passage in self.passages) / max(self.total, 1) or 1.0

    @cached_property
    def _words(self) -> Mapping[str, str]:
        words: Mapping[str, str] = self._tables["words"]
        return words

    @cached_property
    def _headings(self) -> dict[str, list[str]]:
        """Outline id -> the normal forms of the headings down to the node, before them the year it is about."""
        nodes = self._outline.nodes.values()
        years = {n.id: f"{self._years.get(n.role) or ''}年" for n in nodes}
        return {i: [year, *map(search_form, self._outline.headings(i))] for i, year in years.items()}

    def headings(self, section: str) -> list[str]:
        """Return the normal forms of the headings down to a node, before them the year that they are about."""
        return self._headings[section]

    @cached_property
    def _leads(self) -> dict[int, str]:
        """Passages of a list -> the normal form of the line above that opens it, which a colon ends."""
        leads: dict[int, str] = {}
        lead, section = "", ""
        for at, passage in enumerate(self.passages):
            if lead and passage.section == section:
                leads[at] = lead
            if passage.text.endswith(_OPENING):
                lead, section = passage.key, passage.section
            elif not passage.text.endswith(_GOING_ON):
                lead = ""
        return leads

    def above(self, at: int) -> list[str]:
        """Return the normal forms of the headings above a passage, as `headings` does."""
        passage = self.passages[at]
        headings = self._headings[passage.section]
        return headings[:-1] if passage.heading else headings

    def lead(self, at: int) -> str:
        """Return the normal form of the line that opens the list that a passage belongs to, else nothing."""
        return self._leads.get(at, "")

    def postings(self, word: str) -> list[int]:
        """Return where a word of the report stands: passage, times in heading and in text, and so on; else nothing."""
        return [int(number) for number in self._words.get(word, "").split()]

    def count(self, word: str) -> int:
        """Return how often a word occurs in the report, 0 where it is none that the report was cut into."""
        return sum(self.postings(word)[2::3])

    def document_frequency(self, word: str, found: int) -> int:
        """Return the word's document frequency: all passages that have it are found."""
        return found

    def vocabulary(self, like: Sequence[str]) -> dict[str, int]:
        """Return all words of the report with their counts."""
        return {word: self.count(word) for word in self._words}

    def simplified(self, typed: str) -> str:
        """Return a query in simplified characters."""
        return typed.translate(str.maketrans(*self._tables["simplified"]))


class Search:
    """Answers queries from the passages of a source."""

    def __init__(self, source: "Source") -> None:
        self._source = source

    @property
    def passages(self) -> Sequence[Passage]:
        """The passages that are searched."""
        return self._source.passages

    def find(self, typed: str, sections: Collection[str] | None = None, limit: int | None = None) -> list[PassageHit]:
        """Return the passages that answer a query, best first; with `sections` only those in these nodes.

        Of one report all of them are found, whatever `limit` says is wanted.
        """
        return either([self._find_one(way, sections) for way in alternatives(typed)])

    def _find_one(self, typed: str, sections: Collection[str] | None) -> list[PassageHit]:
        found = self._find(typed, sections)
        simplified = typed if found else self.simplified(typed)
        return found if simplified == typed else self._find(simplified, sections)

    def simplified(self, typed: str) -> str:
        """Return a query in simplified characters."""
        return self._source.simplified(typed)

    def _find(self, typed: str, sections: Collection[str] | None) -> list[PassageHit]:
        query = parse_query(typed)
        allowed = [at for at, passage in enumerate(self.passages) if _allows(query, passage, sections)]
        found = dict(self._phrase(query, allowed))
        verbatim = len(found) >= scoring.FREQUENT
        if (query.whole,) != query.phrases:
            known = words = self._cut(query, self._source.count if verbatim else self.standing)
            meant, plain = {}, {}
            if not verbatim:
                known = self._cut(query)
                meant = dict(self._words(known, allowed, others))
            if verbatim or _loses_nothing(known, words):
                plain = {at: hit for at, hit in self._words(words, allowed) if hit.match == ALL}
                if not verbatim and _has_longer_words(known, words):
                    plain = {at: hit for at, hit in plain.items() if _in_one_clause(hit.passage, words.words)}
            found = {**meant, **{at: hit for at, hit in plain.items() if not _outranks(meant.get(at), hit)}, **found}
        best = [hit for _, hit in sorted(found.items(), key=lambda item: (-item[1].score, item[0]))]
        return [hit for hit in best if hit.match != SOME or hit.score >= best[0].score * scoring.FAR_WORSE]

    def missing(self, typed: str) -> list[str]:
        """Return the words of a query that stand nowhere as they are, so that only others for them were found."""
        queries = map(parse_query, alternatives(self.simplified(typed)))
        words = dict.fromkeys(word for query in queries for word in self.words(query))
        return [word for word in words if not has(self._everything, word)]

    def uses(self, typed: str, sections: Collection[str] | None = None) -> Iterator[PhraseUse]:
        """Yield the passages that have the phrase that a query makes as it is, else that in simplified characters."""
        found = list(phrase_uses(self.passages, typed, sections))
        yield from found or phrase_uses(self.passages, self.simplified(typed), sections)

    def suggest(self, typed: str) -> list[str]:
        """Return known words near in form or sound to those of a query that found nothing, then near in meaning."""
        queries = list(map(parse_query, alternatives(typed)))
        words = [word for query in queries for word in (query.whole, *self.words(query))]
        near = near_words(words, self._source.vocabulary(words))
        matters = (other for word in words for other in related(word) if len(other) > 1 and self._source.count(other))
        return [word for word in dict.fromkeys((*near, *matters)) if word not in words][:_SUGGESTED]

    def _weighted_tf(self, at: int, times: FieldFrequencies) -> float:
        return scoring.weighted_tf(times, self.passages[at].length / self._source.mean_length)

    # --- the phrase as it stands ---

    def _phrase(self, query: SearchQuery, allowed: Sequence[int]) -> Iterator[tuple[int, PassageHit]]:
        phrase = query.whole
        having = {at: n for at in allowed if phrase and (n := stands(self.passages[at].key, phrase))}
        weight = scoring.idf(self._source.total, self._source.document_frequency(phrase, len(having)))
        for at, times in having.items():
            passage = self.passages[at]
            tf = self._weighted_tf(at, FieldFrequencies(heading=count(passage.heading, phrase), text=times))
            whole = scoring.WHOLE if phrase in (passage.key.strip(PAUSE + END), passage.heading) else 0
            score = scoring.scale(scoring.bm25([(weight, tf)]) + whole, *scoring.RANGES[PHRASE])
            yield at, PassageHit(passage, PHRASE, score, (phrase,), (phrase,))

    # --- its words ---

    def words(self, query: SearchQuery, known: Callable[[str], int] | None = None) -> list[str]:
        """Return the words that a query is cut into, of an everyday one those that say what it is about.

        `known` says how often a word occurs, where not all that lead to others count: only words that stand somewhere
        are cut then.
        """
        return self._cut(query, known).words

    def _cut(self, query: SearchQuery, known: Callable[[str], int] | None = None) -> _Cut:
        """Return a query cut as `words` says; years as the report says them are the years meant.

        A single character beside other words says nothing, being a piece of some word or other.
        """
        text, light = (query.text, ()) if known else (plainly(query.text) or query.text, LIGHT)
        total = self._source.mean_length * self._source.total
        cuts = list(dict.fromkeys(cut(text, known or self._known, total, light)))
        words = [word for word in cuts if word not in ASKING] or cuts
        told = [word for word in words if len(word) > 1 or word.isascii() or (known is None and _alone(word, text))]
        unknown = [word not in told for word in words if word not in LIGHT] if len(words) > 1 else []
        told = told or words
        heavy = [word for word in told if word not in light] or told
        meant = dict.fromkeys(self._source.years.get(word, word) for word in heavy)
        also = [word for word in words if word in light and word not in heavy]
        return _Cut(list(meant), also, sum(unknown), unknown[-1:] == [True])

    def standing(self, word: str) -> int:
        """Return how often a word occurs; one that only the thesaurus has, where it stands somewhere, counts as one."""
        return self._source.count(word) or int(len(word) > 1 and word in self._everything and knows(word))

    def _known(self, word: str) -> int:
        """Return how often a word occurs; one that asks, names a year or leads to others counts as one."""
        return self.standing(word) or int(word in ASKING or word in LIGHT or word in self._source.years or leads(word))

    def _words(
        self, query: _Cut, allowed: Iterable[int], others_for: Callable[[str], Iterable[str]] = lambda _: ()
    ) -> Iterator[tuple[int, PassageHit]]:
        words = [self._word(word, others_for(word)) for word in query.words]
        light = [self._word(word, others_for(word)) for word in query.light]
        weights = [word.weight for word in words]
        lost = query.lost * scoring.weight("?", self._source.total, 0)
        enough = scoring.enough(known=not lost and all(map(knows, query.words)))
        unsaid = query.headless or any(knows(word.text) and not word.places for word in words[:1])
        for at in allowed:
            have = [word.places.get(at) for word in words]
            match = SOME if lost else _kind(words, have)
            match = SYNONYM if match == ALL and query.light else match
            if scoring.coverage(list(map(_found, have)), weights, lost) < enough[match]:
                continue
            if match == SOME and unsaid:
                continue
            covered = scoring.coverage([place.worth if place else 0.0 for place in have], weights, lost)
            passage = self.passages[at]
            scored = scoring.bm25((w.weight, p.frequency) for w, p in zip(words, have, strict=True) if p)
            scored *= scoring.proximity(_in_one_sentence(passage, words, weights))
            scored *= scoring.THANKS if thanks(passage.text) else 1.0
            scored += scoring.bm25((scoring.LIGHT * w.weight, w.places[at].frequency) for w in light if at in w.places)
            score = scoring.scale(scored * covered, *scoring.RANGES[match])
            forms = tuple(form for place in have if place for form in place.forms)
            yield at, PassageHit(passage, match, score, forms, tuple(w.text for w in words if w.text in forms))

    def _word(self, word: str, synonyms: Iterable[str]) -> _Word:
        meant = [other for other in synonyms if other in self._everything]
        forms = {word: 1.0} | {other: scoring.synonym(at) for at, other in enumerate(meant)}
        places: dict[int, _WordHit] = {}
        for form, worth in forms.items():
            where = self._times(form)
            rarity = 1.0 if form == word else self._rarity(form, len(where))
            for at, times in where.items():
                old = places.get(at, _WordHit(0.0, 0.0, ()))
                part = worth * (1.0 if times.heading or times.text else scoring.ELSEWHERE)
                nested = any(form in other or other in form for other in old.forms)  # 汽车, 汽车消费 are one mention
                tf = old.frequency + (0.0 if nested else rarity * worth * self._weighted_tf(at, times))
                places[at] = _WordHit(tf, max(old.worth, part), (*old.forms, form))
        own = sum(word in place.forms for place in places.values())
        having = self._source.document_frequency(word, own or len(places))
        return _Word(word, forms, places, scoring.weight(word, self._source.total, having))

    def _rarity(self, form: str, found: int) -> float:
        """Return how much a synonym found in so many passages tells beside one that a single passage has."""
        total = self._source.total
        return scoring.idf(total, self._source.document_frequency(form, found)) / scoring.idf(total, 1)

    @cached_property
    def _everything(self) -> str:
        """All that is searched in one text, which tells most quickly that a word stands nowhere."""
        above = {heading for at in range(len(self.passages)) for heading in self._source.above(at)}
        return END.join([*above, *(text for passage in self.passages for text in (passage.key, passage.notes))])

    def _times(self, form: str) -> dict[int, FieldFrequencies]:
        """Return where a word stands: in headings and texts, in the headings above, in the explanations of terms."""
        found = self._in_texts(form)
        for at, passage in enumerate(self.passages):
            path = any(has(above, form) for above in (*self._source.above(at), self._source.lead(at)))
            notes = count(passage.notes, form)
            if path or notes:
                found[at] = found.get(at, FieldFrequencies())._replace(path=path, notes=notes)
        return found

    def _in_texts(self, form: str) -> dict[int, FieldFrequencies]:
        """Return where a word stands; one that is no word of the report is looked for as a piece of its texts.

        A word of the thesaurus is, and a short one, where it stands as words do: 急救 not in 应急救援.
        """
        flat = self._source.postings(form)
        if not flat:
            whole = knows(form) or len(form) < 3
            having = [(at, passage) for at, passage in enumerate(self.passages) if form in passage.key]
            texts = {
                at: len(list(stands_in(form, p.key, p.pieces))) if whole else stands(p.key, form) for at, p in having
            }
            return {at: FieldFrequencies(count(self.passages[at].heading, form), 0, n) for at, n in texts.items() if n}
        return {at: FieldFrequencies(h, 0, t) for at, h, t in zip(flat[::3], flat[1::3], flat[2::3], strict=True)}


def _alone(char: str, text: str) -> bool:
    """Tell whether a known character is no piece of a longer word of an everyday query: 路 of 路太烂, not of 快速路."""
    before, _, after = text.partition(char)
    return knows(char) and all(not side or side in LIGHT or side in DIVIDERS for side in (before[-1:], after[:1]))


def _outranks(hit: PassageHit | None, other: PassageHit) -> bool:
    return hit is not None and hit.score > other.score


def _allows(query: SearchQuery, passage: Passage, sections: Collection[str] | None) -> bool:
    return (
        (sections is None or passage.section in sections)
        and all(count(passage.key, phrase) for phrase in query.phrases)
        and not any(count(passage.key, phrase) for phrase in query.excluded)
    )


def _said_years(info: Mapping[str, Any]) -> dict[str, str]:
    """Return the years that readers name from where they stand: 去年 is what is reviewed, 明年 what is planned.

    今年 is the year of the report's day: the one reviewed where it was delivered in December, else the one planned.
    """
    result, plan = info["result_year"], info["plan_year"]
    delivered = int(info["date"][:4]) if info["date"] else None
    said = {"今年": result if delivered == result else plan, "去年": result, "明年": plan}
    return {word: f"{year}年" for word, year in said.items() if year}


def _found(place: _WordHit | None) -> float:
    """Return how much of a word is found where it stands here, perhaps in other words."""
    return max(place.worth, scoring.SAME) if place else 0.0


def _kind(words: Sequence[_Word], have: Sequence[_WordHit | None]) -> str:
    """Return how a passage matches that has these places of the words."""
    if not all(have):
        return SOME
    typed = all(word.text in place.forms for word, place in zip(words, have, strict=True) if place)
    return ALL if typed else SYNONYM


def _loses_nothing(known: _Cut, plain: _Cut) -> bool:
    """Tell whether the words that stand somewhere are as much as those of the thesaurus: not 工作 of 找工作."""
    return len("".join(plain.words)) >= len("".join((*known.words, *known.light)))


def _has_longer_words(known: _Cut, plain: _Cut) -> bool:
    """Tell whether a word of the thesaurus is cut in two where only words that stand somewhere count: 财政收入."""
    return len(known.words) + len(known.light) < len(plain.words)


def _in_one_clause(passage: Passage, words: Sequence[str]) -> bool:
    clauses = f"{passage.key}{END}{passage.notes}".replace(END, PAUSE).split(PAUSE)
    return any(all(has(clause, word) for word in words) for clause in clauses)


def _in_one_sentence(passage: Passage, words: Sequence[_Word], weights: Sequence[float]) -> float:
    """Return how much of the query, by weight, stands in one sentence of a passage at best."""
    return max(
        scoring.coverage(
            [max((worth for form, worth in word.forms.items() if has(sentence, form)), default=0.0) for word in words],
            weights,
        )
        for sentence in passage.key.split(END)
    )

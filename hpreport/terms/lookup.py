"""The look-up: tiers tried one after another, the first that knows the query answers it.

The order of `Lookup._TIERS` is the rule; the help topic `matching` says the same in words.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, cached_property
from itertools import accumulate
from typing import Any, NamedTuple

from hpreport.terms.names import ALIAS, MEASURE, QUOTED, WHOLE, Forms, Name, TermTables, bag
from hpreport.terms.query import (
    CLOSE_SOUND,
    LIKE_SHAPE,
    LONGEST,
    SAME_SOUND,
    Likeness,
    Query,
    distance,
    lcs_length,
    make_query,
    max_cost,
    most_edits,
    without_question,
)
from hpreport.text.fold import fold, phrase_of
from hpreport.text.matcher import find_words, splits_token
from hpreport.text.numerals import NUMERALS, with_digits
from hpreport.text.pinyin import close_sound, loose_sound, plain_pinyin, query_spellings, spellings

_WILD = re.compile(r"[*?＊]")
_ASCII = re.compile("[a-z]")
_KEPT, _MOSTLY_KEPT = 0.4, 0.6
"""Share of a term's characters that a query must have kept to stand for it: with a number or letter in it, without."""
_LIKE = 0.45
"""Share of its characters and a term's that a query must have in the same order for the term to be suggested."""
SAID = 50
"""Score of a word of the body."""
_LIKE_SOUND = 0.8
"""The same of the letters of its pinyin."""
_PARTICLES = frozenset("的和与及或是在有为了到之")
"""One of these alone beside a short term is a word: 三保的, 和三零."""


class Hit(NamedTuple):
    """A term, or an unexplained phrase, that a query may mean."""

    term: int
    """Position in the index, 0-based: among the phrases where `match` is `mention`, else among the terms."""
    match: str
    """The tier that found it, one of the contract's names."""
    score: float
    """0 to 100; 100 only for the term as printed."""
    word: str = ""
    """Of a word that only the body has, its normal form; `term` is -1 then."""


def said_word(typed: str, simplified: dict[int, str], stands: Callable[[str], bool]) -> str:
    """Return the word that a query is, in normal form, where the body has it; else an empty text.

    `stands` tells that of a word. A single character is none, nor is a number, which says nothing without its unit.
    """
    for text in dict.fromkeys((typed, without_question(typed))):
        for form in dict.fromkeys((text, text.translate(simplified))):
            word = phrase_of(form[: LONGEST * 2])
            if len(word) > 1 and not make_query(form, simplified).is_number and stands(word):
                return word
    return ""


def gives_way(hits: Sequence[Any]) -> bool:
    """Tell whether a word that the body has as typed is a better answer: it is no slip for another."""
    return not hits or hits[0].match == "fuzzy"


class Lookup(Forms):
    """Answers queries from the tables that `lookup_tables` made and, after these, from the words of the body.

    `stands` tells whether the body has a word, given in normal form.
    """

    def __init__(self, tables: TermTables, stands: Callable[[str], bool] = lambda word: False) -> None:
        super().__init__(tables)
        self._stands = stands

    @cached_property
    def _alike(self) -> Likeness:
        return cache(self._likeness)

    # --- asking ---

    def find(self, typed: str, *, exact: bool = False) -> list[Hit]:
        """Return the terms that a query means, best first: one where it is clear, several as good as it, or none.

        With `exact` only the tiers that compare the whole (term as printed, folded, alias, phrase) are asked.
        """
        if exact:
            return self._ask(make_query(typed, self._tables.simplified), self._WHOLE_TIERS)
        hits = self._in_glossary(typed)
        word = said_word(typed, self._tables.simplified, self._stands) if gives_way(hits) else ""
        return [Hit(-1, "mention", SAID, word)] if word else hits

    def _in_glossary(self, typed: str) -> list[Hit]:
        """Return the terms and phrases that a query means."""
        query, asked = make_query(typed, self._tables.simplified), without_question(typed)
        if asked == typed.strip():
            return self._ask(query, self._TIERS)
        return self._ask(query, self._PLAIN_TIERS) or self._ask(make_query(asked, self._tables.simplified), self._TIERS)

    def _ask(self, query: Query, tiers: Iterable[Callable[["Lookup", Query], list[Hit]]]) -> list[Hit]:
        for tier in tiers:
            hits = tier(self, query)
            if hits:
                return _best_of_each(hits)
        return []

    def simplify(self, text: str) -> str:
        """Return `text` with traditional and variant characters in the form that the report uses."""
        return text.translate(self._tables.simplified)

    def suggest(self, typed: str, limit: int = 3) -> list[int]:
        """Return the positions of the terms nearest to a query that has no answer, nearest first, at most `limit`."""
        query = make_query(typed, self._tables.simplified)
        if not query.is_short:
            return []
        near = self._near_in_sound(query.fold)
        for place, shared in self._character_filters[0].with_word(query.fold).items():
            name = self._mistypable[place]
            half = (len(query.fold) + len(name.fold)) / 2
            if name.kind == WHOLE and shared >= _LIKE * half:  # so many at most are in order
                near.append((lcs_length(query.fold, name.fold) / half, name.term))
        likest = sorted(near, key=lambda one: (-one[0], one[1]))
        return list(dict.fromkeys(term for likeness, term in likest if likeness >= _LIKE))[:limit]

    def _near_in_sound(self, letters: str) -> list[tuple[float, int]]:
        """Return the terms of which a letter or two of the pinyin were mistyped (snabao), each with its likeness."""
        if not letters.isascii() or not letters.isalpha() or len(letters) < 4:
            return []
        keys = [key for key in self._tables.pinyin if abs(len(key) - len(letters)) < 2 and key[0] == letters[0]]
        likeness = {key: lcs_length(letters, key) / max(len(letters), len(key)) for key in keys}
        names = [(like, self._tables.names[at]) for key, like in likeness.items() for at in self._tables.pinyin[key]]
        return [(like, name.term) for like, name in names if like >= _LIKE_SOUND and name.kind == WHOLE]

    # --- tiers ---

    def _exact(self, query: Query) -> list[Hit]:
        """三保, “三保”: the term or its headword as printed."""
        return [Hit(term, "exact", 100) for term in self._tables.exact.get(query.typed, ())]

    def _folded(self, query: Query) -> list[Hit]:
        """「三保」, 3保, １３１＋１工程, 營商環境6.0版改革: the term written otherwise."""
        return [Hit(n.term, "folded", 99) for n in self._same(query) if n.kind == WHOLE]

    def _alias(self, query: Query) -> list[Hit]:
        """德智体美劳: another name of the term."""
        return [Hit(n.term, "alias", 95) for n in self._same(query) if n.kind == ALIAS]

    def _same(self, query: Query) -> list[Name]:
        return self._folds.get(query.fold) or self._folds.get(query.digits, [])

    def _phrase(self, query: Query) -> list[Hit]:
        """双减, 4+1: a phrase that the report uses without explaining it."""
        number = self._tables.phrase_keys.get(query.fold, self._tables.phrase_keys.get(query.digits))
        return [] if number is None else [Hit(number, "mention", 60)]

    def _phrase_inside(self, query: Query) -> list[Hit]:
        """双减政策, 4+1主导产业: such a phrase inside the query."""
        words = (key for key in self._tables.phrase_keys if len(key) > 1)
        keys = [found.key for found in find_words(words, query.fold[: LONGEST * 4])]
        longest = max((len(key) for key in keys), default=0)
        return [
            Hit(self._tables.phrase_keys[key], "mention", 55)
            for key in keys
            if len(key) == longest and self._stands_alone(query, key)
        ]

    def _wildcard(self, query: Query) -> list[Hit]:
        """三?, *行动: `?` is one character, `*` any number of them."""
        pieces = re.split(r"([*?＊])", query.typed) if _WILD.search(query.typed) else []
        if not any(fold(piece) for piece in pieces):
            return []
        wild = {"?": ".", "*": ".*", "＊": ".*"}
        pattern = re.compile("".join(wild.get(piece) or re.escape(fold(piece)) for piece in pieces))
        counted = re.compile("".join(wild.get(piece) or re.escape(with_digits(fold(piece))) for piece in pieces))
        names = (n for n in self._tables.names if n.kind in (WHOLE, QUOTED))
        hits = (n for n in names if pattern.fullmatch(n.fold) or counted.fullmatch(n.digits))
        return [Hit(n.term, "substring", 80) for n in hits]

    def _part(self, query: Query) -> list[Hit]:
        """六地, 招商体系, EPC: the beginning of a term, or a run inside it."""
        return [*self._runs(query.fold, "fold", 0), *self._runs(query.digits, "digits", 5)] if query.fold else []

    def _runs(self, wanted: str, form: str, penalty: int) -> list[Hit]:
        hits = []
        for name in self._wholes:
            text: str = getattr(name, form)
            at = text.find(wanted)
            if at < 0 or (
                len(wanted) > 1
                and (splits_token(text, at) or splits_token(text, at + len(wanted)))
                and not _token(text, wanted)
            ):
                continue
            share = 25 * len(wanted) / len(text)
            hits.append(Hit(name.term, "substring" if at else "prefix", (60 if at else 65) + share - penalty))
        return hits

    def _without_plus(self, query: Query) -> list[Hit]:
        """社会投资人EPC, EPC运营设计: a term with a plus sign left out or added."""
        wanted = query.digits.replace("+", "")
        if wanted.isdigit():
            return []
        same = (n for n in self._bags.get(bag(wanted), ()) if n.kind == WHOLE and n.digits.replace("+", "") == wanted)
        return [Hit(n.term, "fuzzy", 92) for n in same]

    def _contained(self, query: Query) -> list[Hit]:
        """什么是三保, 三零社区, 辽宁六地是哪六地: the longest terms inside the query.

        A query that is as a whole a slip for a longer term means that one: 三堡四帮六保五到位, though it has 六保.
        """
        edges = self._tables.edges
        found = find_words(self._spoken, query.typed.translate(self._tables.simplified), edges)
        found = found or find_words(self._spoken, query.digits, edges)
        alone = [f.key for f in found if self._stands_alone(query, f.key)]
        hits = [Hit(n.term, "substring", 90) for key in alone for n in self._folds[key] if n.kind in (WHOLE, QUOTED)]
        if not hits:
            return self._joined(query)
        slips = self._near(query) if len(query.fold) > max(map(len, alone)) + 1 else []
        return slips or hits

    def _stands_alone(self, query: Query, key: str) -> bool:
        """Tell whether what stands beside a two-character term can be words of their own: 三零社区 yes, 三零售 no."""
        if len(key) > 2:
            return True
        text = query.fold if key in query.fold else query.digits
        before, _, after = text.partition(key)
        return all(len(rest) != 1 or rest in _PARTICLES for rest in (before, after))

    def _joined(self, query: Query) -> list[Hit]:
        """12345热线和网格: every piece of a term that plus signs join."""
        latin = set(re.findall("[0-9a-z]+", query.fold))
        hits = []
        for term, pieces in self._formulas:
            places = [query.fold.find(piece) for piece in pieces]
            if -1 not in places and places == sorted(places) and latin <= set(pieces):
                hits.append(Hit(term, "substring", 80))
        return hits

    def _reordered(self, query: Query) -> list[Hit]:
        """一快三直, 运营设计+EPC, 保三, 1+131: the same characters, or pieces of a formula, in another order."""
        pieces = sorted(query.digits.split("+"))
        if len(pieces) > 1 and "" not in pieces and query.fold.isascii():
            shuffled = (n for n in self._tables.names if n.kind != ALIAS and sorted(n.digits.split("+")) == pieces)
            return [Hit(n.term, "fuzzy", 90 if n.kind == WHOLE else 85) for n in shuffled]
        if len(query.digits) < 2 or query.fold.isascii() or query.is_number:
            return []
        same = self._bags.get(bag(query.digits), ())
        return [Hit(n.term, "fuzzy", 90 if n.kind == WHOLE else 85) for n in same]

    def _initials(self, query: Query) -> list[Hit]:
        """Sb, ylsb, zstx: first letters of the syllables."""
        letters = query.fold
        if not letters.isascii() or len(letters) < 2 or " " in query.typed:
            return []
        table = self._tables.initials
        hits = [self._sound_hit(at, "initials", 90) for at in table.get(letters, ())]
        if not hits and len(letters) > 2:
            keys = [key for key in table if key.startswith(letters)]
            hits = [self._sound_hit(at, "initials", 60 + 25 * len(letters) / len(k)) for k in keys for at in table[k]]
        return hits

    def _sound_hit(self, at: int, match: str, score: float) -> Hit:
        name = self._tables.names[at]
        return Hit(name.term, match, score + (0 if name.kind == WHOLE else -3))

    def _ways(self, query: Query) -> list[str]:
        """Return the ways to pronounce a query that has letters in it; 24 at most."""
        typed = fold(plain_pinyin(query.typed.translate(self._tables.simplified)))
        spoken = re.search("[a-z]", typed) and len(typed) <= LONGEST
        return list(query_spellings(typed, self._tables.readings)) if spoken else []

    def _pinyin(self, query: Query) -> list[Hit]:
        """Sanbao, si ge pin zhi, san保, sān wù: the sound of a whole term."""
        return [
            self._sound_hit(at, "pinyin", 95) for way in self._ways(query) for at in self._tables.pinyin.get(way, ())
        ]

    def _part_of_pinyin(self, query: Query) -> list[Hit]:
        """Wugongch, sanlin for sanling: the beginning of its sound, or nearly its sound."""
        ways = [way for way in self._ways(query) if len(way) > 3]
        hits = []
        for way in ways:
            sounds = [
                (key, at) for key in self._tables.pinyin if key.startswith(way) for at in self._tables.pinyin[key]
            ]
            hits += [self._sound_hit(at, "pinyin", 65 + 25 * len(way) / len(key)) for key, at in sounds]
        return hits or self._close_pinyin(ways) or self._pinyin_inside(ways) or self._loosely_inside(ways)

    def _pinyin_inside(self, ways: Sequence[str], sound: Callable[[str], str] = str) -> list[Hit]:
        """Guanli, yi guanli: two syllables or more from the middle of a term, or from its end."""
        table = [(key, way) for way in ways if len(way) > 4 for key in self._tables.pinyin if way in sound(key)]
        return [
            self._sound_hit(at, "pinyin", 60 + 20 * len(way) / len(key))
            for key, way in table
            for at in self._tables.pinyin[key]
            if (name := self._tables.names[at]).kind != ALIAS
            and any(_has_run(list(map(sound, s)), way) for s in spellings(name.fold, self._tables.readings))
        ]

    def _close_pinyin(self, ways: Sequence[str]) -> list[Hit]:
        keys = {key for way in ways for key in self._close_keys.get(loose_sound(way), ())}
        return [self._sound_hit(at, "pinyin", 70) for key in keys for at in self._tables.pinyin[key]]

    def _loosely_inside(self, ways: Sequence[str]) -> list[Hit]:
        """Wugongchen, guangli: the beginning of nearly the sound of a term, or some of its syllables."""
        loose = {way for way in map(loose_sound, ways) if len(way) > 5}
        keys = [
            (key, way) for way in loose for one, own in self._close_keys.items() if one.startswith(way) for key in own
        ]
        hits = [
            self._sound_hit(a, "pinyin", 60 + 10 * len(w) / len(k)) for k, w in keys for a in self._tables.pinyin[k]
        ]
        return hits or self._pinyin_inside(sorted(loose), loose_sound)

    def _explained(self, query: Query) -> list[Hit]:
        """零事故 零案件, 中国计算机学会: words of the explanation as they stand."""
        if not query.is_short:
            return []
        wholes = [name.fold for name in self._wholes]
        hits = self._explanations.verbatim(query) or self._explanations.english(query, wholes)
        return [Hit(term, "definition", score) for term, score in hits]

    def _explained_alike(self, query: Query) -> list[Hit]:
        """无事故 for 零事故, 零案件和零纠纷: such words in little words of the reader's own."""
        if not query.is_short:
            return []
        return [Hit(term, "definition", score) for term, score in self._explanations.alike(query)]

    def _measured(self, query: Query) -> list[Hit]:
        """四大品质 for 四个品质, 三个零 for 三零, 五项工程一项管理: another measure word after a number, or none."""
        key = MEASURE.sub("", query.digits)
        names = self._measures.get(key, ()) if len(key) > 1 and NUMERALS & set(key) else ()
        return [Hit(n.term, "fuzzy", 88 if n.kind == WHOLE else 83) for n in names]

    def _abridged(self, query: Query) -> list[Hit]:
        """三融审批, 营商6.0, 关爱行动覆盖: a term with characters left out here and there.

        It must keep a number or a Latin letter, or most of the characters.
        """
        if not 3 < len(query.fold) <= LONGEST or query.is_number:
            return []
        shares = ((name, len(query.digits) / len(name.digits)) for name in self._wholes)
        marked = bool(NUMERALS & set(query.fold)) or (not query.fold.isdigit() and bool(_ASCII.search(query.fold)))
        kept = ((name, share) for name, share in shares if 1 > share >= (_KEPT if marked else _MOSTLY_KEPT))
        return [Hit(n.term, "fuzzy", 50 + 30 * share) for n, share in kept if _skips(query.digits, n.digits)]

    def _near(self, query: Query) -> list[Hit]:
        """三宝, 五杜, 三改动: a slip of sound, shape or order, a character lost or added."""
        number = MEASURE.sub("", query.digits)
        counts_only = query.is_number or (number != query.digits and number.isdigit())  # 15, 三条: nothing to mistype
        if not query.is_short or len(query.fold) < 2 or counts_only:
            return []
        costs: dict[int, tuple[float, int]] = {}
        for name in self._candidates(query):
            limit = max_cost(len(query.fold), len(name.fold))
            cost = min(
                distance(form, wanted, self._alike)
                for form, wanted in ((query.fold, name.fold), (query.digits, name.digits))
            )
            if cost <= limit + 1e-9 and (cost, len(name.fold)) < costs.get(name.term, (limit + 1, 0)):
                costs[name.term] = (cost, len(name.fold))
        best = min((cost for cost, _ in costs.values()), default=0.0)
        near = ((term, cost, length) for term, (cost, length) in costs.items() if cost <= best + 0.15)
        return [Hit(term, "fuzzy", 90 - 60 * cost / length) for term, cost, length in near]

    def _candidates(self, query: Query) -> list[Name]:
        """Return the names that may be few enough edits away."""
        names = self._mistypable
        folds, digits = self._character_filters

        def most(place: int) -> int:
            return most_edits(len(query.fold), len(names[place].fold))

        return [names[place] for place in sorted(folds.within(query.fold, most) | digits.within(query.digits, most))]

    def _likeness(self, typed: str, meant: str) -> float | None:
        mine, theirs = self._tables.readings[typed], self._tables.readings[meant]
        if set(mine) & set(theirs):
            return SAME_SOUND
        if typed in self._tables.lookalikes.get(meant, ""):
            return LIKE_SHAPE
        close = {close_sound(syllable) for syllable in theirs}
        return CLOSE_SOUND if any(close_sound(syllable) in close for syllable in mine) else None

    def _scattered(self, query: Query) -> list[Hit]:
        """公开招标选择社会投资人: most of the query is in one explanation, in other places."""
        if not query.is_short:
            return []
        return [Hit(term, "definition", score) for term, score in self._explanations.scattered(query)]

    def _in_other_words(self, query: Query) -> list[Hit]:
        """家庭医生 看病: everyday words, where the explanation has those of reports for them."""
        if not query.is_short:
            return []
        return [Hit(term, "definition", score) for term, score in self._explanations.in_other_words(query)]

    _WHOLE_TIERS = (_exact, _folded, _alias, _phrase)
    _PLAIN_TIERS = (
        _exact, _folded, _alias, _wildcard, _part, _without_plus, _phrase, _pinyin, _reordered, _contained
    )  # fmt: skip
    _TIERS = (
        *_PLAIN_TIERS, _initials, _part_of_pinyin, _explained, _measured, _near, _abridged,
        _explained_alike, _scattered, _phrase_inside,
        _in_other_words,
    )  # fmt: skip


def _has_run(syllables: Sequence[str], letters: str) -> bool:
    """Tell whether two or more neighbouring syllables, joined, are these letters."""
    ends = list(accumulate(map(len, syllables), initial=0))
    start = "".join(syllables).find(letters)
    return start in ends and start + len(letters) in ends and ends.index(start + len(letters)) - ends.index(start) > 1


def _skips(short: str, long: str) -> bool:
    """Tell whether the characters of `short` stand in `long` in the same order, perhaps with others between."""
    rest = iter(long)
    return all(char in rest for char in short)


def _token(text: str, wanted: str) -> bool:
    """Tell whether `wanted` is a whole piece between the plus signs of a formula, or several: EPC of F+EPC+O."""
    return (
        f"+{wanted.strip('+')}+" in f"+{text}+"
        or re.search(rf"(?<![0-9a-z]){re.escape(wanted)}(?![0-9a-z])", text) is not None
    )


def _best_of_each(hits: Sequence[Hit]) -> list[Hit]:
    """Return one hit a term, the best, in order of score, then of the report."""
    best: dict[int, Hit] = {}
    for hit in hits:
        if hit.term not in best or hit.score > best[hit.term].score:
            best[hit.term] = hit._replace(score=round(hit.score, 1))
    return sorted(best.values(), key=lambda hit: (-hit.score, hit.term))

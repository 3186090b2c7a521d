"""Candidates of completion: what an index offers, which fit what was typed, the line in which a shell is given each.

A candidate is a word, a description, and other spellings that stand for the word: the pinyin of a term, the heading of
a section. An index keeps them ready, a text a table, in the last table but one of its compiled form. Imports nothing:
the quickest path reads it.
"""

TYPE_CHECKING = False  # type checkers know the name; importing it from `typing` would take longer than completing
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

_MOST = 24
"""Characters of a description: two cells each, they fit beside a word on a narrow screen."""


_LIST = 200
"""Candidates that a shell is given: more are no list to choose from, and take it long to lay out."""
LINE_SHELLS = ("bash", "powershell")
"""Shells that give the line up to the cursor; the others give words."""


def candidate(word: str, description: str, *spellings: str) -> list[str]:
    """Return a candidate, its description on one line and cut to a length that a list has room for."""
    line = "".join(char if char.isprintable() else " " for char in description).strip()
    return [
        word,
        line if len(line) <= _MOST else line[:_MOST] + "…",
        *(spelling for spelling in dict.fromkeys(spellings) if spelling != word),
    ]


def fitting(candidates: "Iterable[Sequence[str]]", typed: str, shell: str) -> list[tuple[str, str]]:
    """Return word and description of the candidates that fit what was typed, in their order.

    They begin with it; where none does, another spelling of them does; else they have what was typed somewhere.
    fish shows nothing that lacks what was typed, so it is given the spelling that has it, which means the same to the
    command, with the word as its description.
    """
    known = [entry for entry in candidates if entry[0].isprintable()]
    lower = typed.lower()

    def by_word(has: "Callable[[str, str], bool]") -> list[tuple[str, str]]:
        return [(entry[0], entry[1]) for entry in known if has(entry[0], typed)]

    def by_spelling(has: "Callable[[str, str], bool]") -> list[tuple[str, str]]:
        spelled = ((entry, [spelling for spelling in entry[2:] if has(spelling, lower)]) for entry in known)
        return [_stands_for(entry, fits[0], shell) for entry, fits in spelled if fits]

    begun = by_word(str.startswith) or by_spelling(str.startswith)
    if begun or typed.isascii():
        return begun
    return by_word(str.__contains__) or by_spelling(str.__contains__)


def nearest(pairs: "list[tuple[str, str]]") -> "list[tuple[str, str]]":
    """Return the candidates in their order or, where they are too many, those nearest to what was typed: the shortest.

    >>> [word for word, _ in nearest([("甲" * (300 - n), "") for n in range(300)])] == ["甲" * n for n in range(1, 201)]
    True
    """
    return pairs if len(pairs) <= _LIST else sorted(pairs, key=lambda pair: len(pair[0]))[:_LIST]


def _stands_for(entry: "Sequence[str]", spelling: str, shell: str) -> tuple[str, str]:
    return (spelling, f"{entry[0]} {entry[1]}") if shell == "fish" else (entry[0], entry[1])


def as_lines(pairs: "Iterable[tuple[str, str]]") -> str:
    """Return the lines a shell reads: word, tab, description."""
    return "".join(f"{word}\t{description}\n" for word, description in pairs)


def as_text(candidates: "Iterable[Sequence[str]]") -> str:
    r"""Return candidates as the compiled form keeps them: a line each, with tabs between; without those of odd marks.

    >>> as_text([["三保", "保", "sanbao"], ["三\x1b保", ""]])
    '三保\t保\tsanbao\n'
    """
    return "".join("\t".join(row) + "\n" for row in candidates if all(map(str.isprintable, row)))


def stored(tables: bytes, name: str) -> list[list[str]]:
    r"""Return the candidates called `name` of an object in JSON whose values are such texts, as `json` writes it.

    >>> stored(rb'{"a":"","b":"x\ty\"\n"}', "b")
    [['x', 'y"']]
    """
    key = f'"{name}":"'.encode()
    start = tables.find(key) + len(key)
    if start < len(key) or tables[start : start + 1] == b'"':
        return []
    text = tables[start : tables.index(b'\\n"', start)].decode()
    text = text.replace("\\\\", "\0").replace("\\t", "\t").replace("\\n", "\n").replace('\\"', '"')
    return [row.split("\t") for row in text.replace("\0", "\\").split("\n")]


def scanned(index: str, name: str) -> list[list[str]]:
    """Return what `stored` does from the YAML of an index that has no compiled form.

    Its lines are read as the program writes them: reading YAML as it may be takes a hundred times as long.
    """
    return [row for row in _SCANS[name](index) if any(row) and all(map(str.isprintable, row))]


def _scanned_terms(index: str) -> "Iterator[list[str]]":
    from hpreport.text.pinyin import plain_pinyin

    for entry in _entries(index, "terms"):
        term, pinyin = entry.get("term", ""), entry.get("pinyin", "")
        initials = "".join(plain_pinyin(syllable)[:1] for syllable in pinyin.split())
        named = entry.get("headword", ""), term, plain_pinyin(pinyin), initials
        spellings = [text.lower() for text in named if len(text) > 1]
        yield candidate(term, entry.get("definition", ""), *spellings)


def _scanned_sections(index: str) -> "Iterator[list[str]]":
    for entry in _entries(index, "sections"):
        number, heading = entry.get("number", ""), entry.get("heading", "")
        mark = "、" if number and entry.get("level") == "1" else ""
        yield candidate(entry.get("id", ""), f"{number}{mark}{heading}", heading)


def _scanned_figures(index: str) -> "Iterator[list[str]]":
    for entry in _entries(index, "figures"):
        yield [entry.get(name, "") for name in FIGURE]


def _scanned_topics(index: str) -> "Iterator[list[str]]":
    for entry in _entries(index, "figures"):
        if entry.get("kind") == "target":
            yield candidate(entry.get("indicator", ""), entry.get("text", ""))


def _scanned_about(index: str) -> "Iterator[list[str]]":
    place, plan, reviewed = (
        index.partition(f"\n  {name}: ")[2].partition("\n")[0].strip('"')
        for name in ("place", "plan_year", "result_year")
    )
    yield [place, plan if plan.isdecimal() else str(int(reviewed) + 1) if reviewed.isdecimal() else ""]


FIGURE = ("indicator", "text", "kind", "year", "unit")
"""Fields of a figure that complete something."""
_SCANS: "Mapping[str, Callable[[str], Iterator[list[str]]]]" = {
    "terms": _scanned_terms,
    "sections": _scanned_sections,
    "figures": _scanned_figures,
    "topics": _scanned_topics,
    "about": _scanned_about,
}


def _entries(index: str, block: str) -> "Iterator[dict[str, str]]":
    """Yield the scalar values of each entry of a list in the YAML of an index."""
    entry: dict[str, str] = {}
    for line in index.partition(f"\n  {block}:\n")[2].split("\n"):
        if line[:4] == "  - ":
            if entry:
                yield entry
            entry = {}
        elif line[:4] != "    ":
            break
        if line[4:5] not in (" ", "-"):
            key, _, value = line[4:].partition(": ")
            entry[key] = value[1:-1].replace('\\"', '"') if value[:1] == '"' else value
    if entry:
        yield entry

"""Candidates of completion: which of them fit what was typed, and the line in which a shell is given each.

A candidate is a word, a description, and other spellings that stand for the word: the pinyin of a term, the heading of
a section. Imports nothing: the quickest path reads it.
"""

TYPE_CHECKING = False  # type checkers know the name; importing it from `typing` would take longer than completing
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

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

"""Normal text as tokens of a full-text index: pairs of characters, so that any run of them is found as a phrase.

SQLite's own tokenizers take a Chinese sentence for one word (`unicode61`) or find nothing shorter than three characters
(`trigram`). Here 老旧小区 is 老旧 旧小 小区 区: a run of two or more characters is a phrase of such pairs, and a single
character the beginning of one. Latin words and numbers are tokens as they stand.
"""

import re
from collections.abc import Iterator

TOKENIZER = "unicode61 remove_diacritics 0 tokenchars '.+%'"
"""What splits the tokens again: at spaces, and at nothing that a token has."""
# a run of Latin letters and digits, or a run of anything else that is no pause
_RUN = re.compile(r"[a-z0-9.+%]+|[^a-z0-9.+%,;|\s]+")


def _tokens(normal: str) -> Iterator[str]:
    for match in _RUN.finditer(normal):
        run = match[0]
        if run[0].isascii():
            yield run
        else:
            yield from (run[at : at + 2] for at in range(len(run)))


def bigrams(normal: str) -> str:
    """Return a text in normal form as tokens with spaces between.

    >>> bigrams("老旧小区,5g基站")
    '老旧 旧小 小区 区 5g 基站 站'
    """
    return " ".join(_tokens(normal))


def phrase(normal: str) -> str:
    """Return what finds a run of characters as it stands, in the query language of FTS5; empty where it has no token.

    >>> phrase("老旧小区"), phrase("区"), phrase("5g基站")
    ('"老旧 旧小 小区"', '"区"*', '"5g 基站"')
    """
    tokens = list(_tokens(normal))
    if len(tokens) > 1 and len(tokens[-1]) == 1 and not tokens[-1].isascii() and len(tokens[-2]) == 2:
        tokens.pop()  # the last character alone stands only where a run ends
    quoted = f'"{" ".join(tokens)}"' if tokens else ""
    return quoted + "*" if len(tokens) == 1 and len(tokens[0]) == 1 else quoted

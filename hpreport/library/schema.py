"""The tables of the library's database, and how their full-text index has texts as tokens.

The tokens are pairs of characters, so that any run of them is found as a phrase.

SQLite's own tokenizers take a Chinese sentence for one word (`unicode61`) or find nothing shorter than three characters
(`trigram`). Here 老旧小区 is 老旧 旧小 小区 区: a run of two or more characters is a phrase of such pairs, and a single
character the beginning of one. Latin words and numbers are tokens as they stand.
"""

import re
from collections.abc import Iterator

from hpreport.index.paths import FORMAT

TOKENIZER = "unicode61 remove_diacritics 0 tokenchars '.+%'"
"""What splits the tokens again: at spaces, and at nothing that a token has."""
# a run of Latin letters and digits, or a run of anything else that is no pause
_RUN = re.compile(r"[a-z0-9.+%]+|[^a-z0-9.+%,;|\s]+")
VERSION = 100 * FORMAT + 4
"""Version of the tables below, with that of the indexes: a database of another one is made anew."""
# Where a text has one column, most bytes of its list of places are saved in the first one.
SCHEMA = f"""
CREATE TABLE folder (no INTEGER PRIMARY KEY CHECK (no = 1), changed INTEGER, settled INTEGER);
CREATE TABLE report (
    no INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, size INTEGER, time INTEGER, loose INTEGER, sha256 TEXT, told TEXT,
    place TEXT, passages INTEGER, length INTEGER, info TEXT
);
CREATE INDEX report_sha256 ON report (sha256);
CREATE INDEX report_case ON report (id COLLATE NOCASE);
CREATE INDEX report_place ON report (place);
CREATE INDEX report_loose ON report (loose) WHERE loose;
CREATE TABLE stored (report INTEGER, name TEXT, data BLOB, PRIMARY KEY (report, name));
CREATE TABLE node (report INTEGER, section TEXT, heading TEXT, above TEXT, PRIMARY KEY (report, section)) WITHOUT ROWID;
CREATE TABLE entry (no INTEGER PRIMARY KEY, digest BLOB UNIQUE, piece TEXT);
CREATE TABLE term (report INTEGER, number INTEGER, entry INTEGER, row TEXT, PRIMARY KEY (report, number));
CREATE INDEX term_entry ON term (entry);
CREATE TABLE name (no INTEGER PRIMARY KEY, fold TEXT UNIQUE, digits TEXT);
CREATE INDEX name_digits ON name (digits);
CREATE TABLE entry_name (name INTEGER, entry INTEGER, PRIMARY KEY (name, entry)) WITHOUT ROWID;
CREATE INDEX entry_name_entry ON entry_name (entry);
CREATE TABLE sound (key TEXT, entry INTEGER, PRIMARY KEY (key, entry)) WITHOUT ROWID;
CREATE INDEX sound_entry ON sound (entry);
CREATE TABLE phrase (key TEXT, report INTEGER, number INTEGER, PRIMARY KEY (key, report)) WITHOUT ROWID;
CREATE TABLE edge (side TEXT, char TEXT, words TEXT, PRIMARY KEY (side, char)) WITHOUT ROWID;
CREATE TABLE passage (no INTEGER PRIMARY KEY, report INTEGER, section TEXT, line INTEGER, length INTEGER, texts BLOB);
CREATE INDEX passage_report ON passage (report, line);
CREATE TABLE word (word TEXT PRIMARY KEY, times INTEGER, passages INTEGER) WITHOUT ROWID;
CREATE TABLE indicator (no INTEGER PRIMARY KEY, key INTEGER UNIQUE, text TEXT, fold TEXT, topic TEXT);
CREATE TABLE figure (
    report INTEGER, number INTEGER, year, kind, headline, indicator INTEGER, value, value_max, unit, measure, bound,
    text, quote, section, heading, line, period, average, amount, amount_unit, base_value, stretch,
    PRIMARY KEY (report, number)
) WITHOUT ROWID;
CREATE INDEX figure_indicator ON figure (indicator);
CREATE INDEX figure_line ON figure (report, line);
CREATE VIRTUAL TABLE explained USING fts5 (text, content='', tokenize="{TOKENIZER}");
CREATE VIRTUAL TABLE found USING fts5 (text, heading, notes, above, content='', tokenize="{TOKENIZER}");
PRAGMA user_version = {VERSION};
"""

FIGURE = (
    "year", "kind", "headline", "indicator", "value", "value_max", "unit", "measure", "bound", "text", "quote",
    "section", "heading", "line", "period", "average", "amount", "amount_unit", "base_value", "stretch",
)  # fmt: skip
"""Columns of a figure: fields of the contract, without those of its report and of its indicator.

There is no heading where it is that of its section.
"""


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

"""The tables of the library's database."""

from hpreport.index.paths import FORMAT
from hpreport.library.bigrams import TOKENIZER

VERSION = 100 * FORMAT + 2
"""Version of the tables below, with that of the indexes: a database of another one is made anew."""
SCHEMA = f"""
CREATE TABLE report (
    no INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, size INTEGER, time INTEGER, sha256 TEXT, told TEXT, place TEXT,
    passages INTEGER, length INTEGER, info TEXT
);
CREATE TABLE words_of (report INTEGER PRIMARY KEY, words BLOB);
CREATE INDEX report_sha256 ON report (sha256);
CREATE TABLE entry (no INTEGER PRIMARY KEY, digest BLOB UNIQUE, piece TEXT);
CREATE TABLE term (report INTEGER, number INTEGER, entry INTEGER, row TEXT, PRIMARY KEY (report, number)) WITHOUT ROWID;
CREATE INDEX term_entry ON term (entry);
CREATE TABLE name (no INTEGER PRIMARY KEY, fold TEXT UNIQUE, digits TEXT);
CREATE INDEX name_digits ON name (digits);
CREATE TABLE entry_name (name INTEGER, entry INTEGER, PRIMARY KEY (name, entry)) WITHOUT ROWID;
CREATE INDEX entry_name_entry ON entry_name (entry);
CREATE TABLE sound (key TEXT, entry INTEGER, PRIMARY KEY (key, entry)) WITHOUT ROWID;
CREATE INDEX sound_entry ON sound (entry);
CREATE TABLE phrase (key TEXT, report INTEGER, number INTEGER, PRIMARY KEY (key, report)) WITHOUT ROWID;
CREATE INDEX phrase_report ON phrase (report);
CREATE TABLE edge (side TEXT, char TEXT, words TEXT, PRIMARY KEY (side, char)) WITHOUT ROWID;
CREATE TABLE outline (report INTEGER PRIMARY KEY, nodes TEXT);
CREATE TABLE passage (
    no INTEGER PRIMARY KEY, report INTEGER, section TEXT, line INTEGER, text TEXT, heading TEXT, length INTEGER,
    notes TEXT, pieces TEXT, above TEXT
);
CREATE INDEX passage_report ON passage (report, line);
CREATE TABLE word (word TEXT PRIMARY KEY, times INTEGER, passages INTEGER) WITHOUT ROWID;
CREATE TABLE indicator (no INTEGER PRIMARY KEY, text TEXT UNIQUE, fold TEXT);
CREATE TABLE figure (
    report INTEGER, number INTEGER, year, kind, headline, indicator INTEGER, value, value_max, unit, measure, bound,
    text, quote, section, heading, line, topic, period, average, amount, amount_unit, base_value, stretch,
    PRIMARY KEY (report, number)
) WITHOUT ROWID;
CREATE INDEX figure_indicator ON figure (indicator);
CREATE VIRTUAL TABLE explained USING fts5 (text, content='', tokenize="{TOKENIZER}");
CREATE VIRTUAL TABLE found USING fts5 (heading, text, notes, above, content='', tokenize="{TOKENIZER}");
PRAGMA user_version = {VERSION};
"""

FIGURE = (
    "year", "kind", "headline", "indicator", "value", "value_max", "unit", "measure", "bound", "text", "quote",
    "section", "heading", "line", "topic", "period", "average", "amount", "amount_unit", "base_value", "stretch",
)  # fmt: skip
"""Fields of a figure that its report does not give, in the order of the contract."""

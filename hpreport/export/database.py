"""An SQLite database: tables with types and keys, views, and full-text search."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from hpreport.errors import DataError, UsageError
from hpreport.export.rows import Table, tables
from hpreport.files import replacing
from hpreport.index.index import Index

APPLICATION = int.from_bytes(b"hprt")
"""What stands in the header of the database, and tells it from others."""
_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
_INDEXED = {
    "sections": ("parent_key",),
    "paragraphs": ("section_key",),
    "terms": ("term",),
    "mentions": ("section_key",),
    "phrases": ("term",),
    "phrase_mentions": ("section_key",),
    "figures": ("section_key", "indicator", "year"),
    "comparisons": ("topic",),
    "not_figures": ("section_key",),
}
_VIEWS = """
CREATE VIEW targets AS SELECT * FROM figures WHERE kind = 'target';
CREATE VIEW results AS SELECT * FROM figures WHERE kind = 'result';
CREATE VIEW glossary AS
  SELECT report, number, term, definition,
    (SELECT group_concat(text, '；') FROM components c WHERE c.term_key = t.key) AS components,
    (SELECT count(*) FROM mentions m WHERE m.term_key = t.key) AS mentions
  FROM terms t;
CREATE VIEW passages AS
  SELECT p.report, p.section, s.heading, s.role, p.line, p.text, p.cite
  FROM paragraphs p JOIN sections s ON s.key = p.section_key;
"""
# Any three characters or more in a row are found: MATCH '老旧小区'; two with LIKE '%养老%'
_SEARCH = """
CREATE VIRTUAL TABLE paragraphs_fts USING fts5(text, content="paragraphs", content_rowid="key", tokenize="trigram");
CREATE VIRTUAL TABLE terms_fts USING fts5(term, definition, content="terms", content_rowid="key", tokenize="trigram");
INSERT INTO paragraphs_fts(paragraphs_fts) VALUES ('rebuild');
INSERT INTO terms_fts(terms_fts) VALUES ('rebuild');
"""


def write_sqlite(indexes: Sequence[Index], path: Path) -> None:
    """Write a database, in place of an earlier one.

    Raises `UsageError` where `path` is another file, `DataError` where it cannot be written.
    """
    check_ours(path)
    with replacing(path) as temporary:
        try:
            with closing(sqlite3.connect(temporary)) as database:
                _fill(database, indexes)
        except sqlite3.IntegrityError as error:
            raise DataError(f"索引里有重复的编号，不能导出为数据库：{error}") from error
        except sqlite3.Error as error:
            raise DataError(f"{path}：写不了：{error}") from error


def check_ours(path: Path) -> None:
    """Raise `UsageError` where `path` is a file that is neither empty nor a database that this program wrote."""
    target = path.resolve()
    if target.exists() and not _is_ours(target):
        raise UsageError(f"{path}：已有别的文件，不会覆盖；请换一个文件名")


def _is_ours(path: Path) -> bool:
    """Tell whether a file is empty or a database that this module wrote."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        header = file.read(100)
    return not header or header[68:72] == APPLICATION.to_bytes(4)


def _fill(database: sqlite3.Connection, indexes: Sequence[Index]) -> None:
    database.execute("PRAGMA journal_mode = OFF")
    database.execute(f"PRAGMA application_id = {APPLICATION}")
    database.execute("PRAGMA user_version = 1")
    keys: dict[tuple[str, Any, Any], int] = {}
    with database:
        for table in tables():
            database.execute(_create(table))
            _insert(database, table, indexes, keys)
            for column in _INDEXED.get(table.name, ()):
                database.execute(f"CREATE INDEX {table.name}_{column} ON {table.name} ({column})")
    database.executescript(_VIEWS + _SEARCH)


def _create(table: Table) -> str:
    """Return the statement that makes a table: its own key, the keys of the rows it refers to, its fields."""
    columns = [] if table.name == "reports" else ["key INTEGER PRIMARY KEY"]
    columns += [f"{column} INTEGER REFERENCES {other}(key)" for column, other, _ in _references(table)]
    columns += [_column(table.name, name, field) for name, field in table.fields.items()]
    unique = [f"UNIQUE ({', '.join(table.key)})"] if len(table.key) > 1 else []
    return f"CREATE TABLE {table.name} (\n  " + ",\n  ".join([*columns, *unique]) + "\n)"


def _references(table: Table) -> Iterator[tuple[str, str, str]]:
    """Yield the columns that refer to rows of other tables: name, table, and the field that names the row there."""
    if table.owner and table.owner != "reports":
        yield f"{table.owner.removesuffix('s')}_key", table.owner, "number"
    if table.name == "sections":
        yield "parent_key", "sections", "parent"
    elif "section" in table.fields:
        yield "section_key", "sections", "section"


def _column(table: str, name: str, field: dict[str, Any]) -> str:
    kinds = field["type"] if isinstance(field["type"], list) else [field["type"]]
    missing = "" if "null" in kinds else " NOT NULL"
    if name == "report":
        return f"report TEXT{' PRIMARY KEY' if table == 'reports' else missing + ' REFERENCES reports(report)'}"
    return f"{name} {_TYPES[kinds[0]]}{missing}"


def _insert(
    database: sqlite3.Connection, table: Table, indexes: Sequence[Index], keys: dict[tuple[str, Any, Any], int]
) -> None:
    """Insert a table's rows; `keys` tells by table, report and number the keys of those that others refer to."""
    references = list(_references(table))
    width = len(table.fields) + len(references) + (table.name != "reports")
    statement = f"INSERT INTO {table.name} VALUES ({', '.join('?' * width)})"
    rows = (row for index in indexes for row in table.rows(index))
    for key, row in enumerate(rows, 1):
        own = [] if table.name == "reports" else [key]
        others = [keys.get((other, row["report"], row[field])) for _, other, field in references]
        database.execute(statement, [*own, *others, *(row[name] for name in table.fields)])
        if len(table.key) == 2:
            keys[table.name, row["report"], row[table.key[1]]] = key

"""An SQLite database: tables with types and keys, views, and full-text search; and the same tables for PostgreSQL."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from hpreport.errors import DataError, UsageError
from hpreport.export.rows import Table, filling_folder, tables
from hpreport.files import replacing, write_pieces, write_text
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


# --- PostgreSQL ---

_PG_TYPES = {"string": "text", "integer": "bigint", "number": "double precision", "boolean": "boolean"}
_SCHEMA = "schema.sql"
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": "\ufffd"})


def write_postgresql(indexes: Sequence[Index], folder: Path) -> None:
    """Write files for PostgreSQL into `folder`: one a table for its `COPY`, and `schema.sql`, which loads them.

    Raises as `rows.write_csv` does.
    """
    with filling_folder(folder, lambda earlier: (earlier / _SCHEMA).exists()) as temporary:
        for table in tables():
            write_pieces(temporary / f"{table.name}.copy", _copy_lines(table, indexes))
        write_text(temporary / _SCHEMA, "".join(_load_script()))


def _load_script() -> Iterator[str]:
    """Yield what psql is given: the tables, those that others refer to first, their rows, and then their indexes."""
    yield "-- Generated by hpreport export. In this folder: psql -d DATABASE -f schema.sql\n"
    yield "\\set ON_ERROR_STOP on\nBEGIN;\n"
    for table in tables():
        yield _create_in_postgresql(table)
    for table in tables():
        yield f"\\copy {table.name} ({', '.join(table.fields)}) FROM '{table.name}.copy' WITH (ENCODING 'UTF8')\n"
    yield "CREATE INDEX ON figures (topic, year);\nCREATE INDEX ON terms (term);\nCOMMIT;\n"


def _create_in_postgresql(table: Table) -> str:
    lines = [_pg_column(name, field) for name, field in table.fields.items()]
    if table.key:
        lines.append(f"PRIMARY KEY ({', '.join(table.key)})")
    if table.owner:
        own = ", ".join(name for name in table.key if name != "position")
        lines.append(f"FOREIGN KEY ({own}) REFERENCES {table.owner}")
    elif table.name != "reports":
        lines.append("FOREIGN KEY (report) REFERENCES reports")
    return f"CREATE TABLE {table.name} (\n  " + ",\n  ".join(lines) + "\n);\n"


def _pg_column(name: str, field: dict[str, Any]) -> str:
    kinds = field["type"] if isinstance(field["type"], list) else [field["type"]]
    return f"{name} {_PG_TYPES[kinds[0]]}{'' if 'null' in kinds else ' NOT NULL'}"


def _copy_lines(table: Table, indexes: Sequence[Index]) -> Iterator[str]:
    """Yield the rows of a table in the text format of COPY."""
    for index in indexes:
        for row in table.rows(index):
            yield "\t".join(_copied(row[name]) for name in table.fields) + "\n"


def _copied(value: Any) -> str:
    if value is None:
        return "\\N"
    return str(value).translate(_ESCAPES) if isinstance(value, str) else str(value).lower()

"""The streams: rows out, in the format, fields, width and colour that were asked for; notes out; lines in.

Nothing else in the program writes to them.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, TextIO

from hpreport.errors import DataError, UsageError
from hpreport.records import Row
from hpreport.render import Column, Layout, Style, render

if TYPE_CHECKING:
    from hpreport.export.charts import Chart

_UTF8_FORMATS = ("json", "jsonl")
LEAST_WIDTH = 10
"""Columns that a table is given, however narrow the terminal."""
_DEFAULT_WIDTH = 80


def say(message: str) -> None:
    """Write one line for people to standard error."""
    from hpreport.text.sanitize import one_line

    if sys.stderr is None:
        return
    try:
        sys.stderr.write(f"hpreport: {one_line(message)}\n")
        sys.stderr.flush()
    except OSError:  # nobody can be told: a full disk behind it, or its reader gone
        silence(sys.stderr)


def silence(stream: TextIO) -> None:
    """Point a broken stream to nowhere, so that flushing it at exit says nothing."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


class ClosedPipeError(Exception):
    """Whoever read standard output has closed it. No `OSError`: Typer would make an exit status of that."""


def check_open() -> None:
    """Raise `UsageError` where standard output was closed from the start."""
    if sys.stdout is None:
        raise UsageError("标准输出已关闭，结果无处可写")


def write(pieces: Iterable[str], *, utf8: bool = False) -> None:
    """Write text to standard output, in UTF-8 whatever the locale says where `utf8` asks for it.

    Raises `UsageError` where there is some and standard output was closed from the start, `ClosedPipeError` where its
    reader left.
    """
    if sys.stdout is None:
        if any(pieces):
            check_open()
        return
    try:
        if utf8 and hasattr(sys.stdout, "buffer"):
            for piece in pieces:
                sys.stdout.buffer.write(piece.encode("utf-8"))
        else:
            sys.stdout.writelines(pieces)
    except BrokenPipeError as error:
        raise ClosedPipeError from error


def show_written() -> None:
    """Let what is written so far be read, before more is waited for. Raises `ClosedPipeError` as `write` does."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError as error:
        raise ClosedPipeError from error


_LONGEST_LINE = 1 << 16
"""Bytes of a line that are read: a query is not longer, and a line may never end."""


def standard_input() -> BinaryIO:
    """Return standard input. Raises `DataError` where it was closed: its number may be another file's by now."""
    if sys.stdin is None:
        raise DataError("标准输入：读不了：已关闭")
    return sys.stdin.buffer


def lines() -> Iterator[str]:
    """Yield the lines of standard input without their ends, what is too long of one left out.

    They are UTF-8, or else in the encoding of the locale, as a terminal sends them, or that their bytes tell. Of a
    document they are its paragraphs.
    """
    data = standard_input()
    peek = getattr(data, "peek", None)
    sample = peek(_LONGEST_LINE) if peek else b""
    if sample[:1] in _STARTS or b"\0" in sample or not _reads_as_utf8(sample):
        yield from _lines_told(data, sample)
    else:
        yield from _plain_lines(data)


_STARTS = frozenset(bytes([byte]) for byte in b"\xef\xff\xfe\0P%\xd0{<\x89GIM7R\x1fB\xfd \t\r\n")
"""What documents and byte order marks begin with: only then is looked closer."""


def _reads_as_utf8(sample: bytes) -> bool:
    """Tell whether some line that is more than ASCII is UTF-8, or all are ASCII: a stray byte is damage."""
    found = [_is_utf8(line) for line in sample.split(b"\n") if not line.isascii()]
    return any(found) or not found


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as error:
        return 0 < error.start >= len(line) - 3  # the end of what has come so far
    return True


def _plain_lines(data: BinaryIO) -> Iterator[str]:
    while line := data.readline(_LONGEST_LINE):
        yield _decoded(line).rstrip("\r\n")
        while line and not line.endswith(b"\n"):
            line = data.readline(_LONGEST_LINE)
        show_written()


def _decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode(sys.stdin.encoding or "utf-8", "replace")


def _lines_told(data: BinaryIO, sample: bytes) -> Iterator[str]:
    """Yield the lines of a document, or of a text whose encoding its first bytes tell."""
    from io import TextIOWrapper

    from hpreport.files import is_document
    from hpreport.text.encodings import encoding_of

    if is_document(sample, ""):
        from hpreport.parsing.files.read import LARGEST, read_document

        yield from read_document(data.read(LARGEST + 1), "标准输入").text.splitlines()
        return
    encoding = encoding_of(sample)
    own = (sys.stdin.encoding or "utf-8").lower()
    if encoding == "utf-8" or (encoding in ("gb18030", "big5hkscs") and own not in ("utf-8", "ascii")):
        yield from _plain_lines(data)
        return
    text = TextIOWrapper(data, encoding=encoding, errors="replace", newline="\n")
    try:
        while line := text.readline(_LONGEST_LINE):
            yield line.rstrip("\r\n")
            show_written()
    finally:
        text.detach()


class _Counted:
    """Rows that count themselves as they are written."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            self.count += 1
            yield row


class OutputOptions(NamedTuple):
    """The options on output that every command has, as typed."""

    format: str = "auto"
    fields: str = ""
    no_header: bool = False
    color: str = "auto"
    width: int | None = None
    quiet: bool = False
    no_pager: bool = False
    output: str = ""
    """Name of a file; empty or `-` for standard output."""
    bom: bool = False


class Streams:
    """The sink of a call: rows as text on standard output, notes on standard error."""

    def rows(self, rows: Iterable[Row], layout: Layout, style: Style) -> int:
        """Write rows and return the exit status: 1 where there are none."""
        counted = _Counted(rows)
        self.text(render(counted, layout, style), style)
        return 0 if counted.count else 1

    def text(self, pieces: Iterable[str], style: Style) -> None:
        """Write text in the encoding that the format asks for; raises what `write` raises."""
        write(pieces, utf8=style.format in _UTF8_FORMATS)

    def note(self, message: str) -> None:
        """Write one line for people."""
        say(message)

    def more(self, name: str, rows: Iterable[Row], layout: Layout) -> None:
        """Write the rows of a further table, called `name`, where there is room for several; else nothing."""

    def draw(self, charts: "Sequence[Chart]", style: Style) -> None:
        """Draw charts in characters."""
        from hpreport.export.charts import plot

        self.text(plot(charts, style), style)

    def finish(self) -> str:
        """Put what is written in its place, the call having succeeded, and return what is said of that, if anything."""
        return ""

    def close(self) -> None:
        """Write what has been held back; nothing may follow."""


class Gathered(Streams):
    """A sink that keeps rows and notes: those of one report, to be written with those of others."""

    def __init__(self) -> None:
        self.found: list[tuple[list[Row], Layout]] = []
        """Groups of rows, none empty, with their layouts."""
        self.notes: list[str] = []

    def rows(self, rows: Iterable[Row], layout: Layout, style: Style) -> int:
        """Keep rows and return the status as `Streams.rows` does."""
        kept = list(rows)
        if kept:
            self.found.append((kept, layout))
        return 0 if kept else 1

    def text(self, pieces: Iterable[str], style: Style) -> None:
        """Write nothing: gaps between tables and `[]` are for whoever writes the rows."""

    def note(self, message: str) -> None:
        """Keep a line for people."""
        self.notes.append(message)


class Output(NamedTuple):
    """A way to write rows, decided from the options, the environment and the terminal."""

    style: Style
    quiet: bool = False
    chosen: bool = False
    """Whether the user named a format or fields, rather than leaving it to the terminal."""
    many: bool = False
    """Whether the rows are of several reports, so that each names its own."""
    sink: Streams = Streams()
    """Where they go."""
    name_of: Callable[[str], str] = str
    """What people call a report of the many, by its id."""

    def rows(self, rows: Iterable[Row], layout: Layout) -> int:
        """Write rows in the chosen format and return the exit status: 1 where there are none."""
        layout = naming_report(layout, str if self.style.fields else self.name_of) if self.many else layout
        return self.sink.rows(rows, layout, self.style)

    def more(self, name: str, rows: Iterable[Row], layout: Layout) -> None:
        """Write the rows of a further table where the file takes several, after those of the first."""
        self.sink.more(name, rows, layout)

    @property
    def draws(self) -> bool:
        """Whether the file is a picture."""
        return self.style.format in ("svg", "png", "html")

    def charts(self, charts: "Sequence[Chart]", *, rows_chosen: bool = False) -> int:
        """Draw charts on the terminal or to the file of a picture, and return the exit status: 1 where there are none.

        Raises `UsageError` where the call asks for rows too: by the command's own options, which `rows_chosen` tells,
        by fields or by a format that has none.
        """
        if rows_chosen or self.style.fields or not (self.draws or self.style.format in ("table", "plain")):
            raise UsageError("画图不能同时选输出哪些行、字段或格式")
        if not charts:
            self.note("没有能画成图的数字")
        self.sink.draw(charts, self.style)
        return 0 if charts else 1

    def finish(self) -> None:
        """Put what is written in its place, the call having succeeded."""
        if told := self.sink.finish():
            self.note(told)

    def tables(self, groups: Iterable[Sequence[Row]], layout: Layout) -> int:
        """Write each group of rows as a table of its own, a blank line between; return the status as `rows` does."""
        return self.groups((rows, layout) for rows in groups)

    def groups(self, groups: Iterable[tuple[Sequence[Row], Layout]]) -> int:
        """Write each group of rows in its layout, in the formats for people with a blank line between."""
        written = 0
        for rows, layout in groups:
            if rows:
                self.text(["\n"] if written and self.style.format in ("table", "md") else [])
                self.rows(rows, layout)
                written += 1
        return 0 if written else 1

    def shows(self, layout: Layout, field: str) -> bool:
        """Tell whether rows are written with a field: of those asked for, or of those that the format has."""
        if self.style.fields:
            return field in self.style.fields
        return field in layout.plain or self.style.format != "plain"

    def check_fields(self, layout: Layout) -> None:
        """Raise `UsageError` where a field was asked for that `layout` does not have."""
        _known_fields(self.style.fields, layout)

    def answers(self, answers: Iterable[Row], layout: Layout, hits: str) -> int:
        """Write one JSON object a query, its rows under the key `hits`; return 0 where any has one, else 1."""
        found = False

        def picked() -> Iterator[Row]:
            nonlocal found
            for answer in answers:
                found = found or bool(answer[hits])
                names = self.style.fields
                yield {**answer, hits: [{n: row[n] for n in names} for row in answer[hits]]} if names else answer

        self.text(render(picked(), layout, self.style._replace(fields=())))
        return 0 if found else 1

    def nothing(self) -> None:
        """Write what the format prints where there are no rows: `[]` in json, nothing in the others."""
        self.text(["[]\n"] if self.style.format == "json" else [])

    def text(self, pieces: Iterable[str]) -> None:
        """Write text as it is."""
        self.sink.text(pieces, self.style)

    def beside(self, rows: Iterable[Row], layout: Layout) -> None:
        """Write rows for people on standard error, unless they asked for quiet: a table on a terminal, else plain."""
        if self.quiet or sys.stderr is None:
            return
        on_terminal = sys.stderr.isatty()
        width = os.get_terminal_size(sys.stderr.fileno()).columns if on_terminal else 0
        style = Style("table" if on_terminal else "plain", width=max(width or self.style.width, LEAST_WIDTH))
        with suppress(OSError):  # nobody can be told
            sys.stderr.writelines(render(rows, layout, style._replace(ascii=_ascii())))
            sys.stderr.flush()

    def note(self, message: str) -> None:
        """Write one line for people, unless they asked for quiet."""
        if not self.quiet:
            self.sink.note(message)


def naming_report(layout: Layout, name_of: Callable[[str], str]) -> Layout:
    """Return the layout with the report of each row, where it has that field and does not show it.

    People are shown what `name_of` calls it: its place and year.
    """
    has = any(column.name == "report" for column in layout.columns)
    if not has or "report" in (*layout.plain, *layout.table):
        return layout
    return layout.adding("report") if name_of is str else named_reports(layout, name_of).adding("report")


def named_reports(layout: Layout, name_of: Callable[[str], str]) -> Layout:
    """Return the layout with what people call the report of each row in place of its id."""

    def shown(column: Column) -> Column:
        is_named = column.name == "report"
        return column._replace(title="地区 年份", wide=True, show=name_of) if is_named else column

    return layout._replace(columns=list(map(shown, layout.columns)))


def make_output(options: OutputOptions, layout: Layout, name: str = "", *, draws: bool = False) -> Output:
    """Return the output for the options, `name` being what a table in a file is called.

    `draws` says that a file may be a picture. Raises `UsageError` naming the legal values where one is not legal.
    """
    if options.output:
        from hpreport.cli.saving import is_standard_output

        if not is_standard_output(options.output):
            return _to_file(options, layout, name, draws)
    on_terminal = sys.stdout is not None and sys.stdout.isatty()
    auto = options.format == "auto"
    fields = _fields(options.fields, layout)
    style = Style(
        format=_format(options.format, on_terminal),
        fields=fields,
        header=not options.no_header,
        width=_width(options.width, auto and on_terminal),
        color=_color(options.color, auto and on_terminal),
        ascii=_ascii(),
        ambiguous=ambiguous_width(),
        bom=options.bom,
    )
    sink = _pager(options) if on_terminal and style.format == "table" else None
    return Output(style, options.quiet, chosen=not auto or bool(fields), sink=sink or Streams())


def _to_file(options: OutputOptions, layout: Layout, name: str, draws: bool) -> Output:
    """Return the output to a file; what the environment says of the format, its name says better."""
    from hpreport.cli.saving import FRAMES, PICTURES, Drawn, Framed, Saved, format_of

    asked = "" if options.format in ("auto", os.environ.get("HPREPORT_FORMAT")) else options.format
    form = format_of(options.output, asked, draws=draws)
    fields = _fields(options.fields, layout)
    style = Style("csv" if form in FRAMES else form, fields, not options.no_header, options.width or _DEFAULT_WIDTH)
    sink: Streams = Saved(options.output)
    if form in FRAMES:
        sink = Framed(form, options.output, name)
    elif form in PICTURES.values():
        sink = Drawn(form, options.output)
    return Output(style._replace(bom=options.bom), options.quiet, chosen=True, sink=sink)


def _pager(options: OutputOptions) -> Streams | None:
    """Return the sink that pages long tables, None where nobody wants it or the terminal cannot."""
    if options.no_pager or os.environ.get("TERM", "dumb") == "dumb":
        return None
    from hpreport.cli.pager import Paged, pager_command

    command, height = pager_command(), os.get_terminal_size(sys.stdout.fileno()).lines
    return Paged(command, height) if command and height > 0 else None


def _format(name: str, on_terminal: bool) -> str:
    return ("table" if on_terminal else "plain") if name == "auto" else name


def _fields(names: str, layout: Layout) -> Sequence[str]:
    return _known_fields([name.strip() for name in names.split(",") if name.strip()], layout)


def _known_fields(picked: Sequence[str], layout: Layout) -> Sequence[str]:
    known = list(dict.fromkeys(column.name for column in layout.columns))
    unknown = [name for name in picked if name not in known]
    if unknown:
        raise UsageError(f"没有字段 {'、'.join(unknown)}；可用的有：{','.join(known)}")
    return picked


def _width(asked: int | None, ask_terminal: bool) -> int:
    """Return the width asked for, else `COLUMNS`, else the terminal's where the format was left to it, else 80."""
    if asked is not None:
        return asked
    columns = os.environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and int(columns[:9]) > 0:
        return max(int(columns[:9]), LEAST_WIDTH)
    try:
        return max(os.get_terminal_size(sys.stdout.fileno()).columns, LEAST_WIDTH) if ask_terminal else _DEFAULT_WIDTH
    except OSError:
        return _DEFAULT_WIDTH


def _color(when: str, on_terminal: bool) -> bool:
    """Tell whether to colour: as asked, else only on a terminal that wants it (NO_COLOR, TERM=dumb)."""
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return when == "always" or (when == "auto" and on_terminal and not plain)


_EAST_ASIAN = ("gb", "cp936", "big5", "cp950", "euc", "shift", "cp932", "cp949", "johab")
"""Beginnings of the encodings whose terminals draw characters of ambiguous width (“ ” — ① ─) two cells wide."""


def ambiguous_width() -> int:
    """Return the cells of a character of ambiguous width: as HPREPORT_AMBIGUOUS says, else the locale, else 1.

    A locale says so by its modifier (zh_CN.UTF-8@cjkwide), or by an encoding made for East Asia alone: Unicode Standard
    Annex 11 has these characters wide there. Raises `UsageError` where the variable is set to anything else.
    """
    asked = os.environ.get("HPREPORT_AMBIGUOUS", "")
    if asked:
        if asked not in ("1", "2"):
            from hpreport.cli.messages import shown

            raise UsageError(f"环境变量 HPREPORT_AMBIGUOUS 没有 {shown(asked)}；可用的有：1、2")
        return int(asked)
    named = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_CTYPE", "LANG"))), "")
    modifier = named.partition("@")[2].lower()
    if modifier in ("cjkwide", "cjknarrow"):
        return 2 if modifier == "cjkwide" else 1
    return 2 if (getattr(sys.stdout, "encoding", None) or "").lower().startswith(_EAST_ASIAN) else 1


def _ascii() -> bool:
    """Tell whether borders must be ASCII: as HPREPORT_ASCII says, or as line characters are wide or none."""
    if os.environ.get("HPREPORT_ASCII") or ambiguous_width() > 1:
        return True
    try:
        "─".encode(getattr(sys.stdout, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return True
    return False

"""What commands are and take: the one declaration that the binder, Typer, help, man page and completion read.

A command is a function whose parameters are annotated with `Argument` or `Option`, decorated with `@command`, which
says where its rows go and which reports it asks. Nothing here needs the option parser, `inspect` or `pathlib`: they
take longer to import than a look-up takes.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import chain, islice
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, NamedTuple, get_args, get_origin

from hpreport.cli.messages import shown
from hpreport.cli.output import LEAST_WIDTH, Gathered, Output, OutputOptions, make_output
from hpreport.cli.topics import COLORS_TOLD, FORMATS_TOLD
from hpreport.errors import DataError, HpreportError, NothingFoundError, UsageError
from hpreport.files import same_file
from hpreport.index.index import Index
from hpreport.index.outline import CITE_STYLES
from hpreport.index.paths import path_of
from hpreport.records import Row
from hpreport.render import FORMATS, Layout
from hpreport.reports import open_reports

if TYPE_CHECKING:
    from hpreport.figures.select import Years
    from hpreport.library.library import Library


class Argument:
    """A positional parameter; the settings are those of Typer's `Argument`."""

    names: tuple[str, ...] = ()
    choices: ClassVar[Mapping[str, str]] = {}

    def __init__(self, **settings: Any) -> None:
        self.settings = settings


class Option:
    """An option; the names and settings are those of Typer's `Option`.

    `choices` are its legal values with what each means; the default is legal as well. `file` says that the value is the
    name of a file where its type does not.
    """

    def __init__(
        self, *names: str, choices: Mapping[str, str] | None = None, file: bool = False, **settings: Any
    ) -> None:
        self.names = names
        self.choices = choices or {}
        self.file = file
        self.settings = settings


class Parameter(NamedTuple):
    """An argument or option of a command, as declared."""

    name: str
    """Name of the function's parameter."""
    options: tuple[str, ...]
    """As typed: --limit, -n; none for an argument."""
    kind: Callable[[str], Any]
    """The type of one value."""
    default: Any
    settings: Mapping[str, Any]
    choices: Mapping[str, str] = {}
    """Legal values with what each means; empty where it may have others."""
    repeats: bool = False
    """Whether it may be given several times."""
    required: bool = False
    is_file: bool = False
    """Whether its value is the name of a file."""

    @property
    def takes_value(self) -> bool:
        """Whether it is more than a switch."""
        return self.kind is not bool

    @property
    def help(self) -> str:
        """Its line on the help page."""
        return str(self.settings.get("help", ""))

    @property
    def variable(self) -> str:
        """The variable of the environment that stands for it; empty where there is none."""
        return str(self.settings.get("envvar", ""))

    def is_from_environment(self, value: Any) -> bool:
        """Tell whether the environment has a value for it, which is this one."""
        text = os.environ.get(self.variable, "") if self.variable else ""
        return bool(text) and value == (text.split() if self.repeats else text)

    def check(self, value: Any) -> None:
        """Raise `UsageError` naming what was set, and the legal values, where a value is not among the choices."""
        if self.choices and value != self.default and value not in self.choices:
            name = f"环境变量 {self.variable}" if self.is_from_environment(value) else self.options[0]
            raise UsageError(f"{name} 没有 {shown(value)}；可用的有：{'、'.join(self.choices)}")


HELP = Parameter("help", ("--help", "-h"), bool, False, {"help": "显示这段说明"})
"""The option that every command has from the parser."""


def _declared(function: Any) -> Iterator[Parameter]:
    """Yield the parameters of a function that are declared, in their order."""
    code, values = function.__code__, function.__defaults__ or ()
    positional = code.co_varnames[: code.co_argcount]
    defaults = dict(zip(positional[len(positional) - len(values) :], values, strict=True))
    defaults |= function.__kwdefaults__ or {}
    for name, annotation in function.__annotations__.items():
        match get_args(annotation):
            case (kind, (Argument() | Option()) as declared):
                yield _parameter(name, kind, declared, required=name not in defaults, default=defaults.get(name))


def _parameter(name: str, kind: Any, declared: Argument | Option, *, required: bool, default: Any) -> Parameter:
    if isinstance(kind, UnionType):  # with None, for where it is not given
        kind = get_args(kind)[0]
    repeats = get_origin(kind) is list
    one = get_args(kind)[0] if repeats else kind
    is_file = getattr(declared, "file", False) or one not in (str, int, bool)
    return Parameter(
        name, declared.names, one, default, declared.settings, declared.choices, repeats, required, is_file
    )


LimitOption = Annotated[int | None, Option("--limit", "-n", min=1, metavar="N", help="最多输出 N 条")]
PlaceOption = Annotated[
    list[str] | None,
    Option(
        "--place",
        "-p",
        metavar="地区",
        help="只查这里的报告：地区名或其中一段、区划代码或其前几位、级别（省级、地级、县级）；可以给几次",
    ),
]
YearsOption = Annotated[str, Option("--year", "-y", metavar="年份", help="只列这一年的，或这几年的：2010-2024")]
ReportYearsOption = Annotated[
    str, Option("--year", "-y", metavar="年份", help="只查这一年的报告，或这几年的：2010-2024")
]
ChartOption = Annotated[bool, Option("--chart", help="画成图，宽随终端；画成文件用 -o，.svg、.png 或 .html")]
CiteOption = Annotated[bool, Option("--cite", help="注明出处：报告、日期、章节、行号")]
CiteStyleOption = Annotated[
    str,
    Option(
        "--cite-style",
        metavar="样式",
        choices=CITE_STYLES,
        help=f"出处的写法，也就是 --cite：{'；'.join(f'{name} {told}' for name, told in CITE_STYLES.items())}",
    ),
]
QuietOption = Annotated[bool, Option("--quiet", "-q", help="不在标准错误上说明和提示")]
NoPagerOption = Annotated[bool, Option("--no-pager", help="终端上的长表格不分页")]
ReportOption = Annotated[
    list[str] | None,
    Option(
        "--report",
        "-r",
        envvar="HPREPORT_REPORT",
        metavar="报告",
        help="查报告库中的这一份：名称（见 reports）或其开头，或地区和年份（驻马店2021）；可以给几次，all 是全部",
    ),
]
IndexOption = Annotated[
    str | None,
    Option("--index", envvar="HPREPORT_INDEX", metavar="文件", file=True, help="用这个 YAML 索引，不用自带的"),
]
FormatOption = Annotated[
    str,
    Option(
        "--format",
        "-f",
        envvar="HPREPORT_FORMAT",
        metavar="格式",
        choices=FORMATS_TOLD,
        help=f"输出格式：auto、{'、'.join(FORMATS)}。auto 在终端上是 table，否则是 plain",
    ),
]
FieldsOption = Annotated[
    list[str] | None, Option("--fields", metavar="a,b", help="只输出这些字段，按所给顺序；可以给几次")
]
NoHeaderOption = Annotated[bool, Option("--no-header", help="csv、tsv、table、md 不输出表头")]
ColorOption = Annotated[
    str,
    Option(
        "--color",
        envvar="HPREPORT_COLOR",
        metavar="何时",
        choices=COLORS_TOLD,
        help="着色：auto、always、never；也遵从 NO_COLOR",
    ),
]
WidthOption = Annotated[
    int | None,
    Option("--width", envvar="HPREPORT_WIDTH", min=LEAST_WIDTH, metavar="N", help="表格宽度（字符格数），默认随终端"),
]


OutputOption = Annotated[
    str,
    Option(
        "--output",
        "-o",
        metavar="文件",
        file=True,
        help="写到文件，格式看扩展名：.csv .tsv .txt .json .jsonl .md .xlsx .parquet .dta .db；- 是标准输出",
    ),
]
BomOption = Annotated[bool, Option("--bom", help="csv、tsv 以 BOM 开头，Excel 才认得是 UTF-8")]


def _output_options(
    *,
    format: FormatOption = "auto",
    fields: FieldsOption = None,
    no_header: NoHeaderOption = False,
    color: ColorOption = "auto",
    width: WidthOption = None,
    quiet: QuietOption = False,
    no_pager: NoPagerOption = False,
    to: OutputOption = "",
    bom: BomOption = False,
) -> OutputOptions:
    """Return the options on output as one value."""
    return OutputOptions(format, ",".join(fields or ()), no_header, color, width, quiet, no_pager, to, bom)


def open_asked(
    default: str = "",
    *,
    report: ReportOption = None,
    index: IndexOption = None,
    place: PlaceOption = None,
    year: ReportYearsOption = "",
) -> "Index | Library":
    """Return the reports that a call names; those of the name `default` where it names none and that is not empty.

    Of places and years the whole library is asked where it names none. Raises what `open_reports` raises, naming the
    variable of the environment that a value comes from.
    """
    places, years = tuple(filter(None, place or ())), years_typed(year) if year else None
    if places or years:
        from hpreport.library.shelf import ALL  # pathlib, which it imports, takes longer than a look-up

        default = ALL
    try:
        path = None if index is None else path_of(index)
        return open_reports(path, report or ([default] if default and index is None else ()), places, years)
    except NothingFoundError:
        raise
    except HpreportError as error:
        given = {"report": report, "index": index}
        variables = [p.variable for p in _REPORTS if p.variable and p.is_from_environment(given[p.name])]
        set_by = f"环境变量 {'、'.join(variables)}：" if variables else ""
        raise type(error)(f"{set_by}{error}") from error


def _citing(*, cite: CiteOption = False, cite_style: CiteStyleOption = "") -> tuple[bool, str]:
    """Return whether sources are shown, and in which form; a form asks for them."""
    return cite or bool(cite_style), cite_style


_OUTPUT, _REPORTS = tuple(_declared(_output_options)), tuple(_declared(open_asked))
_CITING = tuple(_declared(_citing))
SHARED = tuple(p.name for p in (*_OUTPUT, *_REPORTS))
"""Names of all parameters that commands share."""
SHARED_OPTIONS = {option: p for p in (*_OUTPUT, *_REPORTS) for option in p.options}
"""Their options, as typed."""

Scope = Literal["nothing", "output", "each report", "all reports"]
"""What a command has besides its own parameters: nothing, a place for its rows, or reports to ask as well."""


class Command:
    """A command of the program: a function, what it takes, where its rows go and which reports it asks.

    To run it, call it with the values of its parameters by name; those left out have their defaults.
    """

    def __init__(self, function: Callable[..., int], settings: "command") -> None:
        self._function, self._as = function, settings
        declared = {p.name for p in _declared(function)}
        self._reports = [p for p in _REPORTS if p.name not in declared] if "report" in settings.scope else []
        self.excludes = settings.excludes
        """Whether words to leave out are typed with a minus: -食堂."""
        self.english = settings.english
        """Its arguments and what it does, as README.md says it."""
        self.__doc__ = settings.help_text or function.__doc__
        columns = [column for layout in settings.layouts for column in layout.columns]
        self.layout = settings.layouts[0]._replace(columns=columns) if settings.layouts else None
        """The fields of all rows that it may write, None where it writes no rows."""

    @cached_property
    def parameters(self) -> list[Parameter]:
        """Its parameters in the order of the help page, `--help` the last: its own, then those that commands share."""
        output = () if self._as.scope == "nothing" else _OUTPUT
        own = [*_declared(self._function), *(_CITING if self._as.cites else ())]
        return [*own, *output, *self._reports, HELP]

    def __call__(self, **given: Any) -> int:
        """Run the command and return its exit status. Raises `UsageError` where a value is none of the choices."""
        for parameter in self.parameters:
            parameter.check(given.get(parameter.name, parameter.default))
        self._spare_files(given)
        if isinstance(given.get("year"), str):
            years_typed(given["year"])  # a wrong year is refused before reports of a place are looked for
        if given.get("limit"):
            given["limit"] = min(given["limit"], sys.maxsize)  # all that islice takes, and more than any list has
        if self.layout is None:
            return self._function(**given)
        name, options = self._as.name or self._function.__name__, _output_options(**_taken(given, _OUTPUT))
        output = make_output(options, self.layout, name, draws=self._as.draws)
        try:
            status = self._answer(given, output)
            output.finish()
        except NothingFoundError:
            output.nothing()
            raise
        else:
            return status
        finally:
            output.sink.close()

    def _spare_files(self, given: Mapping[str, Any]) -> None:
        """Raise `UsageError` where a call would write over a file that it reads."""
        named = [(p, given[p.name]) for p in self.parameters if p.is_file and given.get(p.name)]
        target = next((str(value) for p, value in named if "-o" in p.options), "")
        for p, value in named if target else ():
            if "-o" not in p.options and same_file(target, *map(str, value if p.repeats else [value])):
                index = "--index" in p.options
                raise UsageError(f"{target}：这是{'索引本身' if index else '要读的文件'}，不能写到这里")

    def _answer(self, given: dict[str, Any], output: Output) -> int:
        """Run the function once, or where it asks one report and the call names several, once a report."""
        if self._as.scope == "output":
            return self._function(**given, output=output)
        asked = _taken(given, self._reports)
        index = open_asked(self._as.default, **asked)
        if asked.get("place") or asked.get("year"):  # how many reports there are changes no columns
            output = output._replace(many=True, name_of=index.name_of)
        if self._as.cites:
            given["cite"], index.cite_style = _citing(**_taken(given, _CITING))
        if isinstance(index, Index):
            try:
                return self._function(**given, output=output, index=index)
            finally:
                index.close()
        output, ask = output._replace(many=True, name_of=index.name_of), partial(self._function, **given)
        with index.asking():
            for problem in index.problems:
                output.note(problem)
            if self._as.scope == "all reports" or given.get(self._as.together):
                return ask(output=output, index=index)
            return _ask_each(ask, output, index, given.get("limit"))


def _taken(given: dict[str, Any], parameters: Sequence[Parameter]) -> dict[str, Any]:
    """Take the values of parameters out of those given, and return them."""
    return {p.name: given.pop(p.name) for p in parameters if p.name in given}


class command:  # noqa: N801 a decorator
    """A decorator that makes a function a command.

    The function takes, by keyword, `output` (where its rows of the first of `layouts` go, or of another of them) where
    `scope` is not "nothing", and `index` (the opened report) where it is "each report" or "all reports". Where several
    reports are asked, "all reports" says that the command asks them all at once, `index` being the library; others run
    once a report, unless the parameter called `together` is given. `cites` adds the options on sources, of which the
    function takes `cite`. `default` is the report asked where the call names none. `help_text` is the help page where
    it is not the docstring, and `english` is the arguments and what the command does, for README.md's table of
    commands; `name` is what its table in a file is called where that is not the function's name. `draws` says that it
    draws charts, which pictures have in place of rows.
    """

    def __init__(
        self,
        *layouts: Layout,
        scope: Scope = "nothing",
        together: str = "",
        default: str = "",
        excludes: bool = False,
        cites: bool = False,
        help_text: str = "",
        english: tuple[str, str] = ("", ""),
        name: str = "",
        draws: bool = False,
    ) -> None:
        self.layouts, self.scope, self.together, self.default = layouts, scope, together, default
        self.excludes, self.cites, self.draws = excludes, cites, draws
        self.help_text, self.english, self.name = help_text, english, name

    def __call__(self, function: Callable[..., int]) -> Command:
        """Return the command."""
        return Command(function, self)


def years_typed(text: str) -> "Years":
    """Return the years that `--year` asks for. Raises `UsageError` where the text is none."""
    from hpreport.figures.select import years_of

    try:
        return years_of(text)
    except ValueError as error:
        raise UsageError(f"--year 的值不对：{shown(text)}；应当是一年，如 2024，或几年，如 2010-2024") from error


def with_minus_kept(words: Sequence[str]) -> list[str]:
    """Return words in which a minus before what is no Latin letter starts no option: it is made full-width."""
    return [
        f"－{word[1:]}" if word[:1] == "-" and (word[1:2] > "\x7f" or word[1:2] in ('"', "'")) else word
        for word in words
    ]


def _ask_each(run: Callable[..., int], output: Output, library: "Library", limit: int | None) -> int:
    """Run a command for each report of the library, earliest first, and return the status: 1 where none has an answer.

    Their rows are written as those of one call, and no more than `limit` of them. What the command says on standard
    error is written only where no report has an answer.
    """
    found: list[tuple[str, list[tuple[list[Row], Layout]]]] = []
    notes: list[str] = []
    for report in library.infos:
        own = Gathered()
        try:
            run(output=output._replace(many=False, sink=own), index=library.index(report))
        except NothingFoundError as error:
            own.note(str(error))
        except DataError as error:
            output.note(str(error))
        found.append((report, own.found))
        notes += own.notes
    layouts = [layout for _, groups in found for _, layout in groups]
    if not layouts:
        if notes:
            output.note(notes[0])
        output.nothing()
        return 1
    if output.style.format == "table":
        return output.groups(group for _, groups in found for group in groups)
    rows = chain.from_iterable(rows for _, groups in found for rows, _ in groups)
    return output.rows(islice(rows, limit), layouts[0])

"""How commands declare their arguments and options, without importing the option parser.

A command is a plain function whose parameters are annotated with `Argument` or `Option`. The application turns these
into Typer's own when it has to parse options; a call without any needs no parser, which takes 60 ms to import.

The options that commands share, each defined once, and the decorator that gives them to a command.

What a command takes, read from its signature without the option parser: for completion and for the man page.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial, wraps
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, NamedTuple, get_args

from hpreport.cli.help.topics import COLORS_TOLD, FORMATS_TOLD
from hpreport.cli.many import ask_all, ask_each
from hpreport.cli.output import Output, OutputOptions, make_output
from hpreport.errors import NothingFoundError
from hpreport.render import FORMATS, Layout
from hpreport.reports import choose

if TYPE_CHECKING:
    from inspect import Signature


class Argument:
    """A positional parameter; the settings are those of Typer's `Argument`."""

    names: tuple[str, ...] = ()
    choices: ClassVar[Mapping[str, str]] = {}

    def __init__(self, **settings: Any) -> None:
        self.settings = settings


class Option:
    """An option; the names and settings are those of Typer's `Option`.

    `choices` are its legal values with what each means, for completion; the command itself says which are not legal.
    """

    def __init__(self, *names: str, choices: Mapping[str, str] | None = None, **settings: Any) -> None:
        self.names = names
        self.choices = choices or {}
        self.settings = settings


LimitOption = Annotated[int | None, Option("--limit", "-n", min=1, metavar="N", help="最多输出 N 条")]
CiteOption = Annotated[bool, Option("--cite", help="注明出处：报告、日期、章节、行号")]
QuietOption = Annotated[bool, Option("--quiet", "-q", help="不在标准错误上说明和提示")]
ReportOption = Annotated[
    list[str] | None,
    Option(
        "--report",
        "-r",
        envvar="HPREPORT_REPORT",
        metavar="报告",
        help="查报告库中的这一份（名称见 hpreport reports）；可以给几次，all 是全部",
    ),
]


def index_option() -> Any:
    """Return the option that names the index: `pathlib` takes longer to import than a look-up takes."""
    from pathlib import Path

    return Annotated[
        Path | None, Option("--index", envvar="HPREPORT_INDEX", metavar="文件", help="用这个 YAML 索引，不用自带的")
    ]


_OUTPUT: dict[str, tuple[Any, Any]] = {
    "format": (
        "auto",
        Annotated[
            str,
            Option(
                "--format",
                "-f",
                envvar="HPREPORT_FORMAT",
                metavar="格式",
                choices=FORMATS_TOLD,
                help=f"输出格式：auto、{'、'.join(FORMATS)}。auto 在终端上是 table，否则是 plain",
            ),
        ],
    ),
    "fields": ("", Annotated[str, Option("--fields", metavar="a,b", help="只输出这些字段，按所给顺序")]),
    "no_header": (False, Annotated[bool, Option("--no-header", help="csv、tsv、table、md 不输出表头")]),
    "color": (
        "auto",
        Annotated[
            str,
            Option(
                "--color",
                envvar="HPREPORT_COLOR",
                metavar="何时",
                choices=COLORS_TOLD,
                help="着色：auto、always、never；也遵从 NO_COLOR",
            ),
        ],
    ),
    "width": (
        None,
        Annotated[
            int | None,
            Option("--width", envvar="HPREPORT_WIDTH", metavar="N", help="表格宽度（字符格数），默认随终端"),
        ],
    ),
    "quiet": (False, QuietOption),
}
"""Names of the parameters on output -> their defaults and types with the options, in the order of the help page."""
SHARED = (*_OUTPUT, "report", "index")
"""Names of all parameters that commands share."""


def output_options(
    layout: Layout, *others: Layout, together: bool = False, default: str = ""
) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Return a decorator that gives a command the options on output and those that choose the reports.

    The command itself takes, by keyword, `output` (where its rows of `layout` go) and `index` (the opened index).
    It may have rows of `others` as well, whose fields are then known too; it checks itself which may be asked for.
    Where several reports are asked, `together` says that the command can ask them all at once, `index` being the
    library; others run once a report. `default` is the report asked where the call names none.
    """

    def answer(function: Callable[..., int], given: dict[str, Any], output: Output) -> int:
        try:
            file, reports = given.pop("index", None), given.pop("report", None) or ()
            index = choose(file, reports or ([default] if default and file is None else ()))
            if not index.many:
                return function(**given, output=output, index=index)
            ask = partial(function, **given)
            return ask_all(ask, output, index) if together else ask_each(ask, output, index, given.get("limit"))
        except NothingFoundError:
            output.nothing()
            raise

    return _decorator((layout, *others), answer)


def library_options(layout: Layout) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Return a decorator that gives a command the options on output alone; it takes `output` by keyword."""
    return _decorator((layout,), lambda function, given, output: function(**given, output=output))


def _decorator(
    layouts: Sequence[Layout], answer: Callable[[Callable[..., int], dict[str, Any], Output], int]
) -> Callable[[Callable[..., int]], Callable[..., int]]:
    known = layouts[0]._replace(columns=[column for layout in layouts for column in layout.columns])

    def decorate(function: Callable[..., int]) -> Callable[..., int]:
        @wraps(function)
        def command(**given: Any) -> int:
            asked = {name: given.pop(name, default) for name, (default, _) in _OUTPUT.items()}
            if given.get("limit"):
                given["limit"] = min(given["limit"], sys.maxsize)  # all that islice takes, and more than any list has
            return answer(function, given, make_output(OutputOptions(**asked), known))

        command.layout = known  # type: ignore[attr-defined]
        return command

    return decorate


def signature_of(command: Callable[..., int]) -> "Signature":
    """Return a command's parameters as the option parser reads them: its own, then the shared options if it has any."""
    from inspect import Parameter, signature

    own = signature(command)
    if not hasattr(command, "__wrapped__"):
        return own
    reports = {"report": (None, ReportOption), "index": (None, index_option())} if "index" in own.parameters else {}
    kept = [p for name, p in own.parameters.items() if name not in ("output", "index")]
    shared = [
        Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        for name, (default, annotation) in {**_OUTPUT, **reports}.items()
    ]
    return own.replace(parameters=[*kept, *shared])


class Parameter(NamedTuple):
    """An argument or option of a command, as declared."""

    name: str
    """Name of the function's parameter."""
    options: tuple[str, ...]
    """As typed: --limit, -n; none for an argument."""
    kind: Any
    default: Any
    settings: Mapping[str, Any]
    choices: Mapping[str, str]
    """Legal values with what each means; empty where it may have others."""

    @property
    def takes_value(self) -> bool:
        """Whether it is more than a switch."""
        return self.kind is not bool

    @property
    def repeats(self) -> bool:
        """Whether it may be given several times."""
        from pathlib import Path

        return self.kind in (list[str], list[str] | None, list[Path], list[Path] | None)

    @property
    def is_file(self) -> bool:
        """Whether its value is the name of a file."""
        from pathlib import Path

        return self.kind in (Path, Path | None, list[Path], list[Path] | None)

    @property
    def help(self) -> str:
        """Its line on the help page."""
        return str(self.settings.get("help", ""))


HELP = Parameter("help", ("--help", "-h"), bool, False, {"help": "显示这段说明"}, {})
"""The option that every command has from the parser."""


def parameters(command: Callable[..., Any]) -> list[Parameter]:
    """Return the parameters of a command that are declared, in their order, `--help` the last."""
    found = [
        Parameter(p.name, declared.names, kind, p.default, declared.settings, declared.choices)
        for p in signature_of(command).parameters.values()
        for kind, declared in [get_args(p.annotation)]
    ]
    return [*found, HELP]

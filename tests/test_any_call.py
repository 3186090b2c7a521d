"""Any call whatever, with options drawn at random: an answer that holds together, or a refusal, and never the rest."""

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.calls import WORDS, as_words, ask, options, values
from support.libraries import Library
from support.process import Result

import hpreport
from hpreport.cli.commands.registry import MODULES, load_command
from hpreport.figures.select import has_unit, years_of

CALLED = settings(deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
FILES = ["own.yaml", "报告.txt", "none.yaml", ".", "无/x.yaml", "新.yaml"]
"""An index, a text, what is not there, a folder, a file in no folder, one that may be made."""
STDIN = "三保\n停车难\n".encode()
CHANGING = ["add", "build", "remove", "set", "export", "panel"]
"""Commands that write files, or the library, and may answer otherwise when called again."""
LISTED = ["terms", "targets", "results", "compare", "trend", "sections", "reports", "info"]
"""Commands that write a row for each thing found, whatever the format."""
TEXT_FILES = {".csv": "csv", ".tsv": "tsv", ".json": "json", ".jsonl": "jsonl", ".md": "md"}
"""What the name of a file ends with -> the format that this means."""


@pytest.fixture(scope="module")
def folder(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder to call in, with a library of its own."""
    own = library.copy(tmp_path_factory.mktemp("calls"))
    (own.texts / "own.yaml").write_bytes(own.index("anhe-2022").read_bytes())
    (own.texts / "报告.txt").write_bytes((own.texts / "anhe-2025.txt").read_bytes())
    with pytest.MonkeyPatch.context() as patch, chdir(own.texts):
        patch.setenv("HPREPORT_LIBRARY", str(own.folder))
        for name in ("HPREPORT_FORMAT", "HPREPORT_INDEX", "HPREPORT_REPORT", "HPREPORT_COLOR", "HPREPORT_WIDTH"):
            patch.delenv(name, raising=False)
        yield own.texts


@st.composite
def calls(draw: st.DrawFn) -> tuple[str, list[str], dict[str, Any]]:
    """Draw a command, its arguments, now and then none or too many, and some of its options."""
    name = draw(st.sampled_from(list(MODULES)))
    command = load_command(name)
    argument = next((p for p in command.parameters if not p.options), None)
    one = st.just("x") if argument is None else values(command, argument, FILES)
    if name in ("remove", "set"):
        one = st.sampled_from(["无", "all", "heping-2023"])
    usual = 0 if argument is None else 1
    arguments = draw(st.one_of(st.lists(one, min_size=usual, max_size=usual), st.lists(one, max_size=3)))
    return name, arguments, draw(options(command, FILES))


def _check(name: str, arguments: list[str], asked: dict[str, Any]) -> None:
    """Check that a call has an answer that holds together, or is refused."""
    words = as_words(load_command(name), asked)
    target = Path(asked.get("to", "-"))
    if target.suffix and target.is_dir():
        shutil.rmtree(target)
    elif target.suffix:
        target.unlink(missing_ok=True)
    done = ask(name, *words, "--", *arguments, stdin=STDIN)
    if target.suffix and name not in CHANGING:
        _check_file(name, arguments, asked, done, target)
    empty = done.out in ("", "[]\n")
    if done.status:
        assert done.err or (asked.get("quiet") and done.status == 1), "neither an answer nor a word about it"
    if done.status == 1:
        counted = {"count", "by", "matrix"} & asked.keys()
        assert empty or name == "section" or counted, "an answer, and a status that says there is none"
    if done.status == 2:
        assert empty or name in ("add", "scan"), "an answer beside an error"
    if done.status == 0 and name in LISTED and "to" not in asked:
        assert not empty, "no answer, and a status that says there is one"
    if name not in CHANGING:
        _check_again(name, arguments, asked, done)


def _check_file(name: str, arguments: list[str], asked: dict[str, Any], done: Result, target: Path) -> None:
    """Check that a file that is written has what standard output would have, and that none is left where none is due."""
    if done.status == 2 and (name != "scan" or not target.exists()):
        assert not target.exists()
        return
    form = asked.get("format", "auto")
    form = TEXT_FILES.get(target.suffix, "csv") if form == "auto" else form
    written = ask(
        name, *as_words(load_command(name), {**asked, "to": "-", "format": form}), "--", *arguments, stdin=STDIN
    )
    assert (done.out, written.status) == ("", done.status)
    assert target.exists() == (written.out not in ("", "[]\n"))
    if target.exists() and target.suffix in TEXT_FILES and form != "table":
        assert target.read_bytes().decode("utf-8-sig") == written.out


def _check_again(name: str, arguments: list[str], asked: dict[str, Any], done: Result) -> None:
    """Check that the same options in another order, and without words on standard error, are answered alike."""
    turned = dict(reversed([*asked.items(), *([] if "quiet" in asked else [("quiet", True)])]))
    quiet = any(p.name == "quiet" for p in load_command(name).parameters)
    words = as_words(load_command(name), turned if quiet else dict(reversed(asked.items())))
    again = ask(name, *words, "--", *arguments, stdin=STDIN)
    assert (again.status, again.out) == (done.status, done.out)
    if name in LISTED and done.status == 0 and not {"chart", "format", "fields", "to"} & asked.keys():
        rows = json.loads(ask(name, *words, "-f", "json", "--", *arguments).out)
        assert len(rows) == len(ask(name, *words, "-f", "jsonl", "--", *arguments).out.splitlines())
        _check_rows(rows, asked)


def _check_rows(rows: list[dict[str, Any]], asked: dict[str, Any]) -> None:
    """Check that the rows are those that the options ask for."""
    if asked.get("headline"):
        assert all(row["headline"] for row in rows)
    if units := [unit for unit in asked.get("unit", []) if unit]:
        assert all(has_unit(row["unit"], *units) for row in rows)
    if "year" in asked and rows and "year" in rows[0]:
        assert all(row["year"] in years_of(asked["year"]) for row in rows)
    if kind := asked.get("kind"):
        assert {row["kind"] for row in rows} == {kind}
    if "limit" in asked:
        assert len(rows) <= int(asked["limit"])


@settings(CALLED, max_examples=60)
@given(calls())
def test_any_call(folder: Path, call: tuple[str, list[str], dict[str, Any]]) -> None:
    _check(*call)


@pytest.mark.slow
@settings(CALLED, max_examples=4000)
@given(calls())
def test_very_many_calls(folder: Path, call: tuple[str, list[str], dict[str, Any]]) -> None:
    _check(*call)


# --- the package for Python programs, against the command line ---

METHODS: dict[str, tuple[str, dict[str, str]]] = {
    "lookup": ("term", {}),
    "terms": ("terms", {"everything": "all_phrases"}),
    "targets": ("targets", {}),
    "results": ("results", {}),
    "compare": ("compare", {}),
    "trend": ("trend", {}),
    "panel": ("panel", {}),
    "sections": ("sections", {}),
    "section": ("section", {"no_terms": "terms"}),
    "search": ("search", {}),
    "scan": ("scan", {}),
}
"""Method of a reader -> its command, and the options that go by another name there."""
_NOT_ASKED = ["report", "index", "format", "no_header", "color", "width", "quiet", "no_pager", "fields", "to", "bom", "cite", "cite_style",
              "output", "long", "gaps", "figures", "glossary", "count", "chart", "by", "matrix", "kwic"]  # fmt: skip
"""Options on how an answer is written, or for another kind of answer."""
_USUAL = {"lookup": 10, "search": 10}
"""How many records a command gives of one report where its limit is not set; of several `term` gives a hundred."""
REPORTS: list[tuple[list[str], Any]] = [
    ([], None),
    (["--report=anhe-2022"], "anhe-2022"),
    (["--report=anhe-2021", "--report=anhe-2022"], ["anhe-2021", "anhe-2022"]),
    (["--report=all"], "all"),
]
_ASKED: dict[str, Sequence[int]] = {"terms": (0, 1), "trend": (1, 2, 3), "panel": (1, 2, 3)}
"""Method -> places of what it is asked of in `REPORTS`, where not of all: of several reports `terms` gives each term
once, its command each report's; where no report is named, the others' commands ask all."""


def _asks_all(method: str, asked: dict[str, Any]) -> bool:
    """Tell whether the options make a command ask the whole library where no report is named."""
    return "place" in asked or ("year" in asked and method not in ("targets", "results", "trend", "panel"))


@st.composite
def keyword_calls(draw: st.DrawFn) -> tuple[int, str, str, dict[str, Any]]:
    """Draw the place of reports in `REPORTS`, a method, its text, and some of its keywords, by the names of options."""
    method = draw(st.sampled_from(list(METHODS)))
    command = load_command(METHODS[method][0])
    asked = draw(options(command, FILES, [*_NOT_ASKED, *(["limit"] if method == "panel" else [])]))
    texts = [text for text in WORDS if text or method not in ("trend", "panel", "section", "lookup", "search")]
    ways = [which for which in _ASKED.get(method, range(len(REPORTS))) if which or not _asks_all(method, asked)]
    which = draw(st.sampled_from(ways))
    return which, method, draw(st.sampled_from(texts)), asked


def _by_method(readers: list[hpreport.Reader], which: int, method: str, text: str, asked: dict[str, Any]) -> Any:
    """Return the records that a method gives; None where it refuses."""
    numbers = {p.name for p in load_command(METHODS[method][0]).parameters if p.kind is int}
    keywords: dict[str, Any] = {}
    for name, value in asked.items():
        if name == "no_terms":
            keywords["terms"] = False
        elif name in numbers and value.lstrip("-").isdigit():
            keywords[name] = int(value)
        else:
            keywords[METHODS[method][1].get(name, name)] = value
    try:
        found = getattr(readers[which], method)(text, **keywords)
    except (TypeError, ValueError, hpreport.HpreportError):
        return None
    most = 100 if method == "lookup" and (which > 1 or _asks_all(method, asked)) else _USUAL.get(method)
    if method == "sections" and not text:
        found = [row for row in found if row["level"]]
    return found[:most] if "limit" not in asked else found


def _by_command(which: int, method: str, text: str, asked: dict[str, Any]) -> Any:
    name = METHODS[method][0]
    words = [*REPORTS[which][0], *as_words(load_command(name), asked), "-f", "json", "-q"]
    done = ask(name, *words, stdin=text.encode()) if name == "scan" else ask(name, *words, "--", text)
    return None if done.status == 2 else json.loads(done.out)


def _compare(readers: list[hpreport.Reader], call: tuple[int, str, str, dict[str, Any]]) -> None:
    assert _by_method(readers, *call) == _by_command(*call)


@pytest.fixture(scope="module")
def readers(folder: Path) -> Iterator[list[hpreport.Reader]]:
    """A reader of each of `REPORTS`."""
    opened = [hpreport.load(report=report) for _, report in REPORTS]
    yield opened
    for reader in opened:
        reader.close()


@settings(CALLED, max_examples=80)
@given(keyword_calls())
def test_methods_answer_as_commands(readers: list[hpreport.Reader], call: tuple[int, str, str, dict[str, Any]]) -> None:
    _compare(readers, call)


@pytest.mark.slow
@settings(CALLED, max_examples=10_000)
@given(keyword_calls())
def test_very_many_methods_answer_as_commands(
    readers: list[hpreport.Reader], call: tuple[int, str, str, dict[str, Any]]
) -> None:
    _compare(readers, call)

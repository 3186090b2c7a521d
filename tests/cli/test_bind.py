"""The binder gives a command the same values as Typer, or leaves the call to it."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hpreport.cli.commands.registry import MODULES, load_command
from hpreport.cli.messages import usage_message
from hpreport.cli.options import HELP
from hpreport.cli.startup.bind import bind
from hpreport.cli.startup.typer_app import parser_command as typer_command
from hpreport.errors import UsageError

VALUES = st.sampled_from(["3", "-3", "0", "x", "", "-", "三保", "-食堂", "--", "a=b", " 2"])


def by_typer(name: str, words: list[str]) -> dict[str, Any] | None:
    """Return the values that Typer binds, None where it refuses the call."""
    group = typer_command()
    parent = group.make_context("hpreport", [name])
    seen: dict[str, Any] = {}
    one = group.get_command(parent, name)
    try:
        context = one.make_context(name, list(words), parent=parent)
    except Exception as error:
        ours = isinstance(error, UsageError) or type(error).__name__ in ("Exit", "Abort")
        if not ours and usage_message(error) is None:
            raise
        return None
    for parameter in one.params:
        if parameter.name != "help":
            seen[parameter.name] = context.params[parameter.name]
    for p in load_command(name).parameters:
        if p.kind is Path and not p.repeats and seen[p.name] is not None:
            seen[p.name] = Path(seen[p.name])
        elif p.kind is Path and p.repeats:
            seen[p.name] = [Path(one) for one in seen[p.name]]
    return seen


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """Return values as comparable ones: paths as text, no list as None."""
    lists = {k: [str(v) for v in value] if isinstance(value, list | tuple) else value for k, value in values.items()}
    return {k: v if v is None or isinstance(v, int | list) else str(v) for k, v in lists.items() if v not in (None, [])}


@pytest.mark.parametrize("name", MODULES)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_binds_what_typer_binds(name: str, data: st.DataObject) -> None:
    options = [(o, p) for p in load_command(name).parameters if p is not HELP for o in p.options]
    words: list[str] = []
    for _ in range(data.draw(st.integers(0, 4))):
        option, _p = data.draw(st.sampled_from([*options, ("", None)]) if options else st.just(("", None)))
        value = data.draw(VALUES)
        forms = [[value]] if not option else [[option], [option, value], [f"{option}={value}"], [option[-2:] + value]]
        words += data.draw(st.sampled_from(forms))
    bound, parsed = bind(load_command(name), words), by_typer(name, words)
    assert bound is None or parsed is not None, words
    assert bound is None or plain(bound) == plain(parsed), words


@pytest.mark.parametrize("name", MODULES)
def test_two_values_add_up_or_are_refused(name: str) -> None:
    """Of an option given twice never only the last counts, by either name of it."""
    for parameter in load_command(name).parameters:
        if not parameter.options or not parameter.takes_value:
            continue
        needed = [p.settings.get("metavar", "x") for p in load_command(name).parameters if p.required]
        words = [*needed, parameter.options[0], "11", parameter.options[-1], "12"]
        bound, parsed = bind(load_command(name), words), by_typer(name, words)
        if parameter.repeats:
            assert bound is not None
            assert parsed is not None
            assert plain(bound)[parameter.name] == plain(parsed)[parameter.name] == ["11", "12"]
        else:
            assert (bound, parsed) == (None, None), words


ADDING_UP = {
    "fields": ["term", "terms", "scan", "targets", "results", "compare", "trend", "sections", "section", "search", "info", "add", "reports", "remove"],
    "report": ["term", "terms", "scan", "targets", "results", "compare", "trend", "sections", "section", "search", "info", "export"],
    "place": ["term", "terms", "scan", "targets", "results", "compare", "trend", "panel", "outcomes", "sections", "section", "search", "info", "export"],
    "section": ["terms", "targets", "results", "search"],
    "unit": ["targets", "results"],
    "grep": ["targets", "results"],
}  # fmt: skip
"""The options that may be given several times, each with the commands that have it."""


def test_options_that_add_up() -> None:
    for option, names in ADDING_UP.items():
        for name in names:
            assert next(p for p in load_command(name).parameters if p.name == option).repeats, (name, option)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("term 三保 -f json", {"query": ["三保"], "format": "json"}, id="an option after"),
        pytest.param("term -f json 三保", {"query": ["三保"], "format": "json"}, id="an option before"),
        pytest.param(
            "term 三保 --format=json", {"query": ["三保"], "format": "json"}, id="a value after an equals sign"
        ),
        pytest.param("term 三保 -n3", {"limit": 3}, id="a value in the same word"),
        pytest.param("term 三保 -eq", {"exact": True, "quiet": True}, id="switches in one word"),
        pytest.param("term 三保 -eqn2", {"exact": True, "quiet": True, "limit": 2}, id="and an option with its value"),
        pytest.param("term -- -三保 -f", {"query": ["-三保", "-f"]}, id="no options after two dashes"),
        pytest.param("term -", {"query": ["-"]}, id="standard input"),
        pytest.param("terms -r a --report b", {"report": ["a", "b"]}, id="a repeated option"),
        pytest.param("search 养老 -食堂 -n 3", {"text": ["养老", "－食堂"], "limit": 3}, id="a word left out"),
        pytest.param("targets --year 2024 --headline", {"year": "2024", "headline": True}, id="a year"),
        pytest.param("info --index x.yaml", {"index": "x.yaml"}, id="a file"),
    ],
)
def test_a_valid_call_is_bound_without_typer(words: str, expected: dict[str, Any]) -> None:
    name, *rest = words.split()
    bound = bind(load_command(name), rest)
    assert bound is not None
    assert {key: bound[key] for key in expected} == expected


@pytest.mark.parametrize(
    ("variable", "text", "expected"),
    [
        pytest.param("HPREPORT_FORMAT", "json", {"format": "json"}, id="format"),
        pytest.param("HPREPORT_FORMAT", "", {"format": "auto"}, id="empty is as if unset"),
        pytest.param("HPREPORT_WIDTH", "60", {"width": 60}, id="width"),
        pytest.param("HPREPORT_REPORT", "a b", {"report": ["a", "b"]}, id="several reports"),
        pytest.param("HPREPORT_INDEX", "x.yaml", {"index": "x.yaml"}, id="index"),
    ],
)
def test_a_variable_stands_for_an_option(
    monkeypatch: pytest.MonkeyPatch, variable: str, text: str, expected: dict[str, Any]
) -> None:
    monkeypatch.setenv(variable, text)
    bound, parsed = bind(load_command("terms"), []), by_typer("terms", [])
    assert bound is not None
    assert parsed is not None
    assert plain(bound) == plain(parsed)
    assert {key: bound[key] for key in expected} == expected


@pytest.mark.parametrize(
    "words", ["term", "term 三保 -n 0", "term 三保 -n x", "term 三保 --nothing", "term 三保 -f", "info a"]
)
def test_a_call_that_is_wrong_is_left_to_typer(words: str) -> None:
    name, *rest = words.split()
    assert bind(load_command(name), rest) is None

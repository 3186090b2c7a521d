"""Calls of the command line within this process, and what their options may be given: legal values and others."""

import csv
import io
import json
import re
import sys
import tempfile
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import strategies as st

import hpreport.cli.options
from hpreport.cli.main import run as run_here
from hpreport.cli.options import Command, Parameter
from hpreport.index.index import Index
from support.process import Result

RAW = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
"""Control characters but tab and line feed, and bidirectional controls."""


_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class _Streams:
    """Standard input, output and error of a call made in this process."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, stdin: bytes) -> None:
        self.out, self.err = io.BytesIO(), io.BytesIO()
        given = tempfile.TemporaryFile()  # noqa: SIM115 closed with its wrapper
        given.write(stdin)
        given.seek(0)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(given, encoding="utf-8"))
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(self.out, encoding="utf-8", write_through=True))
        monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(self.err, encoding="utf-8", write_through=True))


def ask(*args: str, stdin: bytes = b"", index: Index | None = None) -> Result:
    """Make a call in this process, of `index` where given, check what holds of every call, and return its result."""
    with pytest.MonkeyPatch.context() as patch:
        if index is not None:
            patch.setattr(hpreport.cli.options, "open_reports", lambda *_: index)
        streams = _Streams(patch, stdin)
        with sys.stdin:
            status = run_here(args)
        sys.stdout.flush()
        done = Result(status, streams.out.getvalue().decode("utf-8-sig"), streams.err.getvalue().decode("utf-8"))
    assert done.status in (0, 1, 2), args
    coloured = any(word.endswith("always") for word in args)
    assert not RAW.search(_COLOURS.sub("", done.out) if coloured else done.out + done.err), args
    assert all(line.startswith("hpreport: ") for line in done.err.splitlines()), (args, done.err)
    _check_form(args, done)
    return done


def _check_form(args: tuple[str, ...], done: Result) -> None:
    form = args[args.index("-f") + 1] if "-f" in args[:-1] else ""
    if form == "json" and done.status != 2:
        json.loads(done.out, parse_constant=pytest.fail)
    elif form == "jsonl":
        list(map(json.loads, done.out.splitlines()))
    elif form == "csv":
        rows = list(csv.reader(io.StringIO(done.out)))
        assert len(set(map(len, rows))) <= 1, args
        assert not [
            cell for row in rows for cell in row if len(cell) > 1 and cell.startswith(("=", "@", "\t", "\r"))
        ], args
    elif form == "tsv":
        assert len({line.count("\t") for line in done.out.splitlines()}) <= 1, args


WORDS = [
    "三保",
    "三宝",
    "sanbao",
    "GDP",
    "口袋公园",
    "养老",
    "停车难",
    "2024年GDP",
    "就业",
    "的",
    "比特币",
    "2.4",
    "“三零”",
    "3保",
    "增长",
    "",
]
"""Queries of every kind: known, mistyped, everyday, empty, of nothing."""
_TEXTS = {
    "section": ["1", "2.4", "2.4.3", "0", "9", "养老", "二、（四）", "品质", ""],
    "unit": ["个", "元", "亿元", "%", "万人", "甲", ""],
    "grep": ["GDP", "公园", "就业", "甲乙", ""],
    "place": ["和平", "安河", "无", ""],
    "year": ["2024", "2023-2024", "1999", "x"],
    "report": ["heping-2023", "anhe-2021", "anhe-2022", "all", "无"],
    "report_id": ["x", "all", "a b", ""],
    "topic": ["term", "formatting", "输出格式", "trem"],
    "show_completion": ["bash", "tcsh"],
}
"""Name of a parameter -> what it may be given; others get `WORDS`."""
NUMBERS = ["1", "2", "3", "10", "0", "-1", "2024", "2023", "1999", "9" * 30, "x", ""]


def values(command: Command, parameter: Parameter, files: Sequence[str]) -> st.SearchStrategy[str]:
    """Return what a parameter may be given, legal or not; `files` are names for those that take files."""
    if parameter.choices:
        return st.sampled_from([*parameter.choices, "xyz"])
    if parameter.kind is int:
        return st.sampled_from(NUMBERS)
    if parameter.name in ("output", "to"):
        return st.sampled_from(
            [
                "新.yaml",
                "新.csv",
                "新.tsv",
                "新.json",
                "新.jsonl",
                "新.md",
                "新.db",
                "新.xlsx",
                "新",
                "-",
                ".",
                "无/x.csv",
            ]
        )
    if parameter.is_file:
        return st.sampled_from(files)
    if parameter.name == "fields":
        names = [column.name for column in command.layout.columns] if command.layout else []
        return st.lists(st.sampled_from([*names, *names, "nothing"]), min_size=1, max_size=4).map(",".join)
    return st.sampled_from(_TEXTS.get(parameter.name, WORDS))


@st.composite
def options(draw: st.DrawFn, command: Command, files: Sequence[str], without: Sequence[str] = ()) -> dict[str, Any]:
    """Draw values for some of a command's options, by the names of its parameters: texts, lists of them, or True."""
    free = [p for p in command.parameters if p.options and p.name not in (*without, "help")]
    chosen = draw(st.lists(st.sampled_from(free), max_size=4, unique_by=lambda p: p.name)) if free else []
    given: dict[str, Any] = {}
    for p in chosen:
        one = values(command, p, files)
        given[p.name] = True if not p.takes_value else draw(st.lists(one, min_size=1, max_size=2) if p.repeats else one)
    return given


def as_words(command: Command, given: Mapping[str, Any]) -> list[str]:
    """Return the words of a command line that give options their values."""
    long = {p.name: p.options[0] for p in command.parameters if p.options}
    words: list[str] = []
    for name, value in given.items():
        many = value if isinstance(value, list) else [value]
        words += [long[name]] if value is True else [f"{long[name]}={one}" for one in many]
    return words

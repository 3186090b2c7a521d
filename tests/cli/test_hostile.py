"""Hostile input: whatever is asked, read or opened, an answer or one line about it, and nothing raw to a terminal."""

import ast
import copy
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.calls import RAW, ask
from support.process import CLEAN, ROOT, SEED, Result, Run

from hpreport.errors import HpreportError
from hpreport.files import is_document
from hpreport.index.build import compile_tables
from hpreport.index.index import Index
from hpreport.index.yaml import SCHEMA, dump_index, parse_index
from hpreport.parsing import Editorial, Overrides, parse_report
from hpreport.parsing.files.read import read_document
from hpreport.render import FORMATS
from hpreport.text.encodings import encoding_of

pytestmark = pytest.mark.slow

NASTY = [
    "\x1b[2J\x1b]0;x\x07", "\x9b31m", "\u202e", "\u2066", "\u200f", "\ufeff", "\x00", "\x7f", "\r", "\x0b", "\u2028", "\x85",
    "[red]", "[/]", "[/red]", "[link=x]", ":smile:", "\\[", "=1+1", "@x", "|", "`", "<b>", "&amp;", '"', "'", "\\", "\ud800", "\udcff",
    "-", "--", "*", "?", "“", "”", "（", "%", "\t", "\n", "  ", "\u3000", "\u200b", "\u0301", "𠮷", "👩‍👧", "①", "[1]", "〔1〕", "１", "²", "½",
]  # fmt: skip
WORDS = [
    "三保",
    "三零",
    "sanbao",
    "3保",
    "停车难",
    "发展",
    "增长8%",
    "2024年",
    "GDP",
    "名词解释",
    "一、",
    "1.2",
    "什么是",
    "的",
    "a",
    "万",
]
BOUNDED = settings(
    derandomize=True, deadline=None, max_examples=25, database=None, suppress_health_check=list(HealthCheck)
)
texts = st.one_of(
    st.text(st.characters(), max_size=30),
    st.lists(st.sampled_from(NASTY + WORDS), max_size=12).map("".join),
    st.tuples(st.sampled_from(NASTY + WORDS), st.integers(100, 3000)).map(lambda pair: pair[0] * pair[1]),
)


# --- what is asked ---


@BOUNDED
@given(texts, st.sampled_from(FORMATS))
def test_queries(query: str, form: str) -> None:
    for words in (["term"], ["terms"], ["targets"], ["compare"], ["sections"], ["section"], ["search"]):
        ask(*words, "-f", form, "--", query)
    ask("search", "-f", form, "--count", "--", query)
    ask("targets", "-f", form, "--section", query, "--grep", query, "--unit", query)


@BOUNDED
@given(
    st.one_of(st.binary(max_size=200), texts.map(lambda text: text.encode("utf-8", "replace"))),
    st.sampled_from(FORMATS),
)
def test_standard_input(data: bytes, form: str) -> None:
    """One answer a line in the formats that keep queries apart: no line is lost, none answered twice."""
    for command in ("term", "search"):
        done = ask(command, "-", "-f", form, stdin=data)
        if form == "jsonl" and _is_plain(data):
            assert len(done.out.splitlines()) == len(io.BytesIO(data).readlines())


def _is_plain(data: bytes) -> bool:
    """Tell whether bytes are UTF-8 without a mark, or no text at all, and no document: as many lines as line feeds."""
    marks = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
    return encoding_of(data) == "utf-8" and not data.startswith(marks) and not is_document(data, "")


@BOUNDED
@given(
    st.one_of(st.binary(max_size=200), texts.map(lambda text: text.encode("utf-8", "replace"))),
    st.sampled_from(FORMATS),
)
def test_scanned_texts(data: bytes, form: str) -> None:
    ask("scan", "-f", form, stdin=data)


# --- reports ---


@cache
def seed_lines() -> tuple[str, ...]:
    """Return lines of the bundled report's text: some of every part of it, and of its glossary."""
    lines = SEED.read_text("utf-8").split("\n")
    glossary = next(at for at, line in enumerate(lines) if "名词解释" in line)
    return (*lines[:12], *lines[40:48], *lines[95:112], *lines[glossary : glossary + 8])


@st.composite
def reports(draw: st.DrawFn) -> str:
    """Texts that were a report before lines were deleted, repeated, swapped, and characters put in."""
    lines = list(seed_lines())
    for _ in range(draw(st.integers(1, 8))):
        at, other = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
        match draw(st.integers(0, 4)):
            case 0 if len(lines) > 1:
                del lines[at]
            case 1:
                lines.insert(other, lines[at])
            case 2:
                lines[at], lines[other] = lines[other], lines[at]
            case 3:
                place = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:place] + draw(st.sampled_from(NASTY + WORDS)) + lines[at][place:]
            case _:
                lines[at] = draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
    return "\n".join(lines).encode("utf-8", "replace").decode()


READ_CALLS = [
    "term 三保 三零 a --context 1", "terms --all", "targets", "results --sort value --cite", "compare", "sections", "section 1",
    "section 0", "section 2", "search 发展 --cite", "info",
]  # fmt: skip


@settings(BOUNDED, max_examples=40)
@given(reports(), st.sampled_from(FORMATS))
def test_report_texts(text: str, form: str) -> None:
    """A text is refused, or becomes an index that reads the same from its YAML and answers in every format."""
    try:
        decoded = read_document(text.encode(), "x.txt").text
        report = parse_report(
            decoded,
            report_id="x",
            source="x.txt",
            sha256="0",
            editorial=Editorial({}, {}),
            overrides=Overrides("", None),
        )
    except HpreportError:
        return
    dumped = dump_index(report, "hpreport build x.txt")
    assert not RAW.search(dumped)
    assert parse_index(dumped.encode(), "x.yaml") == report
    index = Index(Path("x.yaml"), compile_tables(report))
    for words in READ_CALLS:
        ask(*words.split(), "-f", form, index=index)


# --- indexes ---


@cache
def small_index() -> dict[str, Any]:
    """Return the bundled index as YAML has it, cut down to its first pages."""
    document: dict[str, Any] = yaml.load((ROOT / "data" / "heping-2023.yaml").read_text("utf-8"), yaml.CSafeLoader)
    report = document["report"]
    report["sections"] = report["sections"][:14]
    here = {section["id"] for section in report["sections"]}
    report["terms"] = report["terms"][11:15]
    for term in report["terms"]:
        term["mentions"] = [mention for mention in term.get("mentions", []) if mention["section"] in here]
    report["phrases"] = [p for p in report["phrases"] if {m["section"] for m in p["mentions"]} <= here][:4]
    for kind in ("figures", "not_figures"):
        report[kind] = [figure for figure in report[kind] if figure["section"] in here][:8]
    return document


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inner:
        yield from _paths(item, (*path, key))


def _at(value: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


VALUES = [
    "", "9.9", "0", "1", "../../x", "all", 0, -1, 1, 10**18, 10**400, 1.5, float("nan"), float("inf"), -1e308, None, True, [], {},
    "target", "plan", "2.4.3", "ā", "三 保", *(text for text in NASTY if text.isprintable()), "\x1b[2J", "\u202e", "[red]",
]  # fmt: skip


def changed(random_: random.Random) -> dict[str, Any]:
    """Return the index with a few values deleted, replaced, repeated or moved."""
    document = copy.deepcopy(small_index())
    for _ in range(random_.choice([1, 1, 2, 4])):
        paths = list(_paths(document))
        *upper, key = path = random_.choice(paths)
        holder, value = _at(document, tuple(upper)), _at(document, path)
        same = [p for p in paths if type(_at(document, p)) is type(value)]
        match random_.randrange(5):
            case 0:
                del holder[key]
            case 1:
                holder[key] = random_.choice([v for v in VALUES if type(v) is type(value)] or VALUES)
            case 2 if isinstance(holder, list):
                holder.insert(random_.randrange(len(holder) + 1), copy.deepcopy(value))
            case 3:
                holder[key] = random_.choice(VALUES)
            case _:
                holder[key] = copy.deepcopy(_at(document, random_.choice(same)))
    return document


@settings(BOUNDED, max_examples=120)
@given(st.integers(0, 10**9), st.sampled_from(FORMATS))
def test_index_structures(seed: int, form: str) -> None:
    text = yaml.dump(changed(random.Random(seed)), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    try:
        index = Index(Path("x.yaml"), compile_tables(parse_index(text.encode(), "x.yaml")))
    except HpreportError:
        return
    for words in READ_CALLS:
        ask(*words.split(), "-f", form, index=index)


@settings(BOUNDED, max_examples=150)
@given(st.integers(0, 10**9))
def test_index_texts(seed: int) -> None:
    """The YAML itself damaged: pieces lost, doubled, characters put in."""
    choose = random.Random(seed)
    text = _index_text()
    for _ in range(choose.randrange(1, 4)):
        start = choose.randrange(len(text))
        end = min(len(text), start + choose.choice([0, 1, 5, 60]))
        put_in = choose.choice(
            [
                "",
                text[start:end] * 2,
                "&a ",
                "*a",
                "[",
                "{",
                "- ",
                ": ",
                "#",
                "!!python/object:os.system ",
                "---\n",
                "\t",
                *NASTY,
            ]
        )
        text = text[:start] + put_in + text[end:]
    try:
        report = parse_index(text.encode("utf-8", "replace"), "x.yaml")
    except HpreportError:
        return
    compile_tables(report)


@cache
def _index_text() -> str:
    return yaml.dump(small_index(), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)


MARKED = "\x1b[2J\x9b31m\u202e\u2066\u200f[red]甲[/red][/]:smile:\x07=1+1"
"""Escapes, bidirectional controls, Rich markup, an emoji code."""
SHOWN = ("[red]甲[/red]", "[/]", ":smile:")
"""What of it people are to see, as it stands."""


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index that says `MARKED` wherever it has words, its own name and that of its file among them."""
    report = copy.deepcopy(small_index())["report"]
    for field in ("id", "title", "place", "speaker", "meeting", "source", "sha256"):
        report[field] = MARKED
    report["warnings"] = [MARKED]
    for section in report["sections"]:
        section["heading"] += MARKED
        for paragraph in section["paragraphs"]:
            paragraph["text"] += MARKED
    for term in report["terms"]:
        term["headword"] += MARKED
        term["term"] += MARKED
        term["definition"] += MARKED
        term["components"] = [{"text": MARKED}]
        term["aliases"] = [MARKED]
    for row in [m for term in report["terms"] for m in term["mentions"]] + report["figures"]:
        row["heading"], row["quote"] = MARKED, MARKED
    for figure in report["figures"]:
        figure["indicator"], figure["text"], figure["unit"] = f"发展{MARKED}", MARKED, MARKED
        figure["topic"], figure["amount_unit"] = MARKED, MARKED
    path = tmp_path_factory.mktemp("hostile") / "\x1b[31m\u202e[red]x.yaml"
    document = {"schema": SCHEMA, "report": report}
    path.write_text(yaml.dump(document, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False), "utf-8")
    return path


@pytest.mark.parametrize("form", FORMATS)
def test_words_of_a_report_are_text(marked: Path, form: str) -> None:
    shown = ""
    for words in (*READ_CALLS, "term 三", "terms 三", "section 1.1", "results 发展", f"scan -g {SEED}"):
        done = ask(*words.split(), "-f", form, "--index", str(marked))
        assert done.status in (0, 1), words
        shown += re.sub(r"\s+", "", done.out)
    for text in SHOWN:
        assert text in shown


def test_words_of_a_report_are_text_in_exports(run: Run, marked: Path) -> None:
    for form in ("json", "jsonl", "md", "html"):
        done = run("export", "-f", form, "--index", str(marked))
        assert (done.status, done.err) == (0, "")
        assert not RAW.search(done.out), form
    assert "<script>alert" not in done.out


def test_names_of_files_are_text(run: Run, tmp_path: Path) -> None:
    """A name goes into the index that build prints, and its line breaks must not make lines of YAML."""
    for name in ("a\nschema: 4\x1b[2J.txt", "b\u202e.txt", os.fsdecode(b"c\xff.txt")):
        path = tmp_path / name
        path.write_text("政府工作报告\n一、回顾\n增长5%。\n", encoding="utf-8")
        done = run("build", str(path))
        assert done.status == 0
        assert not RAW.search(done.out + done.err)
        assert parse_index(done.out.encode(), "x.yaml").title == "政府工作报告"
        assert run("build", str(path), "-q", "-o", str(tmp_path / "x.yaml")) == Result(0, "", "")
        added = run("add", str(path), "-q", "-f", "json", env={"HPREPORT_LIBRARY": str(tmp_path / "library")})
        assert (added.status, json.loads(added.out)[0]["status"]) in ((0, "added"), (0, "unchanged"), (2, "failed"))


# --- what would fill memory, take for ever, or write elsewhere ---


def run_bounded(*args: str, cwd: Path, stdin: bytes = b"") -> Result:
    """Run the program in 600 MB of address space and 20 seconds of processor time."""
    limits = "import resource as r; r.setrlimit(r.RLIMIT_AS, (6 << 27,) * 2); r.setrlimit(r.RLIMIT_CPU, (20, 20))"
    code = f"{limits}; import runpy, sys; sys.argv[0] = 'hpreport'; runpy.run_module('hpreport', run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-c", code, *args],
        input=stdin, capture_output=True, cwd=cwd, timeout=100, check=False,
        env={**CLEAN, "PYTHONPATH": str(ROOT), "HPREPORT_LIBRARY": str(cwd / "library")},
    )  # fmt: skip
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


_HEAD = "schema: 4\nreport:\n  id: "


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n", "第 1 行：顶层：不认识的键 a", id="billion laughs at the top"),
        pytest.param(f"{_HEAD}&a x\n  title: *a\n", "第 3 行：report.id：不接受 YAML 锚点和别名", id="aliases"),
        pytest.param(f"{_HEAD}{'[' * 100_000}\n", "第 3 行：report.id：应当是文字", id="a hundred thousand lists"),
        pytest.param(f"{_HEAD}{'{a: ' * 100_000}\n", "第 3 行：report.id：应当是文字", id="a hundred thousand mappings"),
        pytest.param(f"{_HEAD}!!python/object/apply:os.system [id]\n", "第 3 行：report.id：应当是文字", id="an object"),
        pytest.param(f"{_HEAD}{'x' * 100_000_000}\n", "文件太大，最大 20 MB", id="a scalar of 100 MB"),
        pytest.param("schema: 4\nreport: {}\n---\nschema: 4\n", "第 2 行：report：缺少键 id、title、place、speaker、meeting、date、result_year、plan_year、source、sha256", id="two documents"),
        pytest.param("schema: " + "9" * 5000, f"schema：索引的版本是 {'9' * 20}，本程序只读版本 4，请用 hpreport build 重建", id="a number of 5,000 digits"),
    ],
)  # fmt: skip
def test_yaml_bombs(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    assert run_bounded("terms", "--index", "x.yaml", cwd=tmp_path) == Result(2, "", f"hpreport: x.yaml：{problem}\n")
    done = run_bounded("add", "x.yaml", cwd=tmp_path)
    assert (done.status, done.err) == (2, f"hpreport: x.yaml：{problem}\n")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        pytest.param(r'section: "[\d.]+"', 'section: "9.9"', "section：9.9 不在提纲里", id="a use in no section"),
        pytest.param('parent: "1"', 'parent: "1.2"', "sections：1.1 的上级 1.2 不在它前面", id="parents in a circle"),
        pytest.param('id: "1.1"', 'id: "1"', "sections：编号 1 重复", id="an id twice"),
        pytest.param("level: 2", "level: 7", "sections：编号 1.1、层级 7 不对", id="a level"),
        pytest.param('date: "2023-12-21"', 'date: "明年"', "date：应当是 2023-12-21 这样的日期，却是“明年”", id="a date"),
        pytest.param('period: "2023"', 'period: "去年"', "figures：period 应当是 2023、2023-01/2023-09、2016/2020 这样的时间，却是“去年”", id="a period"),
        pytest.param('kind: "result"', 'kind: "x"', "figures：kind 不能是 x", id="a kind"),
    ],
)  # fmt: skip
def test_an_index_at_odds_with_itself(run: Run, tmp_path: Path, old: str, new: str, problem: str) -> None:
    text = (ROOT / "data" / "heping-2023.yaml").read_text("utf-8")
    path = tmp_path / "x.yaml"
    path.write_text(re.sub(old, new, text, count=1), encoding="utf-8")
    assert run("terms", "--index", str(path)) == Result(2, "", f"hpreport: {path}：{problem}\n")


def test_numbers_that_are_none(run: Run, tmp_path: Path) -> None:
    text = (ROOT / "data" / "heping-2023.yaml").read_text("utf-8")
    path = tmp_path / "x.yaml"
    for number in (".nan", "nan", "inf", "1e999", "9" * 5000, str(2**63)):
        path.write_text(re.sub(r"value: [\d.]+", f"value: {number}", text, count=1), encoding="utf-8")
        done = run("targets", "--index", str(path), "-f", "json")
        assert (done.status, done.out) == (2, "")
        assert re.fullmatch(r"hpreport: .*：report\.figures\[\d+\]\.value：应当是数，却是“.{1,40}”\n", done.err)


def word_document(body: str, **others: str) -> bytes:
    """Return a Word document with the XML of its body, and other members put in place of its own."""
    docx = pytest.importorskip("docx")
    made, out = io.BytesIO(), io.BytesIO()
    docx.Document().save(made)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = f'<?xml version="1.0"?>{{}}<w:document xmlns:w="{space}"><w:body>{{}}</w:body></w:document>'
    declared, _, content = body.rpartition("\0")
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            own = document.format(declared, content) if name == "word/document.xml" else old.read(name)
            new.writestr(name, others.get(name, own))
    return out.getvalue()


_ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
_PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("name", "make", "status", "err"),
    [
        pytest.param("x.docx", lambda: word_document("<w:p/>" * 2_000_000), 2, "x.docx：Word 文档的文字太多，最大 10 MB", id="zip bomb of paragraphs"),
        pytest.param("x.docx", lambda: word_document("<w:p>" * 100_000), 2, "x.docx：读不了：不是完好的 Word 文档（.docx）", id="deep XML"),
        pytest.param("x.docx", lambda: word_document(f'<!DOCTYPE x [<!ENTITY e0 "x">{_ENTITIES}]>\0{_PARAGRAPH.format("&e11;")}'), 2, "x.docx：读不了：不是完好的 Word 文档（.docx）", id="entities"),
        pytest.param("x.docx", lambda: word_document(f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>\0{_PARAGRAPH.format("&e;")}'), 2, "x.docx：读不了：不是完好的 Word 文档（.docx）", id="another file as entity"),
        pytest.param("x.docx", lambda: word_document(_PARAGRAPH.format("甲") * 50_000), 0, "", id="many paragraphs"),
        pytest.param("x.html", lambda: b"<html>" + b"<div>" * 90_000 + "甲".encode(), 0, "", id="deep page"),
        pytest.param("x.html", lambda: b"<html>" + "<p>甲</p>".encode() * 40_000, 0, "", id="long page"),
        pytest.param("x.html", lambda: b"<html>" + b"<p>" * 200_000, 2, "x.html：网页的标签太多，最多 10 万个", id="page of tags"),
        pytest.param("x.md", lambda: b"*a " * 100_000 + b"\n" + b"<!--" * 100_000 + b"\n" + b"[" * 100_000, 0, "", id="Markdown that never closes"),
    ],
)  # fmt: skip
def test_documents_of_unusual_size(tmp_path: Path, name: str, make: Any, status: int, err: str) -> None:
    (tmp_path / name).write_bytes(make())
    code = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (6 << 27,) * 2)
resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
sys.addaudithook(lambda event, args: event.startswith(("socket.", "subprocess.", "os.system", "os.exec")) and sys.exit(9))
from pathlib import Path
from hpreport.errors import DataError
from hpreport.parsing.files.read import read_document
try:
    read_document(Path({name!r}).read_bytes(), {name!r})
except DataError as error:
    sys.exit(print(error) or 2)
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**CLEAN, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout.decode().strip(), done.stderr.decode()) == (status, err, "")


@pytest.mark.parametrize("piece", ["“”", "“三零”", "（", "1、", "三"])
def test_entries_that_go_on_and_on(tmp_path: Path, piece: str) -> None:
    text = f"一、2023年工作回顾\n落实三零[1]。\n名词解释\n[1]三零：三件事。\n[2]{piece * (2000 // len(piece))}\n"
    (tmp_path / "x.txt").write_text(text, encoding="utf-8")
    done = run_bounded("build", "x.txt", "-q", cwd=tmp_path)
    assert (done.status, done.err) == (0, "")
    assert 'headword: "三零"' in done.out


@pytest.mark.parametrize(
    "name", ["../x", "..", "a/b", "/etc/x", ".x", "-x", "all", "a\nb", "\u202ex", "x" * 300, "", os.fsdecode(b"\xff")]
)
def test_names_that_lead_elsewhere(run: Run, tmp_path: Path, name: str) -> None:
    library, text = tmp_path / "a" / "library", tmp_path / "t.txt"
    text.write_text("政府工作报告\n一、回顾\n增长5%。\n", encoding="utf-8")
    env = {"HPREPORT_LIBRARY": str(library)}
    refused = "hpreport: --id 的值不对：不能是空的，不能有空格和斜线，不能是 all，不能以 - 或 . 开头\n"
    assert run("add", str(text), f"--id={name}", env=env) == Result(2, "", refused)
    assert run("build", str(text), f"--id={name}") == Result(2, "", refused)
    index = tmp_path / "t.yaml"
    made = run("build", str(text), "-q").out
    index.write_text(made.replace('id: "t"', f"id: {json.dumps(name)}", 1), encoding="utf-8")
    done = run("add", str(index), env=env)
    assert done.status == 2
    assert done.err.count("\n") == 1
    for call in (["remove", "--", name], ["terms", f"--report={name}"]):
        done = run(*call, env=env)
        assert done.status == 2 or name == "all"
        assert done.err.count("\n") <= 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "t.txt", "t.yaml"]
    assert not list(library.rglob("*.yaml"))


def test_links(run: Run, tmp_path: Path) -> None:
    (tmp_path / "one").symlink_to(tmp_path / "two")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    one = tmp_path / "one"
    for call in (["build", str(one)], ["terms", "--index", str(one)], ["scan", str(one)]):
        assert run(*call) == Result(2, "", f"hpreport: {one}：读不了：符号链接成环\n")
    done = run("build", str(SEED), "-q", "-o", str(one))
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith(f"hpreport: {one}：写不了：")
    assert run("reports", env={"HPREPORT_LIBRARY": str(one)}).status in (0, 2)


def test_a_link_in_wait_is_not_written_through(tmp_path: Path) -> None:
    from hpreport.files import write_text

    (tmp_path / "precious").write_text("kept", encoding="utf-8")
    (tmp_path / f".x.yaml.{os.getpid()}.tmp").symlink_to(tmp_path / "precious")
    write_text(tmp_path / "x.yaml", "new")
    assert ((tmp_path / "precious").read_text(), (tmp_path / "x.yaml").read_text()) == ("kept", "new")


def test_endless_files(run: Run, tmp_path: Path) -> None:
    for call, problem in (
        (["terms", "--index", "/dev/zero"], "/dev/zero：文件太大，最大 20 MB"),
        (["add", "/dev/zero"], "/dev/zero：文件太大，最大 20 MB"),
        (["scan", "/dev/zero"], "/dev/zero：不是文本文件"),
    ):
        done = run(*call, env={"HPREPORT_LIBRARY": str(tmp_path)})
        assert (done.status, done.err) == (2, f"hpreport: {problem}\n")


def test_a_line_without_end(tmp_path: Path) -> None:
    for command in ("term", "search"):
        done = run_bounded(command, "-", "-f", "jsonl", cwd=tmp_path, stdin="三".encode() * 5_000_000 + b"\n\xe4")
        assert len(done.out.splitlines()) == 2
        assert done.status in (0, 1)


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="needs to become another user")
def test_folders_of_another_user(tmp_path: Path) -> None:
    """Whoever may not write there is told so on one line, and reads what may be read."""
    library, text = tmp_path / "library", tmp_path / "t.txt"
    text.write_text("政府工作报告\n一、回顾\n增长5%。\n", encoding="utf-8")
    for folder in (tmp_path, *tmp_path.parents[:-2]):
        folder.chmod(0o755)
    unmeasured = {name: value for name, value in CLEAN.items() if not name.startswith("COVERAGE_")}  # nobody's data
    env = {**unmeasured, "HPREPORT_LIBRARY": str(library), "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}

    def as_nobody(*args: str) -> Result:
        command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", sys.executable, "-m", "hpreport"]
        done = subprocess.run([*command, *args], capture_output=True, cwd=ROOT, env=env, check=False)
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    if as_nobody("--version").status:
        pytest.skip("the interpreter is closed to other users")
    refused = f"hpreport: {library}：建不了报告库：没有权限\n"
    assert as_nobody("add", str(text)) == Result(2, "", refused)
    assert as_nobody("reports", "--fields", "report") == Result(0, "heping-2023\n", "")
    subprocess.run(
        [sys.executable, "-m", "hpreport", "add", "-q", str(text)], cwd=ROOT, env=env, check=True, capture_output=True
    )
    assert as_nobody("reports", "--fields", "report") == Result(0, "heping-2023\nt\n", "")
    assert as_nobody("sections", "--report", "t", "--fields", "heading") == Result(0, "回顾\n", "")
    for call in (["add", str(ROOT / "README.md"), "--id", "x"], ["remove", "t"]):
        done = as_nobody(*call)
        assert (done.status, done.err.count("\n")) == (2, 1), call
    (library / "reports").chmod(0o700)
    assert as_nobody("reports") == Result(2, "", f"hpreport: {library}/reports：读不了：没有权限\n")
    assert as_nobody("build", str(text), "-q", "-o", str(tmp_path / "x.yaml")).status == 2


FORBIDDEN_MODULES = {
    "pickle", "shelve", "marshal", "dill", "subprocess", "socket", "ssl", "urllib.request", "http", "requests", "httpx", "ftplib", "smtplib",
    "telnetlib", "ctypes", "webbrowser", "runpy", "code", "codeop", "pty",
}  # fmt: skip
FORBIDDEN_CALLS = {
    "eval", "exec", "compile", "__import__", "breakpoint", "os.system", "os.popen", "os.execv", "os.execve", "os.execvp", "os.spawnv",
    "os.posix_spawn", "os.fork", "yaml.load", "yaml.unsafe_load", "yaml.full_load",
}  # fmt: skip


# what makes the project's own files is no part of the program: it runs it, to draw its pictures
PAGER = ROOT / "hpreport" / "cli" / "pager.py"
"""The one file that starts a program: the pager that the reader's environment names, without a shell."""
PROGRAM = [path for path in sorted((ROOT / "hpreport").rglob("*.py")) if path.parent.name != "generate"]


@pytest.mark.parametrize("path", PROGRAM, ids=lambda p: str(p.relative_to(ROOT)))
def test_nothing_is_executed_or_fetched(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    forbidden = FORBIDDEN_MODULES - ({"subprocess"} if path == PAGER else set())
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            assert not {alias.name for alias in node.names} & forbidden
        elif isinstance(node, ast.ImportFrom):
            assert node.module not in FORBIDDEN_MODULES
        elif isinstance(node, ast.Call):
            assert ast.unparse(node.func) not in FORBIDDEN_CALLS


_REPEATED = [
    "1",
    "a",
    "三",
    "“",
    "《",
    "，",
    "1.",
    "增长",
    "第",
    "和1",
    "1、",
    "2023年",
    "甲，\n",
    "附件\n",
    "一、甲\n",
]


_TOO_LARGE = "hpreport: x.txt：文字和数据太多，索引最大 20 MB\n"  # each use of a phrase quotes its 5,000 characters


@pytest.mark.parametrize(
    ("piece", "status", "err"), [*((piece, 0, "") for piece in _REPEATED), ("“三保”", 2, _TOO_LARGE)]
)
def test_a_text_of_one_piece(run: Run, tmp_path: Path, piece: str, status: int, err: str) -> None:
    """What is no text takes no time that grows with the square of its length."""
    text = f"政府工作报告\n\n一、2023年工作回顾\n\n{piece * (60_000 // len(piece))}\n\n二、2024年工作安排\n\n全年目标是增长8%。\n"
    (tmp_path / "x.txt").write_text(text, encoding="utf-8")
    done = run("build", "x.txt", "-q", "-o", "x.yaml", cwd=tmp_path, env={"PYTHONPATH": str(ROOT)})
    assert (done.status, done.out, done.err) == (status, "", err)

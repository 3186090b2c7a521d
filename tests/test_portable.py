"""Nothing that Windows or macOS lacks: modules, functions, signals, names of files."""

import ast
import doctest
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from conftest import POSIX_ONLY
from support.libraries import Library
from support.process import ROOT

from hpreport import files
from hpreport.library import shelf

PACKAGE = ROOT / "hpreport"
MODULES = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty", "curses", "readline"}
"""Modules that POSIX systems alone have."""
NAMES = {
    "os": {"fork", "forkpty", "getuid", "geteuid", "getgid", "getegid", "getpgid", "setsid", "killpg", "mkfifo", "mknod", "nice", "uname", "wait",
           "waitid", "chown", "chroot", "getloadavg", "sched_getaffinity", "O_NOFOLLOW", "O_CLOEXEC", "O_NONBLOCK", "O_DIRECTORY", "O_TMPFILE",
           "sysconf", "pread", "pwrite", "posix_fadvise", "fchmod", "register_at_fork", "sendfile", "statvfs", "ttyname", "tcgetpgrp"},
    "signal": {"SIGPIPE", "SIGHUP", "SIGKILL", "SIGALRM", "SIGCHLD", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGSTOP", "SIGTSTP", "SIGWINCH", "alarm",
               "setitimer", "pthread_sigmask", "pthread_kill", "sigwait", "sigpending", "siginterrupt", "SIG_BLOCK", "SIG_SETMASK"},
    "time": {"tzset", "clock_gettime"},
}  # fmt: skip
"""Module -> what only POSIX systems have of it."""
GUARDS = ("sys.platform", "os.name", "hasattr(")
"""What a function asks first that uses any of these."""


def posix_only(tree: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Yield the uses of what other systems lack, each with its name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            yield from ((node, name) for name in names if name.partition(".")[0] in MODULES)
            if isinstance(node, ast.ImportFrom):
                lacking = NAMES.get(node.module or "", set())
                yield from ((node, alias.name) for alias in node.names if alias.name in lacking)
        elif (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.attr in NAMES.get(node.value.id, ())
        ):
            yield node, f"{node.value.id}.{node.attr}"


def unguarded(source: str) -> list[str]:
    """Return what of POSIX alone a source uses outside of functions that ask for the system first."""
    tree, lines = ast.parse(source), source.splitlines()
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    told = ["\n".join(lines[node.lineno - 1 : node.end_lineno]) for node in functions]
    asking = [node for node, text in zip(functions, told, strict=True) if any(guard in text for guard in GUARDS)]
    allowed = {id(use) for function in asking for use, _ in posix_only(function)}
    return [name for use, name in posix_only(tree) if id(use) not in allowed]


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_that_other_systems_lack(path: Path) -> None:
    assert unguarded(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("import fcntl", ["fcntl"], id="a module"),
        pytest.param("from os import fork", ["fork"], id="a name"),
        pytest.param("import os\ndef f():\n    os.getuid()", ["os.getuid"], id="a call"),
        pytest.param(
            "import os, sys\ndef f():\n    if sys.platform != 'win32':\n        os.getuid()", [], id="guarded"
        ),
    ],
)
def test_what_the_walk_finds(source: str, expected: list[str]) -> None:
    assert unguarded(source) == expected


class Held:
    """A file whose place somebody has open: so many attempts to put it there are refused."""

    def __init__(self, refusals: int) -> None:
        self.refusals = refusals

    def replace(self, target: Path) -> None:
        self.refusals -= 1
        if self.refusals >= 0:
            raise PermissionError(target)


@pytest.mark.parametrize(
    ("system", "refusals", "refused"),
    [
        pytest.param("nt", 3, False, id="Windows, for a moment"),
        pytest.param("nt", 10_000, True, id="Windows, for good"),
        pytest.param("posix", 1, True, id="elsewhere it is a matter of rights"),
    ],
)
def test_a_file_that_is_open_is_waited_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, system: str, refusals: int, refused: bool
) -> None:
    monkeypatch.setattr(files, "_PATIENCE", 0.2)
    monkeypatch.setattr(files.os, "name", system)
    try:
        files._put_in_place(Held(refusals), tmp_path)  # type: ignore[arg-type]
        done = True
    except PermissionError:
        done = False
    assert done == (not refused)


def test_files_that_windows_cannot_import_are_left_out() -> None:
    """Those that import what POSIX alone has, so that the others are collected there."""
    for path in (ROOT / "tests").rglob("test_*.py"):
        source = path.read_text("utf-8")
        imports = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Import | ast.ImportFrom)]
        named = {alias.name for node in imports for alias in node.names} | {
            getattr(node, "module", "") for node in imports
        }
        assert POSIX_ONLY.search(source) or not named & {*MODULES, "support.shells"}, path


def test_the_workflow_runs_on_three_systems() -> None:
    jobs = yaml.safe_load((ROOT / ".github" / "workflows" / "tests.yml").read_text("utf-8"))["jobs"]
    matrix = jobs["tests"]["strategy"]["matrix"]
    systems = {*matrix["os"], *(one["os"] for one in matrix["include"]), jobs["windows"]["runs-on"]}
    assert {system.partition("-")[0] for system in systems} == {"ubuntu", "macos", "windows"}
    folders = next(step["run"] for step in jobs["windows"]["steps"] if "pytest" in step.get("run", "")).split()[3:]
    assert [name for name in folders if not (ROOT / name).exists()] == []


def test_names_of_devices() -> None:
    assert doctest.testmod(shelf).failed == 0
    for name in ("con", "CON", "Nul", "aux.2024", "com1", "LPT9", "年度.", "a:b", "a|b", "a?"):
        assert not shelf.is_id(name), name
    for name in ("conference", "com", "年报con", "com10"):
        assert shelf.is_id(name), name


def test_ids_that_differ_in_case(own_library: Library) -> None:
    own_library.write("ANHE-2021.txt", (own_library.texts / "anhe-2025.txt").read_text("utf-8") + "又一行。\n")
    done = own_library.run("add", "ANHE-2021.txt")
    message = "ANHE-2021.txt：报告库里已有 anhe-2021，只差大小写，有的系统分不开这两个文件；用 --id 另起名"
    assert (done.status, done.err) == (2, f"hpreport: {message}\n")
    assert own_library.run("add", "ANHE-2021.txt", "--id", "又一份", "-q").status == 0


def test_a_report_called_like_a_device(own_library: Library) -> None:
    own_library.write("con.txt", (own_library.texts / "anhe-2025.txt").read_text("utf-8") + "又一行。\n")
    done = own_library.run("add", "con.txt")
    assert (done.status, done.err) == (2, "hpreport: con.txt：不能叫“con”，请用 --id 起名\n")

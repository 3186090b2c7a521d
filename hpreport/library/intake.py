"""What is offered to the library: files, folders, patterns, archives, lists and standard input, each report by itself.

Nothing of an archive is written to the disk: its members are read one by one, none of more than `LARGEST` bytes.
"""

import csv
import glob
import io
import os
import re
import shlex
import stat
import zipfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as with_fields
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from hpreport.errors import DataError, UsageError
from hpreport.files import ZIP, explain, is_other_archive, read_bytes
from hpreport.index.yaml import day_of, is_url
from hpreport.model import Report
from hpreport.parsing.files.read import LARGEST
from hpreport.text.encodings import decode

STDIN = "-"
ENDINGS = (
    ".txt", ".text", ".md", ".markdown", ".docx", ".pdf", ".html", ".htm", ".yaml", ".yml", ".yaml.gz", ".yml.gz",
    ".doc", ".wps", ".ofd", ".mhtml", ".mht", ".rtf", ".odt",
)  # fmt: skip
"""How the names of files end that folders and archives are searched for, the last of which are named and not read."""
_TOLD = "里面没有报告：要有 .txt、.md、.docx、.pdf、.html 文件"
_LARGEST_ARCHIVE = 1_000_000_000
_MOST_MEMBERS = 20_000
_DEEPEST = 40
"""Folders within folders that are searched."""


class Said(NamedTuple):
    """What the user states of one report; it overrides what the report says."""

    report_id: str | None = None
    place: str = ""
    plan_year: int | None = None
    by: str = "选项"
    """Where it was stated, as a warning names it."""
    note: str = ""
    """A warning of what he says that could not be read."""
    source_url: str = ""
    retrieved: str = ""

    def on(self, report: Report) -> Report:
        """Return a report with the address that it was taken from, and the day."""
        return with_fields(
            report, source_url=self.source_url or report.source_url, retrieved=self.retrieved or report.retrieved
        )

    def command(self, *words: str) -> str:
        """Return the command line of these words with the options that state the same."""
        options = {
            "--place": self.place,
            "--year": self.plan_year,
            "--id": self.report_id,
            "--source": self.source_url,
            "--retrieved": self.retrieved,
        }
        stated = [str(word) for option, value in options.items() if value for word in (option, value)]
        return shlex.join(["hpreport", *words, *stated])


NOTHING_SAID = Said()


@dataclass(frozen=True, slots=True)
class Offer:
    """A file that may be a report, or why there is none."""

    label: str
    """What messages call it: 报告.zip/成都_2024.txt."""
    path: Path | None = None
    member: int | None = None
    """Its place in the archive that `path` is; None for a file by itself."""
    data: bytes = b""
    """What it holds, where it can be read only once: standard input."""
    said: Said = NOTHING_SAID
    problem: str = ""

    @property
    def name(self) -> str:
        """The name of the file alone; `-` for standard input."""
        return PurePosixPath(self.label).name if self.member is not None or not self.path else self.path.name

    @property
    def stem(self) -> str:
        """That name without its ending; empty for standard input."""
        if self.label == STDIN:
            return ""
        ending = next((end for end in sorted(ENDINGS, key=len, reverse=True) if self.name.lower().endswith(end)), "")
        return self.name[: -len(ending)] if ending else Path(self.name).stem

    def read(self) -> bytes:
        """Return its bytes, no more than one above what is read. Raises `DataError` where they cannot be read."""
        if self.path is None:
            return self.data
        if self.member is None:
            return read_bytes(self.path, LARGEST + 1)
        return _member_of(self.path, self.member, self.label)


def offers(words: Sequence[str], read_stdin: Callable[[], bytes], note: Callable[[str], None]) -> Iterator[Offer]:
    """Yield what files, folders, patterns and archives offer, in their order; `note` is told what is passed over."""
    for word in words:
        path = Path(word)
        if word == STDIN:
            yield Offer(STDIN, data=read_stdin())
        elif os.path.isdir(word):  # noqa: PTH112 Path.is_dir raises where a name is too long
            yield from _of_folder(path, note)
        elif not os.path.lexists(path) and glob.has_magic(word):
            yield from _of_pattern(word, note)
        else:
            yield from _of_file(path, note)


def _of_pattern(pattern: str, note: Callable[[str], None]) -> Iterator[Offer]:
    found = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 Path.glob takes no absolute pattern
    paths = {
        os.path.realpath(name): Path(name) for name in reversed(found)
    }  # through a circle of links each comes often
    if not found:
        yield Offer(pattern, problem=f"{pattern}：没有符合的文件")
    for path in sorted(paths.values()):
        yield from _of_folder(path, note) if path.is_dir() and not pattern.endswith("**") else _of_file(path, note)


def _of_file(path: Path, note: Callable[[str], None]) -> Iterator[Offer]:
    """Yield a file, or what is in it where it is an archive and no document."""
    try:
        members = _members(path)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        members = None
    if members is None:
        yield Offer(str(path), path)
    else:
        yield from _of_archive(path, members, note)


# --- folders ---


def _of_folder(folder: Path, note: Callable[[str], None]) -> Iterator[Offer]:
    passed: Counter[str] = Counter()
    found = False
    for offer in _walk(folder, (), passed, note):
        found = True
        yield offer
    if not found:
        yield Offer(str(folder), problem=f"{folder}：{_TOLD}")
    _tell_passed(str(folder), passed, note)


def _tell_passed(where: str, passed: Counter[str], note: Callable[[str], None]) -> None:
    if passed:
        kinds = "、".join(sorted(passed))
        note(f"{where}：跳过 {passed.total()} 个别种文件（{kinds}）")


def _walk(
    folder: Path, above: tuple[tuple[int, int], ...], passed: Counter[str], note: Callable[[str], None]
) -> Iterator[Offer]:
    """Yield what a folder and those in it offer, by name; a folder within itself, through a link, is a problem."""
    try:
        state = folder.stat()
        own = (state.st_dev, state.st_ino)
        if own in above or len(above) > _DEEPEST:
            yield Offer(str(folder), problem=f"{folder}：符号链接成环，或者目录太深，没有读")
            return
        entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    except OSError as error:
        yield Offer(str(folder), problem=f"{folder}：读不了：{explain(error)}")
        return
    for entry in entries:
        if entry.is_dir():
            yield from _walk(entry, (*above, own), passed, note)
        elif _may_be_report(entry.name) or entry.suffix.lower() == ".zip":
            yield from _of_file(entry, note)
        else:
            passed[entry.suffix.lower() or "无扩展名"] += 1


def _may_be_report(name: str) -> bool:
    return name.lower().endswith(ENDINGS)


# --- archives ---


def _members(path: Path) -> list[zipfile.ZipInfo] | None:
    """Return the members of an archive, None for any other file; a document may be one inside."""
    if not stat.S_ISREG(path.stat().st_mode):
        return None
    with path.open("rb") as file:
        if file.read(len(ZIP)) != ZIP:
            return None
        members = zipfile.ZipFile(file).infolist()
    return members if is_other_archive({member.filename for member in members}) else None


def _of_archive(path: Path, members: Sequence[zipfile.ZipInfo], note: Callable[[str], None]) -> Iterator[Offer]:
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _LARGEST_ARCHIVE:
        size = f"{_LARGEST_ARCHIVE // 1_000_000_000} GB、{_MOST_MEMBERS // 10_000} 万个文件"
        yield Offer(str(path), problem=f"{path}：压缩文件解开后太大，最大 {size}")
        return
    passed: Counter[str] = Counter()
    found = False
    for at, member in enumerate(members):
        name = _name_of(member)
        if member.is_dir() or any(part.startswith((".", "__MACOSX")) and part != ".." for part in name.split("/")):
            continue
        if _may_be_report(name) or name.lower().endswith(".zip"):
            found = True
            yield _member(path, at, member, name)
        else:
            passed[PurePosixPath(name).suffix.lower() or "无扩展名"] += 1
    if not found:
        yield Offer(str(path), problem=f"{path}：{_TOLD}")
    _tell_passed(str(path), passed, note)


def _member(path: Path, at: int, member: zipfile.ZipInfo, name: str) -> Offer:
    label = f"{path}/{name}"
    problem = ""
    if ".." in name.split("/") or name.startswith("/") or re.match(r"[A-Za-z]:", name):
        problem = "名字指到压缩文件之外，没有读"
    elif member.flag_bits & 1:
        problem = "有密码，请先解压"
    elif stat.S_ISLNK(member.external_attr >> 16):
        problem = "是符号链接，没有读"
    elif name.lower().endswith(".zip"):
        problem = "是压缩文件里的压缩文件，请先解压"
    elif member.file_size > LARGEST:
        problem = f"文件太大，最大 {LARGEST // 1_000_000} MB"
    return Offer(label, path, at, problem=f"{label}：{problem}" if problem else "")


def _name_of(member: zipfile.ZipInfo) -> str:
    """Return the name of a member; where the archive does not say that it is UTF-8, it may be so or GB 18030."""
    name = member.filename
    if not member.flag_bits & 0x800:
        raw = name.encode("cp437", "replace")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("gb18030", "replace")
    return name.replace("\\", "/")


def _member_of(path: Path, at: int, label: str) -> bytes:
    try:
        with zipfile.ZipFile(path) as archive, archive.open(archive.infolist()[at]) as file:
            return file.read(LARGEST + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, IndexError, ValueError) as error:
        raise DataError(f"{label}：压缩文件坏了，读不了") from error
    except (NotImplementedError, RuntimeError) as error:
        raise DataError(f"{label}：压缩的方法读不了，请先解压") from error
    except OSError as error:
        raise DataError(f"{label}：读不了：{explain(error)}") from error


# --- what the reader says of many: lists, and patterns of names ---

_COLUMNS = {
    "file": ("file", "文件", "文件名"),
    "place": ("place", "地区"),
    "year": ("year", "年份", "计划年份"),
    "id": ("id", "名称", "编号"),
    "source_url": ("source_url", "source", "url", "网址", "来源网址", "来源"),
    "retrieved": ("retrieved", "取得日期", "访问日期"),
}
_YEAR = re.compile(r"((?:19|20)\d\d)(?:\.0)?年?")


class Listed(NamedTuple):
    """A line of a list of reports."""

    file: str
    said: Said


def read_list(path: Path) -> list[Listed]:
    """Return the lines of a CSV file with the columns file, place, year, id, source and retrieved.

    Raises `DataError` naming the line.
    """
    text = decode(read_bytes(path, LARGEST + 1), str(path)).removeprefix("\ufeff")
    first = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text), delimiter="\t" if "\t" in first else ",")
    try:
        header = [cell.strip().lower() for cell in next(rows, [])]
        columns = {name: header.index(word) for name, words in _COLUMNS.items() for word in words if word in header}
        if "file" not in columns:
            raise DataError(f"{path}：第 1 行应当是列名：file,place,year,id（文件、地区、年份、名称），没有 file")
        return [_listed(path, rows.line_num, columns, row) for row in rows if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise DataError(f"{path}：第 {rows.line_num} 行：不是 CSV") from error


def _listed(path: Path, line: int, columns: dict[str, int], row: Sequence[str]) -> Listed:
    cells = {name: row[at].strip() if at < len(row) else "" for name, at in columns.items()}
    year = _YEAR.fullmatch(cells.get("year", ""))
    if cells.get("year") and not year:
        raise DataError(f"{path}：第 {line} 行：年份不对：{cells['year'][:20]}")
    url, retrieved = cells.get("source_url", ""), cells.get("retrieved", "")
    if url and not is_url(url):
        raise DataError(f"{path}：第 {line} 行：不是网址：{url[:40]}")
    if retrieved and not (url and day_of(retrieved)):
        raise DataError(f"{path}：第 {line} 行：{'取得日期不对' if url else '有取得日期，没有网址'}：{retrieved[:20]}")
    if not cells["file"]:
        raise DataError(f"{path}：第 {line} 行：没有文件名")
    said = Said(
        cells.get("id") or None,
        cells.get("place", ""),
        int(year[1]) if year else None,
        f"{path.name} 第 {line} 行",
        source_url=url,
        retrieved=day_of(retrieved),
    )
    return Listed(cells["file"], said)


def files_listed(path: Path, lines: Iterable[Listed]) -> list[str]:
    """Return the files that a list names: beside it, or else from where the program runs."""
    beside = ((path.parent / line.file, line.file) for line in lines)
    return [str(there) if there.exists() else name for there, name in beside]


def with_list(found: Iterable[Offer], path: Path, lines: Sequence[Listed]) -> list[Offer]:
    """Return what is offered with what a list says of it, and a problem for each line whose file is not offered.

    A file is that of a line whose path it has, or ends with; else whose name, which may lack the ending.
    """
    named: defaultdict[str, list[Listed]] = defaultdict(list)
    for line in lines:
        named[_parts(line.file)[-1]].append(line)
    used: set[str] = set()
    out: list[Offer] = []
    for offer in found:
        found_line = _line_for(offer, named)
        if found_line:
            used.add(found_line.said.by)
        out.append(with_fields(offer, said=found_line.said) if found_line else offer)
    left = [line for line in lines if line.said.by not in used]
    return [*out, *(Offer(line.file, problem=f"{line.said.by}：没有 {line.file} 这份文件") for line in left)]


def _parts(name: str) -> tuple[str, ...]:
    return PurePosixPath(name.replace("\\", "/")).parts


def _line_for(offer: Offer, named: Mapping[str, Sequence[Listed]]) -> Listed | None:
    own = _parts(offer.label)
    ends = [line for line in named.get(own[-1], ()) if own[-len(_parts(line.file)) :] == _parts(line.file)]
    stems = [line for line in named.get(offer.stem, ()) if len(_parts(line.file)) == 1]
    return next(iter(sorted(ends, key=lambda line: -len(_parts(line.file))) or stems), None)


def with_options(offer: Offer, said: Said) -> Offer:
    """Return what is offered with what options state of it, which overrides all else."""
    own = offer.said
    by = said.by if said.place or said.plan_year else own.by
    told = Said(said.report_id or own.report_id, said.place or own.place, said.plan_year or own.plan_year, by, own.note)
    source = said if said.source_url else own
    return with_fields(offer, said=told._replace(source_url=source.source_url, retrieved=source.retrieved))


_FIELD = re.compile(r"\{(\w*)\}")
_READS = {"place": r"(?P<place>.+?)", "year": r"(?P<year>(?:19|20)\d\d)", "id": r"(?P<id>.+?)", "": ".*?"}


def name_pattern(text: str) -> re.Pattern[str]:
    """Return what reads the names of files: `{place}_{year}`, in which `{}` is anything. Raises `UsageError`."""
    fields = _FIELD.findall(text)
    named = [field for field in fields if field]
    if not named or set(fields) - set(_READS) or len(set(named)) < len(named):
        raise UsageError("--name 的值不对：应当有 {place}、{year}、{id} 中的，各一次，如 {place}_{year}；{} 是任意文字")
    literal = [re.escape(piece) for piece in _FIELD.split(text)[::2]]
    return re.compile("".join(one + _READS.get(field, "") for one, field in zip(literal, [*fields, "?"], strict=True)))


def with_name(offer: Offer, pattern: re.Pattern[str], text: str) -> Offer:
    """Return what is offered with what the name of its file says, where no list says it."""
    match = pattern.fullmatch(offer.stem)
    if offer.problem or offer.said != NOTHING_SAID:
        return offer
    if not match:
        said = Said(note=f"文件名不合 --name 的 {text}，可用 --place、--year 指定")
    else:
        told = match.groupdict()
        said = Said(
            told.get("id"), told.get("place") or "", int(told["year"]) if told.get("year") else None, "文件名（--name）"
        )
    return with_fields(offer, said=said)

"""The things a term counts, cut out of its definition: 三零 = 零事故 / 零案件 / 零纠纷.

Four forms of definition list things, tried in this order:

1. labelled: `“3”即中山路、中华路…，“1”即秋林公司庭院` for “131+1”工程;
2. numbered: `围绕汇聚人才、…5个基本点，结合6种社区类型` for “5+6+N”行动;
3. spelled out with plus signs like the headword: `股权融资+工程总承包+运营` for F+EPC+O;
4. a list whose length the headword announces: `零事故、零案件、零纠纷` for 三零.

A definition in another form has no components.
"""

import re
from collections.abc import Iterator

from hpreport.model import Component
from hpreport.text.numerals import DIGITS, chinese_to_int

# “9”即…, “4”代表…, “一街”是指…
_LABEL = re.compile(r"[“\"](?P<label>[^”\"]{1,8})[”\"](?:即|代表|是指|指的是|指|是|为|：|:)")
_END = "。；;，, \n"
_AND = re.compile(r"以及|和|及|与")
# 提供免费的…, 统筹…, 即：…, 以及分别对应划定的…: words that lead into a list and belong to none of its things
_LEAD_IN = re.compile(
    r"^(?:.*?[：:]|(?:提供|以及|分别)[^、，]{0,8}的|即|是指|指|包括|统筹|以及|提供|分别|聚焦|围绕|结合|让)+(?=.)"
)
# …三种类型空间, …和7大主题片区, …进行融合: words that close a list
_LEAD_OUT = re.compile(r"(?:[和等]?[0-9一二两三四五六七八九十N]+[个种条类项大]\S*|进行[^、，]{2,4}|等[^、，]{0,8})$")
_NUMERAL = re.compile(f"[{''.join(DIGITS)}十]+|[0-9]+")
_NUMERAL_WORDS = ("一体", "一般", "一流", "统一", "唯一")


def headword_counts(headword: str) -> list[int]:
    """Return the numbers by which a headword counts its components: 五工程一管理 [5, 1], 三管三必须 [3, 3], TOD [].

    Formulas with a plus sign name their numbers in the definition, and decimals (6.0版) count nothing: both give [].
    """
    if re.search(r"[+＋.]|\d{4,}", headword):
        return []
    for word in _NUMERAL_WORDS:
        headword = headword.replace(word, "")
    runs = [match[0] for match in _NUMERAL.finditer(headword)]
    return [value for run in runs if (value := int(run) if run.isdigit() and run.isascii() else chinese_to_int(run))]


def split_components(headword: str, definition: str) -> tuple[Component, ...]:
    """Return the components that `definition` lists for `headword`, empty where it lists none."""
    body = definition.strip().rstrip("。")
    return tuple(
        _labelled(headword, body)
        or _numbered(headword, body)
        or _spelled_out(headword, body)
        or _counted(headword, body)
    )


def _labelled(headword: str, body: str) -> list[Component]:
    matches = [m for m in _LABEL.finditer(body) if m["label"] in headword]
    if len(matches) < 2:
        return []
    ends = [m.start() for m in matches[1:]] + [len(body)]
    pieces = [(m["label"], body[m.end() : end].strip(_END + "。")) for m, end in zip(matches, ends, strict=True)]
    return [Component(text, label, _announced_items(label, text)) for label, text in pieces]


def _announced_items(label: str, text: str) -> tuple[str, ...]:
    """Return what a labelled component lists, where the label announces how many (六院) or says that it is open (N)."""
    listed = re.sub(r"^.*?即", "", text)
    number = _NUMERAL.match(label)
    if number is None:
        return tuple(_trim(listed.split("、"))) if "、" in listed else ()
    value = int(number[0]) if number[0].isascii() else chinese_to_int(number[0])
    if value is None or value < 2:
        return ()
    return next((tuple(items) for items in _splits(listed, "") if len(items) == value), ())


def _numbered(headword: str, body: str) -> list[Component]:
    out = []
    clauses = re.split("[，,；;]", body)
    for name in re.findall(r"[0-9A-Z]+", headword) if "+" in headword else ():
        counted = re.compile(rf"(?<![0-9A-Z+]){name}[个种类项大条]")
        clause = next((clause for clause in clauses if counted.search(clause)), "")
        text = _LEAD_IN.sub("", clause)
        out.append(Component(text, name, _announced_items(name, text)))
    return out if len(out) > 1 and all(component.text for component in out) else []


def _spelled_out(headword: str, body: str) -> list[Component]:
    names = re.sub(r"[“”\"]", "", headword).split("+")
    things = re.split(r"[，,。]", body)[0].split("+")
    if len(names) < 2 or len(names) != len(things) or any(not name or name.isdigit() for name in names):
        return []
    return [Component(thing, "" if thing == name else name) for name, thing in zip(names, things, strict=True)]


def _counted(headword: str, body: str) -> list[Component]:
    counts = headword_counts(headword)
    if not counts:
        return []
    unit = re.sub(r"[“”\"]", "", headword)
    suffix = next((part for part in _NUMERAL.split(unit)[1:] if len(part) > 1), "")
    wanted = [sum(counts)] + counts[:1] * (len(counts) > 1 and len(set(counts)) == 1)  # 三管三必须 lists 3, not 6
    splits = [items for items in _splits(body, suffix) if all(items)]
    found = next((items for count in wanted for items in splits if len(items) == count > 1), [])
    return [Component(item) for item in found]


def _splits(body: str, suffix: str) -> Iterator[list[str]]:
    """Yield the ways to read `body` as a list, the plainest first.

    Things may be divided by ；, ， or 、, the last two by 和; a division inside a thing (铁路、三四环沿线…工程) is
    healed where the others end in `suffix`.
    """
    after = body.split("即", 1)[1] if "即" in body else body
    for text in dict.fromkeys((body, after)):
        for divider in ("[；;]", "[，,]", "[，,、]", "、", "[；;，,、]"):
            pieces = [piece for piece in re.split(divider, text) if piece]
            if len(pieces) > 1:
                if "以及" in text:
                    yield _trim(_heal([part for piece in pieces for part in piece.split("以及")], suffix))
                yield _trim(pieces)
                yield _trim(_heal(pieces, suffix))
                yield _trim([*pieces[:-1], *_AND.split(pieces[-1])])


def _heal(pieces: list[str], suffix: str) -> list[str]:
    """Join a piece that does not end in `suffix` to the next one that does."""
    out: list[str] = []
    pending = ""
    for at, piece in enumerate(pieces):
        if not piece.endswith(suffix) and any(later.endswith(suffix) for later in pieces[at:]):
            pending += piece + "、"
        else:
            out.append(pending + piece)
            pending = ""
    return out


def _trim(pieces: list[str]) -> list[str]:
    """Return the things without the words that lead into the list or close it.

    What stands before 的 goes too where only then the things begin alike: 与…关联度最高的多元化、多层次 begins 多元化.
    """
    out = []
    for at, piece in enumerate(pieces):
        text = _LEAD_IN.sub("", _LEAD_OUT.sub("", piece.strip()) or piece.strip())
        tail = text.rpartition("的")[2]
        neighbour = pieces[at + 1] if at + 1 < len(pieces) else pieces[at - 1]
        out.append(tail if tail[:1] == neighbour[:1] != text[:1] else text)
    return out

"""Markdown to text, line for line: headings, emphasis, quotes, links and footnotes without their marks."""

import re

# ## 一、2023年工作回顾, > quoted, * item; ——经济… and 1.… are the report's own
_LINE_START = re.compile(r"^ {0,3}(?:#{1,6}\s+|>\s?|[*+-]\s+(?=\S))+")
_LINE_END = re.compile(r"\s+#+\s*$")
_RULE = re.compile(r"^\s*(?:[*_-]\s*){3,}$|^\s*(?:```|~~~).*$|^\s*={3,}\s*$")
# Between two marks nothing may stand that opens one: a line of a thousand openings is not searched a thousand times
_EMPHASIS = re.compile(r"(?<![0-9])(\*\*\*|\*\*|\*|___|__|~~)(?=\S)((?:(?!\1).)+)(?<=\S)\1")
_DEEPEST = 4
"""Emphasis within emphasis that is looked for: _**甲**_."""
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)")
_FOOTNOTE = re.compile(r"\[\^(\d{1,3})\]:?\s*")  # 五位一体[^2]; [^2]: 经济建设…
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!~>-])")
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->")
_BREAK = re.compile(r"<br\s*/?>", re.I)


def plain_text(markdown: str) -> str:
    """Return the text of a Markdown document, its lines where they were."""
    return "\n".join(_line(line) for line in markdown.split("\n"))


def _line(line: str) -> str:
    if _RULE.match(line):
        return ""
    text = _LINE_END.sub("", _LINE_START.sub("", line)) if _LINE_START.match(line) else line
    text = _BREAK.sub(" ", _COMMENT.sub("", text))
    text = _FOOTNOTE.sub(r"[\1]", text)
    text = _LINK.sub(r"\1", text)
    for _ in range(_DEEPEST):
        text = _EMPHASIS.sub(r"\2", text)
    return _ESCAPE.sub(r"\1", text)

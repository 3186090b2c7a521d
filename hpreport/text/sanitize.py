"""What no terminal should get raw: control characters, bidirectional controls, lone surrogates."""

import re

# Patterns are compiled when first used: a format needs one or two of them.

# C0 and C1 controls, DEL, bidirectional controls, byte order mark, lone surrogates: nothing a terminal should get raw
_UNSAFE = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
_BREAKS = r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+"
_UNSAFE_JSON = r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
_SURROGATE = r"[\ud800-\udfff]"


def clean(text: str) -> str:
    """Return `text` with every control character replaced by U+FFFD; tabs and line feeds stay."""
    return re.sub(_UNSAFE, "\ufffd", text)


def one_line(text: str) -> str:
    """Return `text` on one line: tabs and line breaks become one space, control characters U+FFFD."""
    if text.isprintable():  # most are, and telling so takes a tenth of the time
        return text
    return clean(re.sub(_BREAKS, " ", text))


def escape_json(text: str) -> str:
    r"""Return JSON text, or YAML in double quotes, with the control characters allowed raw written as `\uXXXX`."""
    return re.sub(_UNSAFE_JSON, lambda match: f"\\u{ord(match[0]):04x}", text)


def no_surrogates(text: str) -> str:
    """Return `text` as it can be written in UTF-8: names of files and web pages may hold lone surrogates."""
    return re.sub(_SURROGATE, "\ufffd", text)

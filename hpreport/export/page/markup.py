"""Text as HTML."""

import html

from hpreport.controls import one_line


def text(value: object) -> str:
    """Return a text on one line such that HTML sees nothing in it but text, in attributes too."""
    return html.escape(one_line(str(value)))

"""Rows to text in any output format. Nothing here asks about the terminal or prints."""

from hpreport.render.formats import FORMATS, cell_text, dump_json, render
from hpreport.render.layout import Column, Layout, Style, columns_of, of_record, show_value

__all__ = [
    "FORMATS",
    "Column",
    "Layout",
    "Style",
    "cell_text",
    "columns_of",
    "dump_json",
    "of_record",
    "render",
    "show_value",
]

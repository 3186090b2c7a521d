"""Rows to text in any output format. Nothing here asks about the terminal or prints."""

from hpreport.render.formats import FORMATS, dump_json, render
from hpreport.render.layout import Column, Layout, Style, columns_of, show_value

__all__ = ["FORMATS", "Column", "Layout", "Style", "columns_of", "dump_json", "render", "show_value"]

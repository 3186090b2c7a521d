"""The outline: parts, sections, items."""

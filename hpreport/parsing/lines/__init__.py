"""From the lines of a text to its paragraphs."""

"""Files of all kinds to text."""

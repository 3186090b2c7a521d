"""One report's index: YAML and compiled form, read and built."""

"""Files of the index: the YAML that people read and its compiled form that commands load."""

"""What authors write in YAML becomes dialogs, or findings with file, line and column."""

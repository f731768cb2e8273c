"""The rules of a conversation: pure functions over frozen data; no chat, no SQL, no YAML, no clock."""

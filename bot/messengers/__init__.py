"""Chat services: each a messenger, seen from our side by one protocol."""

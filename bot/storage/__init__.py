"""What is kept, and how: one protocol, and the stores that fulfil it."""

"""What becomes of a small act that was agreed."""

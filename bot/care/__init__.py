"""What hurts: notices danger in a text. Pure, deterministic, without network; never logs."""

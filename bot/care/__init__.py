"""What hurts: notices danger in a text, and what is no paraphrase. Pure, deterministic, without network; never logs."""

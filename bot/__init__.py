"""Mend: a bot that guides two people, or one of them alone, through a repair conversation."""

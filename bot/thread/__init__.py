"""The thread from one talk to the next: what weighs and what fits, what is asked after a talk, one's own way so far."""

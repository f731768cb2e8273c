"""What Mend promised to say later: asked for by a person, or of its own accord, rarely."""

"""One's own weeks: what a few taps say over time, as a picture, as characters, in words. Pure."""

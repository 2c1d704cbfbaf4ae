"""One file a set: what its labels ask, and what of it the readings answer."""

"""People: everybody whom a sentence counts, by number, one by one, or in a bare plural."""

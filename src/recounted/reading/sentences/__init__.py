"""Sentences: a text cut and tagged, and one sentence as the rules see it."""

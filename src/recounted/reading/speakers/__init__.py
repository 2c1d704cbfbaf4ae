"""Speakers: who says what, and which words of a sentence are whose."""

"""Dates: expressions of time, and the day that each means for a report of its date."""

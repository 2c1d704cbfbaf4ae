"""Tolls: which of the people counted came to harm, and which harm."""

"""The cases of each choice that the reader makes: a module a choice, each with ``CHOICE``."""

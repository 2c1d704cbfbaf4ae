"""Incidents: which attack a sentence tells of, when and where it was, and which figures are its own."""

"""Parties: who is said to have done what to whom, with which means, and in whose words."""

"""Invented institutions and people, so that a newcomer can try everything at once."""

"""Agreements of the past as agencies keep them in spreadsheets: columns by meaning, cells as written, faults by row."""

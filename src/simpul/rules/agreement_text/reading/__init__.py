"""Word documents read back into articles: paragraphs in, structure, changes and doubts out. Pure."""

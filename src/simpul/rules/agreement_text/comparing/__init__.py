"""Two texts of an agreement side by side: what changed clause by clause, and how it is taken over. Pure."""

"""A chart that grows downwards: one row per step, one column per lane, lines on the borders between them."""

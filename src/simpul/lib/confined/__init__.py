"""Reading a foreign file in a process of its own: limits, the child's sealing of itself, the parent that waits."""

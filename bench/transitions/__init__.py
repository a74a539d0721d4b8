"""What the measurement of a transition works on: one procedure, its cases, and the ways to carry out a transition."""

"""What the measurement of a transition works on: procedures, their cases, and the ways to carry one out."""

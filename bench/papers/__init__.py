"""The ways of setting the six-page agreement: each module prepares one, in a process that loads nothing else."""

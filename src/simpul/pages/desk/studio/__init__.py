"""`/meja/sop/`: the institution's procedures: versions, the concept, publishing by two, running cases, rounds."""

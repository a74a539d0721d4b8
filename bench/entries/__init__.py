"""What `conformance` measures, and what it is measured against."""

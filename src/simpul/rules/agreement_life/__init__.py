"""The life of an agreement after it was signed: its dates, what changes them, what stands above it, what it obliges."""

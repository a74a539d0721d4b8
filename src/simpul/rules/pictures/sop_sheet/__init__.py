"""The SOP-AP sheet of a procedure: identity part and flow part, for paper and screen, from the one graph."""

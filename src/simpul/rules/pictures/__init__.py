"""Pictures as SVG text: the swimlane of a procedure, the mini thread of a case, the ladder of a negotiation.

Pure: plain values in, text out. Colours never stand here; every shape carries a class of the look (`.g ...`), and the
print variant is black on white by presentation attributes, so that it needs no stylesheet at all.
"""

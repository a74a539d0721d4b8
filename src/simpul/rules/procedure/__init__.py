"""The procedure engine: an SOP as data, checked when it is loaded and run by a pure function.

``loader`` reads a file into ``model.Procedure``; ``engine`` moves a case through it; ``graph`` and ``describe`` show
it. Nothing here knows a procedure's code or the id of a step: what differs between institutions stands in the file.
"""

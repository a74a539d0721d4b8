"""Better pages for single steps: one module per workbench (formulir), each with a ``context`` and a fragment."""

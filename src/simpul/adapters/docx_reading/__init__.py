"""Word files as plain data, read in a confined child process: ``read`` gives a Document or says why not."""

from simpul.adapters.docx_reading.faults import Unreadable
from simpul.adapters.docx_reading.reading import read

__all__ = ["Unreadable", "read"]

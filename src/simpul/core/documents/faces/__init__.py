"""The faces of a text: PDF, DOCX and the printed letters."""

"""Changes of a text as data, and the text that comes of them: ids stay, numbers and references follow. Pure."""

"""The text of an agreement: words, values, templates and the articles that come of them. Pure."""

"""WeasyPrint: the words as HTML on the same paper, in a serif as narrow as ours, which lies inside typst only."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from weasyprint import HTML

from bench.papers.text import Work, agreement, words


def prepare(count: int) -> Work:
    pages = [html(words(agreement(number))) for number in range(count)]
    return lambda number: bytes(HTML(string=pages[number]).write_pdf())


def html(data: Mapping[str, object]) -> str:
    """For WeasyPrint."""
    style = "@page{size:A4;margin:28mm 25mm 28mm 30mm;font:11.5pt Liberation Serif;"
    style += "@bottom-right{content:counter(page)}}"
    style += "body{font:11.5pt/1.32 Liberation Serif;text-align:justify}p{margin:0.6em 0}"
    style += "h1,h2{font-size:1em;text-align:center}"

    def lines(value: object, tag: str = "p") -> str:
        return "".join(f"<{tag}>{escape(str(line))}</{tag}>" for line in value) if isinstance(value, list) else ""

    articles = data["articles"]
    assert isinstance(articles, list)
    body = "".join(
        f"<h2>Pasal {one['number']}<br>{escape(one['title'])}</h2>"
        + "".join(f"<p>({p['number']}) {escape(p['text'])}</p>{lines(p['items'])}" for p in one["paragraphs"])
        for one in articles
    )
    rest = lines(data["contacts"]) + lines(data["closing"])
    return f"<html lang=id><style>{style}</style>{lines(data['title'], 'h1')}{lines(data['opening'])}{body}{rest}"

"""The lines of one view as an agreement: every line comes to stand in exactly one part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from simpul.rules.agreement_text.reading import tail
from simpul.rules.agreement_text.reading.front import read_front
from simpul.rules.agreement_text.reading.headings import Heading, headings
from simpul.rules.agreement_text.reading.labels import nested
from simpul.rules.agreement_text.reading.text import ReadArticle, ReadDoubt, ReadText
from simpul.rules.agreement_text.reading.views import Line

_CHAPTER = re.compile(r"^BAB\s+[IVXLC\d]+\b", re.IGNORECASE)
_INSIDE = re.compile(r"^(pasal|article)\s+\d+\b", re.IGNORECASE | re.MULTILINE)
_PERHAPS = re.compile(r"^(?:[Pp]asal|PASAL|[Aa]rticle|ARTICLE)[ \t]+\d{1,3}[ \t]+[A-Z][^.;]*$")
NO_ARTICLES, PERHAPS_HEADING, IN_TABLE, CHAPTER, NO_SIGNATURES, NO_TITLE = (
    "no_articles",
    "perhaps_heading",
    "articles_in_table",
    "chapter_heading",
    "no_signature_block",
    "article_without_title",
)


def read_text(lines: Sequence[Line], second: Sequence[Line] = ()) -> ReadText:
    """Title, preamble, articles, closing, signatures and annexes of ``lines``, and what is doubtful about them.

    ``second``: the lines of the second language beside them; the places to sign stand once, in the first.
    """
    found = _read(lines)
    if not second:
        return found
    other = _read(second)
    doubts = tuple(doubt for doubt in other.doubts if doubt.code != NO_SIGNATURES)
    return replace(found, second=replace(other, doubts=doubts))


def _read(lines: Sequence[Line]) -> ReadText:
    heads = headings(lines)
    annexes = tail.annex_starts(lines, heads[-1].end if heads else _first_annex_after(lines))
    end = annexes[0] if annexes else len(lines)
    heads = [head for head in heads if head.end <= end]
    front = read_front(lines[: heads[0].start if heads else end])
    closing, sign = tail.split_last(lines[:end], heads[-1].end) if heads else (end, end)
    stops = [*(head.start for head in heads[1:]), closing]
    articles = tuple(
        _article(lines, head, stop, number) for number, (head, stop) in enumerate(zip(heads, stops, strict=True), 1)
    ) if heads else ()  # fmt: skip
    signed = tail.signatures(lines[sign:end])
    bounds = [*annexes, len(lines)]
    return ReadText(
        title=front.title,
        parties=tuple(front.parties),
        preamble=tuple(front.groups),
        articles=articles,
        closing=nested(lines[closing:sign], "closing"),
        signatures=signed,
        signature_sources=tuple(index for line in lines[sign:end] for index in line.sources),
        annexes=tuple(
            tail.read_annex(lines[start:stop], number) for number, (start, stop) in enumerate(pairwise(bounds), 1)
        ),
        doubts=tuple(_doubts(lines, articles, bool(signed))),
    )


def _first_annex_after(lines: Sequence[Line]) -> int:
    """Without articles an annex is only believed in the second half of the text."""
    return len(lines) // 2


def _article(lines: Sequence[Line], head: Heading, stop: int, number: int) -> ReadArticle:
    own = lines[head.start : head.end]
    return ReadArticle(
        ref=f"art{number}",
        printed=head.printed,
        number=head.number,
        title=head.title,
        form=head.form,
        sources=tuple(index for line in own for index in line.sources),
        shares=tuple(share for line in own for share in line.shares),
        body=nested(lines[head.end : stop], f"art{number}"),
        automatic=head.automatic,
    )


def _doubts(lines: Sequence[Line], articles: Sequence[ReadArticle], signed: bool) -> list[ReadDoubt]:
    found = [] if articles else [ReadDoubt(NO_ARTICLES, "")]
    found += [ReadDoubt(NO_TITLE, article.printed, article.ref) for article in articles if not article.title]
    known = {index for article in articles for index in article.sources}
    for line in lines:
        if line.is_table and _INSIDE.search("\n".join(cell for row in line.rows for cell in row)):
            found.append(ReadDoubt(IN_TABLE, line.words[:120]))
        elif _CHAPTER.match(line.text.strip()) and len(line.text) < 80:
            found.append(ReadDoubt(CHAPTER, line.text.strip()))
        elif _PERHAPS.match(line.text.strip()) and len(line.text) < 120 and not known & set(line.sources):
            found.append(ReadDoubt(PERHAPS_HEADING, line.text.strip()))
    return found if signed else [*found, ReadDoubt(NO_SIGNATURES, "")]

"""Clauses that an officer worded differently from the template: kept with the request, by clause id.

A clause that is worded here no longer follows the values of the case, and its references are plain words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from simpul.features.agreements.models import Request
from simpul.rules.agreement_text.structure import AgreementText, Article, Item, Paragraph

WORDED = "bunyi"  # clause id -> text
ADDED = "ayat_tambahan"  # article id -> texts of paragraphs that follow those of the template


def worded(answers: Mapping[str, object]) -> dict[str, str]:
    """The officer's own words by clause id."""
    found = answers.get(WORDED)
    return {str(key): str(text) for key, text in found.items()} if isinstance(found, dict) else {}


def added(answers: Mapping[str, object]) -> dict[str, list[str]]:
    """Paragraphs added to an article, by its id."""
    found = answers.get(ADDED)
    if not isinstance(found, dict):
        return {}
    return {str(key): [str(text) for text in texts] for key, texts in found.items() if isinstance(texts, list)}


def with_own_wording(text: AgreementText, answers: Mapping[str, object]) -> AgreementText:
    """The text with the officer's own clauses in the place of the template's, and the added paragraphs."""
    own, more = worded(answers), added(answers)
    if not own and not more:
        return text
    return replace(text, articles=tuple(_article(each, own, more.get(each.id, [])) for each in text.articles))


def _article(article: Article, own: Mapping[str, str], more: list[str]) -> Article:
    kept = tuple(_paragraph(each, own) for each in article.paragraphs)
    extra = tuple(
        Paragraph(f"{article.id}_tambahan_{number}", len(kept) + number, words) for number, words in enumerate(more, 1)
    )
    return replace(article, paragraphs=kept + extra)


def _paragraph(paragraph: Paragraph, own: Mapping[str, str]) -> Paragraph:
    items = tuple(_item(item, own) for item in paragraph.items)
    if paragraph.id not in own:
        return replace(paragraph, items=items)
    return replace(paragraph, text=own[paragraph.id], references=(), items=items)


def _item(item: Item, own: Mapping[str, str]) -> Item:
    return replace(item, text=own[item.id], references=()) if item.id in own else item


def word_article(request: Request, article: Article, words: Mapping[str, str], more: list[str]) -> None:
    """Keep the wording of one article. ``article`` is as the template words it: equal or empty words go back to it."""
    standing = {paragraph.id: paragraph.text for paragraph in article.paragraphs}
    standing |= {item.id: item.text for paragraph in article.paragraphs for item in paragraph.items}
    own = worded(request.answers)
    for clause, text in words.items():
        tidy = " ".join(text.split())
        if clause in standing and tidy and tidy != " ".join(standing[clause].split()):
            own[clause] = tidy
        else:
            own.pop(clause, None)
    additions = {**added(request.answers), article.id: [tidy for text in more if (tidy := " ".join(text.split()))]}
    request.answers = {**request.answers, WORDED: own, ADDED: {key: texts for key, texts in additions.items() if texts}}
    request.save(update_fields=["answers"])

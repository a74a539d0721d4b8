"""Making a draft: the text of articles from the template and the case's values, with its Word and PDF faces."""

from __future__ import annotations

from dataclasses import dataclass

from simpul.core.documents.actions import store
from simpul.core.documents.faces.docx import agreement_docx
from simpul.core.documents.faces.pdf import agreement_pdf
from simpul.core.documents.faces.typesetting import Paper
from simpul.core.documents.texts import text_template
from simpul.core.procedures.acting import Acting
from simpul.features.agreements.models import Draft, Request
from simpul.features.agreements.models_drafting import Side
from simpul.features.agreements.values import values_of
from simpul.rules.agreement_text.assemble import assemble
from simpul.rules.agreement_text.codec import from_json, to_json
from simpul.rules.agreement_text.slots import MissingValue
from simpul.rules.agreement_text.structure import AgreementText, Article
from simpul.rules.requirements import template_for

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Assembled:
    """The text as the case's values make it now; ``missing`` holds only what the draft itself needs."""

    text: AgreementText
    missing: tuple[MissingValue, ...]


def template_of(request: Request) -> str:
    """The template the request is written from: chosen by an officer, else by type and scope."""
    return request.template or template_for(request.cooperation_type, request.scope_items)


def assembled(request: Request) -> Assembled:
    """Text and missing values; what only the signing room fixes is not missing in a draft."""
    text, missing = assemble(text_template(template_of(request)), values_of(request))
    return Assembled(text, tuple(one for one in missing if one.stage == "naskah"))


def latest(request: Request) -> Draft | None:
    """The newest version of either side."""
    return Draft.objects.filter(request=request).order_by("-number").first()


def make_draft(acting: Acting, request: Request, task_id: int, summary: str) -> Draft:
    """Version n of ours: text, DOCX and PDF. Runs inside an act on the case."""
    before = Draft.objects.filter(request=request, side=Side.HOST).order_by("-number").first()
    newest = latest(request)
    number = 1 if newest is None else newest.number + 1
    text = assembled(request).text
    mark = f"Draf versi {number}"
    institution = request.institution
    paper: Paper = "f4" if institution.paper == "f4" else "a4"
    name = f"Draf PKS {acting.case.ticket} versi {number}"
    docx = store(
        institution_id=institution.pk,
        data=agreement_docx(text, at=acting.at, paper=paper, mark=mark, demo=institution.is_demo, base_version=str(number)),
        name=f"{name}.docx", kind="draf", media_type=DOCX, by=acting.by,
    )  # fmt: skip
    pdf = store(
        institution_id=institution.pk,
        data=agreement_pdf(text, at=acting.at, paper=paper, mark=mark, demo=institution.is_demo).pdf,
        name=f"{name}.pdf", kind="draf", media_type="application/pdf", by=acting.by,
    )  # fmt: skip
    return Draft.objects.create(
        request=request, task_id=task_id, number=number, side=Side.HOST, text=to_json(text), docx=docx, pdf=pdf,
        summary=summary, changed_articles=changed_articles(before, text), created_at=acting.at,
        created_by_id=acting.user_id,
    )  # fmt: skip


def text_of(draft: Draft) -> AgreementText | None:
    """The articles of one of our drafts; None for a file of the partner."""
    return from_json(draft.text) if draft.text else None


def article_words(article: Article) -> str:
    """An article as one text, for comparison."""
    return "\n".join(
        "\n".join([paragraph.text, *(item.text for item in paragraph.items)]) for paragraph in article.paragraphs
    )


def changed_articles(before: Draft | None, after: AgreementText) -> list[dict[str, object]]:
    """What changed since our last version, by article id: ``{id, number, title, change}`` (new, changed, removed)."""
    old = text_of(before) if before is not None else None
    if old is None:
        return []
    known = {article.id: article for article in old.articles}
    changes: list[dict[str, object]] = []
    for article in after.articles:
        previous = known.pop(article.id, None)
        if previous is None:
            changes.append(_change(article, "new"))
        elif article_words(previous) != article_words(article):
            changes.append(_change(article, "changed"))
    return changes + [_change(article, "removed") for article in known.values()]


def _change(article: Article, change: str) -> dict[str, object]:
    return {"id": article.id, "number": article.number, "title": article.title, "change": change}

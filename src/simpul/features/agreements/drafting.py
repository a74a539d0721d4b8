"""Making a draft: the text of articles from the template and the case's values, with its Word and PDF faces."""

from __future__ import annotations

from dataclasses import dataclass

from simpul.core.documents.actions import store
from simpul.core.documents.faces.docx import agreement_docx
from simpul.core.documents.faces.pdf import agreement_pdf
from simpul.core.documents.faces.typesetting import Paper
from simpul.core.procedures.acting import Acting
from simpul.features.agreements.chosen import kind_of, template_in
from simpul.features.agreements.models import Agreement, Draft, Request
from simpul.features.agreements.models_drafting import Side
from simpul.features.agreements.own_wording import in_both_languages, taken_over, with_own_wording
from simpul.features.agreements.values import mode_of, values_of
from simpul.rules.agreement_text.assemble import assemble
from simpul.rules.agreement_text.codec import from_json, to_json
from simpul.rules.agreement_text.comparing.compare import Change, Comparison, compare
from simpul.rules.agreement_text.editing.edited import edited
from simpul.rules.agreement_text.slots import MissingValue
from simpul.rules.agreement_text.structure import AgreementText

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Assembled:
    """The text as the case's values make it now; ``missing`` holds only what the draft itself needs."""

    text: AgreementText
    missing: tuple[MissingValue, ...]


Written = tuple[AgreementText, tuple[MissingValue, ...]]


def template_text(request: Request, agreement: Agreement | None = None) -> Written:
    """The text as the template alone words it."""
    return assemble(template_in(request), values_of(request, agreement))


def wordable(request: Request) -> AgreementText:
    """The text that an officer words article by article: the template's, with what was taken over from the partner."""
    return edited(template_text(request)[0], taken_over(request.answers))


def written(request: Request, agreement: Agreement | None = None) -> Written:
    """The text from template, values and the officer's own wording, with everything that is still missing in it."""
    text, missing = template_text(request, agreement)
    text, unsaid = in_both_languages(with_own_wording(text, request.answers), request.answers)
    return text, (*missing, *unsaid)


def assembled(request: Request) -> Assembled:
    """Text and missing values; what only the signing room fixes is not missing in a draft."""
    text, missing = written(request)
    return Assembled(text, tuple(one for one in missing if one.stage == "naskah"))


def is_current(draft: Draft, text: AgreementText) -> bool:
    """Whether the draft says what the case's values say now."""
    kept = text_of(draft)
    return kept is not None and to_json(kept) == to_json(text)


def latest(request: Request) -> Draft | None:
    """The newest version of either side."""
    return Draft.objects.filter(request=request).order_by("-number").first()


def agreed_mode(request: Request) -> str:
    """How the agreement is signed: as the newest draft of ours says, because its closing words follow from it."""
    draft = Draft.objects.filter(request=request, side=Side.HOST).order_by("-number").first()
    text = text_of(draft) if draft is not None else None
    return text.mode if text is not None else mode_of(request)


def make_draft(acting: Acting, request: Request, task_id: int, summary: str) -> Draft:
    """Version n of ours: text, DOCX and PDF. Runs inside an act on the case."""
    before = Draft.objects.filter(request=request, side=Side.HOST).order_by("-number").first()
    newest = latest(request)
    number = 1 if newest is None else newest.number + 1
    text = assembled(request).text
    mark = f"Draf versi {number}"
    institution = request.institution
    paper: Paper = "f4" if institution.paper == "f4" else "a4"
    name = f"Draf {kind_of(request).value} {acting.case.ticket} versi {number}"
    docx = store(
        institution_id=institution.pk,
        data=agreement_docx(
            text, at=acting.at, paper=paper, mark=mark, demo=institution.is_demo, base_version=str(number)
        ),
        name=f"{name}.docx", kind="draf", media_type=DOCX, by=acting.by,
    )  # fmt: skip
    pdf = store(
        institution_id=institution.pk,
        data=agreement_pdf(text, at=acting.at, paper=paper, mark=mark, demo=institution.is_demo).pdf,
        name=f"{name}.pdf", kind="draf", media_type="application/pdf", by=acting.by,
    )  # fmt: skip
    request.template, request.template_version = text.template, text.version
    request.save(update_fields=["template", "template_version"])
    return Draft.objects.create(
        request=request, task_id=task_id, number=number, side=Side.HOST, text=to_json(text), docx=docx, pdf=pdf,
        summary=summary, changed_articles=changed_articles(before, text), created_at=acting.at,
        created_by_id=acting.user_id,
    )  # fmt: skip


def text_of(draft: Draft) -> AgreementText | None:
    """The articles of one of our drafts; None for a file of the partner."""
    return from_json(draft.text) if draft.text else None


def changed_articles(before: Draft | None, after: AgreementText) -> list[dict[str, object]]:
    """What changed since our last version, article by article and annex by annex.

    ``{id, number, title, label, change}``: change is new, changed or removed; an annex has number 0.
    """
    old = text_of(before) if before is not None else None
    if old is None:
        return []
    found = compare(old, after)
    shown: dict[str, dict[str, object]] = {}
    for change in found.differing:
        if change.part.kind != "title":
            part = _part_of(change, found)
            shown.setdefault(str(part["id"]), part)
    return list(shown.values())


_HEADS = {"party": "Komparisi", "signature": "Tanda tangan", "closing": "Penutup"}
_ONE: dict[str, str] = {"added": "new", "removed": "removed"}


def _part_of(change: Change, found: Comparison) -> dict[str, object]:
    """The article or annex in which a change stands, else the words before the first article."""
    top = change.part
    parts = {side.ref: side for each in found.changes for side in (each.old, each.new) if side is not None}
    while top.parent:
        top = parts[top.parent]
    whole = found.by_key.get(top.ref) or found.by_key.get(f"+{top.ref}")
    kind = _ONE.get(whole.kind, "changed") if whole is not None else "changed"
    if top.kind == "article":
        label = top.place
        return {"id": top.ref, "number": int(top.number), "title": top.text, "label": label, "change": kind}
    heading = _HEADS.get(top.kind, change.part.place.rsplit(" ", 1)[0] if top.kind == "lead" else top.place)
    return {"id": heading if top.kind == "lead" else top.ref, "number": 0, "title": heading, "label": heading,
            "change": kind}  # fmt: skip

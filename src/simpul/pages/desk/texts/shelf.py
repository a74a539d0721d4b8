"""`/meja/naskah/`: every template with its versions; one version with its example, its reasons and its variants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from simpul.core.directory.models import Institution
from simpul.core.directory.officers import Officer
from simpul.core.documents.faces.docx import MEDIA_TYPE, agreement_docx
from simpul.core.documents.faces.pdf import agreement_pdf
from simpul.core.procedures.printed import paper_of
from simpul.features.agreements.models import TextConcept, TextVersion
from simpul.features.agreements.text_concepts import allowed
from simpul.features.agreements.text_kinds import Content, text_codes
from simpul.features.agreements.text_versions import SHIPPED, content_at, template_at
from simpul.lib import clock
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.texts.examples import by_topic, example_for, example_text
from simpul.pages.shell.navigation import Crumb
from simpul.rules.agreement_text.instruments import BY_CODE
from simpul.rules.agreement_text.judging.positions import Positions
from simpul.rules.agreement_text.template import TextTemplate

HERE = "/meja/naskah/"
_MARK = "Contoh templat, bukan naskah perjanjian"


@dataclass(frozen=True, slots=True)
class Shelf:
    """One text: the institution's own versions newest first, above the shipped one; the concept if there is one."""

    code: str
    versions: Sequence[TextVersion]
    concept: TextConcept | None
    content: Content

    @property
    def number(self) -> int:
        """The newest published version."""
        return self.versions[0].number if self.versions else SHIPPED

    @property
    def name(self) -> str:
        return name_of(self.content)

    @property
    def is_template(self) -> bool:
        return isinstance(self.content, TextTemplate)

    @property
    def about(self) -> str:
        if isinstance(self.content, TextTemplate):
            return self.content.about
        return _("What the judge holds every draft against: clauses wanted, their wording, and what is never signed.")

    @property
    def kinds(self) -> list[str]:
        """Kinds of document that are made from it."""
        found = self.content.instruments if isinstance(self.content, TextTemplate) else ()
        return [BY_CODE[code].title for code in found]


def name_of(content: Content) -> str:
    """The name of a template, which is data; the positions are named in the reader's language."""
    return content.name if isinstance(content, TextTemplate) else _("Positions of the institution")


def house_of(officer: Officer) -> Institution:
    """The officer's own institution."""
    return Institution.objects.get(pk=officer.institution_id)


def shelves(institution_id: int) -> list[Shelf]:
    """Every template and the positions as the institution has them."""
    rows = TextVersion.objects.filter(institution_id=institution_id).select_related("proposed_by", "published_by")
    versions: dict[str, list[TextVersion]] = {}
    for row in rows.order_by("code", "-number"):
        versions.setdefault(row.code, []).append(row)
    concepts = {
        row.code: row
        for row in TextConcept.objects.filter(institution_id=institution_id).select_related(
            "written_by", "submitted_by", "returned_by"
        )
    }
    return [_shelf(institution_id, code, versions.get(code, []), concepts.get(code)) for code in text_codes()]


def _shelf(institution_id: int, code: str, versions: list[TextVersion], concept: TextConcept | None) -> Shelf:
    number = versions[0].number if versions else SHIPPED
    return Shelf(code, versions, concept, content_at(institution_id, code, number))


def shelf_for(officer: Officer, code: str) -> Shelf:
    """One template; 404 for a code that is none."""
    found = next((each for each in shelves(officer.institution_id) if each.code == code), None)
    if found is None:
        raise Http404
    return found


def crumbs(code: str = "", *last: str) -> list[Crumb]:
    """The way back to the list and to the template."""
    found = [Crumb(_("Templates"), HERE)]
    if code:
        found.append(Crumb(code, f"{HERE}{code}/" if last else ""))
    return [*found, *(Crumb(label) for label in last)]


@officer_required
def templates(request: HttpRequest, officer: Officer) -> HttpResponse:
    """Every template with its version and what is being written."""
    context = {"shelves": shelves(officer.institution_id)}
    return desk_page(request, officer, "desk/texts/templates.html", context, current=HERE)


@officer_required
def template(request: HttpRequest, officer: Officer, code: str) -> HttpResponse:
    """One template: its versions and its concept."""
    shelf = shelf_for(officer, code)
    context = {"shelf": shelf, "may_write": allowed(officer, "write"), "shipped": SHIPPED}
    return desk_page(request, officer, "desk/texts/template.html", context, current=HERE, crumbs=crumbs(code))


def _version(officer: Officer, code: str, number: int) -> Content:
    try:
        return content_at(officer.institution_id, code, number)
    except KeyError:
        raise Http404 from None


@officer_required
def version(request: HttpRequest, officer: Officer, code: str, number: int) -> HttpResponse:
    """One version: what it does on an example, and for every clause why it is there and what to fall back on."""
    found = _version(officer, code, number)
    example = example_for(found, found, house_of(officer), request.GET.get("contoh", ""))
    context = {
        "name": name_of(found), "number": number, "code": code, "example": example, "text": example.text,
        "articles": found.articles if isinstance(found, TextTemplate) else (),
        "topics": by_topic(found) if isinstance(found, Positions) else (),
    }  # fmt: skip
    steps = crumbs(code, _("Version %(number)s") % {"number": number})
    return desk_page(request, officer, "desk/texts/version.html", context, current=HERE, crumbs=steps)


@officer_required
def example(request: HttpRequest, officer: Officer, code: str, number: int, face: str) -> HttpResponse:
    """The example as PDF or Word file, marked as one."""
    try:
        found, house = template_at(officer.institution_id, code, number), house_of(officer)
    except KeyError:
        raise Http404 from None
    text, paper = example_text(found, house), paper_of(house)
    if face == "pdf":
        made = agreement_pdf(text, at=clock.now(), paper=paper, mark=_MARK, demo=True).pdf
        return _file(made, "application/pdf", f"Contoh {code} versi {number}.pdf")
    if face != "docx":
        raise Http404
    made = agreement_docx(text, at=clock.now(), paper=paper, mark=_MARK, demo=True)
    return _file(made, MEDIA_TYPE, f"Contoh {code} versi {number}.docx")


def _file(data: bytes, media_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer

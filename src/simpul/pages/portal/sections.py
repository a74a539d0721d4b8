"""M4: one topic per page; what was typed stays when something has to be corrected."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from simpul.features.agreements.actions_requests import save_section
from simpul.features.agreements.models import Request
from simpul.features.agreements.sections import Values, counted_of, progress_of, sections_of, values_in
from simpul.pages.portal.drafts import draft_required
from simpul.pages.portal.forms import FORMS, SectionForm
from simpul.pages.portal.labels import TOPICS
from simpul.pages.portal.tasklist import after
from simpul.pages.shell import formats


def frame(draft: Request, section: str) -> dict[str, object]:
    """What every page of a section shows around its form."""
    order = counted_of(draft)
    return {
        "institution": draft.institution, "draft": draft, "section": section, "topic": TOPICS[section],
        "place": order.index(section) + 1 if section in order else 0, "places": len(order) + 1,
    }  # fmt: skip


def onward(request: HttpRequest, draft: Request, section: str) -> HttpResponseBase:
    """After saving: back to where the partner came from, or on to the next unfinished section."""
    if request.GET.get("dari") == "periksa":
        return redirect(reverse("portal:review", args=[draft.slug]))
    if "kembali" in request.POST or section == "jenis":
        return redirect(reverse("portal:tasks", args=[draft.slug]))
    draft.refresh_from_db()
    return redirect(after(draft, section))


def initial(draft: Request, section: str) -> Values:
    """The values as the form shows them."""
    values = values_in(draft, section)
    if section == "jenis":
        values["is_extension"] = "perpanjangan" if draft.is_extension else "baru"
    amount = values.get("perkiraan_nilai")
    if isinstance(amount, int):
        values["perkiraan_nilai"] = formats.angka(amount, lang="id")
    return values


@draft_required
def edit(request: HttpRequest, draft: Request, section: str) -> HttpResponseBase:
    """Show and save one section."""
    if section not in FORMS or (section != "jenis" and section not in sections_of(draft)):
        raise Http404
    form: SectionForm = FORMS[section](request.POST or None, draft=draft, initial=initial(draft, section))
    if request.method == "POST" and form.is_valid():
        save_section(request_id=draft.pk, section=section, values=_complete(draft, section, form.cleaned_data))
        return onward(request, draft, section)
    return _page(request, draft, section, form)


def _complete(draft: Request, section: str, given: Values) -> Values:
    """Fields that this draft's form does not show keep what they hold."""
    return values_in(draft, section) | given


def _page(request: HttpRequest, draft: Request, section: str, form: SectionForm) -> HttpResponse:
    done = {line.section for line in progress_of(draft) if line.state == "done"}
    return render(request, "portal/section.html", {**frame(draft, section), "form": form, "done": section in done})

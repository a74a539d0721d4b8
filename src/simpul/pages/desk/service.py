"""`/meja/lembaga/tanda-tangan/`: which way the officers sign, and the institution's account at the signing service."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from simpul.adapters.bsre import SIMULATOR
from simpul.core.directory.models import User
from simpul.core.directory.officers import Officer
from simpul.core.signing.models import OfficerWay, SigningService
from simpul.core.signing.service_secrets import secrets_of
from simpul.core.signing.services import new_callback_key, service_of, set_up_service, set_way
from simpul.features.agreements.requests import head_of
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.people import changes, house_of, reads
from simpul.pages.desk.service_forms import ServiceSetupForm, WayForm
from simpul.pages.desk.service_reports import KINDS, ReportForm, callbacks_of, have_reported
from simpul.pages.desk.service_trials import duty_tried, tried
from simpul.pages.shell.navigation import Crumb
from simpul.rules.refusals import Refusal

HERE = "/meja/lembaga/"
Shown = Mapping[str, object]


@sensitive_post_parameters("password")
@officer_required
def service(request: HttpRequest, officer: Officer) -> HttpResponse:
    """The form, filled with what holds; a secret that is there is never shown."""
    reads(officer)
    if request.method != "POST":
        return _page(request, officer, ServiceSetupForm.of(service_of(officer.institution_id)))
    changes(officer)
    form = ServiceSetupForm(request.POST)
    if form.is_valid():
        try:
            set_up_service(
                institution_id=officer.institution_id, values=form.values(), password=form.cleaned_data["password"],
                by=officer.actor(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, say(refusal))
        else:
            messages.success(request, _("Kept. It holds from the next text that is prepared for signing."))
            return redirect("desk:service")
    return _page(request, officer, form)


def _page(
    request: HttpRequest, officer: Officer, form: forms.Form, way: WayForm | None = None, *, more: Shown | None = None
) -> HttpResponse:
    institution, found = house_of(officer), service_of(officer.institution_id)
    secrets = secrets_of(settings.HOME, institution.pk)
    head = head_of(institution)
    ways = OfficerWay.objects.filter(user__institution=institution).select_related("user").order_by("user__full_name")
    context = {
        "form": form, "house": institution, "service": found, "has_password": bool(secrets.password),
        "has_callback": bool(secrets.callback), "head": head, "ways": ways, "simulator": SIMULATOR,
        "way": way or WayForm(institution), "demo": settings.DEMO and bool(settings.SIMULATORS),
        "callback": _callback(found) if found is not None else "",
        "callbacks": callbacks_of(found) if found is not None else None,
        "report": ReportForm() if found is not None and found.simulated and settings.SIMULATORS else None,
        **(more or {}),
    }  # fmt: skip
    crumbs = (Crumb(_("Institution"), HERE), Crumb(_("Signing")))
    status = 422 if form.errors or (way is not None and way.errors) else 200
    return desk_page(request, officer, "desk/service.html", context, crumbs=crumbs, current=HERE, status=status)


def _callback(service: SigningService) -> str:
    """The address to which the service reports."""
    return f"{settings.PUBLIC_URL}/kait/tanda-tangan/{service.slug}/"


@require_POST
@officer_required
def trial(request: HttpRequest, officer: Officer) -> HttpResponse:
    """Whether a service answers; nothing is signed, bought or changed, so nothing goes into the log."""
    changes(officer)
    found = service_of(officer.institution_id)
    if request.POST.get("apa") == "meterai":
        return _page(request, officer, ServiceSetupForm.of(found), more={"duty_trial": duty_tried(house_of(officer))})
    more = {"trial": tried(found)} if found is not None else None
    return _page(request, officer, ServiceSetupForm.of(found), more=more)


@require_POST
@officer_required
def report(request: HttpRequest, officer: Officer) -> HttpResponse:
    """In a demonstration: have the simulator send callbacks, genuine or forged."""
    changes(officer)
    found, form = service_of(officer.institution_id), ReportForm(request.POST)
    if found is None or not found.simulated or not settings.SIMULATORS or not form.is_valid():
        raise Http404
    kind: str = form.cleaned_data["kind"]
    more = {"report": form, "answers": have_reported(found, _callback(found), kind), "reported": dict(KINDS)[kind]}
    return _page(request, officer, ServiceSetupForm.of(found), more=more)


@require_POST
@officer_required
def way(request: HttpRequest, officer: Officer) -> HttpResponse:
    """One officer signs otherwise than the institution's rule says, or as it says again."""
    changes(officer)
    institution = house_of(officer)
    form = WayForm(institution, request.POST)
    if not form.is_valid():
        return _page(request, officer, ServiceSetupForm.of(service_of(institution.pk)), form)
    user = User.objects.get(pk=int(form.cleaned_data["user"]), institution=institution)
    set_way(user=user, way=form.chosen(), by=officer.actor())
    messages.success(request, _("Kept for %(name)s.") % {"name": user.full_name})
    return redirect("desk:service")


@require_POST
@officer_required
def callback_key(request: HttpRequest, officer: Officer) -> HttpResponse:
    """Another key for callbacks, shown on this one page."""
    changes(officer)
    key = new_callback_key(institution_id=officer.institution_id, by=officer.actor())
    crumbs = (Crumb(_("Institution"), HERE), Crumb(_("Signing"), "/meja/lembaga/tanda-tangan/"), Crumb(_("Key")))
    return desk_page(request, officer, "desk/service_key.html", {"key": key}, crumbs=crumbs, current=HERE)

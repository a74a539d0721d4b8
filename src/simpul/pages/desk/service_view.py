"""What the signing room shows of a signature through the service: what to type, and where a request stands."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from simpul.casework.service_outcomes import may_compare
from simpul.core.signing.models import OPEN_ATTEMPTS, AttemptState, Means, ServiceAttempt, ServiceVersion, SignerState
from simpul.core.signing.services import name_of, service_of
from simpul.pages.desk.service_status import Standing, standing
from simpul.pages.desk.signing_view import Room, judges_text
from simpul.pages.shell.forms import LookMixin


class ServiceForm(LookMixin, forms.Form):
    """A signature through the service; ``nik`` only where the service knows people by it."""

    read_affirmed = forms.BooleanField(label=_("I have read the whole text and sign it as it stands here."))
    nik = forms.CharField(
        label=_("Your NIK"),
        max_length=20,
        # It goes back to the page that asked for the status with it, so that nobody types it twice.
        widget=forms.PasswordInput(render_value=True, attrs={"autocomplete": "off", "inputmode": "numeric"}),
        help_text=_("The service knows you by it. It goes there with this request and is not kept here."),
    )
    secret = forms.CharField(
        label=_("Passphrase of your certificate there"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(render_value=False, attrs={"autocomplete": "off"}),
        help_text=_("It is passed on once for this one signature and is not kept."),
    )

    def __init__(self, sent: QueryDict | None = None, *, by_nik: bool, by_code: bool, nik: str = "") -> None:
        super().__init__(sent, auto_id="layanan-%s", initial={"nik": nik})
        if not by_nik:
            del self.fields["nik"]
        if by_code:
            self.fields["secret"].label = _("One-time code")
            self.fields["secret"].help_text = _("The service sends it to you. It is good for this one signature.")


class NikForm(LookMixin, forms.Form):
    """By which the service knows the signer (v1); its answer comes before the passphrase is asked for."""

    nik = forms.CharField(
        label=_("Your NIK"),
        max_length=20,
        widget=forms.PasswordInput(render_value=False, attrs={"autocomplete": "off", "inputmode": "numeric"}),
        help_text=_("The service knows you by it. It goes there with this request and is not kept here."),
    )


class AnswerForm(LookMixin, forms.Form):
    """The file that the service gives out elsewhere."""

    file = forms.FileField(
        label=_("The signed PDF from the service"),
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
        help_text=_("Exactly as it was downloaded there; it is judged like any answer of the service."),
    )


class DeclareForm(LookMixin, forms.Form):
    """Nothing was signed there."""

    reason = forms.CharField(
        label=_("Where you looked and what you saw"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class ComparedForm(LookMixin, forms.Form):
    """What a comparison showed."""

    reason = forms.CharField(
        label=_("What the comparison showed"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


@dataclass(frozen=True, slots=True)
class ServiceState:
    """The service as this officer meets it; ``attempt``: the request that stands open; ``down``: the last one of whose
    turn it is, where it found nobody; ``declared``: the officer's last one, said to be not signed; ``standing``: what
    the service says of the officer, None while it was not asked."""

    name: str
    simulated: bool
    by_nik: bool
    by_code: bool
    attempt: ServiceAttempt | None
    down: ServiceAttempt | None
    declared: ServiceAttempt | None
    may_ask: bool
    may_compare: bool
    may_declare: bool
    may_look: bool
    standing: Standing | None = None
    nik: str = ""
    portal: str = ""

    def form(self, sent: QueryDict | None = None) -> ServiceForm:
        """What the officer fills in, with what was ``sent``."""
        return ServiceForm(sent, by_nik=self.by_nik, by_code=self.by_code, nik=self.nik)

    def forms(self) -> dict[str, forms.Form]:
        """The forms that the page needs, each as it looks before it is sent: no passphrase before the service said
        that the officer may sign."""
        found: dict[str, forms.Form] = {"compared": ComparedForm(auto_id="banding-%s")}
        if self.attempt is not None and self.attempt.state == AttemptState.UNSURE:
            found |= {"answer": AnswerForm(auto_id="berkas-%s"), "declare": DeclareForm(auto_id="nihil-%s")}
        if self.standing is not None and self.standing.may_sign:
            found["service"] = self.form()
        elif self.by_nik:
            found["nik"] = NikForm(auto_id="nik-%s")
        return found


def asked_state(room: Room) -> ServiceState | None:
    """As :func:`service_state`; where the officer's own signature is due, the service was asked for his status, if it
    knows people by what is known here."""
    found, own = service_state(room), room.own
    if found is None or found.by_nik or own is None or own.means != Means.SERVICE or found.attempt is not None:
        return found
    email = own.user.email if own.user is not None else ""
    return replace(found, standing=standing(own.pk, room.officer, found.name, email=email))


def service_state(room: Room) -> ServiceState | None:
    """None where nobody of the round signs through a service."""
    if room.round is None or not any(one.means == Means.SERVICE for one in room.signers):
        return None
    service = service_of(room.officer.institution_id)
    if service is None:
        return None
    attempts = ServiceAttempt.objects.filter(signer__round=room.round).select_related("signer", "returned")
    found = attempts.filter(state__in=OPEN_ATTEMPTS).last() if room.open else None
    mine = attempts.filter(signer=room.own).last() if room.own is not None else None
    last = mine if room.own is not None else attempts.filter(signer__state=SignerState.TURN).last()
    compares = room.task is not None and may_compare(room.officer, room.view.procedure, room.task.lane_id)
    return ServiceState(
        name=name_of(service), simulated=service.simulated, by_nik=service.version == ServiceVersion.V1,
        by_code=service.by_code, attempt=found,
        down=last if last is not None and last.next_try_at and last.state == AttemptState.FAILED else None,
        declared=mine if mine is not None and mine.state == AttemptState.DECLARED else None,
        may_ask=found is not None and bool(found.document or found.answer_id),
        may_compare=compares,
        may_declare=compares and found is not None and found.signer.user_id != room.officer.user_id,
        may_look=judges_text(room.officer, room.view.case),
        portal=f"{settings.SIMULATORS}/bsre/berkas/" if service.simulated and settings.SIMULATORS else "",
    )  # fmt: skip

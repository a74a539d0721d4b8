"""Whether the services outside answer: tried from the set-up page. Nothing is signed, bought or changed by a trial."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from simpul.adapters.bsre import BsreFault, Problem
from simpul.adapters.emeterai import Emeterai, EmeteraiFault
from simpul.adapters.emeterai import Problem as DutyProblem
from simpul.core.directory.models import Institution
from simpul.core.signing.duty_provider import provider_of
from simpul.core.signing.models import SigningService
from simpul.core.signing.services import name_of, try_out, wait_for_trial
from simpul.lib.wording import say
from simpul.rules.refusals import Refusal

Words = tuple[str | Promise, str | Promise]
_ADDRESS = gettext_lazy("Check the address, and whether this server may reach it. The service itself may be down.")
_ACCOUNT = gettext_lazy("Check the name of the account and its password with whoever gave them to you.")
_FAULTS: Mapping[Problem, Words] = {
    Problem.DOWN: (gettext_lazy("%(name)s cannot be reached"), _ADDRESS),
    Problem.ACCOUNT: (gettext_lazy("%(name)s answers, but refuses the account"), _ACCOUNT),
}
_STRANGE: Words = (
    gettext_lazy("%(name)s answers, but not as this version does"),
    gettext_lazy("Check the base address (without /api) and the version."),
)
_WHY: Mapping[str, str | Promise] = {
    "time": gettext_lazy(
        "It is out of date, or the clock of this server is wrong. Check the clock, then tell whoever runs the service."
    ),
    "name": gettext_lazy("It was issued for another name than the one in the address. Check the address for a slip."),
    "issuer": gettext_lazy(
        "Nobody whom this server trusts has issued it. If your institution issues its own, put that issuer among those "
        "of the system, or into a file named by SSL_CERT_FILE, and start anew."
    ),
}
"""Why a certificate of a web address is not believed."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What a trial showed; ``kind`` is that of a banner."""

    kind: str
    title: str
    text: str


def tried(service: SigningService) -> Trial:
    """Ask the signing service about a person who does not exist."""
    name = name_of(service)
    try:
        said = try_out(service)
    except BsreFault as fault:
        if fault.problem is Problem.UNTRUSTED:
            return Trial("late", _("The certificate of the address is not believed"), str(_WHY[fault.why]))
        return _trial(_FAULTS.get(fault.problem, _STRANGE), name)
    except Refusal as refusal:
        return Trial("late", _("Not tried"), say(refusal))
    if not said:
        return _trial(_STRANGE, name)
    return Trial("ok", _("%(name)s answers and accepts the account") % {"name": name}, _("Nothing was signed."))


def duty_tried(house: Institution) -> Trial:
    """Sign in to the e-Meterai service and ask how many are left; none is bought."""
    try:
        provider = provider_of(house)
        if provider is None:
            return Trial("info", _("No e-Meterai service is set up"), "")
        wait_for_trial(f"duty:{house.pk}")
        return _duty_trial(provider)
    except Refusal as refusal:
        return Trial("late", _("Not tried"), say(refusal))


def _duty_trial(provider: Emeterai) -> Trial:
    try:
        left = provider.balance()
    except EmeteraiFault as fault:
        known: Mapping[DutyProblem, Words] = {
            DutyProblem.DOWN: _FAULTS[Problem.DOWN], DutyProblem.ACCOUNT: _FAULTS[Problem.ACCOUNT]
        }  # fmt: skip
        return _trial(known.get(fault.problem, _STRANGE), provider.label)
    text = ngettext("%(left)d meterai is left. None was bought.", "%(left)d meterai are left. None was bought.", left)
    return Trial("ok", _("%(name)s answers and accepts the account") % {"name": provider.label}, text % {"left": left})


def _trial(words: Words, name: str) -> Trial:
    return Trial("late", str(words[0]) % {"name": name}, str(words[1]))

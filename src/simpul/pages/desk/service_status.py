"""What the service says of the signer, asked and shown before anything is typed that opens a signature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.adapters.bsre import MAY_SIGN, BsreFault, Problem
from simpul.casework.service_signing import ask_status
from simpul.core.directory.officers import Officer
from simpul.lib.wording import say
from simpul.rules.refusals import Refusal

Words = tuple[str | Promise, str | Promise]
_WAIT: Words = (
    gettext_lazy("Your certificate is not ready yet"),
    gettext_lazy("%(name)s is still issuing, renewing or checking it. Finish what it asked you by e-mail; then sign."),
)
_NONE: Words = (
    gettext_lazy("You have no certificate there yet"),
    gettext_lazy(
        "%(name)s knows you, but your certificate has not been issued or activated. Ask whoever looks after "
        "certificates in your institution, then finish the activation."
    ),
)
STATUSES: Mapping[str, Words] = {
    "NOT_REGISTERED": (
        gettext_lazy("You are not registered there"),
        gettext_lazy(
            "%(name)s does not know %(who)s. Ask whoever looks after certificates in your institution to register you, "
            "or have what stands here and there made the same."
        ),
    ),
    "NO_CERTIFICATE": _NONE,
    "NEW": _NONE,
    "EXPIRED": (
        gettext_lazy("Your certificate has expired"),
        gettext_lazy("Have it renewed at %(name)s. As soon as it is in force you can sign here."),
    ),
    "RENEW": _WAIT,
    "WAITING_FOR_VERIFICATION": _WAIT,
    "SUSPEND": (
        gettext_lazy("Your account there is suspended"),
        gettext_lazy("Only %(name)s can lift that. Ask whoever looks after certificates in your institution."),
    ),
    "REVOKE": (
        gettext_lazy("Your certificate was revoked"),
        gettext_lazy("Apply for a new one at %(name)s. As soon as it is in force you can sign here."),
    ),
}
"""The service's word -> title and advice. Every word but ``MAY_SIGN`` forbids a signature."""
_OTHER: Words = (
    gettext_lazy("You may not sign there now"),
    gettext_lazy("%(name)s says of you: %(said)s. Ask whoever looks after certificates in your institution."),
)
_PROBLEMS: Mapping[Problem, Words] = {
    Problem.DOWN: (
        gettext_lazy("The service cannot be reached now"),
        gettext_lazy("Nothing is asked of you and nothing can be signed. Open this page again in a few minutes."),
    ),
    Problem.UNTRUSTED: (
        gettext_lazy("The address of the service is not believed"),
        gettext_lazy("Its certificate does not hold, so nothing is sent there. Tell your administrator."),
    ),
    Problem.ACCOUNT: (
        gettext_lazy("The service refuses the institution's account"),
        gettext_lazy("Nothing can be signed before your administrator has set it right."),
    ),
}
_STRANGE: Words = (
    gettext_lazy("The service did not say whether you may sign"),
    gettext_lazy("Tell your administrator to test the connection. Nothing has been signed."),
)

_OURS = ("TTD-80", "TTD-81")
"""The service could not be asked because it is not set up to the end here."""


@dataclass(frozen=True, slots=True)
class Standing:
    """``may_sign``: a passphrase or code may be asked for. ``title`` and ``text`` say why not, and what helps;
    ``down``: it could not be reached."""

    may_sign: bool
    title: str = ""
    text: str = ""
    down: bool = False


def standing(signer_id: int, officer: Officer, name: str, nik: str = "", email: str = "") -> Standing:
    """Ask the service called ``name``. Raises NotAllowed TTD-30, Refusal TTD-85 where a NIK is wanted."""
    try:
        said = ask_status(signer_id=signer_id, officer=officer, nik=nik)
    except BsreFault as fault:
        found = _not(_PROBLEMS.get(fault.problem, _STRANGE), name)
        return replace(found, down=fault.problem is Problem.DOWN)
    except Refusal as refusal:
        if refusal.code not in _OURS:
            raise
        return Standing(False, str(_STRANGE[0]), say(refusal))
    if said == MAY_SIGN:
        return Standing(True)
    words = STATUSES.get(said, _OTHER if said else _STRANGE)
    return _not(words, name, said=said, who=email or _("your NIK"))


def _not(words: Words, name: str, said: str = "", who: str = "") -> Standing:
    return Standing(False, str(words[0]), str(words[1]) % {"name": name, "said": said, "who": who})

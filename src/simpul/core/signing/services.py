"""Which way an officer signs, and the institution's signing service as something that can be asked."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from simpul.adapters.bsre import SIMULATOR, Account, Bsre, BsreV1, BsreV2, Person
from simpul.core.directory import attempts
from simpul.core.directory.models import User
from simpul.core.messages.actions import record
from simpul.core.signing.models import Means, OfficerWay, ServiceVersion, SigningService, Way
from simpul.core.signing.service_secrets import keep_password, renew_callback_key, secrets_of
from simpul.lib import clock
from simpul.lib.actor import Actor
from simpul.rules.refusals import N_, Refusal

NAME = "BSrE"
NOBODY = Person(email="tidak-ada@simpul.example", nik="0" * 16)
"""Asked about only to see whether the service answers at all."""
TRIAL = "uji-layanan"
"""The door at which trials of the connection are counted."""


def service_of(institution_id: int) -> SigningService | None:
    """The institution's account at a signing service, whether it is used or not."""
    return SigningService.objects.filter(institution_id=institution_id).first()


def name_of(service: SigningService) -> str:
    """What the service is called wherever it is met; a simulator never goes by another's name."""
    return SIMULATOR if service.simulated else NAME


def means_for(user: User | None) -> Means:
    """How this officer signs electronically: the own way, else the institution's."""
    if user is None or user.institution_id is None:
        return Means.CERTIFICATE
    service = service_of(user.institution_id)
    if service is None:
        return Means.CERTIFICATE
    own = OfficerWay.objects.filter(user=user).first()
    through = own.way == Way.SERVICE if own is not None else service.in_use
    return Means.SERVICE if through else Means.CERTIFICATE


def client_of(service: SigningService) -> Bsre:
    """The service, ready to be asked. Raises Refusal TTD-80 (secret readable), TTD-81 (not set up to the end)."""
    secrets = secrets_of(settings.HOME, service.institution_id)
    address = f"{settings.SIMULATORS}/bsre" if service.simulated and settings.SIMULATORS else service.address
    account, password = (SIMULATOR, "-") if service.simulated else (service.account, secrets.password)
    if not address or not account or not password:
        raise Refusal(
            "TTD-81",
            N_("The signing service is not set up to the end. Ask your administrator; nothing has been signed."),
        )
    reached = Account(address, account, password, seconds=settings.SIGNING_SERVICE_SECONDS)
    return BsreV1(reached) if service.version == ServiceVersion.V1 else BsreV2(reached)


def try_out(service: SigningService) -> str:
    """Ask the service about a person who does not exist: whether it is there and accepts the account. No passphrase is
    sent, nothing signed, nothing changed. Gives its word for the person; "" where it is none of this version.

    Raises BsreFault, Refusal LCK-01 (tried too often), TTD-80, TTD-81.
    """
    client = client_of(service)
    wait_for_trial(f"service:{service.pk}")
    return client.status(NOBODY)


@transaction.atomic
def wait_for_trial(what: str) -> None:
    """After a few trials one has to wait for the next. Raises Refusal LCK-01."""
    subject = attempts.account_of(what)
    attempts.check(TRIAL, "", subject)
    attempts.failed(TRIAL, subject)


@transaction.atomic
def set_up_service(*, institution_id: int, values: Mapping[str, object], password: str, by: Actor) -> SigningService:
    """Keep how the institution reaches its service; an empty ``password`` leaves the one that is there.

    ``values``: version, simulated, address, account, by_code, in_use. Raises Refusal TTD-82 (address), TTD-83 (a
    simulator outside a demonstration), TTD-84 (codes with v1).
    """
    _check(values)
    service, _made = SigningService.objects.update_or_create(
        institution_id=institution_id, defaults={**values, "changed_at": clock.now()}
    )
    facts = {name: values[name] for name in ("version", "simulated", "by_code", "in_use")}
    record(institution_id=institution_id, verb="service.changed", by=by, facts={**facts, "password": bool(password)})
    if password:  # last: what no event could be written about has not changed
        keep_password(settings.HOME, institution_id, password)
    return service


def _check(values: Mapping[str, object]) -> None:
    if values["simulated"]:
        if not settings.DEMO:
            raise Refusal("TTD-83", N_("A simulator signs in demonstrations only. Give the address of the service."))
    else:
        parts = urlsplit(str(values["address"]))
        if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc or parts.query or parts.fragment:
            raise Refusal(
                "TTD-82",
                N_("Give the base address of the service as your institution got it; it begins with https://."),
            )
    if values["by_code"] and values["version"] == ServiceVersion.V1:
        raise Refusal("TTD-84", N_("Version 1 of the service knows no one-time codes. Choose the passphrase."))


@transaction.atomic
def set_way(*, user: User, way: str, by: Actor) -> None:
    """How this officer signs from the next round on; "" follows the institution's rule."""
    if way:
        OfficerWay.objects.update_or_create(user=user, defaults={"way": Way(way)})
    else:
        OfficerWay.objects.filter(user=user).delete()
    record(institution_id=user.institution_id, verb="signing_way.changed", by=by, facts={"user": user.pk, "way": way})


@transaction.atomic
def new_callback_key(*, institution_id: int, by: Actor) -> str:
    """The key with which the service marks its callbacks; it is shown this once."""
    record(institution_id=institution_id, verb="service.callback_key", by=by, facts={})
    return renew_callback_key(settings.HOME, institution_id)

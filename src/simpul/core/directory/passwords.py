"""Passwords: asking for a link, setting a new one. A new password ends every session and link of the person."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from simpul.core.directory import signin_links
from simpul.core.directory.models import Institution, Purpose, User
from simpul.core.messages.actions import record
from simpul.core.messages.models import Channel, Delivery
from simpul.lib import clock, ids
from simpul.lib.actor import SYSTEM, Actor

_QUIET = timedelta(minutes=2)
_SUBJECT = "Tautan kata sandi Simpul"
_BODY = (
    "Yth. Bapak/Ibu {name},\n\nBuat kata sandi Anda lewat tautan ini:\n[[tautan]]\n\n{life} Tautan hanya dapat dipakai "
    "sekali. Jika Anda tidak memintanya, abaikan pesan ini; kata sandi Anda tidak berubah.\n\nHormat kami,\n{house}\n"
)
_LIVES = {False: "Tautan berlaku satu jam sejak dikirim.", True: "Tautan berlaku tujuh hari sejak dikirim."}


def actor_of(user: User) -> Actor:
    """The person as the log stores one."""
    return Actor("user", str(user.pk), user.full_name, user.position)


@transaction.atomic
def ask_for_link(email: str) -> bool:
    """Mail a link to whoever has this address; whether there is one is for the caller not to say.

    Somebody who asks again within two minutes is not written to twice. Where nobody is written to the work is the
    same: the mail is written and taken back.
    """
    user = User.objects.select_related("institution").filter(email__iexact=email.strip(), is_active=True).first()
    recent = Delivery.objects.filter(
        key__startswith=f"sandi:{user.pk if user else 0}:", created_at__gt=clock.now() - _QUIET
    ).exists()
    nobody = User(institution=Institution.objects.order_by("pk").first(), email=email.strip()[:254])
    mark = transaction.savepoint()
    _write_link(user or nobody)
    if user is None or recent:
        transaction.savepoint_rollback(mark)
        return False
    transaction.savepoint_commit(mark)
    return True


def _write_link(user: User) -> None:
    record(institution_id=user.institution_id, verb="person.link_asked", by=SYSTEM, facts={"user": user.pk or 0})
    send_link(user, invitation=False)


def send_link(user: User, *, invitation: bool) -> None:
    """Put the mail into the outbox; the link itself is made at the moment of sending."""
    link_mail(user, invitation=invitation).save(force_insert=True)


def link_mail(user: User, *, invitation: bool) -> Delivery:
    """The mail as it will lie in the outbox."""
    house = user.institution.name if user.institution else "Simpul"
    return Delivery(
        institution_id=user.institution_id,
        key=f"sandi:{user.pk}:{ids.slug()}",
        channel=Channel.EMAIL,
        address=user.email,
        recipient=user.full_name,
        subject=_SUBJECT,
        body=_BODY.format(name=user.full_name, life=_LIVES[invitation], house=house),
        secrets={"sandi": {"user": user.pk, "invitation": invitation}},
        created_at=clock.now(),
        next_try_at=clock.now(),
    )


def mint_for_mail(wanted: dict[str, object]) -> str:
    """The path of the password link that a delivery names in its ``secrets``."""
    life = signin_links.INVITATION_LIFE if wanted.get("invitation") else signin_links.RESET_LIFE
    return f"/masuk/sandi/{signin_links.mint(int(str(wanted['user'])), Purpose.PASSWORD, life)}/"


@transaction.atomic
def set_password(user: User, password: str) -> None:
    """A new password; every open session and every link of the person is dead at once."""
    user.set_password(password)
    user.save(update_fields=["password"])
    signin_links.kill(user.pk)
    record(institution_id=user.institution_id, verb="person.password_set", by=actor_of(user), facts={"user": user.pk})

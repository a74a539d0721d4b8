"""Who may enter: a password, a mailed link. Guesses are slowed down as ``rules.attempts`` says.

A known and an unknown address get the same answer for the same work: one hash per answered guess, none while waiting.
"""

from __future__ import annotations

from django.contrib.auth import authenticate
from django.db import transaction

from simpul.core.directory import attempts, signin_links
from simpul.core.directory.models import Purpose, User
from simpul.core.directory.passwords import ask_for_link

PASSWORD_DOOR, ASKING_DOOR, LINK_DOOR, PRESENT_DOOR = "masuk", "lupa", "sandi", "akun"


@transaction.atomic
def by_password(*, email: str, password: str, network: str, device: str = "") -> User | None:
    """The person whose password this is, else None. Raises LCK-01 while this account or network has to wait.

    ``device``: the subject of a browser that entered this account before, "" for any other.
    """
    account = attempts.account_of(email)
    attempts.check(PASSWORD_DOOR, network, account, device)
    user = authenticate(username=email.strip(), password=password)
    if not isinstance(user, User):
        attempts.failed(PASSWORD_DOOR, *((device,) if device else (network, account)))
        return None
    attempts.passed(PASSWORD_DOOR, account, device)
    return user


def ask(*, email: str, network: str) -> None:
    """Mail a password link to whoever has this address. Raises LCK-01; each question counts, as a guess does."""
    account = attempts.account_of(email)
    with transaction.atomic():
        attempts.check(ASKING_DOOR, network, account)
        attempts.failed(ASKING_DOOR, network, account)
    ask_for_link(email)


@transaction.atomic
def count_link(secret: str, network: str) -> None:
    """Count the opening of a password link that leads nowhere. Raises LCK-01."""
    attempts.check(LINK_DOOR, network)
    if signin_links.holder(secret, Purpose.PASSWORD) is None:
        attempts.failed(LINK_DOOR, network)


@transaction.atomic
def is_present_password(user: User, password: str) -> bool:
    """Whether somebody at this person's open session knows the password. Raises LCK-01."""
    account = attempts.account_of(f"user:{user.pk}")
    attempts.check(PRESENT_DOOR, "", account)
    right = user.check_password(password)
    if right:
        attempts.passed(PRESENT_DOOR, account)
    else:
        attempts.failed(PRESENT_DOOR, "", account)
    return right

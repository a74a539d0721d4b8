"""`/demo/`: sign in as one of the invented people. Answers 404 in an installation that is no demonstration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import Resolver404, resolve
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from simpul.core.directory import signin_links
from simpul.core.directory.models import Institution, Purpose, User
from simpul.core.directory.roster import Place, places
from simpul.core.signing.demo_keys import PASSPHRASE
from simpul.core.signing.models import OfficerKey
from simpul.pages.shell.signin import DESK, arrived, enter
from simpul.rules.working_time import zone

INBOX = "/demo/kotak-masuk/"


@dataclass(frozen=True, slots=True)
class House:
    """A demo institution with its people by lane."""

    institution: Institution
    places: list[Place]

    @property
    def zone(self) -> str:
        """WIB, WITA or WIT."""
        return zone(self.institution.zone).tzname(None)


def demo_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The page does not exist where the installation is real."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: str) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, **kwargs)

    return guarded


@never_cache
@require_GET
@demo_only
def people(request: HttpRequest) -> HttpResponse:
    """Everybody one can play, by institution and lane."""
    houses = [House(house, places(house)) for house in Institution.objects.filter(is_demo=True).order_by("id")]
    keys = set(OfficerKey.objects.filter(is_demo=True, removed_at=None).values_list("user_id", flat=True))
    context = {"houses": houses, "passphrase": PASSPHRASE, "with_key": keys, "inbox": INBOX if _answers(INBOX) else ""}
    return render(request, "shell/demo.html", context)


@require_POST
@demo_only
def become(request: HttpRequest) -> HttpResponse:
    """Sign in as the chosen person of a demo institution."""
    number = request.POST.get("user", "")
    if not number.isdecimal():
        raise Http404
    user = get_object_or_404(User, pk=number, is_active=True, institution__is_demo=True)
    enter(request, user, "demo")
    return arrived(user, DESK)


@never_cache
@require_GET
@demo_only
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """A link of `simpul demo users`: good for one sign-in within ten minutes."""
    user = signin_links.spend(secret, Purpose.DEMO)
    if user is None or user.institution is None or not user.institution.is_demo:
        return render(request, "shell/tautan_mati.html", {"is_demo_link": True}, status=410)
    enter(request, user, "demo-link")
    return arrived(user, DESK)


def _answers(url: str) -> bool:
    try:
        resolve(url)
    except Resolver404:
        return False
    return True

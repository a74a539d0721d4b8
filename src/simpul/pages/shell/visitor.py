"""Where a visitor comes from, and which accounts were entered from this browser before."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from simpul.core.directory import attempts
from simpul.lib.ids import slug

_COOKIE, _SALT, _PATH = "simpul_perangkat", "simpul.device", "/masuk/"
_LIFE_SECONDS = 180 * 24 * 3600
_MOST_ACCOUNTS = 8


class VisitorMiddleware:
    """Takes the visitor's address and scheme from our own proxy; what others claim is not believed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.META.get("REMOTE_ADDR") in settings.PROXIES:
            _believe(request)
        return self.get_response(request)


def _believe(request: HttpRequest) -> None:
    """The last address is the one the proxy itself saw; anything before it was told by the visitor."""
    told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    with suppress(ValueError):  # no proxy in between, or none that says so
        request.META["REMOTE_ADDR"] = str(ipaddress.ip_address(told))
    if request.headers.get("X-Forwarded-Proto") == "https":
        request.META["wsgi.url_scheme"] = "https"


def network(request: HttpRequest) -> str:
    """The subject of the network a guess comes from."""
    return attempts.network_of(str(request.META.get("REMOTE_ADDR", "")))


def device(request: HttpRequest, account: str) -> str:
    """The subject of this browser where ``account`` was entered from it before, else ""."""
    kept = _kept(request)
    return attempts.device_of(kept[0], account) if account in kept[1:] else ""


def remember_device(request: HttpRequest, response: HttpResponse, account: str) -> None:
    """From now on this browser answers for its own guesses at ``account`` only."""
    number, *accounts = _kept(request) or [slug(20)]
    accounts = [account, *(other for other in accounts if other != account)][:_MOST_ACCOUNTS]
    response.set_cookie(
        _COOKIE, signing.dumps([number, *accounts], salt=_SALT), max_age=_LIFE_SECONDS, path=_PATH,
        secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax",
    )  # fmt: skip


def _kept(request: HttpRequest) -> list[str]:
    try:
        kept = signing.loads(request.COOKIES.get(_COOKIE, ""), salt=_SALT, max_age=_LIFE_SECONDS)
    except signing.BadSignature:
        return []
    return [str(item) for item in kept]

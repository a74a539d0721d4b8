"""`/kait/tanda-tangan/<slug>/`: where a signing service reports what became of a signature. No page, no session."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from simpul.casework.service_callbacks import Arrived, Forged, Outcome, receive
from simpul.core.signing.models import SigningService
from simpul.pages.shell.visitor import network
from simpul.rules.refusals import Refusal

LARGEST = 48 * 1024 * 1024
"""A signed file of 32 MB in base64, and a little."""


# Its mark over the body stands in the place of a session's token: a browser cannot make one.
@csrf_exempt
@require_POST
def signing_callback(request: HttpRequest, slug: str) -> HttpResponse:
    """401 for whatever is not genuine, whoever asks; 200 tells what became of a genuine one."""
    service = SigningService.objects.filter(slug=slug).first()
    if service is None:
        raise Http404
    body = request.read(LARGEST + 1)
    if len(body) > LARGEST:
        return JsonResponse({"error": "too large"}, status=413)
    stamp, mark = request.headers.get("X-Simpul-Timestamp", ""), request.headers.get("X-Simpul-Signature", "")
    try:
        outcome = receive(service, Arrived(network(request), stamp, mark, body))
    except Forged:
        return JsonResponse({"error": "not genuine"}, status=401)
    except Refusal as refusal:
        return JsonResponse({"error": refusal.code}, status=429 if refusal.code == "LCK-01" else 409)
    return JsonResponse({"outcome": outcome}, status=400 if outcome is Outcome.UNREADABLE else 200)

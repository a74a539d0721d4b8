"""Uploads of any audience: a view that streams its files to disk, and the judgement of what came."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.core.exceptions import TooManyFilesSent
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from simpul.adapters.inspection import NOT_KEPT, Judgement, Policy, inspect
from simpul.lib.uploads import SizedUploadHandler

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
# Up to here a file that is too big is read to its end so that the page can say so; beyond, the line is cut.
_PATIENCE = 4
_PATIENCE_FOR_ZIP = 2


def streams_uploads(view: View[P]) -> Callable[..., HttpResponseBase]:
    """The view's files go to disk while they arrive; a body far beyond the limit is refused before it is read."""
    return _streaming(view, lambda: (settings.UPLOAD_LIMIT_BYTES, _PATIENCE * settings.UPLOAD_LIMIT_BYTES))


def streams_scans(view: View[P]) -> Callable[..., HttpResponseBase]:
    """The same for a view that also takes a ZIP of scans."""
    return _streaming(view, lambda: (settings.SCANS_LIMIT_BYTES, _PATIENCE_FOR_ZIP * settings.SCANS_LIMIT_BYTES))


def _streaming(view: View[P], limits: Callable[[], tuple[int, int]]) -> Callable[..., HttpResponseBase]:
    """``limits``: the bytes of a file and of the whole body."""

    @csrf_exempt
    @wraps(view)
    def streaming(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        limit, body = limits()
        if int(request.META.get("CONTENT_LENGTH") or 0) > body:
            response = render(request, "shell/413.html", status=413)
            response.headers["Connection"] = "close"
            return response
        request.upload_handlers = [SizedUploadHandler(limit)]
        try:
            return csrf_protect(view)(request, *args, **kwargs)
        except TooManyFilesSent:
            context = {"most": settings.DATA_UPLOAD_MAX_NUMBER_FILES}
            return render(request, "shell/413.html", context, status=413)

    return streaming


def policy_for(kinds: Collection[str]) -> Policy:
    """What a requirement takes, in the installation's size limit."""
    return Policy(kinds=frozenset(kinds), max_bytes=settings.UPLOAD_LIMIT_BYTES)


def judge(path: Path, name: str, kinds: Collection[str]) -> Judgement:
    """Whether the file may be kept."""
    return inspect(path, name, policy_for(kinds))


@dataclass(frozen=True)
class Refused:
    """What ``shell/_upload_card.html`` says about a refused file."""

    name: str
    size: int
    code: str
    reason: str
    repair: tuple[str, ...]


def told(judgement: Judgement, name: str, sent: int) -> dict[str, object]:
    """A refusal as plain data that can be kept until a better file comes; ``sent`` is the size in bytes."""
    return {
        "name": "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in name)[:120],
        "size": sent,
        "code": judgement.code,
        "reason": judgement.reason,
        "params": dict(judgement.params),
        "repair": list(judgement.repair),
        "sha256": judgement.sha256,
    }


def shown(kept: Mapping[str, object]) -> Refused:
    """A kept refusal in the reader's language."""
    params, repair = kept.get("params"), kept.get("repair")
    values = params if isinstance(params, dict) else {}
    steps = tuple(_(str(step)) % values for step in repair) if isinstance(repair, list) else ()
    reason = f"{_(str(kept['reason'])) % values} {_(NOT_KEPT)}"
    size = kept.get("size")
    return Refused(str(kept["name"]), size if isinstance(size, int) else 0, str(kept["code"]), reason, steps)

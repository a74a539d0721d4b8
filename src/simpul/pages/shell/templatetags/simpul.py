"""Template tags of the look: icons, chips, banners, fields; filters that write dates, times and amounts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from simpul.pages.shell import formats
from simpul.pages.shell.forms import Dressed, dress
from simpul.pages.shell.marking import marked
from simpul.rules.agreement_text.columns import words_in_second
from simpul.rules.agreement_text.structure import AgreementText
from simpul.rules.agreement_text.words import on_one_line

register = template.Library()

_CODE = re.compile(r"\(\w+: [A-Z]{3}-\d+\)")

CHIP_ICONS = {
    "idle": "circle-dashed",
    "now": "circle-dot",
    "ok": "circle-check",
    "due": "clock",
    "late": "alert-triangle",
    "pause": "player-pause",
    "bare": "calendar",
}
BANNER_ICONS = {
    "info": "info-circle",
    "ok": "circle-check",
    "due": "alert-circle",
    "late": "alert-triangle",
    "pause": "player-pause",
}
# Django's message levels in the words of the look.
_LEVELS = {"debug": "info", "success": "ok", "warning": "due", "error": "late"}
_VERDICTS = {"ok": "rosette-discount-check", "late": "alert-octagon", "idle": "help-circle"}


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """One symbol of the sprite; decoration only, so the word beside it carries the meaning."""
    address = static("simpul/icons.svg")
    return format_html(
        '<svg class="s-i{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        f" {extra}" if extra else "",
        address,
        name,
    )


@register.filter
def coded(text: object) -> SafeString:
    """A sentence whose "(Kode: UNG-02)" stays on one line, so that the code can be read and searched for whole."""
    return marked(str(text), _CODE, '<span class="s-nb">{}</span>')


@register.inclusion_tag("shell/_chip.html")
def chip(kind: str, text: str, symbol: str = "") -> dict[str, str]:
    """A state: ``kind`` is idle, now, ok, due, late, pause or bare."""
    return {"kind": kind, "text": text, "symbol": symbol or CHIP_ICONS[kind]}


@register.inclusion_tag("shell/_banner.html")
def banner(
    kind: str,
    title: object,
    text: str = "",
    links: Iterable[Mapping[str, str]] = (),
    heading: str = "h2",
    role: str = "",
    symbol: str = "",
) -> dict[str, object]:
    """A fact that changes what you do now: ``kind`` is info, ok, due, late or pause (or a message level of Django)."""
    known = _LEVELS.get(kind, kind)
    return {
        "kind": known,
        "title": title,
        "text": text,
        "links": links,
        "heading": heading,
        "role": role,
        "symbol": symbol or BANNER_ICONS[known],
    }


@register.inclusion_tag("shell/_verdict.html")
def verdict(kind: str, word: str, text: str = "", reasons: Iterable[str] = ()) -> dict[str, object]:
    """The judgement of a document: ``kind`` is ok (SAH), late (TIDAK SAH) or idle (TIDAK DIKENAL)."""
    return {"kind": kind, "word": word, "text": text, "reasons": reasons, "symbol": _VERDICTS[kind]}


@register.inclusion_tag("shell/_field.html")
def field(bound: BoundField) -> dict[str, Dressed]:
    """A field: label, hint, why we ask, error, entry."""
    return {"dressed": dress(bound)}


@register.inclusion_tag("shell/_fields.html")
def fields(form: BaseForm) -> dict[str, BaseForm]:
    """All fields of a form in its order, hidden ones first."""
    return {"form": form}


@register.inclusion_tag("shell/_error_summary.html")
def error_summary(*forms: BaseForm | list[BaseForm]) -> dict[str, list[dict[str, str]]]:
    """All faults of the forms, each a link to its entry; nothing where there are none.

    A form that is one of several alike says in its ``about`` which one it is.
    """
    single = [one for each in forms for one in (each if isinstance(each, list) else [each])]
    return {"faults": [fault for form in single if form.is_bound for fault in _faults(form)]}


def _faults(form: BaseForm) -> list[dict[str, str]]:
    about = str(getattr(form, "about", ""))
    found = [{"id": "", "label": about, "text": str(text)} for text in form.non_field_errors()]
    for bound in form:
        place = bound.id_for_label or bound.auto_id
        label = str(bound.label).rstrip(".")
        texts = [str(text) for text in bound.errors]
        found += [
            {"id": place, "label": ", ".join(filter(None, (about, "" if label in text else label))), "text": text}
            for text in texts
        ]
    return found


def _day(value: date) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


@register.filter
def in_english(text: AgreementText, clause: str) -> str:
    """The words of a clause in the second column of an agreement in two languages; "" where there is one only."""
    return words_in_second(text).get(clause, "")


@register.filter
def tanggal(value: date | None) -> str:
    """22 November 2026 (of a time: its day in the current zone)"""
    return formats.tanggal(_day(value)) if value else ""


@register.filter
def tanggal_pendek(value: date | None) -> str:
    """24 Nov"""
    return formats.tanggal_pendek(_day(value)) if value else ""


@register.filter
def hari_tanggal(value: date | None) -> str:
    """Minggu, 22 November 2026"""
    return formats.hari_tanggal(_day(value)) if value else ""


@register.filter
def waktu(value: datetime | None) -> str:
    """pukul 14.30 WIB in the current zone"""
    return formats.waktu(value, timezone.get_current_timezone()) if value else ""


@register.filter
def saat(value: datetime | None) -> str:
    """Senin, 2 November 2026, pukul 10.12 WIB in the current zone"""
    return formats.saat(value, timezone.get_current_timezone()) if value else ""


@register.filter
def akhir_hari(value: date | None) -> str:
    """Minggu, 22 November 2026, pukul 24.00 WIB in the current zone"""
    return formats.akhir_hari(value, timezone.get_current_timezone()) if value else ""


@register.simple_tag
def rentang(first: date, last: date) -> str:
    """22-24 November 2026"""
    return formats.rentang(first, last)


def _filter(name: str, write: Any) -> None:
    def shown(value: Any) -> str:
        return "" if value is None or value == "" else str(write(value))

    register.filter(name, shown)


for _name, _write in (
    ("rupiah", formats.rupiah),
    ("angka", formats.angka),
    ("persen", formats.persen),
    ("ukuran", formats.ukuran),
    ("ke", formats.ke),
    ("putaran", formats.putaran),
    ("hk", formats.hk),
    ("sisa_hk", formats.sisa_hk),
    ("sisa_hari_kerja", formats.sisa_hari_kerja),
    ("jam_berhenti", formats.jam_berhenti),
    ("samar_surel", formats.samar_surel),
    ("samar_nik", formats.samar_nik),
    ("samar_nomor", formats.samar_nomor),
    ("sebaris", on_one_line),
    ("sidik", formats.sidik),
    ("initials", formats.inisial),
    ("wa_link", formats.nomor_wa),
):
    _filter(_name, _write)

"""How a step records the agreement that was signed: its effect, and the parts (``peran``) that its fields answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from simpul.rules.procedure.faults import Findings
from simpul.rules.procedure.parts import Part, effects_of
from simpul.rules.refusals import N_

RECORD = "catat_perjanjian"
AGREEMENT_NUMBER, PARTNER_NUMBER = "nomor_perjanjian", "nomor_perjanjian_mitra"
SIGNED_ON, SIGNED_WHERE, SIGNED_HOW = "tanggal_ditandatangani", "tempat_ditandatangani", "cara_ditandatangani"
AGREEMENT_FROM, AGREEMENT_UNTIL, SIGNED_FILE = "mulai_berlaku", "akhir_berlaku", "naskah_ditandatangani"
DUTY_HOW, DUTY_NUMBERS = "cara_meterai", "nomor_meterai"
DUTY_COUNT, DUTY_GROUND = "jumlah_bermeterai", "dasar_bebas_meterai"

AGREEMENT_ROLES: Mapping[str, str] = {
    AGREEMENT_NUMBER: N_("for “catat_perjanjian”: the number that the signed agreement bears"),
    PARTNER_NUMBER: N_("for “catat_perjanjian”: the partner's own number of it"),
    SIGNED_ON: N_("for “catat_perjanjian”: the day on which it was signed"),
    SIGNED_WHERE: N_("for “catat_perjanjian”: where it was signed"),
    SIGNED_HOW: N_("for “catat_perjanjian”: how it was signed; the choice “elektronik”, every other one is wet ink"),
    AGREEMENT_FROM: N_("for “catat_perjanjian”: its first day; without it the day on which it was signed"),
    AGREEMENT_UNTIL: N_("for “catat_perjanjian”: its last day; without it the agreement has no end"),
    SIGNED_FILE: N_("for “catat_perjanjian”: the signed file"),
    DUTY_HOW: N_(
        "for “catat_perjanjian” and “arsipkan”: how stamp duty was paid; the choices “tempel”, “elektronik”, “ssp” and "
        "“tidak_terutang”, every other one is: not yet"
    ),
    DUTY_NUMBERS: N_("beside “cara_meterai”: the numbers of the stamps or receipts, one on a line"),
    DUTY_COUNT: N_("beside “cara_meterai”: how many originals owe; without it one for each party"),
    DUTY_GROUND: N_("beside “cara_meterai”: the provision by which nothing is owed"),
}
KINDS_OF_AGREEMENT_ROLES: Mapping[str, str] = {
    SIGNED_ON: "tanggal",
    SIGNED_HOW: "pilihan",
    AGREEMENT_FROM: "tanggal",
    AGREEMENT_UNTIL: "tanggal",
    SIGNED_FILE: "berkas",
    DUTY_HOW: "pilihan",
    DUTY_COUNT: "angka",
}


def check_record(step: Part, findings: Findings) -> None:
    """A step that records the agreement asks itself, of everybody, for the day and for the signed file."""
    _check_kinds(step, findings)
    _check_duty(step, findings)
    path = next((path for path, name, _moment_path, _moment in effects_of(step) if name == RECORD), None)
    if path is None:
        return
    for role in (SIGNED_ON, SIGNED_FILE):
        if not _is_asked(step.parts("isian"), role):
            text = N_(
                "The effect “%(name)s” needs a field of this step with “peran: %(role)s” and “wajib: ya”, without "
                "“jika” and “untuk”."
            )
            findings.add(path, text, name=RECORD, role=role)


def _check_duty(step: Part, findings: Findings) -> None:
    """Who is asked how the duty was paid can also say by what, or why it is not owed."""
    fields = tuple(step.parts("isian"))
    how = next((field for field in fields if field.text("peran") == DUTY_HOW), None)
    if how is None:
        return
    for role in (DUTY_NUMBERS, DUTY_GROUND):
        if not any(field.text("peran") == role for field in fields):
            text = N_("Beside “peran: %(name)s” the step needs a field with “peran: %(role)s”.")
            findings.add(how.at("peran"), text, name=DUTY_HOW, role=role)


def _is_asked(fields: Iterable[Part], role: str) -> bool:
    return any(
        field.text("peran") == role and field.text("wajib") == "ya" and not {"jika", "untuk"} & field.data.keys()
        for field in fields
    )


def _check_kinds(step: Part, findings: Findings) -> None:
    for field in step.parts("isian"):
        wanted = KINDS_OF_AGREEMENT_ROLES.get(field.text("peran"))
        if wanted and field.text("jenis") != wanted:
            findings.add(field.at("peran"), N_("Only a field of kind “%(kind)s” can have this part."), kind=wanted)

"""The conditions of a template in words, each as the end of the sentence “only where …”, and so their opposites."""

from __future__ import annotations

from collections.abc import Mapping

from simpul.rules.agreement_text.conditions import CONDITIONS, NOT
from simpul.rules.refusals import N_

_WORDS: Mapping[str, tuple[str, str]] = {
    "elektronik": (N_("it is signed electronically"), N_("it is not signed electronically")),
    "basah": (N_("it is signed in wet ink"), N_("it is not signed in wet ink")),
    "bermeterai": (N_("stamp duty is due"), N_("no stamp duty is due")),
    "data_pribadi": (N_("personal data are processed"), N_("no personal data are processed")),
    "lebih_dari_dua_pihak": (N_("there are more than two parties"), N_("there are only two parties")),
    "beberapa_lembaga": (
        N_("several parties stand on the institution's side"),
        N_("one party stands on the institution's side"),
    ),
    "beberapa_mitra": (N_("there are several partners"), N_("there is one partner")),
    "mitra_swasta": (N_("the partner is private, or a person"), N_("the partner is neither private nor a person")),
    "berlampiran": (N_("the agreement has annexes"), N_("the agreement has no annexes")),
    "mitra_mengambil": (N_("the partner takes the specimens"), N_("the partner does not take the specimens")),
    "mitra_mengirim": (N_("the partner sends the specimens"), N_("the partner does not send the specimens")),
    "berbiaya": (N_("the services are charged for"), N_("the services are not charged for")),
    "tarif_nol": (N_("the tariff is Rp0"), N_("the tariff is not Rp0")),
    "tarif_kontrak": (N_("the tariff is agreed by contract"), N_("the tariff is not agreed by contract")),
    "pnbp": (N_("the payment is state revenue (PNBP)"), N_("the payment is not state revenue (PNBP)")),
    "tagihan_bulanan": (N_("it is billed monthly"), N_("it is not billed monthly")),
    "jangka_genap": (N_("the term is a number of whole months"), N_("the term is no number of whole months")),
    "ada_peserta": (N_("there are participants"), N_("there are no participants")),
    "ada_unit": (N_("a unit of the institution is named"), N_("no unit of the institution is named")),
    "ada_provinsi": (N_("the institution's province is named"), N_("the institution's province is not named")),
    "pks": (N_("it is a cooperation agreement (PKS)"), N_("it is no cooperation agreement (PKS)")),
    "mou": (N_("it is a memorandum of understanding (MoU)"), N_("it is no memorandum of understanding (MoU)")),
    "kb": (N_("it is a joint agreement (KB)"), N_("it is no joint agreement (KB)")),
    "sinergi": (N_("it is a synergy agreement"), N_("it is no synergy agreement")),
    "ksdd": (
        N_("it is cooperation between regions (KSDD)"),
        N_("it is no cooperation between regions (KSDD)"),
    ),
    "ksdpk": (
        N_("it is cooperation of a region with a third party (KSDPK)"),
        N_("it is no cooperation of a region with a third party (KSDPK)"),
    ),
    "kerja_sama_daerah": (N_("it is regional cooperation"), N_("it is no regional cooperation")),
    "kategori_lembaga": (N_("the partner is an institution"), N_("the partner is no institution")),
    "kategori_perusahaan": (N_("the partner is a company"), N_("the partner is no company")),
    "kategori_mahasiswa": (N_("the partner is a student"), N_("the partner is no student")),
    "tanpa_dasar_biaya": (N_("no basis of the cost is settled"), N_("a basis of the cost is settled")),
    "pelayanan": (N_("the cooperation is about services"), N_("the cooperation is not about services")),
    "teknis": (N_("the cooperation is technical"), N_("the cooperation is not technical")),
    "litbang": (
        N_("the cooperation is research and development"),
        N_("the cooperation is no research and development"),
    ),
    "magang": (N_("the cooperation is an internship"), N_("the cooperation is no internship")),
    "lainnya": (N_("the cooperation is of another kind"), N_("the cooperation is of none of the other kinds")),
}


def words_of(condition: str) -> str:
    """The msgid of a condition or of its opposite; an unknown one as it is written."""
    pair = _WORDS.get(condition.removeprefix(NOT))
    return pair[condition.startswith(NOT)] if pair else condition


def choices() -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Every condition, then every opposite, each with its msgid."""
    opposites = tuple((f"{NOT}{name}", words_of(f"{NOT}{name}")) for name in CONDITIONS)
    return tuple((name, words_of(name)) for name in CONDITIONS), opposites


def opposite(condition: str) -> str:
    """ "tidak x" of "x", and the other way round."""
    return condition.removeprefix(NOT) if condition.startswith(NOT) else f"{NOT}{condition}"

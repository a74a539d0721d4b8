"""The closed vocabulary of conditions under which a clause of a template stands in the text."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from simpul.rules.agreement_text.values import AgreementValues

NOT = "tidak "

CONDITIONS: Mapping[str, Callable[[AgreementValues], bool]] = {
    "elektronik": lambda v: v.mode == "elektronik",
    "basah": lambda v: v.mode == "basah",
    "bermeterai": lambda v: v.meterai,
    "data_pribadi": lambda v: v.has_personal_data,
    "lebih_dari_dua_pihak": lambda v: len(v.parties) > 2,
    "beberapa_lembaga": lambda v: len(v.labels(host=True)) > 1,
    "beberapa_mitra": lambda v: len(v.labels(host=False)) > 1,
    "mitra_swasta": lambda v: any(p.kind in ("swasta", "perseorangan") for p in v.parties if not p.is_host),
    "berlampiran": lambda v: bool(v.tests or v.students or v.supervisors) or v.instrument == "NKS",
    "mitra_mengambil": lambda v: v.specimens.collected_by == "mitra",
    "mitra_mengirim": lambda v: v.specimens.carried_by == "mitra",
    "berbiaya": lambda v: v.cost_basis is not None and v.cost_basis.kind != "Rp0",
    "tarif_nol": lambda v: v.cost_basis is not None and v.cost_basis.kind == "Rp0",
    "tarif_kontrak": lambda v: v.cost_basis is not None and v.cost_basis.kind == "Kontrak",
    "pnbp": lambda v: v.cost_basis is not None and v.cost_basis.kind in ("PP", "PMK", "Kontrak"),
    "tagihan_bulanan": lambda v: v.billing.per == "bulan",
    "jangka_genap": lambda v: v.months is not None,
    "ada_peserta": lambda v: bool(v.students),
    "ada_unit": lambda v: bool(v.host_unit),
    "ada_provinsi": lambda v: bool(v.province),
    "pks": lambda v: v.instrument == "PKS",
    "mou": lambda v: v.instrument == "MoU",
    "kb": lambda v: v.instrument == "KB",
    "sinergi": lambda v: v.instrument == "NKS",
    "ksdd": lambda v: v.regional == "ksdd",
    "ksdpk": lambda v: v.regional == "ksdpk",
    "kerja_sama_daerah": lambda v: bool(v.regional),
    "kategori_lembaga": lambda v: v.category == "lembaga",
    "kategori_perusahaan": lambda v: v.category == "perusahaan",
    "kategori_mahasiswa": lambda v: v.category == "mahasiswa",
    "tanpa_dasar_biaya": lambda v: v.cost_basis is None,
    "pelayanan": lambda v: v.type_code == "pelayanan",
    "teknis": lambda v: v.type_code == "teknis",
    "litbang": lambda v: v.type_code == "litbang",
    "magang": lambda v: v.type_code == "magang",
    "lainnya": lambda v: v.type_code == "lainnya",
}


def known(condition: str) -> bool:
    return condition.removeprefix(NOT) in CONDITIONS


def holds(conditions: tuple[str, ...], values: AgreementValues) -> bool:
    """True when every condition holds; "tidak x" is the opposite of "x"."""
    return all(CONDITIONS[name.removeprefix(NOT)](values) is not name.startswith(NOT) for name in conditions)

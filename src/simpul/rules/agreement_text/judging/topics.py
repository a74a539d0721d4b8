"""The topics by which an analyst reads an agreement, in that order; ``naskah`` gathers what is about its drafting."""

from __future__ import annotations

from collections.abc import Mapping

from simpul.rules.refusals import N_

DRAFTING = "naskah"
TOPICS: Mapping[str, str] = {
    "kewenangan": N_("Authority of the parties"),
    "objek": N_("Object and scope"),
    "jangka_waktu": N_("Term"),
    "biaya": N_("Cost and PNBP basis"),
    "kerahasiaan": N_("Confidentiality and personal data"),
    "hki": N_("Intellectual property"),
    "perselisihan": N_("Settlement of disputes"),
    "kahar": N_("Force majeure"),
    "pengakhiran": N_("Termination and sanctions"),
    "meterai": N_("Stamp duty"),
}
ALL_TOPICS: Mapping[str, str] = {**TOPICS, DRAFTING: N_("Drafting of the text")}

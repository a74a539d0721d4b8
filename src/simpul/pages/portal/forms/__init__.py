"""The forms of the sections: one topic each, few required answers, what people type is read kindly."""

from __future__ import annotations

from simpul.pages.portal.forms.kind import KindForm
from simpul.pages.portal.forms.letter import LetterForm
from simpul.pages.portal.forms.partner import ContactForm, InstitutionForm, SignatoryForm
from simpul.pages.portal.forms.section import SectionForm
from simpul.pages.portal.forms.wish import CostForm, ScopeForm, TermForm

__all__ = ["FORMS", "KindForm", "SectionForm"]

FORMS: dict[str, type[SectionForm]] = {
    "jenis": KindForm,
    "lembaga": InstitutionForm,
    "penandatangan": SignatoryForm,
    "narahubung": ContactForm,
    "lingkup": ScopeForm,
    "waktu": TermForm,
    "biaya": CostForm,
    "surat": LetterForm,
}

"""The words of the sections: title of the page, task in the list, what it is for."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True)
class Topic:
    """``name`` in the list, ``task`` on the button, ``title`` and ``lead`` on the page."""

    name: Text
    task: Text
    title: Text
    lead: Text


TOPICS: dict[str, Topic] = {
    "jenis": Topic(
        _("Type of cooperation"),
        _("Change the type of cooperation"),
        _("Who you are and what you need"),
        _("These answers decide which papers and which questions follow. Your other answers stay."),
    ),
    "lembaga": Topic(
        _("Institution"),
        _("Fill in the institution"),
        _("Your institution"),
        _("The name and seat as they are to stand in the agreement."),
    ),
    "penandatangan": Topic(
        _("Signatory"),
        _("Fill in the signatory"),
        _("Who signs for you"),
        _("The person who may bind your institution. If you do not know yet, leave it open; it can follow."),
    ),
    "narahubung": Topic(
        _("Contact person"),
        _("Fill in the contact person"),
        _("Whom we may contact"),
        _("News about your request goes to this person. One of e-mail and telephone is enough."),
    ),
    "lingkup": Topic(
        _("Scope"),
        _("Fill in the scope"),
        _("What the cooperation covers"),
        _("Choose everything that fits. It can still be refined when the text is written."),
    ),
    "pemeriksaan": Topic(
        _("Tests asked for"),
        _("Fill in the tests"),
        _("Which tests you need"),
        _("One row per test. Tariffs and turnaround times are filled in by the laboratory."),
    ),
    "mahasiswa": Topic(
        _("Students"),
        _("Fill in the students"),
        _("Which students take part"),
        _("One request is enough for all of them; the campus signs."),
    ),
    "waktu": Topic(
        _("Period"),
        _("Fill in the period"),
        _("From when and for how long"),
        _("A wish is enough. The final dates are fixed together before signing."),
    ),
    "biaya": Topic(
        _("Cost"),
        _("Fill in the cost"),
        _("How the cost is to be borne"),
        _("This helps us to write the article on cost. You do not commit yourself yet."),
    ),
    "pihak": Topic(
        _("Further parties"),
        _("Fill in further parties"),
        _("Other parties that sign too"),
        _("Only if a third party signs the agreement as well. Otherwise leave this part out."),
    ),
    "surat": Topic(
        _("Number and date of your letter"),
        _("Fill in number and date of the letter"),
        _("Your letter of request"),
        _("As they stand on the letter. A letter without a number is fine."),
    ),
    "dokumen": Topic(
        _("Papers"),
        _("Upload the papers"),
        _("Upload papers"),
        _("A photo is fine if the whole page can be read. Only the letter is needed now."),
    ),
}

"""Every fault of a file of positions: its code and its sentence."""

from __future__ import annotations

from simpul.rules.procedure.faults import Coded
from simpul.rules.refusals import N_

UNREADABLE = Coded("POS-01", N_("The positions are a list of keys such as “posisi” and “istilah”."))
UNKNOWN_KEY = Coded("POS-02", N_("The key “%(key)s” is unknown here."))
MISSING_KEY = Coded("POS-03", N_("The key “%(key)s” is missing."))
NO_LIST = Coded("POS-04", N_("A list is expected here."))
NO_MAPPING = Coded("POS-05", N_("Keys with values are expected here."))
NO_TEXT = Coded("POS-06", N_("A text is expected here."))
NO_TEXTS = Coded("POS-07", N_("A list of texts is expected here."))
UNKNOWN_INSTRUMENT = Coded("POS-08", N_("The instrument “%(name)s” is unknown."))
UNKNOWN_CONDITION = Coded("POS-09", N_("The condition “%(name)s” is unknown."))
UNKNOWN_WORD = Coded("POS-10", N_("“%(value)s” is unknown here; there are: %(known)s."))
NO_PERCENT = Coded("POS-11", N_("A whole percentage from 0 to 100 is expected here."))
ID_TWICE = Coded("POS-12", N_("The id “%(name)s” stands twice."))
NO_PHRASE = Coded(
    "POS-13", N_("“%(phrase)s” is no phrase: words, | between alternatives, * at an end, ... between words.")
)
TOO_MANY_PHRASES = Coded("POS-14", N_("There are more than %(most)d phrases; a judgement would take too long."))
MISSING_POSITION = Coded("POS-15", N_("The position “%(id)s” is missing: a check of the judge needs it."))

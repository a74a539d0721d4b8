"""Working time: what a standard time means, when it is due, and why.

``due(start, parse("3 HK"), calendar)`` answers with the days counted and skipped; ``deadline`` is the same without the
explanation; ``used``, ``remaining`` and ``working_days_between`` tell how far a clock has come, ``used_by_each`` of
many at once; ``recompute`` follows a changed calendar. All times are aware; answers stand in the zone of the calendar.
"""

from simpul.rules.working_time.answer import Due, deadline, due
from simpul.rules.working_time.calendar import Calendar
from simpul.rules.working_time.cautions import Caution
from simpul.rules.working_time.days import CalendarYear, DayOff, RamadanRow, Reason
from simpul.rules.working_time.explanation import Skipped
from simpul.rules.working_time.hours import OFFICE, RAMADAN, Hours
from simpul.rules.working_time.many import used_by_each
from simpul.rules.working_time.pauses import Pause
from simpul.rules.working_time.progress import Remaining, Used, remaining, used, working_days_between
from simpul.rules.working_time.recomputation import Moved, OpenClock, recompute
from simpul.rules.working_time.standard import Standard, Unit, parse
from simpul.rules.working_time.zones import DEFAULT_ZONE, LABELS, ZONES, zone

__all__ = [
    "DEFAULT_ZONE",
    "LABELS",
    "OFFICE",
    "RAMADAN",
    "ZONES",
    "Calendar",
    "CalendarYear",
    "Caution",
    "DayOff",
    "Due",
    "Hours",
    "Moved",
    "OpenClock",
    "Pause",
    "RamadanRow",
    "Reason",
    "Remaining",
    "Skipped",
    "Standard",
    "Unit",
    "Used",
    "deadline",
    "due",
    "parse",
    "recompute",
    "remaining",
    "used",
    "used_by_each",
    "working_days_between",
    "zone",
]

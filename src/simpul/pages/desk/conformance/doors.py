"""Who may see the figures of the institution: those who answer for it, not everybody about each other."""

from __future__ import annotations

from simpul.core.directory.officers import Officer
from simpul.rules.refusals import N_, NotAllowed

HERE = "/meja/kesesuaian/"


def sees_figures(officer: Officer) -> bool:
    """Whoever stands above another lane, administrators, inspectors."""
    return officer.is_admin or officer.is_inspector or bool(officer.commands)


def check_sees(officer: Officer) -> None:
    """Refuses SOP-64."""
    if not sees_figures(officer):
        raise NotAllowed(
            "SOP-64", N_("The figures are for leaders, administrators and inspectors. Ask one of them for a number.")
        )

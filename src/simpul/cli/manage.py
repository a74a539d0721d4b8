"""`simpul manage COMMAND ...`: Django's own commands, for makers and operators."""

from __future__ import annotations

from django.core.management import execute_from_command_line


def run(argv: list[str]) -> int:
    """Hand the words to Django; its SystemExit carries the code."""
    execute_from_command_line(["simpul manage", *argv])
    return 0

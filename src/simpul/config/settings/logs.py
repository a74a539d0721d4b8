"""The log: warnings and errors, one line each, to the standard error stream of the process."""

from __future__ import annotations

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "simpul.lib.log_lines.LineFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Django would keep its own handlers, which are silent outside debugging: a fault of production would vanish.
    "loggers": {"django": {"handlers": [], "level": "WARNING", "propagate": True}},
}

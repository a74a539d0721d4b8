"""Examinations that need no database: disk, secrets, certificates, mail, calendar."""

from __future__ import annotations

import os
import shutil
import smtplib
import stat
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509

from simpul.cli.findings import Finding, State
from simpul.cli.speech import _
from simpul.lib import clock
from simpul.lib.national_calendar import national_calendar

ENOUGH_BYTES, SCARCE_BYTES = 2 * 1024**3, 256 * 1024**2
SOON = timedelta(days=60)
BACKUP_EVERY = timedelta(days=8)
MAIL_SECONDS = 5.0
EARLIEST = 2025


def storage(home: Path) -> Finding:
    """The data folder takes a file, and there is room."""
    name = _("storage")
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home) as probe:
            probe.write(b"simpul")
    except OSError as error:
        advice = _("Give the folder to the account that runs Simpul, or set SIMPUL_HOME to another one.")
        return Finding(name, "fault", f"{home}: {error.strerror}", advice)
    free = shutil.disk_usage(home).free
    seen = _("%(folder)s: %(free).1f GB free", folder=str(home), free=free / 1024**3)
    if free < ENOUGH_BYTES:
        state: State = "fault" if free < SCARCE_BYTES else "warning"
        return Finding(name, state, seen, _("Free some space, or move SIMPUL_HOME to a larger disk."))
    return Finding(name, "ok", seen)


def secrets(home: Path) -> Finding:
    """Nobody but the account itself may read the keys."""
    name, folder = _("secrets"), home / "keys"
    if not folder.exists():
        return Finding(name, "ok", _("no keys yet; they are made at the first start"))
    loose = [path.name for path in (folder, *folder.rglob("*")) if stat.S_IMODE(path.stat().st_mode) & 0o077]
    if loose:
        seen = _("readable by others: %(names)s", names=", ".join(sorted(loose)))
        return Finding(name, "fault", seen, _("Run `chmod -R go-rwx %(folder)s`.", folder=str(folder)))
    return Finding(name, "ok", _("only their owner may read them"))


def certificates(home: Path) -> Iterator[Finding]:
    """The seal and every trust anchor: not expired, and not soon."""
    found = [*sorted(home.glob("keys/*.cert.pem")), *sorted(home.glob("anchors/**/*.pem"))]
    if not found:
        advice = _(
            "Start Simpul once; in production put the issuers' certificates into %(folder)s.",
            folder=str(home / "anchors"),
        )
        yield Finding(_("certificates"), "warning", _("none yet"), advice)
    for path in found:
        yield _certificate(path)


def _certificate(path: Path) -> Finding:
    name = _("certificate %(file)s", file=path.name)
    try:
        ends = min(one.not_valid_after_utc for one in x509.load_pem_x509_certificates(path.read_bytes()))
    except ValueError:
        return Finding(name, "fault", _("no readable certificate"), _("Replace the file or remove it."))
    seen = _("valid until %(day)s", day=ends.date().isoformat())
    if ends <= clock.now():
        return Finding(name, "fault", seen, _("It has expired: put the new one in its place."))
    if ends <= clock.now() + SOON:
        return Finding(name, "warning", seen, _("Ask its issuer for a new one now."))
    return Finding(name, "ok", seen)


def mail() -> Finding:
    """An SMTP server that answers; without one the demo inbox shows what would have gone out."""
    name, server = _("mail"), urlsplit(os.environ.get("SIMPUL_SMTP", ""))
    if not server.hostname:
        advice = _("Outside a demonstration set SIMPUL_SMTP, for example smtp+tls://user:password@server:587.")
        return Finding(name, "warning", _("no server is set; letters stay in the demo inbox"), advice)
    port = server.port or 25
    kind = smtplib.SMTP_SSL if server.scheme == "smtps" else smtplib.SMTP
    try:
        kind(server.hostname, port, timeout=MAIL_SECONDS).close()
    except (OSError, smtplib.SMTPException):
        seen = _("%(server)s does not answer", server=f"{server.hostname}:{port}")
        return Finding(name, "fault", seen, _("Check SIMPUL_SMTP and the network; letters wait until it answers."))
    return Finding(name, "ok", f"{server.hostname}:{port}")


def machine_clock() -> Finding:
    """A clock that was never set breaks deadlines, signatures and sign-in."""
    now = clock.now()
    if now.year < EARLIEST:
        advice = _("Set the clock of the machine (`timedatectl set-ntp true`).")
        return Finding(_("clock"), "fault", now.isoformat(timespec="seconds"), advice)
    return Finding(_("clock"), "ok", now.isoformat(timespec="seconds"))


def calendar_years() -> Finding:
    """This year's holidays, and from November on the next year's, rest on a decree."""
    name, today = _("calendar years"), clock.now().date()
    calendar = national_calendar()
    known = {row.year for row in calendar.years}
    wanted = {today.year, (today + timedelta(days=SOON.days)).year}
    missing = sorted(year for year in wanted if year not in known or year in calendar.unconfirmed_years)
    if missing:
        seen = _("not confirmed by a decree: %(years)s", years=", ".join(map(str, missing)))
        return Finding(name, "warning", seen, _("Enter the holidays with the number of the joint decree."))
    return Finding(name, "ok", _("%(years)s confirmed", years=", ".join(map(str, sorted(wanted)))))


def last_backup(home: Path, *, demo: bool) -> Finding:
    """Legal originals are kept here: a backup that nobody makes helps nobody."""
    name, note = _("backup"), home / "log" / "last-backup"
    advice = _("Run `simpul backup FILE` every day and keep the file on another machine.")
    if not note.exists():
        return Finding(name, "ok" if demo else "fault", _("none has been made yet"), "" if demo else advice)
    made = datetime.fromisoformat(note.read_text().strip())
    seen = _("last made on %(day)s", day=made.date().isoformat())
    if clock.now() - made > BACKUP_EVERY:
        return Finding(name, "warning", seen, advice)
    return Finding(name, "ok", seen)

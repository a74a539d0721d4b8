"""The real sender and its twins behave alike; proved against a small SMTP server of our own on loopback."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path

import pytest

from simpul.adapters.mail import DemoSender, Letter, MailRefused, MemorySender, SmtpSender

LETTER = Letter(
    key="case:7:12:tanda_terima:a@rs.example",
    sender="kerjasama@balai.example",
    to="a@rs.example",
    subject="Pengajuan KS-2026-0001 sudah diterima",
    body="Yth. Bapak/Ibu,\n\nSurat Anda sudah kami terima.\n",
    at=datetime(2026, 11, 20, 3, 0, tzinfo=UTC),
)


class _Talk(socketserver.StreamRequestHandler):
    """As much SMTP as one mail needs; refuses addresses that begin with "tolak"."""

    def handle(self) -> None:
        self._say("220 balai.example")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(":")[0].upper()
            if verb.startswith(("EHLO", "HELO")):
                self._say("250 balai.example")
            elif verb == "RCPT TO" and "<tolak" in line.lower():
                self._say("550 no such mailbox")
            elif verb == "DATA":
                self._take()
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _take(self) -> None:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        assert isinstance(self.server, _Server)
        self.server.taken.append(b"".join(lines))
        self._say("250 taken")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.taken: list[bytes] = []


@pytest.fixture
def server() -> Iterator[_Server]:
    with _Server() as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


def test_smtp_hands_over_the_letter_with_its_key_as_message_id(server: _Server) -> None:
    SmtpSender("127.0.0.1", server.server_address[1]).send(LETTER)
    message = message_from_bytes(server.taken[0])
    assert message["To"] == LETTER.to
    assert message["Subject"] == LETTER.subject
    assert message["Message-ID"] == f"<{LETTER.mark}@simpul>"
    assert "Surat Anda" in str(message.get_payload())


def test_a_refused_mailbox_is_final_and_a_dead_server_is_not(server: _Server) -> None:
    port = server.server_address[1]
    wrong = Letter(LETTER.key, LETTER.sender, "tolak@rs.example", LETTER.subject, LETTER.body, LETTER.at)
    with pytest.raises(MailRefused) as refused:
        SmtpSender("127.0.0.1", port).send(wrong)
    assert refused.value.final
    server.shutdown()
    server.server_close()
    with pytest.raises(MailRefused) as refused:
        SmtpSender("127.0.0.1", port).send(LETTER)
    assert not refused.value.final


def test_the_demo_folder_keeps_a_letter_once_and_for_the_owner_only(tmp_path: Path) -> None:
    sender = DemoSender(tmp_path / "surat")
    sender.send(LETTER)
    sender.send(LETTER)
    files = list((tmp_path / "surat").iterdir())
    assert len(files) == 1
    assert files[0].stat().st_mode & 0o777 == 0o600
    assert message_from_bytes(files[0].read_bytes())["Subject"] == LETTER.subject


def test_the_memory_twin_keeps_a_letter_once() -> None:
    sender = MemorySender()
    sender.send(LETTER)
    sender.send(LETTER)
    assert list(sender.letters.values()) == [LETTER]


@pytest.mark.parametrize("field", ["to", "subject"])
def test_a_line_break_in_a_header_is_refused_by_all(field: str, tmp_path: Path, server: _Server) -> None:
    values = {"to": LETTER.to, "subject": LETTER.subject, field: "a\r\nBcc: mata-mata@lain.example"}
    bad = Letter(LETTER.key, LETTER.sender, values["to"], values["subject"], LETTER.body, LETTER.at)
    for sender in (MemorySender(), DemoSender(tmp_path), SmtpSender("127.0.0.1", server.server_address[1])):
        with pytest.raises(MailRefused) as refused:
            sender.send(bad)
        assert refused.value.final
    assert not server.taken

"""The gate for outgoing requests: nothing inside is reached, nothing is followed, nothing waits or grows for ever.

The resolver and the connection are stubbed wherever an address is not this machine's: no packet leaves.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from simpul.lib.outgoing import AddressRefused, AnswerTooLarge, NotTrusted, Redirected, Unreachable, origin_of, send
from simpul.lib.outgoing import places as gate

INSIDE = [
    "127.0.0.1", "127.1.2.3", "::1", "::ffff:7f00:1", "169.254.169.254", "::ffff:169.254.169.254", "10.0.0.1",
    "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1",
    "0.0.0.0", "::", "224.0.0.1", "ff02::1", "255.255.255.255", "240.0.0.1", "198.18.0.1", "192.0.2.1",
    "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:80ff:fffe",
]  # fmt: skip
OUTSIDE = ["8.8.8.8", "103.1.2.3", "2001:4860:4860::8888", "64:ff9b::808:808", "::ffff:8.8.8.8"]
NEVER = ["169.254.169.254", "fe80::1", "0.0.0.0", "::", "224.0.0.1", "::ffff:169.254.169.254", "255.255.255.255"]


@dataclass
class Service:
    """A server on this machine. ``heard``: request line, headers and body of each request; it answers ``says``."""

    address: str = ""
    says: bytes = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nX-Kind: Uji\r\n\r\nbaik"
    holds: threading.Event | None = None
    heard: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)

    @property
    def trusted(self) -> frozenset[str]:
        return frozenset({self.address})


@pytest.fixture
def service() -> Iterator[Service]:
    found = Service()

    class Handler(BaseHTTPRequestHandler):
        def handle_one(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            found.heard.append((self.requestline, dict(self.headers), body))
            self.wfile.write(found.says)
            self.wfile.flush()
            if found.holds is not None:
                found.holds.wait(20)

        do_GET = do_POST = do_PUT = handle_one

        def log_message(self, format: str, *args: object) -> None:
            """Nothing to the terminal of the tests."""

    server = Quiet(("127.0.0.1", 0), Handler)
    found.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield found
    if found.holds is not None:
        found.holds.set()
    server.shutdown()
    server.server_close()
    thread.join()


@dataclass
class Nowhere:
    """Stands for the resolver and the network. ``names``: what each question in turn is answered."""

    names: list[list[str]] = field(default_factory=list)
    asked: int = 0
    reached: list[tuple[str, int]] = field(default_factory=list)

    def getaddrinfo(self, host: str, port: int, **_: object) -> list[tuple[int, int, int, str, tuple[str, int]]]:
        answer = self.names[min(self.asked, len(self.names) - 1)]
        self.asked += 1
        if not answer:
            raise socket.gaierror("no such name")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in answer]

    def create_connection(self, place: tuple[str, int], **_: object) -> socket.socket:
        self.reached.append(place)
        raise ConnectionRefusedError("stubbed")


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch) -> Nowhere:
    found = Nowhere()
    monkeypatch.setattr(socket, "getaddrinfo", found.getaddrinfo)
    monkeypatch.setattr(socket, "create_connection", found.create_connection)
    return found


# --- where it may go ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("inside", INSIDE)
def test_what_lies_inside_is_refused_by_whatever_name(nowhere: Nowhere, inside: str) -> None:
    nowhere.names = [[inside]]
    for url in ("https://nama.example/", "http://nama.example/"):
        with pytest.raises(AddressRefused) as refused:
            send("GET", url, timeout=5, plain=True)
        assert refused.value.sent is False
    assert nowhere.reached == []


@pytest.mark.parametrize("outside", OUTSIDE)
def test_what_is_public_is_connected_to_at_the_judged_address(nowhere: Nowhere, outside: str) -> None:
    nowhere.names = [[outside]]
    with pytest.raises(Unreachable) as failed:
        send("GET", "https://nama.example/", timeout=5)
    assert failed.value.sent is False
    assert nowhere.reached == [(str(ip_address(outside)), 443)]


def test_a_name_that_answers_differently_the_second_time_is_asked_once(nowhere: Nowhere) -> None:
    nowhere.names = [["8.8.8.8"], ["127.0.0.1"]]
    with pytest.raises(Unreachable):
        send("GET", "https://nama.example/", timeout=5)
    assert (nowhere.asked, nowhere.reached) == (1, [("8.8.8.8", 443)])


def test_one_inner_address_among_public_ones_is_enough_to_refuse(nowhere: Nowhere) -> None:
    nowhere.names = [["8.8.8.8", "10.0.0.1"]]
    with pytest.raises(AddressRefused):
        send("GET", "https://nama.example/", timeout=5)
    assert nowhere.reached == []


def test_the_next_address_is_tried_when_one_does_not_answer(nowhere: Nowhere) -> None:
    nowhere.names = [["2001:4860:4860::8888", "8.8.8.8"]]
    with pytest.raises(Unreachable):
        send("GET", "https://nama.example/", timeout=5)
    assert [place for place, _ in nowhere.reached] == ["2001:4860:4860::8888", "8.8.8.8"]


def test_an_unknown_name_is_unreachable_and_nothing_was_sent(nowhere: Nowhere) -> None:
    nowhere.names = [[]]
    with pytest.raises(Unreachable, match="not known") as failed:
        send("GET", "https://tidak.example/rahasia?x=1", timeout=5)
    assert failed.value.sent is False
    assert "rahasia" not in str(failed.value)


def test_a_resolver_that_never_answers_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    stuck = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [stuck.wait(20)][:0])
    with pytest.raises(Unreachable):
        send("GET", "https://nama.example/", timeout=0.05)
    stuck.set()


@pytest.mark.parametrize("number", ["2130706433", "0x7f000001", "017700000001", "0177.0.0.1", "127.1", "127.0.0.1"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_no_spelling_of_this_machine_gets_through(monkeypatch: pytest.MonkeyPatch, number: str, scheme: str) -> None:
    """The real resolver, which knows these spellings; numbers ask nobody."""
    monkeypatch.setattr(socket, "create_connection", Nowhere().create_connection)
    with pytest.raises(AddressRefused):
        send("GET", f"{scheme}://{number}/", timeout=5, plain=True)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://nama.example/", "gopher://nama.example/", "data:,x", "//nama.example/", "nama", "",
        "https://", "https:///x", "https://nama.example:0/", "https://nama.example:99999/", "https://[::1/",
        "https://nama.example@127.0.0.1/", "https://nama.example\\@127.0.0.1/", "https://nama.example/\r\nX: 1",
        "https://nama.example/ x", "https://nàma.example/", "https://%31.example/", "https://nama.example/\x00",
    ],
)  # fmt: skip
def test_what_is_no_plain_address_is_refused_before_anybody_is_asked(nowhere: Nowhere, url: str) -> None:
    with pytest.raises(AddressRefused):
        send("GET", url, timeout=5, plain=True)
    assert nowhere.asked == 0


def test_without_encryption_only_where_it_is_allowed(nowhere: Nowhere) -> None:
    nowhere.names = [["8.8.8.8"]]
    with pytest.raises(AddressRefused, match="not encrypted"):
        send("GET", "http://nama.example/", timeout=5)
    with pytest.raises(Unreachable):
        send("GET", "http://nama.example/", timeout=5, plain=True)
    assert nowhere.reached == [("8.8.8.8", 80)]


def test_trust_is_for_one_origin_and_no_other(nowhere: Nowhere) -> None:
    nowhere.names = [["10.0.0.9"]]
    trusted = frozenset({"http://layanan.example:8080/api/"})
    with pytest.raises(Unreachable):
        send("GET", "http://layanan.example:8080/lain", timeout=5, trusted=trusted)
    for other in ("http://layanan.example:8081/", "https://layanan.example:8080/", "http://lain.example:8080/"):
        with pytest.raises(AddressRefused):
            send("GET", other, timeout=5, plain=True, trusted=trusted)
    assert nowhere.reached == [("10.0.0.9", 8080)]


@pytest.mark.parametrize("address", NEVER)
def test_even_a_trusted_name_does_not_lead_to_where_clouds_keep_their_keys(nowhere: Nowhere, address: str) -> None:
    nowhere.names = [[address]]
    with pytest.raises(AddressRefused):
        send("GET", "https://layanan.example/", timeout=5, trusted=frozenset({"https://layanan.example/"}))
    assert nowhere.reached == []


def test_every_inner_address_is_known_as_one() -> None:
    assert not any(gate.is_public(ip_address(each)) for each in INSIDE)
    assert all(gate.is_public(ip_address(each)) for each in OUTSIDE)
    assert origin_of("HTTPS://Nama.Example/x?y") == "https://nama.example:443"


# --- what is said ---------------------------------------------------------------------------------------------------


def test_an_answer_is_given_as_it_came(service: Service) -> None:
    answer = send("GET", f"{service.address}/a?b=c", timeout=5, trusted=service.trusted, headers={"X-Ours": "ya"})
    assert (answer.status, answer.headers["x-kind"], answer.body) == (200, "Uji", b"baik")
    line, heads, body = service.heard[0]
    assert (line, body) == ("GET /a?b=c HTTP/1.1", b"")
    assert (heads["Host"], heads["X-Ours"]) == (service.address.removeprefix("http://"), "ya")


def test_a_refusal_of_the_other_side_is_an_answer(service: Service) -> None:
    service.says = b'HTTP/1.1 422 Salah\r\nContent-Length: 10\r\n\r\n{"a": "b"}'
    answer = send("POST", service.address, timeout=5, trusted=service.trusted, json={"sandi": "é"})
    assert (answer.status, answer.json()) == (422, {"a": "b"})
    assert (service.heard[0][1]["Content-Type"], service.heard[0][2]) == ("application/json", '{"sandi": "é"}'.encode())


def test_plain_forms_and_bytes(service: Service) -> None:
    send("POST", service.address, timeout=5, trusted=service.trusted, data={"a": "1 2", "b": "é"})
    send("POST", service.address, timeout=5, trusted=service.trusted, data=b"\x00\x01", headers={"Content-Type": "a/b"})
    (_, form, said), (_, raw, bytes_said) = service.heard
    assert (form["Content-Type"], said) == ("application/x-www-form-urlencoded", b"a=1+2&b=%C3%A9")
    assert (raw["Content-Type"], bytes_said) == ("a/b", b"\x00\x01")


def test_files_go_as_a_form_whose_names_cannot_break_out(service: Service) -> None:
    name = 'na"ma\r\nX-Evil: 1.pdf'
    send(
        "POST", service.address, timeout=5, trusted=service.trusted, data={"nik": "99"},
        files={"file": (name, b"%PDF-1.7\r\n--x", "application/pdf")},
    )  # fmt: skip
    _, heads, body = service.heard[0]
    read = message_from_bytes(f"Content-Type: {heads['Content-Type']}\r\n\r\n".encode() + body)
    first, second = [each for each in read.walk() if not each.is_multipart()]
    assert (first.get_param("name", header="content-disposition"), first.get_payload()) == ("nik", "99")
    assert second.get_filename() == "na%22ma%0D%0AX-Evil: 1.pdf"
    assert second.get_payload(decode=True) == b"%PDF-1.7\r\n--x"
    assert "X-Evil" not in second


def test_a_header_with_a_line_end_is_not_sent(service: Service) -> None:
    with pytest.raises(ValueError, match="header"):
        send("GET", service.address, timeout=5, trusted=service.trusted, headers={"X": "a\r\nB: c"})
    assert service.heard == []


# --- what comes back ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(service: Service, status: int) -> None:
    service.says = f"HTTP/1.1 {status} Ke sana\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n".encode()
    with pytest.raises(Redirected) as refused:
        send("GET", service.address, timeout=5, trusted=service.trusted)
    assert refused.value.sent is True
    assert len(service.heard) == 1


@pytest.mark.parametrize(
    "says",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n" + b"x" * 9999,
        b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 9999,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"270f\r\n" + b"x" * 9999 + b"\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nx",
    ],
)
def test_too_much_is_dropped(service: Service, says: bytes) -> None:
    service.says = says
    with pytest.raises(AnswerTooLarge) as refused:
        send("GET", service.address, timeout=5, trusted=service.trusted, largest=1000)
    assert refused.value.sent is True


@pytest.mark.parametrize(
    "says",
    [
        b"", b"bukan http\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nsedikit",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nkurang",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n",
    ],
    ids=["nothing", "no HTTP", "short", "short chunk", "long header", "many headers"],
)  # fmt: skip
def test_what_is_no_whole_answer_leaves_the_outcome_unknown(service: Service, says: bytes) -> None:
    service.says = says
    with pytest.raises(Unreachable) as failed:
        send("POST", service.address, timeout=5, trusted=service.trusted, data=b"tandatangani")
    assert failed.value.sent is True
    assert service.heard[0][2] == b"tandatangani"


@pytest.mark.parametrize("says", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx", b"HTTP/1.1 2"])
def test_an_answer_that_does_not_come_in_time_leaves_the_outcome_unknown(service: Service, says: bytes) -> None:
    service.says, service.holds = says, threading.Event()
    with pytest.raises(Unreachable) as failed:
        send("POST", service.address, timeout=0.2, trusted=service.trusted, data=b"x")
    assert failed.value.sent is True


def test_nobody_there_means_nothing_was_sent(service: Service) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/"
    with pytest.raises(Unreachable) as failed:
        send("POST", address, timeout=5, trusted=frozenset({address}), data=b"x")
    assert failed.value.sent is False


# --- encryption -----------------------------------------------------------------------------------------------------


def certificate(folder: Path, host: str) -> Path:
    """A self-issued certificate with its key in one file."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    built = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    plain = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / f"{host}.pem"
    path.write_bytes(plain + built.public_bytes(serialization.Encoding.PEM))
    return path


class Quiet(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A caller that hangs up is what these tests are about."""


@pytest.mark.parametrize(
    ("host", "known", "why"),
    [("localhost", True, ""), ("lain.example", True, "name"), ("localhost", False, "issuer")],
    ids=["good", "another name", "unknown issuer"],
)
def test_the_certificate_of_the_name_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, service: Service, host: str, known: bool, why: str
) -> None:
    path = certificate(tmp_path, host)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    server = Quiet(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    if known:
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
    url = f"https://localhost:{server.server_port}/"
    try:
        if not why:
            assert send("GET", url, timeout=5, trusted=frozenset({url})).status == 501
        else:
            with pytest.raises(NotTrusted) as failed:
                send("POST", url, timeout=5, trusted=frozenset({url}), data=b"rahasia")
            assert (failed.value.sent, failed.value.why) == (False, why)
    finally:
        server.shutdown()
        server.server_close()

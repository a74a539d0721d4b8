"""One signature: ours with the key kept open, beside pyHanko as it comes and the bare RSA arithmetic.

Opening a PKCS#12 and drawing a stamp are measured apart, because they happen before the signature; so are a time stamp
of the demo authority within it, judging the file afterwards, and an evidence sheet. The pdf, the key and the stamp are
the same for all. Processor time beside wall time: the former does not grow when the machine is busy. Memory is the
highest of this process, first with what it loads and then after all of it.
"""

from __future__ import annotations

import json
import re
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import typst
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from pyhanko.pdf_utils.content import ImportedPdfPage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.stamp import StaticStampStyle

from simpul.core.documents.faces.evidence_sheet import EvidenceSheet, Part, Table, evidence_sheet_pdf
from simpul.core.documents.faces.letters import Letterhead
from simpul.core.signing.anchors import Anchors
from simpul.core.signing.authority import ensure_demo_authority
from simpul.core.signing.keys import OpenKey, open_pkcs12
from simpul.core.signing.signer import SignatureField, sign
from simpul.core.signing.stamp import Stamp, draw
from simpul.core.signing.stamping import ProofSource
from simpul.core.signing.verification import verify

RESULTS = Path(__file__).parent / "results" / "signature.json"
ROUNDS = 40
TARGET_MS = 25.0
PASSPHRASE = "kalimat sandi umpama"
AT = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)
FIELD = SignatureField("PIHAK_KESATU", 0, (60.0, 90.0, 270.0, 170.0))
SECOND = SignatureField("PIHAK_KEDUA", 0, (320.0, 90.0, 530.0, 170.0))
STAMP = Stamp("dr. Rekaan Misal", "Kepala Balai", AT, "Asia/Jakarta", "https://simpul.example/verifikasi/contoh0001/")
HEAD = Letterhead(name="Balai Contoh", parent="Kementerian Contoh", address="Jalan Contoh 1", demo=True)
SOURCE = b'#set page(paper: "a4")\n' + b"#lorem(400)\n#pagebreak()\n" * 5 + b"Penutup\n"


def medians_ms(work: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """Median processor time and median wall time of ``work`` in milliseconds, after two unmeasured runs."""
    processor, wall = [], []
    for turn in range(rounds + 2):
        began, start = time.process_time(), time.perf_counter()
        work()
        if turn >= 2:
            processor.append((time.process_time() - began) * 1000)
            wall.append((time.perf_counter() - start) * 1000)
    return statistics.median(processor), statistics.median(wall)


def peer(signer: SimpleSigner, pdf: bytes, stamp: Path) -> bytes:
    """The same signature by pyHanko as its manual shows it, with the same stamp; its key was loaded beforehand."""
    metadata = PdfSignatureMetadata(
        field_name=FIELD.name, reason="Menyetujui", location="Jakarta", subfilter=SigSeedSubFilter.PADES
    )
    spec = SigFieldSpec(FIELD.name, on_page=0, box=(60, 90, 270, 170))
    style = StaticStampStyle(border_width=0, background=ImportedPdfPage(str(stamp)), background_opacity=1.0)
    output = BytesIO()
    PdfSigner(metadata, signer, stamp_style=style, new_field_spec=spec).sign_pdf(
        IncrementalPdfFileWriter(BytesIO(pdf)), output=output
    )
    return output.getvalue()


def ours(pdf: bytes, key: OpenKey, stamp: bytes, source: ProofSource | None = None, place: int = 0) -> bytes:
    return sign(
        pdf,
        key=key,
        field=(FIELD, SECOND)[place],
        appearance=stamp,
        reason="Menyetujui",
        location="Jakarta",
        name=key.subject,
        at=AT,
        prepare=(FIELD, SECOND),
        time_stamp=source.for_signature(AT) if source is not None else None,
    )


def measure(home: Path) -> dict[str, tuple[float, float]]:
    """Every figure (processor time, wall time) in milliseconds, by the name that the table prints."""
    file = ensure_demo_authority(home, at=AT).issue_officer(
        name="dr. Rekaan Misal", title="Kepala", organization="BBLBK Contoh", passphrase=PASSPHRASE, at=AT
    )
    key = open_pkcs12(file, PASSPHRASE, at=AT)
    bare = key.private_key
    assert isinstance(bare, RSAPrivateKey)
    pdf = typst.compile(SOURCE, pdf_standards="a-2b")
    assert isinstance(pdf, bytes)
    stamp = draw(STAMP, FIELD.size)
    path = home / "stamp.pdf"
    path.write_bytes(stamp)
    default = SimpleSigner.load_pkcs12_data(file, [], PASSPHRASE.encode())
    signed = ours(pdf, key, stamp)
    source = ProofSource(home)
    twice = ours(signed, key, stamp, place=1)
    stamped = ours(ours(pdf, key, stamp, source), key, stamp, source, place=1)
    anchors = Anchors.load(home)
    names = iter(range(10_000))
    return {
        "floor: RSA-3072 arithmetic": medians_ms(lambda: bare.sign(b"x" * 32, PKCS1v15(), hashes.SHA256())),
        "ours: key kept open": medians_ms(lambda: ours(pdf, key, stamp)),
        "ours: without stamp": medians_ms(lambda: ours_blank(pdf, key)),
        "peer: pyHanko default": medians_ms(lambda: peer(default, pdf, path)),
        "peer: RSA key parsed each time": medians_ms(lambda: parse(bare)),
        "apart: opening the PKCS#12": medians_ms(lambda: open_pkcs12(file, PASSPHRASE, at=AT), 10),
        "apart: drawing a stamp (new text each)": medians_ms(lambda: draw_new(next(names))),
        "apart: with a time stamp within it": medians_ms(lambda: ours(pdf, key, stamp, source)),
        "apart: verifying one signature": medians_ms(lambda: verify(signed, anchors, AT)),
        "apart: verifying two signatures": medians_ms(lambda: verify(twice, anchors, AT)),
        "apart: verifying two with time stamps": medians_ms(lambda: verify(stamped, anchors, AT)),
        "apart: an evidence sheet": medians_ms(lambda: sheet(next(names))),
    }


def ours_blank(pdf: bytes, key: OpenKey) -> bytes:
    return sign(pdf, key=key, field=FIELD, appearance=None, reason="", location="", name=key.subject, at=AT)


def parse(key: RSAPrivateKey) -> object:
    """What pyHanko does before each signature; half of the default's time."""
    der = key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return serialization.load_der_private_key(der, password=None)


def draw_new(number: int) -> bytes:
    """A stamp with a text that typst has not set before: an unchanged one would come from its cache."""
    stamp = Stamp(
        f"Rekaan {number}", "Kepala Balai", AT, "Asia/Jakarta", f"https://simpul.example/verifikasi/{number}/"
    )
    return draw(stamp, FIELD.size)


def sheet(number: int) -> bytes:
    """Three pages of an evidence sheet: two signers with their certificates, and forty positions of the audit chain."""
    signers = Table(columns=("Penanda tangan", "Cara", "Menandatangani"), widths=(40, 40, 20), rows=(
        (f"Rekaan {number}", "Sertifikat elektronik", "22 November 2026 pukul 14.30 WIB"),
        ("Umpama", "Segel sistem", "22 November 2026 pukul 14.31 WIB"),
    ))  # fmt: skip
    chain = Table(columns=("Nomor", "Peristiwa", "Sidik"), widths=(10, 40, 50), mono=(2,), rows=tuple(
        (str(place), "perkara.berpindah", f"{number * 1000 + place:064x}") for place in range(40)
    ))  # fmt: skip
    parts = (Part(heading="Penandatanganan", table=signers), Part(heading="Jejak audit", table=chain))
    shown = EvidenceSheet(
        number=f"HK.08.01/{number}/2026", subject="Perjanjian contoh", parts=parts, made="Dibuat untuk ukuran"
    )
    return evidence_sheet_pdf(shown, HEAD, at=AT)


def peak_mib() -> float:
    """The highest memory of this process so far."""
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def main() -> None:
    loaded = peak_mib()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder))
    print(f"{'one signature, medians':42} {'processor':>10} {'wall':>10}")
    for name, (processor, wall) in figures.items():
        print(f"{name:42} {processor:7.2f} ms {wall:7.2f} ms")
    met = figures["ours: key kept open"][0] <= TARGET_MS
    print(f"target {TARGET_MS:.0f} ms of processor time for ours: {'met' if met else 'NOT met'}")
    memory = {"loaded": round(loaded, 1), "after all": round(peak_mib(), 1)}
    print(f"peak memory {memory['loaded']} MiB when loaded, {memory['after all']} MiB after all of it")
    rows = {name: {"processor": round(cpu, 3), "wall": round(wall, 3)} for name, (cpu, wall) in figures.items()}
    written: dict[str, object] = {
        "unit": "ms",
        "statistic": "median",
        "rounds": ROUNDS,
        "target": TARGET_MS,
        "figures": rows,
    }
    written["peak_mib"] = memory
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(written, indent=2) + "\n")


if __name__ == "__main__":
    main()

"""The script that lies in every inspection file: it computes the audit extracts anew, on a machine without Simpul.

It holds them against the signed checkpoints that lie beside it.
"""

SCRIPT = '''\
"""Menghitung ulang jejak audit dalam berkas pemeriksaan ini. Jalankan: python3 periksa-jejak.py

Tiap baris audit.jsonl: sidik = SHA-256 atas "rantai LF urutan LF sidik sebelumnya LF isi" (UTF-8); baris pertama
didahului 64 angka nol. Yang dicetak untuk tiap perkara adalah sidik ujung rantai: bandingkan dengan halaman perkara
dan lembar jejak.

Titik periksa (folder titik-periksa): ujung rantai yang ditandatangani instalasi dengan Ed25519 pada suatu saat. Akar
Merkle dihitung ulang dari ujung-ujung itu, tanda tangannya diperiksa dengan checkpoint.pub.pem. Hanya pustaka standar
Python yang dipakai. Bandingkan sidik kunci publik yang dicetak dengan yang diserahkan lembaga sebelum pemeriksaan.
"""
import base64
import hashlib
import json
import pathlib
import sys

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pathlib.Path(__file__).resolve().parent


def plus(a, b):
    x, y, z, t = a
    u, v, w, s = b
    k, m = (y - x) * (v - u) % P, (y + x) * (v + u) % P
    n, o = 2 * t * s * D % P, 2 * z * w % P
    e, f, g, h = m - k, o - n, o + n, m + k
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(n, a):
    found = (0, 1, 1, 0)
    while n:
        if n & 1:
            found = plus(found, a)
        a, n = plus(a, a), n >> 1
    return found


def point(data):
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P:
        raise ValueError
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def signed(key, text, signature):
    try:
        a, r, s = point(key), point(signature[:32]), int.from_bytes(signature[32:], "little")
    except ValueError:
        return False
    base = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + text).digest(), "little") % L
    left, right = times(s, base), plus(r, times(h, a))
    same = (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0
    return len(signature) == 64 and s < L and same


def hashed(text):
    return hashlib.sha256(text.encode()).hexdigest()


def merkle(heads):
    level = [hashed("\\x00%s:%s:%s" % tuple(head)) for head in heads]
    while len(level) > 1:
        pairs = [hashed("\\x01" + a + b) for a, b in zip(level[::2], level[1::2])]
        level = pairs + level[len(level) - len(level) % 2:]
    return level[0] if level else "0" * 64


def checkpoints():
    """Rantai -> (urutan, sidik, nomor titik periksa); None bila ada yang tidak sah."""
    pem = ROOT / "titik-periksa" / "checkpoint.pub.pem"
    heads = {}
    if not pem.exists():
        return heads
    lines = [line for line in pem.read_text().splitlines() if not line.startswith("-")]
    key = base64.b64decode("".join(lines))[-32:]
    print("kunci publik titik periksa: " + hashlib.sha256(key).hexdigest())
    for path in sorted(pem.parent.glob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        named = {name: told[name] for name in ("number", "at", "count", "root", "previous_root")}
        text = json.dumps(named, sort_keys=True, separators=(",", ":")).encode()
        whole = told["count"] == len(told["heads"]) and merkle(told["heads"]) == told["root"]
        if not whole or not signed(key, text, bytes.fromhex(told["signature"])):
            print(f"titik-periksa/{path.name}: TIDAK SAH")
            return None
        print(f"titik-periksa/{path.name}: tanda tangan sah, {told['at']}")
        for chain, seq, digest in told["heads"]:
            heads[chain] = (seq, digest, told["number"])
    return heads


faults = 0
known = checkpoints()
if known is None:
    faults, known = 1, {}
for path in sorted(ROOT.glob("perkara/*/audit.jsonl")):
    before, number, good, name, hashes = "0" * 64, 0, True, "", {}
    for line in path.open(encoding="utf-8"):
        number += 1
        try:
            chain, seq, previous, told, body = map(json.loads(line).get, ("chain", "seq", "prev_hash", "hash", "body"))
        except ValueError:
            chain = seq = previous = told = body = None
        digest = hashlib.sha256(f"{chain}\\n{seq}\\n{previous}\\n{body}".encode()).hexdigest()
        if (seq, previous, told) != (number, before, digest):
            print(f"{path.parent.name}: baris {number} TIDAK COCOK")
            good, faults = False, faults + 1
            break
        before, name, hashes[number] = digest, chain, digest
    if good and name in known and hashes.get(known[name][0]) != known[name][1]:
        print(f"{path.parent.name}: TIDAK COCOK dengan titik periksa {known[name][2]} pada baris {known[name][0]}")
        good, faults = False, faults + 1
    if good:
        until = f", sampai baris {known[name][0]} dijamin titik periksa {known[name][2]}" if name in known else ""
        print(f"{path.parent.name}: {number} baris utuh, ujung {before}{until}")
for path in sorted(ROOT.glob("arsip-lama/*/audit.jsonl")):
    number, good = 0, True
    for line in path.open(encoding="utf-8"):
        try:
            chain, seq, previous, told, body = map(json.loads(line).get, ("chain", "seq", "prev_hash", "hash", "body"))
        except ValueError:
            chain = seq = previous = told = body = None
        number += 1
        if hashlib.sha256(f"{chain}\\n{seq}\\n{previous}\\n{body}".encode()).hexdigest() != told:
            print(f"{path.parent.name}: baris {number} TIDAK COCOK")
            good, faults = False, faults + 1
            break
    if good:
        print(f"{path.parent.name}: {number} baris dari rantai lembaga, sidik masing-masing cocok")
sys.exit(1 if faults else 0)
'''

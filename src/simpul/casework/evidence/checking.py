"""The script that lies in every inspection file: it computes the audit extracts anew, on a machine without Simpul."""

SCRIPT = '''\
"""Menghitung ulang jejak audit dalam berkas pemeriksaan ini. Jalankan: python3 periksa-jejak.py

Tiap baris audit.jsonl: sidik = SHA-256 atas "rantai LF urutan LF sidik sebelumnya LF isi" (UTF-8); baris pertama
didahului 64 angka nol. Yang dicetak terakhir untuk tiap perkara adalah sidik ujung rantai: bandingkan dengan
halaman perkara, lembar jejak, dan titik periksa yang disimpan lembaga di luar basis data.
"""
import hashlib
import json
import pathlib
import sys

faults = 0
for path in sorted(pathlib.Path(__file__).resolve().parent.glob("perkara/*/audit.jsonl")):
    before, number, good = "0" * 64, 0, True
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
        before = digest
    if good:
        print(f"{path.parent.name}: {number} baris utuh, ujung {before}")
sys.exit(1 if faults else 0)
'''

"""The ways of taking over a sheet that are measured beside one another; each has ``take(sheet, url)``."""

from __future__ import annotations

HEAD = ("No", "Jenis", "Nomor Naskah", "Nama Mitra", "Judul", "Tgl TTD", "Mulai", "Sampai", "Nilai (Rp)", "Ket.")
Told = dict[str, float]
"""Seconds and counts by name."""

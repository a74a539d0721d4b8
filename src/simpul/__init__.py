"""Simpul: runs the cooperation (kerja sama) of public laboratories and agencies by their own SOP."""

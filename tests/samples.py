"""Data of others that tests are tried on where it lies beside the checkout, and are skipped without."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["BAD_INPUT", "SAMPLES"]

_SHARED = Path(__file__).parents[2] / "shared"
# A folder with `dna/sample_v3.dna` and `un/unsc_vetoes_1946_2022.csv`.
SAMPLES = Path(os.environ.get("COALITION_GRAPH_SAMPLES", _SHARED / "data"))
# A folder of files that are broken or hostile; see `tests.bait`.
BAD_INPUT = Path(os.environ.get("COALITION_GRAPH_BAD_INPUT", _SHARED / "bad-input"))

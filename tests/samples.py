"""Data of others that tests are tried on where it lies beside the checkout, and are skipped without."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["SAMPLES"]

# A folder with `dna/sample_v3.dna` and `un/unsc_vetoes_1946_2022.csv`.
SAMPLES = Path(os.environ.get("COALITION_GRAPH_SAMPLES", Path(__file__).parents[2] / "shared" / "data"))

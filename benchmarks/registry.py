"""Children as a registry might hold them, in columns: what `whole_cohort.py` measures on."""

from __future__ import annotations

import json
from typing import Any, get_args

import numpy as np
import pyarrow as pa

from crdecide.guideline.record_types import MajorFeature, MinorFeature
from crdecide.records.rows.columns import COLUMNS

SYMPTOMS = [path for path in COLUMNS if path.startswith("symptoms.")]


def registry(rows: int, seed: int) -> pa.Table:
    """Children as a registry might hold them: most fields known of most, drawn independently."""
    rng = np.random.default_rng(seed)

    def column(path: str, values: list[Any], unknown: float, chances: list[float] | None = None) -> pa.Array:
        places = rng.choice(len(values), rows, p=chances)
        picked = pa.array(values, COLUMNS[path].type).take(pa.array(places))
        return pa.array(picked.to_numpy(zero_copy_only=False), COLUMNS[path].type, mask=rng.random(rows) < unknown)

    def lists(names: tuple[str, ...]) -> list[str]:
        return [json.dumps([str(n) for n in rng.choice(names, rng.integers(0, 4), replace=False)]) for _ in range(200)]

    columns = {
        "age_days": pa.array(rng.integers(0, 7000, rows), mask=rng.random(rows) < 0.02),
        "tsc.status": column("tsc.status", ["definite", "possible", "excluded"], 0.3, [0.6, 0.3, 0.1]),
        "tsc.pathogenic_variant": column("tsc.pathogenic_variant", [True, False], 0.5),
        "tsc.major_features": column("tsc.major_features", lists(get_args(MajorFeature)), 0.4),
        "tsc.minor_features": column("tsc.minor_features", lists(get_args(MinorFeature)), 0.6),
        "tumours.count": column("tumours.count", [1, 2, 3, 5], 0.05),
        "tumours.largest_mm": pa.array(np.round(rng.random(rows) * 40 + 1, 1), mask=rng.random(rows) < 0.2),
        "tumours.trend": column("tumours.trend", ["regressing", "stable", "growing"], 0.3),
        **{path: column(path, [True, False], 0.1, [0.1, 0.9]) for path in SYMPTOMS},
        "surgery.risk": column("surgery.risk", ["low", "moderate", "high", "inoperable"], 0.4),
        "treatment.mtor_inhibitor.status": column(
            "treatment.mtor_inhibitor.status", ["none", "planned", "current", "stopped"], 0.2
        ),
        "treatment.antiarrhythmic.response": column(
            "treatment.antiarrhythmic.response", ["controlled", "refractory"], 0.7
        ),
        "safety.rapamycin_hypersensitivity": column(
            "safety.rapamycin_hypersensitivity", [True, False], 0.3, [0.02, 0.98]
        ),
        "medications": column("medications", ['["captopril"]', "[]", '["verapamil", "phenytoin"]'], 0.3),
    }
    return pa.table({"row": pa.array(np.arange(rows)), **columns})

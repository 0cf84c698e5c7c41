"""Children whose advisories are rendered in the tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

PUBLISHED = Path(__file__).parents[2] / "docs/examples/sugalska2021_table1_row1.json"
CHILDREN: dict[str, dict[str, Any]] = {
    "published_newborn": json.loads(PUBLISHED.read_text(encoding="utf-8")),
    "nothing_recorded": {},
    "fetus": {"life_stage": "prenatal"},
    "refractory_arrhythmia": {
        "age_days": 20,
        "tsc": {"pathogenic_variant": True},
        "tumours": {"count": 3},
        "symptoms": {"arrhythmia": True},
        "surgery": {"risk": "inoperable"},
        "treatment": {"antiarrhythmic": {"response": "refractory"}},
    },
    "measured_on_treatment": {
        "age_days": 120,
        "tsc": {"status": "definite"},
        "tumours": {
            "count": 2,
            "trend": "regressing",
            "measurements": [
                {"on_age_days": 4, "largest_mm": 15.0, "location": "left_ventricle"},
                {"on_age_days": 40, "largest_mm": 8.0, "location": "left_ventricle"},
                {"on_age_days": 4, "largest_mm": 6.0, "location": "ventricular_septum"},
                {"on_age_days": 110, "largest_mm": 3.0, "location": "ventricular_septum"},
            ],
        },
        "symptoms": {"outflow_obstruction": True},
        "surgery": {"risk": "high"},
        "treatment": {
            "mtor_inhibitor": {
                "status": "stopped", "drug": "everolimus", "started_on_age_days": 5, "stopped_on_age_days": 51,
            },
        },
        "medications": ["carbamazepine", "unheardofine"],
    },
}  # fmt: skip
